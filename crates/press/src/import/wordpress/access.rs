//! What custom fields of plugins say of who may read an item, and until when.

use content::day::{Day, Moment};
use jiff::Timestamp;
use serde_json::Value;

use super::dates::moment_of;
use crate::import::day;

/// Words of a key that say so by themselves.
const WORDS: &[&str] = &[
    "armember",
    "ihc",
    "is4wp",
    "memberful",
    "memberpress",
    "mepr",
    "pmpro",
    "ppwp",
    "passster",
    "paywall",
    "pda",
    "rcp",
    "s2member",
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
    "paid",
    "plan",
    "post",
    "private",
    "protect",
    "protected",
    "protection",
    "read",
    "registered",
    "required",
    "role",
    "roles",
    "subscriber",
    "subscribers",
    "user",
    "users",
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
    "registered",
    "required",
    "role",
    "roles",
    "user",
    "users",
];

/// Words of a key that say so unless it names a thing that is restricted, such as an area.
const RESTRICTED: &[&str] = &["restrict", "restricted", "restriction", "restrictions"];

/// Words that stand beside those without naming a thing.
const OF_RESTRICTIONS: &[&str] = &[
    "by",
    "capability",
    "enable",
    "enabled",
    "for",
    "has",
    "is",
    "mode",
    "settings",
    "status",
    "this",
    "to",
    "type",
    "view",
];

/// Words of what is counted or has gone wrong, which keeps a text from nobody.
const COUNTED: &[&str] = &["count", "counter", "counts", "error", "errors", "views"];

/// The last word of a key that says so where its value is a switch that is on.
const STATES: &[&str] = &[
    "gated",
    "locked",
    "mitglieder",
    "paywalled",
    "private",
    "protected",
    "unlisted",
];

/// Words of values that keep a text from readers.
const CLOSING: &[&str] = &[
    "admin",
    "administrator",
    "draft",
    "hidden",
    "internal",
    "invisible",
    "logged",
    "loggedin",
    "member",
    "members",
    "mitglieder",
    "paid",
    "password",
    "pending",
    "premium",
    "private",
    "protected",
    "registered",
    "rejected",
    "restricted",
    "review",
    "role",
    "roles",
    "subscriber",
    "subscribers",
    "todo",
    "unapproved",
    "unlisted",
    "users",
];

/// Words that may stand beside that of an expiry where it is that of the text; what else expires is an offer, or a licence.
const OF_TEXTS: &[&str] = &[
    "article",
    "auto",
    "content",
    "date",
    "datetime",
    "entry",
    "page",
    "post",
    "publish",
    "publishpress",
    "status",
    "time",
    "timestamp",
    "type",
];

/// Whole keys that say so.
const MARKS: &[&str] = &[
    "draft",
    "hidden",
    "isdraft",
    "ishidden",
    "ispaid",
    "ispremium",
    "isprivate",
    "isunlisted",
    "locked",
    "loginrequired",
    "patreonlevel",
    "premium",
    "private",
    "requirelogin",
    "unlisted",
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

/// How deep lists of a value may stand in each other.
const MAX_DEPTH: usize = 16;

/// Is it a custom field that may say who reads an item, or until when?
pub(super) fn is_told_by(key: &str) -> bool {
    is_end(key) || is_begin(key) || is_worded(key) || has_lock(key) || is_restriction(key) || is_state(key)
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
    let value = value.trim();
    let settings = settings_of(value);
    let value = value.to_lowercase();
    let has_closing = value
        .split(|letter: char| !letter.is_alphanumeric())
        .any(|word| CLOSING.contains(&word));
    let is_on = matches!(&*value, "1" | "on" | "true" | "y" | "yes");
    // Another field has the name of this one's description as its value.
    let is_open = match &settings {
        Some(settings) => !says_something(settings, 0),
        None => OPEN.contains(&value.as_str()) || value.starts_with("field_"),
    };
    let is_closed = if key.contains("public") || is_open {
        false
    } else if has_lock(key) {
        settings.is_none_or(|settings| {
            settings
                .get("lock_content")
                .is_some_and(|on| says_something(on, 0))
        })
    } else if is_worded(key) {
        has_closing
    } else {
        let is_of_thing = !is_on && !has_closing && settings.is_none() && may_be_of_thing(key);
        is_restriction(key) && !is_of_thing || is_state(key) && is_on
    };
    is_closed.then(|| format!("its field {key} keeps it for some readers"))
}

/// The lists that a value holds, as PHP or JSON writes them.
fn settings_of(value: &str) -> Option<Value> {
    if value.starts_with(['{', '[']) {
        return serde_json::from_str(value).ok();
    }
    if !value.starts_with("a:") {
        return None;
    }
    let mut rest = value;
    unserialise(&mut rest, 0)
}

/// The next value that PHP has written down; `rest` is what stands behind it. Numbers come as their digits.
fn unserialise(rest: &mut &str, depth: usize) -> Option<Value> {
    let (kind, after) = rest.split_at_checked(2)?;
    match kind {
        "N;" => {
            *rest = after;
            Some(Value::Null)
        }
        "b:" | "d:" | "i:" => {
            let (number, after) = after.split_once(';')?;
            *rest = after;
            Some(Value::String(number.to_owned()))
        }
        "s:" => {
            let (length, after) = after.split_once(":\"")?;
            let (text, after) = after.split_at_checked(length.parse().ok()?)?;
            *rest = after.strip_prefix("\";")?;
            Some(Value::String(text.to_owned()))
        }
        "a:" if depth < MAX_DEPTH => {
            let (_, mut after) = after.split_once(":{")?;
            let mut fields = serde_json::Map::new();
            while !after.starts_with('}') {
                let key = unserialise(&mut after, depth + 1)?;
                let value = unserialise(&mut after, depth + 1)?;
                fields.insert(key.as_str()?.to_owned(), value);
            }
            *rest = &after[1..];
            Some(Value::Object(fields))
        }
        _ => None,
    }
}

/// Is anything set in these settings? Plugins write theirs into every text, with all switches off.
fn says_something(settings: &Value, depth: usize) -> bool {
    let says = |value: &Value| says_something(value, depth + 1);
    match settings {
        _ if depth > MAX_DEPTH => true,
        Value::Null | Value::Bool(false) => false,
        Value::Bool(true) => true,
        Value::Number(number) => number.as_i64() != Some(0),
        Value::String(text) => !OPEN.contains(&text.trim().to_lowercase().as_str()),
        Value::Array(items) => items.iter().any(says),
        Value::Object(fields) => {
            let is_off = fields.iter().any(|(key, value)| {
                let is_switch =
                    key.ends_with("custom_access_settings") || matches!(&**key, "enabled" | "active");
                is_switch && !says(value)
            });
            // What is told those who may not read it keeps it from nobody.
            let is_told = |key: &str| {
                ["message", "redirect", "url"]
                    .iter()
                    .any(|word| key.contains(word))
            };
            !is_off && fields.iter().any(|(key, value)| !is_told(key) && says(value))
        }
    }
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
    let expires = |word: &str| {
        let word = ["post", "page", "content"]
            .iter()
            .find_map(|start| word.strip_prefix(start))
            .unwrap_or(word);
        word.starts_with("expir")
    };
    // Plugins begin their names with a few letters of their own.
    let is_of_text = words
        .iter()
        .all(|word| expires(word) || word.len() <= 3 || OF_TEXTS.contains(&word.as_str()));
    let is_taken_back = words
        .iter()
        .any(|word| word.starts_with("unpublish") || word.starts_with("depublish"));
    let has_until = words.ends_with(&["publish".to_owned(), "until".to_owned()]);
    let has_expiry = words.iter().any(|word| expires(word));
    !is_kept && (is_taken_back || has_until || has_expiry && is_of_text)
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
    let is_counted = has(COUNTED) > 0 || has(&["read"]) > 0 && has(&["time"]) > 0;
    let is_password = words.iter().any(|word| word.starts_with("password"));
    let is_mark = MARKS.contains(&&*words.concat());
    // A title that a text hides is none of it.
    let is_hidden = words.windows(2).last().is_some_and(|last| {
        last[0] == "hide" && matches!(&*last[1], "article" | "content" | "page" | "post")
    });
    let strong = has(TOGETHER) > has(WEAK);
    let is_meant = is_password
        || is_mark
        || is_hidden
        || has(WORDS) + has(RESTRICTED) > 0
        || strong && has(TOGETHER) > 1;
    is_meant && !is_of_text && !is_of_things && !is_counted
}

/// May a key name a thing that is restricted, such as an area, and no text?
fn may_be_of_thing(key: &str) -> bool {
    let words = words_of(key);
    let is_known = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    let is_thing = |word: &String| {
        ![RESTRICTED, OF_RESTRICTIONS, TOGETHER]
            .iter()
            .any(|known| known.contains(&word.as_str()))
    };
    is_known(RESTRICTED) && !is_known(WORDS) && !is_known(TOGETHER) && words.iter().any(is_thing)
}

/// Does a key end in a word that says so where it is switched on?
fn is_state(key: &str) -> bool {
    words_of(key)
        .last()
        .is_some_and(|last| STATES.contains(&last.as_str()))
}

/// Does a field say in a word who reads a text, or how far it has come? Ships have a visibility as well, and wares.
fn is_worded(key: &str) -> bool {
    let words = words_of(key);
    let is_of_work = || {
        words
            .iter()
            .any(|word| matches!(&**word, "approval" | "editorial" | "workflow"))
    };
    match words.last().map(String::as_str) {
        Some("visibility") => {
            words.len() == 1 || words.len() == 2 && matches!(&*words[0], "content" | "post")
        }
        Some("status" | "state") => words.len() == 1 || words[0] == "post" || is_of_work(),
        Some("access" | "audience" | "zugriff") => words.len() == 1,
        _ => false,
    }
}

/// Does a field hold the settings of a plugin of which one locks the text?
fn has_lock(key: &str) -> bool {
    words_of(key).concat() == "wpfsettings"
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
            ("_draft", "1"),
            ("_locked", "1"),
            ("_pda_protection", "1"),
            ("s2member_level", "1"),
            ("_wpm_protected", "Y"),
            ("_is4wp_access_tags", "12,14"),
            ("wpf-settings", "a:1:{s:12:\"lock_content\";s:1:\"1\";}"),
            ("paid_only", "1"),
            ("_wp_private", "1"),
            ("nur_mitglieder", "1"),
            ("audience", "members"),
            ("post_status", "draft"),
            ("_paid_post", "1"),
            ("registered_users_only", "1"),
            ("_armember_access", "2"),
            ("_workflow_status", "in-review"),
            ("publish_until", "2020-01-01"),
            ("_depublish", "2020-01-01"),
            ("post_expiry", "2020-01-01"),
            ("wp_hide_post", "1"),
            ("um_content_restriction", "a:2:{s:1:\"a\";s:1:\"0\";"),
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
            (
                "um_content_restriction",
                "a:3:{s:26:\"_um_custom_access_settings\";s:1:\"0\";s:14:\"_um_accessible\";i:0;s:1:\"m\";s:0:\"\";}",
            ),
            (
                "um_content_restriction",
                "a:2:{s:1:\"a\";b:0;s:1:\"b\";a:1:{i:0;N;}}",
            ),
            ("offer_expires", "2020-01-01"),
            ("coupon_expiry_date", "2020-01-01"),
            ("membership_expires", "2020-01-01"),
            ("license_expiry", "2020-01-01"),
            ("visa_expiry_date", "2020-01-01"),
            ("publish_until", "2031-01-01"),
            ("visibility", "10 km"),
            ("_visibility", "catalog"),
            ("page_access_count", "12"),
            ("post_read_count", "12"),
            ("read_post_time", "4"),
            ("restricted_area", "harbour"),
            ("_members_access_error", "Please log in"),
            ("wpf-settings", "a:1:{s:12:\"lock_content\";s:1:\"0\";}"),
            ("_workflow_status", "done"),
            ("hide_post_title", "1"),
            ("registered_users", "500"),
            ("audience", "families"),
            ("status", "done"),
        ] {
            assert_eq!(closes(key, value, now), None, "{key} {value}");
        }
    }
}
