//! What custom fields of plugins say of who may read an item, and until when.

use content::day::{Day, Moment};
use jiff::Timestamp;

use super::dates::moment_of;
use crate::import::day;

/// Words of a key that say so by themselves.
const WORDS: &[&str] = &[
    "ihc",
    "memberful",
    "memberpress",
    "mepr",
    "pmpro",
    "ppwp",
    "passster",
    "paywall",
    "rcp",
    "restrict",
    "restricted",
    "restriction",
    "swpm",
    "wpmem",
];

/// Words of a key that say so where two of them stand together.
const TOGETHER: &[&str] = &[
    "access",
    "accessible",
    "block",
    "content",
    "control",
    "group",
    "groups",
    "level",
    "levels",
    "login",
    "member",
    "members",
    "membership",
    "memberships",
    "newsletter",
    "only",
    "page",
    "plan",
    "post",
    "private",
    "protect",
    "protected",
    "protection",
    "read",
    "required",
    "role",
    "roles",
    "subscriber",
    "subscribers",
    "wishlist",
];

/// Those of them that say nothing with the others of this list alone.
const WEAK: &[&str] = &[
    "block",
    "content",
    "control",
    "group",
    "groups",
    "level",
    "levels",
    "member",
    "members",
    "membership",
    "newsletter",
    "page",
    "plan",
    "post",
    "required",
    "role",
    "roles",
];

/// Whole keys that say so.
const MARKS: &[&str] = &[
    "contentvisibility",
    "hidden",
    "hidepost",
    "isdraft",
    "ishidden",
    "ispaid",
    "ispremium",
    "isprivate",
    "isunlisted",
    "loginrequired",
    "patreonlevel",
    "postvisibility",
    "premium",
    "private",
    "requirelogin",
    "unlisted",
    "visibility",
];

/// Values that keep a text from nobody.
const OPEN: &[&str] = &[
    "",
    "0",
    "-1",
    "[]",
    "a:0:{}",
    "all",
    "default",
    "disabled",
    "everybody",
    "everyone",
    "false",
    "free",
    "inherit",
    "n;",
    "no",
    "none",
    "null",
    "off",
    "open",
    "public",
    "standard",
    "unprotected",
    "unrestricted",
    "visible",
];

/// Seconds since 1970 below which a number is none: days, prices and counts are smaller.
const FIRST_SECOND: i64 = 100_000_000;

/// Is it a custom field that may say who reads an item, or until when?
pub(super) fn is_told_by(key: &str) -> bool {
    is_end(key) || is_begin(key) || is_restriction(key)
}

/// Why a custom field keeps an item from readers at that time.
pub(super) fn closes(key: &str, value: &str, now: Moment) -> Option<String> {
    if is_begin(key) {
        let is_to_come = moment(value).map_or_else(|| is_day_like(value), |begin| begin > now);
        return is_to_come.then(|| format!("it is to appear later, as its field {key} says"));
    }
    if is_end(key) {
        let Some(end) = moment(value) else {
            return is_day_like(value)
                .then(|| format!("nobody can tell whether it has expired, as its field {key} says"));
        };
        let is_over = end.day < now.day || end.day == now.day && now.time.is_some() && end.time <= now.time;
        return is_over.then(|| format!("it has expired, as its field {key} says"));
    }
    let value = value.trim().to_lowercase();
    // Another field has the name of this one's description as its value.
    let is_open = OPEN.contains(&value.as_str()) || value.starts_with("field_");
    let is_closed = is_restriction(key) && !is_open && !key.contains("public");
    is_closed.then(|| format!("its field {key} keeps it for some readers"))
}

fn words_of(key: &str) -> Vec<String> {
    key.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Is it the field of a time at which a text disappears? What plugins keep for a while has such times as well.
fn is_end(key: &str) -> bool {
    let words = words_of(key);
    let is_kept = words.iter().any(|word| {
        matches!(
            word.as_str(),
            "cache" | "cached" | "transient" | "token" | "nonce" | "lock" | "oembed" | "download"
        )
    });
    let ends =
        |word: &String| word.starts_with("expir") || word.starts_with("unpublish") || word == "postexpirator";
    !is_kept && words.iter().any(ends)
}

/// Is it the field of a time before which nobody is to read a text?
fn is_begin(key: &str) -> bool {
    words_of(key).iter().any(|word| word.starts_with("embargo"))
}

/// Is it meant as a day, however it is written?
fn is_day_like(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    digits >= 4 && value.len() < 40 && value.contains(['/', '.', '-', ' '])
}

fn is_restriction(key: &str) -> bool {
    let words = words_of(key);
    let has = |known: &[&str]| words.iter().filter(|word| known.contains(&word.as_str())).count();
    // The first says that a paywall stands somewhere in the text, which is read there.
    let is_of_text = key.contains("contains_paywalled_content")
        || words.iter().any(|word| word == "message" || word == "excerpt");
    // What films and meals restrict is something else.
    let is_of_things = words
        .iter()
        .any(|word| matches!(word.as_str(), "age" | "dietary" | "height" | "weight"));
    let is_password = words.iter().any(|word| word.starts_with("password"));
    let is_mark = MARKS.contains(&&*words.concat());
    let strong = has(TOGETHER) > has(WEAK);
    let is_meant = is_password || is_mark || has(WORDS) > 0 || strong && has(TOGETHER) > 1;
    is_meant && !is_of_text && !is_of_things
}

/// The moment that a field names: in seconds or thousandths of them since 1970, or as people write one.
fn moment(value: &str) -> Option<Moment> {
    let value = value.trim();
    if let Ok(number) = value.parse::<i64>()
        && value.len() != 8
    {
        let seconds = if value.len() > 11 { number / 1000 } else { number };
        let at = Timestamp::from_second(seconds)
            .ok()
            .filter(|_| seconds >= FIRST_SECOND)?;
        let at = jiff::tz::Offset::UTC.to_datetime(at);
        let small = |number: i8| u8::try_from(number).ok();
        let day = Day::new(
            u16::try_from(at.year()).ok()?,
            small(at.month())?,
            small(at.day())?,
        )?;
        let time = small(at.hour()).zip(small(at.minute()));
        return Some(Moment { day, time });
    }
    moment_of(value).or_else(|| day(value).map(|day| Moment { day, time: None }))
}

#[cfg(test)]
mod tests {
    use content::day::Moment;

    use super::{closes, is_told_by};

    // Nobody knows all plugins that keep texts for some; their fields say it in words that are much alike.
    #[test]
    fn fields_that_keep_an_item_for_some_close_it() {
        let now = Moment::parse("2026-01-02T10:00").expect("this is a moment");
        for (key, value) in [
            ("_expiration-date", "1577836800"),
            ("_expiration-date", "1577836800000"),
            ("expire_date", "2025-12-31"),
            ("_unpublish_date", "31.12.2025"),
            ("_members_access_role", "administrator"),
            ("_restrict_content", "1"),
            ("_jetpack_newsletter_access", "paid_subscribers"),
            ("rcp_subscription_level", "any"),
            ("rcp_user_level", "Subscriber"),
            ("_wc_memberships_use_custom_content_restricted", "yes"),
            ("_mepr_unauthorized", "1"),
            ("arm_access_plan", "2"),
            ("um_content_restriction", "a:1:{s:1:\"a\";i:1;}"),
            ("_wpmem_block", "1"),
            ("groups-groups_read_post", "Registered"),
            ("_is_private", "yes"),
            ("post_password_protected", "1"),
            ("_visibility", "hidden"),
            ("_wp_post_expire", "01/02/2020"),
            ("_embargo_until", "2031-01-01"),
            ("is_draft", "1"),
        ] {
            assert!(
                is_told_by(key) && closes(key, value, now).is_some(),
                "{key} {value}"
            );
        }
        for (key, value) in [
            ("_expiration-date", "1893456000"),
            ("_expiration-date-status", "saved"),
            ("_embargo_until", "2020-01-01"),
            ("essb_cache_expire", "1577836800"),
            ("_jetpack_newsletter_access", "everybody"),
            ("_jetpack_memberships_contains_paywalled_content", "1"),
            ("rcp_access_level", "None"),
            ("_wc_memberships_force_public", "yes"),
            ("_wpmem_block", "0"),
            ("member_since", "2012"),
            ("team_member_role", "Editor"),
            ("_access_token", "abc"),
            ("wheelchair_access", "yes"),
            ("_visibility", "visible"),
            ("_wp_page_template", "default"),
            ("post_content_filtered", "a"),
        ] {
            assert_eq!(closes(key, value, now), None, "{key} {value}");
        }
    }
}
