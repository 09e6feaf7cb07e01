//! What a text of WordPress keeps from some of its readers, or from all: what stands behind a paywall or a password, what is for
//! members alone, what is switched off. Nothing of it comes along.
//!
//! Plugins for that are without number, so their names and settings are judged by the words in them.

use std::collections::BTreeSet;

use serde_json::Value;

use super::blocks::{self, Delimiter};
use super::code;
use super::foreign::is_void;
use super::shortcodes::{self, attributes};

/// How deep settings of a block may stand in each other.
const MAX_SETTINGS: usize = 16;

/// How long the comment is at most that marks where a paywall begins.
const MAX_MARK: usize = 80;

/// Why what is for some readers is left out.
const FOR_SOME: &str = "is shown to some readers only";

/// Why what nobody saw is left out.
const OFF: &str = "is switched off";

/// Parts of names that say so wherever they stand in one.
const STEMS: &[&str] = &[
    "capability",
    "confidential",
    "eyesonly",
    "gated",
    "locker",
    "loggedin",
    "member",
    "passster",
    "passwd",
    "password",
    "patreon",
    "paywall",
    "premium",
    "private",
    "protect",
    "restrict",
    "secret",
    "signedin",
    "subscriber",
    "unlock",
    "usergroup",
    "userlevel",
    "vipcontent",
    "visitor",
];

/// Words of names that say so where they stand alone.
const WORDS: &[&str] = &[
    "access",
    "accessally",
    "admin",
    "cond",
    "condition",
    "conditional",
    "donor",
    "donors",
    "draft",
    "embargo",
    "enrolled",
    "exclusive",
    "expire",
    "expired",
    "expires",
    "gate",
    "if",
    "ihc",
    "lock",
    "locked",
    "mepr",
    "only",
    "paid",
    "patron",
    "patrons",
    "pay",
    "pmpro",
    "ppwp",
    "rcp",
    "registered",
    "role",
    "roles",
    "student",
    "students",
    "swpm",
    "timed",
    "unlisted",
    "vip",
];

/// Plugins that keep texts for members, as their names begin.
const FIRST_WORDS: &[&str] = &["s2", "um", "wcm", "wishlist", "wlm", "wpmem"];

/// Words of names that tell of people who work somewhere, who are members of another kind.
const PEOPLE: &[&str] = &["board", "crew", "staff", "team", "teams"];

/// Words of names that tell of what every reader can unfold.
const UNFOLDS: &[&str] = &["expand", "more", "reveal", "show", "toggle"];

/// Names of what is shown to those who are no members.
const FOR_OTHERS: &[&str] = &[
    "anonymous",
    "guest",
    "guests",
    "loggedout",
    "nonmember",
    "nonmembers",
    "notmember",
    "signedout",
];

/// Settings that switch a part off.
const SWITCHES: &[&str] = &[
    "disabled",
    "disableelement",
    "hidden",
    "hide",
    "hideblock",
    "invisible",
    "isdisabled",
    "ishidden",
];

/// Parts of the names of settings that say who sees a part, and when.
const CONDITIONS: &[&str] = &[
    "accesscontrol",
    "accesslevel",
    "blockcontrols",
    "condition",
    "contentcontrol",
    "loggedin",
    "membership",
    "paywall",
    "protect",
    "renderlogic",
    "restrict",
    "userrole",
    "userstate",
    "visibility",
];

/// Values of such settings that keep a part from nobody; the two in signs are nothing and an empty list as page builders keep them.
const OPEN_VALUES: &[&str] = &[
    "",
    "0",
    "all",
    "always",
    "anyone",
    "default",
    "disabled",
    "everybody",
    "everyone",
    "false",
    "free",
    "inherit",
    "no",
    "none",
    "off",
    "open",
    "public",
    "published",
    "show",
    "unrestricted",
    "visible",
    "[]",
    "w10=",
    "w10",
];

/// A text without what it keeps from readers.
#[derive(Debug, Default)]
pub(super) struct Opened {
    /// What everybody saw. Where lines are gone, their ends stay, so that places are those of the source.
    pub(super) text: String,
    pub(super) closed: Vec<Closed>,
}

/// A part of a text that is kept from readers.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Closed {
    /// How many lines of the text stand before it.
    pub(super) line: u32,
    /// What it is, and why it is left out.
    pub(super) reason: String,
    pub(super) text: String,
}

/// What a text goes on with.
enum Piece {
    /// So many bytes that are for everybody.
    Open(usize),
    /// So many that are not, and why.
    Closed(usize, String),
}

/// The text without what it keeps from readers.
pub(super) fn open(text: &str) -> Opened {
    let mut opened = Opened::default();
    let mut ends = shortcodes::ends_in(text);
    let mut close = 0;
    let mut line = 0;
    let mut kept_to = 0;
    let mut at = 0;
    while let Some(found) = text[at..].find(['[', '<']) {
        let start = at + found;
        let rest = &text[start..];
        let piece = if rest.starts_with("<!--") {
            comment(rest)
        } else if rest.starts_with('[') {
            if close <= start {
                close = text[start..].find(']').map_or(text.len(), |found| start + found);
            }
            bracket(rest, close - start, &mut ends)
        } else if rest.starts_with("<![") {
            // Office programs write their conditions so.
            Piece::Open(3)
        } else {
            Piece::Open(1)
        };
        match piece {
            Piece::Open(length) => at = start + length,
            Piece::Closed(length, reason) => {
                let before = &text[kept_to..start];
                let closed = &rest[..length];
                line += crate::diagnostic::count(before.matches('\n').count());
                opened.text.push_str(before);
                let lines = closed.matches('\n').count();
                opened.text.extend(std::iter::repeat_n('\n', lines));
                opened.closed.push(Closed {
                    line,
                    reason,
                    text: closed.to_owned(),
                });
                line += crate::diagnostic::count(lines);
                at = start + length;
                kept_to = at;
            }
        }
    }
    opened.text.push_str(&text[kept_to..]);
    opened
}

/// What a comment begins: a block, a paywall, or nothing.
fn comment(rest: &str) -> Piece {
    let inner = rest[4..].trim_start();
    if inner.trim_start_matches('/').starts_with("wp:") {
        let Some(block) = blocks::next_delimiter(rest, 0).filter(|block| block.start == 0) else {
            return Piece::Open(4);
        };
        return of_block(rest, &block);
    }
    let Some(end) = rest.find("-->").map(|end| end + 3) else {
        return Piece::Open(rest.len());
    };
    if end > MAX_MARK || paywall(&rest[..end]) != Some(Mark::Begin) {
        return Piece::Open(end);
    }
    let mut later = rest[end..].match_indices("<!--").filter_map(|(at, _)| {
        let here = &rest[end + at..];
        let length = here.find("-->")? + 3;
        (length <= MAX_MARK && paywall(&here[..length]) == Some(Mark::End)).then_some(end + at + length)
    });
    let closed = later.next().unwrap_or(rest.len());
    Piece::Closed(
        closed,
        "the paywall: what stands behind it is for some readers only".to_owned(),
    )
}

/// Where a comment is the mark of a paywall, what stands there.
#[derive(PartialEq, Eq)]
enum Mark {
    Begin,
    End,
}

fn paywall(comment: &str) -> Option<Mark> {
    const MARKS: &[&str] = &[
        "memberonly",
        "membersonly",
        "paywall",
        "premiumcontent",
        "subscriberonly",
        "subscribersonly",
    ];
    let words = words_of(comment);
    let squashed = words.concat();
    MARKS.iter().any(|mark| squashed.contains(mark)).then_some(())?;
    let is_end = comment[4..].trim_start().starts_with('/')
        || words.first().is_some_and(|word| word.starts_with("end"));
    Some(if is_end { Mark::End } else { Mark::Begin })
}

fn of_block(rest: &str, block: &Delimiter<'_>) -> Piece {
    if block.closes {
        return Piece::Open(block.end);
    }
    let name = block.name;
    let words = words_of(name);
    if block.is_void && words.concat().contains("paywall") {
        let reason = format!("the block {name}: what stands behind it is for some readers only");
        return Piece::Closed(rest.len(), reason);
    }
    let settings = serde_json::from_str::<Value>(block.attributes);
    let why = if settings.is_ok_and(|settings| closes(&settings, 0)) {
        "is switched off, or is shown to some readers only"
    } else if !block.is_void && is_for_some(&words, false) {
        FOR_SOME
    } else {
        return Piece::Open(block.end);
    };
    // Where nobody knows how far it goes, it goes to the end.
    let end = if block.is_void {
        block.end
    } else {
        blocks::end_of(rest, block).unwrap_or(rest.len())
    };
    Piece::Closed(end, format!("the block {name} {why}"))
}

/// What a bracket begins whose head ends there; `ends` are the names of which an end may follow.
fn bracket<'t>(rest: &'t str, close: usize, ends: &mut BTreeSet<&'t str>) -> Piece {
    // `[[private]]` is how a text speaks of a shortcode.
    if rest.starts_with("[[") {
        return Piece::Open(2);
    }
    let inner = &rest[1..];
    let length = inner.find(|letter: char| letter.is_whitespace() || "[]/=<>\"'".contains(letter));
    let name = &inner[..length.unwrap_or(inner.len())];
    let after = &inner[name.len()..];
    let has_head = !name.is_empty() && close < rest.len() && close > name.len();
    let Some(end) = has_head.then(|| close - 1 - name.len()) else {
        return Piece::Open(1);
    };
    let tag = 1 + name.len() + end + 1;
    let own_end = |ends: &mut BTreeSet<&'t str>| {
        let end = ends.contains(name).then(|| end_of(rest, name, tag)).flatten();
        if end.is_none() {
            ends.remove(name);
        }
        end
    };
    if code::holds_code(name) {
        return Piece::Open(own_end(ends).unwrap_or(tag));
    }
    let head = after[..end].trim();
    let words = words_of(name);
    let named = attributes(head.trim_end_matches('/'));
    let why = named.iter().find_map(|(key, value)| closed_by(key, value));
    let Some(why) = why.or_else(|| is_for_some(&words, true).then_some(FOR_SOME)) else {
        return Piece::Open(tag);
    };
    let reason = format!("[{name}] {why}");
    if let Some(end) = own_end(ends).filter(|_| !is_void(head)) {
        return Piece::Closed(end, reason);
    }
    if words.concat().contains("paywall") && !words.iter().any(|word| word == "login") {
        return Piece::Closed(rest.len(), reason);
    }
    // A word in brackets is a word; what is set in it is none for readers.
    if head.contains('=') {
        Piece::Closed(tag, reason)
    } else {
        Piece::Open(tag)
    }
}

/// Where the shortcode of that name ends whose head is so long, with those of its name that stand in it.
fn end_of(rest: &str, name: &str, head: usize) -> Option<usize> {
    let (opens, closes) = (format!("[{name}"), format!("[/{name}]"));
    let mut depth = 1_usize;
    let mut at = head;
    let mut last = None;
    while let Some(found) = rest[at..].find('[') {
        let here = &rest[at + found..];
        at += found + 1;
        if here.starts_with(&closes) {
            at += closes.len() - 1;
            last = Some(at);
            depth -= 1;
            if depth == 0 {
                break;
            }
        } else if let Some(after) = here.strip_prefix(&opens) {
            depth += usize::from(after.starts_with(|letter: char| letter == ']' || letter.is_whitespace()));
        }
    }
    last
}

/// The words that a name is made of, in small letters: `s2If`, `members_only`.
fn words_of(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for letter in name.chars() {
        let begins = !letter.is_alphanumeric() || letter.is_uppercase() && was_small;
        if begins && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        was_small = letter.is_lowercase() || letter.is_numeric();
        if letter.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(letter.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Does a name of these words say that what stands in it is for some readers? Whole libraries of blocks call themselves premium.
fn is_for_some(words: &[String], is_shortcode: bool) -> bool {
    let squashed = words.concat().replace("remember", "");
    if FOR_OTHERS.iter().any(|name| squashed.contains(name)) {
        return false;
    }
    let has = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    let (of_people, unfolds) = (has(PEOPLE), has(UNFOLDS));
    let says = |word: &String| {
        let hides = word.starts_with("hide") || word.starts_with("hidden");
        hides && !unfolds || !hides && WORDS.contains(&word.as_str())
    };
    let mut stems = STEMS.iter().filter(|stem| match **stem {
        "premium" => is_shortcode,
        "member" => !of_people,
        _ => true,
    });
    let is_of_plugin = words
        .first()
        .is_some_and(|first| FIRST_WORDS.contains(&first.as_str()) && words.len() > 1);
    is_of_plugin || words.iter().any(says) || stems.any(|stem| squashed.contains(stem))
}

/// Why a setting of a shortcode keeps it from readers.
fn closed_by(key: &str, value: &str) -> Option<&'static str> {
    let key = words_of(key).concat();
    let written = value.trim();
    let value = written.to_lowercase();
    let is_open = OPEN_VALUES.contains(&value.as_str());
    if matches!(&*key, "pass" | "passcode" | "pwd" | "psw") || key.contains("password") {
        return (!value.is_empty()).then_some("is behind a password");
    }
    if SWITCHES.contains(&key.as_str()) {
        return matches!(&*value, "1" | "on" | "true" | "yes").then_some(OFF);
    }
    match &*key {
        // Switched off for phones, tablets and screens, one after the other.
        "disabledon" => (value.matches("on").count() >= 3).then_some(OFF),
        "status" => matches!(
            &*value,
            "draft"
                | "private"
                | "pending"
                | "future"
                | "trash"
                | "hidden"
                | "disabled"
                | "inactive"
                | "unpublished"
                | "published_until"
                | "publish_after"
        )
        .then_some(OFF),
        "visibility" => {
            const CLOSING: &[&str] = &["false", "invisible", "none", "off", "user"];
            const SIZES: &[&str] = &["desktop", "large", "medium", "mobile", "small", "tablet"];
            let words = words_of(&value);
            let has = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
            ((has(CLOSING) || is_for_some(&words, true)) && !has(SIZES)).then_some(FOR_SOME)
        }
        "role" | "roles" => {
            const ROLES: &[&str] = &[
                "administrator",
                "author",
                "contributor",
                "customer",
                "editor",
                "loggedin",
                "member",
                "shop_manager",
                "subscriber",
            ];
            let mut given = written.split(',').map(str::trim);
            // People who present themselves have a role as well, written with a capital letter.
            given.any(|role| ROLES.contains(&role)).then_some(FOR_SOME)
        }
        "paid" | "capability" | "capabilities" | "loggedin" | "isloggedin" | "requirelogin"
        | "allowedroles" => (!is_open).then_some(FOR_SOME),
        _ => (is_of_readers(&key) && !is_open && !is_of_screens(&key)).then_some(FOR_SOME),
    }
}

/// Does a setting say who sees a part, and when? Arrows and captions are visible in their own ways.
fn is_of_readers(key: &str) -> bool {
    let is_of_part = ["block", "condition", "content", "role", "user", "visib"]
        .iter()
        .any(|start| key.starts_with(start));
    CONDITIONS
        .iter()
        .any(|stem| key.contains(stem) && (*stem != "visibility" || is_of_part))
}

/// Says a setting on which screens a part is shown? Some readers saw it, whoever they were.
fn is_of_screens(key: &str) -> bool {
    [
        "breakpoint",
        "desktop",
        "device",
        "mobile",
        "responsive",
        "screen",
        "tablet",
        "viewport",
    ]
    .iter()
    .any(|word| key.contains(word))
}

/// Do the settings of a block keep it from readers?
fn closes(settings: &Value, depth: usize) -> bool {
    let Value::Object(settings) = settings else {
        return false;
    };
    settings.iter().any(|(key, value)| {
        let key = words_of(key).concat();
        if is_of_screens(&key) || depth > MAX_SETTINGS || is_for_both(&key, settings) {
            false
        } else if SWITCHES.contains(&key.as_str()) {
            value.as_bool() == Some(true)
        } else if key == "loggedout" {
            value.as_bool() == Some(false)
        } else if is_of_readers(&key) {
            is_condition(&key, value, depth + 1)
        } else {
            closes(value, depth + 1)
        }
    })
}

/// Are those meant who are logged in, among the settings of a block that is for the others as well?
fn is_for_both(key: &str, settings: &serde_json::Map<String, Value>) -> bool {
    let mut others = settings
        .iter()
        .filter(|(key, _)| words_of(key).concat() == "loggedout");
    key == "loggedin" && others.any(|(_, says)| says.as_bool() == Some(true))
}

/// Does the value of a setting that says who sees a block leave somebody out?
fn is_condition(key: &str, value: &Value, depth: usize) -> bool {
    match value {
        _ if depth > MAX_SETTINGS => true,
        Value::Null => false,
        Value::Bool(says) => *says != key.contains("visib"),
        Value::Number(number) => number.as_u64() != Some(0),
        Value::String(text) => !OPEN_VALUES.contains(&text.trim().to_lowercase().as_str()),
        Value::Array(items) => items.iter().any(|item| is_condition(key, item, depth + 1)),
        Value::Object(fields) => {
            let is_off = ["enabled", "enable", "active"]
                .iter()
                .any(|flag| fields.get(*flag).and_then(Value::as_bool) == Some(false));
            let mut each = fields.iter();
            !is_off
                && each.any(|(key, value)| {
                    let key = words_of(key).concat();
                    let is_name = matches!(
                        &*key,
                        "id" | "name" | "title" | "label" | "uuid" | "enable" | "enabled" | "active"
                    );
                    let is_flag = value.is_boolean();
                    match &*key {
                        _ if is_name || is_of_screens(&key) || is_for_both(&key, fields) => false,
                        "loggedout" => value.as_bool() == Some(false),
                        key if SWITCHES.contains(&key) => value.as_bool() == Some(true),
                        key if is_flag && !is_of_readers(key) => false,
                        key => is_condition(key, value, depth + 1),
                    }
                })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::open;

    fn shown(text: &str) -> String {
        open(text).text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    // Plugins that keep texts from readers have names without number: what counts are the words in them.
    #[test]
    fn shortcodes_whose_names_or_settings_close_them_are_taken_out() {
        for (before, after) in [
            ("private", "private"),
            ("members_only", "members_only"),
            ("restrict paid=\"true\"", "restrict"),
            ("s2If is_user_logged_in()", "s2If"),
            ("mepr-show rules=\"5\"", "mepr-show"),
            ("um_loggedin", "um_loggedin"),
            ("hide", "hide"),
            ("hidepost=0", "hidepost"),
            ("passwd hunter2", "passwd"),
            ("visitor", "visitor"),
            ("wcm_restrict plans=\"a\"", "wcm_restrict"),
            ("anything password='hunter2'", "anything"),
            ("vc_row disable_element=\"yes\"", "vc_row"),
            ("et_pb_text disabled_on=\"on|on|on\"", "et_pb_text"),
            ("fusion_text status=\"draft\"", "fusion_text"),
            ("section visibility=\"hidden\"", "section"),
            ("content role=\"subscriber\"", "content"),
            ("et_pb_text display_conditions=\"W3siaWQiOjF9XQ==\"", "et_pb_text"),
        ] {
            let text = format!("A [{before}]b\nc[/{after}] d");
            assert_eq!(shown(&text), "A d", "{before}");
            assert_eq!(open(&text).text.matches('\n').count(), 1, "{before}");
        }
        assert_eq!(shown("a [private]b [private]c[/private] d[/private] e"), "a e");
        assert_eq!(shown("a [leaky-paywall] b"), "a");
    }

    // What every reader saw must not be lost to a name that only sounds like it.
    #[test]
    fn shortcodes_that_everybody_sees_stay() {
        for text in [
            "[team_member name=\"Mira\"]b[/team_member]",
            "[show_hide more=\"x\"]b[/show_hide]",
            "[loggedout]b[/loggedout]",
            "[blockquote]b[/blockquote]",
            "[person role=\"Editor\"]b[/person]",
            "[heading level=\"2\"]b[/heading]",
            "[alert status=\"success\"]b[/alert]",
            "[ux_box visibility=\"show-for-medium\"]b[/ux_box]",
            "[et_pb_text disabled_on=\"on|off|off\"]b[/et_pb_text]",
            "[[private]] is a word, and [private] too, [only 3 left]",
            "<![if !supportLists]>a<![endif]> [slider arrows_visibility=\"hover\"]b[/slider]",
            "[code][private]b[/private][/code]",
        ] {
            assert_eq!(shown(text), text);
        }
    }

    // Settings of blocks are written by the editor and by plugins in ever other shapes.
    #[test]
    fn blocks_whose_names_or_settings_close_them_are_taken_out() {
        for (name, settings) in [
            ("paragraph", r#"{"metadata":{"blockVisibility":false}}"#),
            ("paragraph", r#"{"blockVisibility":{"hideBlock":true}}"#),
            (
                "group",
                r#"{"blockVisibility":{"controlSets":[{"id":1,"enable":true,"controls":{"userRole":{"visibilityByRole":"logged-in"}}}]}}"#,
            ),
            ("group", r#"{"editorskit":{"loggedin":true,"loggedout":false}}"#),
            (
                "group",
                r#"{"contentControls":{"enabled":true,"rules":{"user":{"userStatus":"logged_in"}}}}"#,
            ),
            ("premium-content/subscriber-view", ""),
            ("woocommerce-memberships/member-content", ""),
            ("plugin/paywall", ""),
        ] {
            let text = format!("a <!-- wp:{name} {settings} --><p>b</p><!-- /wp:{name} --> c");
            assert_eq!(shown(&text), "a c", "{name} {settings}");
        }
        for (name, settings) in [
            ("paragraph", r#"{"metadata":{"blockVisibility":true}}"#),
            (
                "paragraph",
                r#"{"metadata":{"blockVisibility":{"viewport":{"mobile":false}}}}"#,
            ),
            (
                "group",
                r#"{"blockVisibility":{"controlSets":[{"id":1,"enable":true,"controls":[]}]}}"#,
            ),
            ("group", r#"{"editorskit":{"loggedin":true,"loggedout":true}}"#),
            ("premium-content/container", ""),
            ("premium-content/logged-out-view", ""),
            ("premium/heading", ""),
            ("plugin/slider", r#"{"captionVisibility":"hover"}"#),
        ] {
            let text = format!("a <!-- wp:{name} {settings} --><p>b</p><!-- /wp:{name} --> c");
            assert_eq!(
                shown(&text),
                text.split_whitespace().collect::<Vec<_>>().join(" ")
            );
        }
        assert_eq!(shown("a <!-- wp:jetpack/paywall /--><p>b</p>"), "a");
        assert_eq!(shown("a <!--paywall--> b"), "a");
        assert_eq!(shown("a <!-- members only --> b <!-- /members only --> c"), "a c");
        assert_eq!(shown("a <!-- wp:x/members-only --> b"), "a");
    }
}
