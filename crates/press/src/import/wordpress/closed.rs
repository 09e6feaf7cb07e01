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
    "accesslevel",
    "capability",
    "confidential",
    "eyesonly",
    "gated",
    "locker",
    "loggedin",
    "loginrequired",
    "memberful",
    "memberonly",
    "membersonly",
    "optinrequired",
    "passster",
    "passwd",
    "password",
    "patreon",
    "paywall",
    "protect",
    "requirelogin",
    "restrict",
    "signedin",
    "subscriber",
    "usergroup",
    "userlevel",
    "vipcontent",
];

/// Words of names that say so whatever stands beside them.
const WORDS: &[&str] = &[
    "abonnes",
    "accessally",
    "authenticated",
    "cond",
    "conditional",
    "draft",
    "embargo",
    "enrolled",
    "if",
    "ihc",
    "mepr",
    "miembros",
    "mitglieder",
    "only",
    "paying",
    "pmpro",
    "ppwp",
    "privado",
    "purchased",
    "rcp",
    "scheduled",
    "showif",
    "subscribed",
    "swpm",
    "todo",
    "unlisted",
];

/// Words that say so where they are the whole meaning of a name: a private dining room is for everybody to read about.
const WHOLE: &[&str] = &[
    "access",
    "admin",
    "admins",
    "customers",
    "donor",
    "editors",
    "exclusive",
    "expire",
    "expired",
    "expires",
    "gate",
    "hidden",
    "hide",
    "lock",
    "locked",
    "member",
    "members",
    "membership",
    "memberships",
    "paid",
    "patron",
    "patrons",
    "pay",
    "premium",
    "private",
    "registered",
    "secret",
    "student",
    "timed",
    "unlock",
    "vip",
    "visitor",
];

/// Words that add no other meaning to those.
const NEUTRAL: &[&str] = &[
    "area", "begin", "block", "box", "by", "content", "email", "for", "from", "group", "inner", "is",
    "level", "page", "part", "post", "role", "roles", "section", "see", "show", "start", "text", "the", "to",
    "user", "users", "view",
];

/// Words of names that are about screens, which keep nothing from a reader.
const SIZES: &[&str] = &[
    "desktop", "large", "lg", "md", "medium", "mobile", "phone", "print", "screen", "sm", "small", "tablet",
    "xl", "xs",
];

/// Blocks of these beginnings are the site’s own: their names and fields say what they are about.
const OWN_BLOCKS: &[&str] = &[
    "acf/",
    "block-lab/",
    "genesis-custom-blocks/",
    "lazyblock/",
    "meta-box/",
];

/// Plugins that keep texts for members, as their names begin.
const FIRST_WORDS: &[&str] = &["s2", "um", "wcm", "wishlist", "wlm", "wpmem"];

/// Words of names that tell of people who work somewhere, who are members of another kind.
const PEOPLE: &[&str] = &[
    "author",
    "board",
    "crew",
    "person",
    "profile",
    "staff",
    "team",
    "teams",
    "testimonial",
];

/// Words of names that tell of what every reader can unfold.
const UNFOLDS: &[&str] = &[
    "accordion",
    "collapse",
    "details",
    "expand",
    "expandable",
    "faq",
    "more",
    "reveal",
    "showhide",
    "spoiler",
    "toggle",
];

/// Names of what is shown to those who are no members.
const FOR_OTHERS: &[&str] = &[
    "anonymous",
    "guest",
    "guests",
    "loggedout",
    "nonmember",
    "nonsubscriber",
    "notloggedin",
    "notmember",
    "notsignedin",
    "notsubscriber",
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
    let last_end = last_end(text);
    let last_program = text.rfind("?>").unwrap_or_default();
    let mut close = 0;
    let mut line = 0;
    let mut kept_to = 0;
    let mut at = 0;
    while let Some(found) = text[at..].find(['[', '<']) {
        let start = at + found;
        let rest = &text[start..];
        let piece = if rest.starts_with("<!--") {
            comment(rest, start < last_end)
        } else if is_program(rest) && start < last_program {
            let length = rest.find("?>").map_or(2, |end| end + 2);
            Piece::Closed(length, "a program for the server, which no reader saw".to_owned())
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

/// Does a program begin that the server was to run? Browsers would show what stands behind its first `>`.
fn is_program(rest: &str) -> bool {
    let Some(after) = rest.strip_prefix("<?") else {
        return false;
    };
    let is_php = after
        .get(..3)
        .is_some_and(|name| name.eq_ignore_ascii_case("php"));
    is_php || after.starts_with(|letter: char| letter == '=' || letter.is_whitespace())
}

/// What a comment begins: a block, a paywall, or nothing; `has_end` where the mark of an end comes later.
fn comment(rest: &str, has_end: bool) -> Piece {
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
    let needs_end = match mark(&rest[..end]) {
        Some(Mark::Begin) => false,
        Some(Mark::BeginOfPart) => true,
        Some(Mark::End) | None => return Piece::Open(end),
    };
    let closed = has_end.then(|| end_marks(&rest[end..]).next()).flatten();
    match closed {
        None if needs_end => Piece::Open(end),
        closed => Piece::Closed(
            closed.map_or(rest.len(), |length| end + length),
            "the paywall: what stands behind it is for some readers only".to_owned(),
        ),
    }
}

/// The places behind the comments that mark an end.
fn end_marks(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices("<!--").filter_map(|(at, _)| {
        // What is longer is no mark, and need not be read to its end.
        let here = &text[at..];
        let mut near = here.as_bytes().windows(3).take(MAX_MARK);
        let length = near.position(|signs| signs == b"-->")? + 3;
        (mark(&here[..length]) == Some(Mark::End)).then_some(at + length)
    })
}

/// Where the last comment ends that marks an end.
fn last_end(text: &str) -> usize {
    end_marks(text).last().unwrap_or_default()
}

/// Where a comment is the mark of what is for some readers, what stands there.
#[derive(PartialEq, Eq)]
enum Mark {
    /// What follows is for some, up to an end or to that of the text.
    Begin,
    /// What follows up to an end is for some. Without one, it is a remark.
    BeginOfPart,
    End,
}

/// What a comment marks that says nothing else: `<!-- members only -->`, but not `<!-- paywall removed -->`.
fn mark(comment: &str) -> Option<Mark> {
    const MARKS: &[&str] = &[
        "memberonly",
        "memberscontent",
        "membersonly",
        "moreformembers",
        "paywall",
        "subscriberonly",
        "subscribersonly",
    ];
    const OF_PARTS: &[&str] = &[
        "members",
        "premium",
        "premiumcontent",
        "private",
        "privatecontent",
        "procontent",
        "restrict",
        "restricted",
        "restrictedcontent",
        "subscribers",
    ];
    if comment.len() > MAX_MARK {
        return None;
    }
    let inner = comment.strip_prefix("<!--")?.strip_suffix("-->")?.trim();
    let words = words_of(inner);
    let (first, others) = words.split_first()?;
    let is_end = inner.starts_with('/') || first == "end";
    let says_where = !others.is_empty() && matches!(&**first, "begin" | "end" | "start");
    let said = if says_where {
        others.concat()
    } else {
        words.concat()
    };
    let is_of_part = OF_PARTS.contains(&said.as_str());
    if !is_of_part && !MARKS.contains(&said.as_str()) {
        return None;
    }
    Some(match (is_end, is_of_part) {
        (true, _) => Mark::End,
        (_, true) => Mark::BeginOfPart,
        _ => Mark::Begin,
    })
}

fn of_block(rest: &str, block: &Delimiter<'_>) -> Piece {
    if block.closes {
        return Piece::Open(block.end);
    }
    let name = block.name;
    let words = words_of(name);
    let is_own = OWN_BLOCKS.iter().any(|start| name.starts_with(start));
    if block.is_void && words.concat().contains("paywall") {
        let reason = format!("the block {name}: what stands behind it is for some readers only");
        return Piece::Closed(rest.len(), reason);
    }
    let mut settings = serde_json::from_str::<Value>(block.attributes).unwrap_or_default();
    if let Some(settings) = settings.as_object_mut() {
        if is_own {
            settings.remove("data");
        }
        // What unfolds is hidden until it does.
        if has_one(&words, UNFOLDS) {
            settings.retain(|key, _| !SWITCHES.contains(&words_of(key).concat().as_str()));
        }
    }
    let why = if closes(&settings, 0) || is_off(&settings) || is_off_everywhere(&settings, false, 0) {
        "is switched off, or is shown to some readers only"
    } else if !block.is_void && !is_own && is_for_some_as_block(name) {
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
    let why = named
        .iter()
        .find_map(|(key, value)| closed_by(key, value, &words));
    let is_named = named.iter().any(|(key, _)| key == "name");
    // What is unfolded has a title to click on.
    let unfolds =
        named.iter().any(|(key, _)| key == "title") && words.iter().any(|word| word.starts_with("hid"));
    let is_for_some = || !unfolds && (!is_named || says(&words)) && is_for_some(&words);
    let Some(why) = why.or_else(|| is_for_some().then_some(FOR_SOME)) else {
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

fn has_one(words: &[String], known: &[&str]) -> bool {
    words.iter().any(|word| known.contains(&word.as_str()))
}

/// Do these words say by a single one of them that something is for some readers?
fn says(words: &[String]) -> bool {
    let squashed = words.concat();
    let is_of_plugin = words
        .first()
        .is_some_and(|first| FIRST_WORDS.contains(&first.as_str()) && words.len() > 1);
    is_of_plugin || has_one(words, WORDS) || STEMS.iter().any(|stem| squashed.contains(stem))
}

/// Do these words say that what stands in it is for those who are no members? None where they are about somebody else.
fn is_for_others(words: &[String]) -> Option<bool> {
    let squashed = words.concat();
    let name = FOR_OTHERS.iter().find(|name| squashed.contains(**name))?;
    let turns = |word: &String| match word.as_str() {
        "but" | "except" | "exclude" | "no" | "without" => true,
        "not" => !name.starts_with("not"),
        word => word.starts_with("hid"),
    };
    Some(!words.iter().any(turns))
}

/// Does a name of these words say that what stands in it is for some readers?
fn is_for_some(words: &[String]) -> bool {
    if has_one(words, SIZES) {
        return false;
    }
    if let Some(is_for_others) = is_for_others(words) {
        return !is_for_others;
    }
    says(words) || is_whole(words)
}

/// Are these words nothing but one for readers of a kind, with what adds no other meaning?
fn is_whole(words: &[String]) -> bool {
    // What is shown and hidden unfolds.
    let unfolds = has_one(words, UNFOLDS) || has_one(words, &["show"]);
    let hides = |word: &String| word.starts_with("hid");
    let has_whole = words.iter().any(|word| {
        let is_one = WHOLE.contains(&word.as_str()) || is_hidden(word);
        is_one && !(unfolds && hides(word))
    });
    // Canals have gates, and visitors and roles are spoken of.
    let is_alone = matches!(words, [word] if word == "gate");
    // Plugins begin their names with letters that make no word.
    let is_prefix = |word: &str| word.len() <= 5 && !word.contains(['a', 'e', 'i', 'o', 'u']);
    let is_neutral = |word: &String| {
        let word = word.as_str();
        WHOLE.contains(&word) || NEUTRAL.contains(&word) || is_hidden(word) || is_prefix(word)
    };
    has_whole && !is_alone && words.iter().all(is_neutral)
}

/// Is it a word such as `hidepost`?
fn is_hidden(word: &str) -> bool {
    word.strip_prefix("hide")
        .is_some_and(|rest| rest.is_empty() || NEUTRAL.contains(&rest))
}

/// Does the name of a block say that it is for some readers? The first part of it, which is that of the plugin, has to say it by itself.
fn is_for_some_as_block(name: &str) -> bool {
    let (_, own) = name.split_once('/').unwrap_or(("", name));
    let (own, all) = (words_of(own), words_of(name));
    if has_one(&own, SIZES) || has_one(&own, PEOPLE) {
        return false;
    }
    if let Some(is_for_others) = is_for_others(&own) {
        return !is_for_others;
    }
    // A list of members is one for everybody.
    says(&all) || own != ["members"] && is_whole(&own)
}

/// Why a setting of a shortcode keeps it from readers.
fn closed_by(key: &str, value: &str, name: &[String]) -> Option<&'static str> {
    let key = words_of(key).concat();
    let written = value.trim();
    let value = written.to_lowercase();
    let is_open = OPEN_VALUES.contains(&value.as_str());
    if matches!(&*key, "pass" | "passcode" | "pwd" | "psw") || key.contains("password") {
        return (!value.is_empty()).then_some("is behind a password");
    }
    let is_on = matches!(&*value, "1" | "on" | "true" | "yes");
    if SWITCHES.contains(&key.as_str()) {
        // What unfolds is hidden until it does.
        return (is_on
            && !name
                .iter()
                .any(|word| UNFOLDS.iter().any(|known| word.starts_with(known))))
        .then_some(OFF);
    }
    let is_audience = || {
        let words = words_of(&value);
        is_for_some(&words)
    };
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
                | "unpublished"
                | "published_until"
                | "publish_after"
        )
        .then_some(OFF),
        "visibility" => {
            const CLOSING: &[&str] = &["false", "invisible", "none", "off"];
            let words = words_of(&value);
            let is_closing = has_one(&words, CLOSING) || value == "user" || is_for_some(&words);
            (is_closing && !has_one(&words, SIZES)).then_some(FOR_SOME)
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
            let is_of_people = has_one(name, PEOPLE);
            (!is_of_people && given.any(|role| ROLES.contains(&role))).then_some(FOR_SOME)
        }
        "draft" | "private" => is_on.then_some(OFF),
        "display" => (value == "none").then_some(OFF),
        "enabled" | "visible" => matches!(&*value, "0" | "false" | "no" | "off").then_some(OFF),
        "css" | "style" => {
            let style: String = value.split_whitespace().collect();
            (style.contains("display:none") && !style.contains("@media")).then_some(OFF)
        }
        "userstatus" => (!is_open && is_for_others(&words_of(&value)) != Some(true)).then_some(FOR_SOME),
        // Shops have goods in a condition, and boats restrictions: the value has to say who reads it.
        "access" | "audience" | "condition" | "conditions" | "for" | "membership" | "restriction"
        | "restrictions" | "showfor" | "showto" | "visiblefor" | "visibleto" => {
            is_audience().then_some(FOR_SOME)
        }
        "capability" | "capabilities" | "loggedin" | "isloggedin" | "requirelogin" | "allowedroles" => {
            (!is_open).then_some(FOR_SOME)
        }
        _ => (is_of_readers(&key) && !is_open && !is_of_screens(&key)).then_some(FOR_SOME),
    }
}

/// Does a setting say who sees a part, and when? Arrows and captions are visible in their own ways.
fn is_of_readers(key: &str) -> bool {
    let is_of_part = ["block", "condition", "content", "role", "user", "visib"]
        .iter()
        .any(|start| key.starts_with(start));
    let stems = || CONDITIONS.iter().filter(|stem| key.contains(**stem));
    let is_conditional = key.contains("condition")
        && (key == "conditional"
            || [
                "block", "display", "logic", "otter", "render", "show", "user", "visib",
            ]
            .iter()
            .any(|word| key.contains(word)));
    is_conditional || key != "membership" && stems().any(|stem| *stem != "visibility" || is_of_part)
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

/// Do settings of a block itself say that it is off, or for some readers?
fn is_off(settings: &Value) -> bool {
    let Value::Object(settings) = settings else {
        return false;
    };
    settings
        .iter()
        .any(|(key, value)| match &*words_of(key).concat() {
            "roles" | "allowedroles" => {
                let given = value.as_array().into_iter().flatten().filter_map(Value::as_str);
                let mut given = given.peekable();
                given.peek().is_some() && !given.any(|role| OPEN_VALUES.contains(&role))
            }
            "password" => value.as_str().is_some_and(|password| !password.is_empty()),
            "draft" => value.as_bool() == Some(true),
            "isvisible" | "visible" | "enabled" => value.as_bool() == Some(false),
            "showonlyto" | "showto" | "visibleto" | "onlyfor" => value.as_str().is_some_and(|to| {
                let to = to.trim().to_lowercase();
                !OPEN_VALUES.contains(&to.as_str()) && is_for_others(&words_of(&to)) != Some(true)
            }),
            _ => false,
        })
}

/// Do settings switch a block off on screens of every size? `is_shown` where they say on which it is shown.
fn is_off_everywhere(settings: &Value, is_shown: bool, depth: usize) -> bool {
    const EVERY_SIZE: &[&[&str]] = &[&["desk", "large"], &["tab", "medium"], &["mob", "phone", "small"]];
    let Value::Object(settings) = settings else {
        return false;
    };
    if depth > MAX_SETTINGS {
        return true;
    }
    let is_off_on = |sizes: &&[&str]| {
        settings.iter().any(|(key, value)| {
            let key = words_of(key).concat();
            let hides = key.contains("hid") || key.starts_with("vs");
            sizes.iter().any(|size| key.contains(size))
                && (is_shown && value.as_bool() == Some(false) || hides && value.as_bool() == Some(true))
        })
    };
    EVERY_SIZE.iter().all(is_off_on)
        || settings
            .iter()
            .any(|(key, value)| is_off_everywhere(value, key == "viewport", depth + 1))
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
            ("hide_from_guests", "hide_from_guests"),
            ("no_guests", "no_guests"),
            ("login_required", "login_required"),
            ("require_login", "require_login"),
            ("authenticated", "authenticated"),
            ("customers", "customers"),
            ("for-admins", "for-admins"),
            ("editors", "editors"),
            ("mitglieder", "mitglieder"),
            ("wc_memberships", "wc_memberships"),
            ("premium_content", "premium_content"),
            ("x access=\"members\"", "x"),
            ("x for=\"members\"", "x"),
            ("x show_to=\"logged-in\"", "x"),
            ("x user_status=\"logged_in\"", "x"),
            ("x private=\"1\"", "x"),
            ("x draft=\"true\"", "x"),
            ("x visible=\"no\"", "x"),
            ("x display=\"none\"", "x"),
            ("x enabled=\"false\"", "x"),
            ("x style=\"display: none\"", "x"),
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
            "[not_logged_in]b[/not_logged_in] [user_not_logged_in]b[/user_not_logged_in]",
            "[desktop_only]b[/desktop_only] [hide_on_mobile]b[/hide_on_mobile] [hidden-phone]b[/hidden-phone]",
            "[vc_column visibility=\"hidden-xs\"]b[/vc_column] [x visibility=\"hidden-phone\"]b[/x]",
            "[visitor_centre]b[/visitor_centre] [our_members]b[/our_members] [private_dining]b[/private_dining]",
            "[exclusive_offer]b[/exclusive_offer] [premium_heading]b[/premium_heading] [unlocked]b[/unlocked]",
            "[donors]b[/donors] [lock name=\"canal\"]b[/lock] [student name=\"x\"]b[/student]",
            "[member_profile]b[/member_profile] [registered_trademark]b[/registered_trademark]",
            "[hidden_content title=\"Show\"]b[/hidden_content] [toggle hide=\"true\"]b[/toggle]",
            "[accordion_item hidden=\"true\"]b[/accordion_item] [pay_what_you_want]b[/pay_what_you_want]",
            "[product condition=\"used\"]b[/product] [table membership=\"Gold\"]b[/table]",
            "[boat restrictions=\"no dogs\"]b[/boat] [table paid=\"yes\"]b[/table]",
            "[staff_member role=\"editor\"]b[/staff_member]",
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
            ("group", r#"{"roles":["administrator"]}"#),
            ("group", r#"{"allowedRoles":["editor"]}"#),
            ("x/y", r#"{"password":"x"}"#),
            ("x/y", r#"{"draft":true}"#),
            ("x/y", r#"{"isVisible":false}"#),
            ("x/y", r#"{"showOnlyTo":"members"}"#),
            (
                "x/y",
                r#"{"hideOnDesktop":true,"hideOnTablet":true,"hideOnMobile":true}"#,
            ),
            (
                "paragraph",
                r#"{"metadata":{"blockVisibility":{"viewport":{"mobile":false,"tablet":false,"desktop":false}}}}"#,
            ),
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
            ("acf/members", ""),
            ("acf/private-dining", ""),
            (
                "acf/x",
                r#"{"data":{"weather_condition":"sunny","membership":"gold","conditions_of_sale":"none back"}}"#,
            ),
            ("query", r#"{"query":{"exclude":[],"inherit":false}}"#),
            ("group", r#"{"hideOnMobile":true}"#),
            ("ub/content-toggle", r#"{"hidden":true}"#),
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
        assert_eq!(shown("a <!-- begin paywall --> b <!-- end paywall --> c"), "a c");
        assert_eq!(shown("a <!--private-->b<!--/private--> c"), "a c");
        assert_eq!(shown("a <!--restrict-->b<!--/restrict--> c"), "a c");
        assert_eq!(
            shown("a <?php if ($a->b) { echo \"b\"; } ?> c <?= $d->e ?>"),
            "a c"
        );
        assert_eq!(
            shown("a <?php is how programs begin"),
            "a <?php is how programs begin"
        );
        // A remark that speaks of a paywall is none.
        for text in [
            "a <!-- no paywall --> b",
            "a <!-- Paywall removed 2019 --> b",
            "a <!-- premium content starts --> b",
            "a <!-- private --> b",
        ] {
            assert_eq!(shown(text), text);
        }
    }
}
