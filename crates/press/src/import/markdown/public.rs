//! Whether front matter lets a text go public, whoever's it is. The generators spell the same keys in many ways, and what is
//! misread here is published: in doubt nothing is.

use std::path::Path;

use content::day::Day;

use super::settings::data_beside;
use super::{event, status};
use crate::diagnostic::Position;
use crate::import::day;
use crate::read::settings::{Table, Value, truth};

/// Why front matter keeps its own text back; none where nothing in it does.
pub(super) fn withheld(table: &Table, now: Day) -> Option<String> {
    withheld_around(table, now, false)
}

/// The same of a table within another one, which may tell of something that takes place.
fn withheld_around(table: &Table, now: Day, is_event: bool) -> Option<String> {
    let is_event = is_event || event::is_told_by(table);
    table
        .entries()
        .find_map(|(key, value)| withheld_by(key, value, now, is_event))
}

/// Why a key that is passed over keeps its text back all the same: whoever passes over it means the words that nobody knows.
pub(super) fn withheld_by_passed_over(key: &str, value: &Value) -> Option<String> {
    match value {
        Value::Text(text) if status::is_closed(text.trim()) => Some(not_known(key, text.trim())),
        _ => None,
    }
}

/// Does front matter name a password, of whatever words?
pub(super) fn has_password(table: &Table) -> bool {
    let mut entries = table.entries();
    entries.any(|(key, value)| says(&plain(key)) == Some(Says::Password) && !value.is_empty())
}

/// Why the section that a page introduces is not public, and with it nothing below it: so it is with drafts of Zola.
pub(super) fn section(table: &Table) -> Option<String> {
    let mut entries = table.entries().filter(|(key, _)| plain(key) == "draft");
    entries.find_map(|(_, value)| match value {
        Value::Text(text) if truth(text.trim()) == Some(false) => None,
        value if value.is_empty() => None,
        _ => Some("it is a draft".to_owned()),
    })
}

/// Why the data files of Eleventy beside a text, or in a folder above it, keep it back: `posts/posts.json` tells of all
/// texts in `posts`.
pub(super) fn of_folder(folder: &Path, root: &Path, now: Day) -> Option<String> {
    let within = folder.ancestors().take_while(|folder| folder.starts_with(root));
    within.into_iter().find_map(|folder| {
        let name = folder.file_name()?.to_str()?;
        of_data(folder, name, now)
    })
}

/// The same of those beside a text alone: `a.json` and `a.11tydata.json` tell of `a.md`.
pub(super) fn of_file(file: &Path, now: Day) -> Option<String> {
    of_data(file.parent()?, file.file_stem()?.to_str()?, now)
}

fn of_data(folder: &Path, name: &str, now: Day) -> Option<String> {
    let tables = data_beside(folder, name);
    tables.iter().find_map(|table| withheld(table, now))
}

/// What a key says of whether a text goes public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    /// It is not, for this reason, unless that is denied: `draft`.
    Closed(&'static str),
    /// It is not, for this reason, where that is affirmed, a word of the value closes, or nobody knows what a table there means.
    /// Lists and other words name parts of the page, or are about something else: `hide: [navigation]`.
    ClosedByWord(&'static str),
    /// It is not, unless the value is of several words: `password: how to choose one`.
    Password,
    /// It is not where that is affirmed. Whatever else stands there is about something else: `members: [Ines, Jon]`.
    ClosedIfTrue(&'static str),
    /// It is, and where that is denied it is not: `live`.
    Open(&'static str),
    /// It is, unless nobody can read a yes in it: `published`.
    Published,
    /// How far it is: `status`.
    Status,
    /// Who may read it: `visibility`.
    Readers,
    /// Either of these, or something else: `state`.
    Perhaps,
    /// From when on it is: `embargo`.
    From,
    /// Until when it is: `expiryDate`.
    Until,
}

const DRAFT: &str = "it is a draft";
const PRIVATE: &str = "it is private";
const UNLISTED: &str = "its front matter lists it nowhere";
const NOT_FOR_ALL: &str = "not everybody may read it";
const LEFT_OUT: &str = "its front matter leaves it out";
const PASSWORD: &str = "it is behind a password";
const NOT_PUBLISHED: &str = "its front matter says published: false";
const NOT_LIVE: &str = "its front matter says that it is not live";
const TO_COME: &str = "its day has not come";

/// What a key says, by its letters alone.
fn says(key: &str) -> Option<Says> {
    Some(match key {
        "draft" | "isdraft" | "wip" | "iswip" | "unpublished" | "unpublish" | "nopublish" | "noexport"
        | "donotpublish" | "dontpublish" => Says::Closed(DRAFT),
        "unlisted" | "isunlisted" | "eleventyexcludefromcollections" => Says::Closed(UNLISTED),
        "hidden" | "ishidden" | "hide" => Says::ClosedByWord(UNLISTED),
        "private" | "isprivate" | "confidential" => Says::Closed(PRIVATE),
        "secret" => Says::ClosedByWord(PRIVATE),
        "headless" => Says::Closed("it is headless"),
        "archived" | "isarchived" => Says::Closed("it is archived"),
        "passwordprotected" => Says::Closed(PASSWORD),
        "password" | "passwords" | "passphrase" | "passcode" | "passwd" | "pw" | "passwort" | "kennwort"
        | "motdepasse" | "contraseña" | "contrasena" | "senha" | "wachtwoord" | "lösenord"
        | "adgangskode" | "passord" | "salasana" | "hasło" | "heslo" | "пароль" | "パスワード" | "密码"
        | "密碼" | "비밀번호" => Says::Password,
        "protected" | "isprotected" => Says::ClosedByWord(NOT_FOR_ALL),
        "restricted" | "isrestricted" | "encrypted" | "membersonly" | "memberonly" | "subscribersonly"
        | "paidonly" | "loginrequired" | "requirelogin" | "requireslogin" | "authrequired"
        | "requiresauth" => Says::Closed(NOT_FOR_ALL),
        "members" | "member" | "subscribers" | "paid" | "ispaid" | "premium" | "ispremium" | "paywall"
        | "paywalled" | "internal" | "isinternal" | "encrypt" | "locked" | "islocked" | "gated"
        | "isgated" | "patreon" | "auth" | "nda" | "encryption" | "underembargo" | "isembargoed" => {
            Says::ClosedIfTrue(NOT_FOR_ALL)
        }
        "exclude" | "excluded" | "ignore" | "ignored" | "skip" | "disabled" | "isdisabled" | "deleted"
        | "isdeleted" | "trash" | "trashed" | "removed" | "withdrawn" | "retracted" | "archive"
        | "pending" | "expired" | "inreview" | "underreview" | "needsreview" | "inprogress"
        | "unfinished" | "incomplete" => Says::ClosedIfTrue(LEFT_OUT),
        "export"
        | "show"
        | "shown"
        | "display"
        | "dgshow"
        | "digitalgarden"
        | "output"
        | "veröffentlicht"
        | "veroeffentlicht"
        | "veröffentlichen"
        | "öffentlich"
        | "publié"
        | "publiée"
        | "publie"
        | "publier"
        | "publicado"
        | "publicada"
        | "publicar"
        | "público"
        | "publico"
        | "pubblicato"
        | "pubblicata"
        | "pubblicare"
        | "pubblico"
        | "gepubliceerd"
        | "publicerad"
        | "udgivet"
        | "publisert"
        | "julkaistu"
        | "opublikowany"
        | "opublikowane"
        | "publikováno"
        | "zveřejněno"
        | "közzétéve"
        | "yayınlandı"
        | "опубликовано"
        | "опубліковано"
        | "公開"
        | "公开"
        | "发布"
        | "發布"
        | "공개"
        | "발행" => Says::Open(NOT_PUBLISHED),
        "listed" | "visible" | "isvisible" | "public" | "ispublic" => Says::Open(UNLISTED),
        "ready" | "isready" | "readytopublish" | "approved" | "isapproved" | "released" | "isreleased" => {
            Says::Open("its front matter says that it is not ready")
        }
        "live" | "islive" | "enabled" | "isenabled" | "active" | "isactive" | "online" => {
            Says::Open(NOT_LIVE)
        }
        "published" | "publish" | "ispublished" | "dgpublish" => Says::Published,
        "status" => Says::Status,
        "visibility" | "access" | "accesslevel" | "permission" | "permissions" | "allowedroles"
        | "requiredrole" => Says::Readers,
        "state" | "stage" | "phase" | "audience" | "lifecycle" | "tier" | "accesstier" | "tiers" | "plan"
        | "readers" | "membership" => Says::Perhaps,
        "publishdate" | "embargo" | "embargoed" | "embargountil" | "embargoeduntil" | "embargodate"
        | "publishon" | "publishat" | "publishafter" | "publishfrom" | "scheduled" | "scheduledfor"
        | "scheduledat" | "scheduledon" | "scheduledate" | "scheduleddate" | "golive" | "goliveat"
        | "golivedate" | "visiblefrom" | "availablefrom" | "draftuntil" | "hiddenuntil" | "privateuntil" => {
            Says::From
        }
        "expirydate" | "expiredate" | "publishend" | "publishenddate" | "publisheduntil"
        | "unpublishdate" | "unpublishat" | "unpublishon" | "unpublishafter" | "publishuntil"
        | "visibleuntil" | "availableuntil" | "expires" | "expiry" | "expiration" | "expirationdate"
        | "expiresat" | "expireson" | "validuntil" => Says::Until,
        _ if status::is_closed_name(key) => Says::ClosedIfTrue(DRAFT),
        _ if is_of_some_readers(key) => Says::ClosedIfTrue(NOT_FOR_ALL),
        _ if is_of_publishing(key) && (key.ends_with("status") || key.ends_with("state")) => Says::Status,
        // `in_draft`, `draftMode`, `x-draft`.
        _ if key.starts_with("draft") || key.ends_with("draft") => Says::ClosedIfTrue(DRAFT),
        _ => return None,
    })
}

/// Does a key say that it is for those who belong somewhere: `patron_only`, `requires_membership`?
fn is_of_some_readers(key: &str) -> bool {
    let who = [
        "member",
        "subscri",
        "patron",
        "supporter",
        "paid",
        "pay",
        "login",
        "auth",
        "account",
        "staff",
        "admin",
        "team",
    ];
    let rest = key
        .strip_suffix("only")
        .or(key.strip_suffix("required"))
        .or(key.strip_prefix("require"));
    rest.is_some_and(|rest| {
        who.iter()
            .any(|who| rest.trim_start_matches('s').starts_with(who))
    })
}

/// Keys of words for readers, of names and of looks, where a word about drafts is one as any other.
fn is_of_words(key: &str) -> bool {
    matches!(
        key,
        "title"
            | "name"
            | "linktitle"
            | "heading"
            | "label"
            | "lead"
            | "deck"
            | "description"
            | "excerpt"
            | "summary"
            | "subtitle"
            | "topic"
            | "topics"
            | "subject"
            | "genre"
            | "keyword"
            | "keywords"
            | "series"
            | "author"
            | "authors"
            | "slug"
            | "url"
            | "path"
            | "permalink"
            | "aliases"
            | "image"
            | "section"
            | "collection"
            | "menu"
            | "template"
            | "id"
            | "event"
    ) || event::is_key(key)
}

/// Is a key about the text as it is written, reviewed and published?
fn is_of_publishing(key: &str) -> bool {
    let beginnings = [
        "post",
        "publi",
        "article",
        "page",
        "content",
        "workflow",
        "editorial",
        "note",
        "draft",
        "review",
    ];
    beginnings.iter().any(|beginning| key.starts_with(beginning))
}

/// Is it a key that says whether a text goes public, and nothing else of it?
pub(super) fn is_said_by(key: &str, value: &Value) -> bool {
    match says(&plain(key)) {
        Some(Says::ClosedIfTrue(_) | Says::ClosedByWord(_) | Says::Perhaps) => {
            matches!(value, Value::Text(text) if truth(text.trim()).is_some())
        }
        Some(Says::Password) => !matches!(value, Value::Text(text) if is_of_several_words(text)),
        Some(_) => true,
        None => matches!(&*plain(key), "render" | "build" | "cascade" | "eleventycomputed"),
    }
}

/// May a key say whether a text goes public?
pub(super) fn may_be_said_by(key: &str) -> bool {
    says(&plain(key)).is_some() || matches!(&*plain(key), "render" | "build")
}

/// Does front matter say yes to that key, as some sites want it of each text that is to be published?
pub(super) fn is_affirmed(table: &Table, key: &str) -> bool {
    let mut entries = table.entries().filter(|(own, _)| plain(own) == key);
    entries.any(|(_, value)| matches!(value, Value::Text(text) if truth(text.trim()) == Some(true)))
}

/// Why the lines that a text begins with keep it back, where it has no front matter that its generator reads: keys in a fence,
/// below a remark, between other signs. Up to the first words they are meant as keys, wherever they stand.
pub(super) fn before_text(text: &str, now: Day) -> Option<String> {
    let mut table = Table::default();
    for line in text.lines() {
        let line = line.trim_matches(|sign: char| sign.is_whitespace() || sign == '\u{feff}');
        let is_sign = line.chars().all(|sign| !sign.is_alphanumeric())
            || line.starts_with("```")
            || line.starts_with("~~~")
            || line.starts_with("<!--") && line.ends_with("-->");
        if is_sign {
            continue;
        }
        let Some((key, value)) = line.split_once([':', '=']) else {
            break;
        };
        let key = key.trim().trim_matches(['"', '\'']);
        if key.is_empty() || key.len() > 30 || key.split_whitespace().count() > 2 {
            break;
        }
        // A vault writes two colons.
        let value = value.trim_start_matches(':').trim();
        let value = value.trim_end_matches(',').trim_matches(['"', '\'']);
        if is_meant(key, value) {
            table.add_text(key, value, Position::line(1));
        }
    }
    withheld(&table, now)
}

/// Is a value one that only a key has? A text that begins with “Secret: how we built it” or “Status: open” is a text.
fn is_meant(key: &str, value: &str) -> bool {
    let is_one = !value.is_empty() && !value.contains(char::is_whitespace);
    truth(&value.to_lowercase()).is_some()
        || is_yes(value)
        || is_no(value)
        || status::is_closed(value)
        || day(value).is_some()
        || is_one && says(&plain(key)) == Some(Says::Password)
}

/// A key without capitals and signs: `isDraft`, `is_draft` and `ISDRAFT` are one.
pub(super) fn plain(key: &str) -> String {
    let letters = key.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn withheld_by(written: &str, value: &Value, now: Day, is_event: bool) -> Option<String> {
    if value.is_empty() {
        return None;
    }
    let key = &*plain(written);
    match key {
        "tags" | "tag" | "categories" | "category" | "labels" | "label" | "flags" => {
            return withheld_by_tags(value);
        }
        "taxonomies" => {
            let Value::Table(table) = value else { return None };
            let mut entries = table.entries();
            return entries
                .find_map(|(key, value)| withheld_by_tags(value).filter(|_| plain(key) != "authors"));
        }
        _ => {}
    }
    if let ("permalink", Value::Table(table)) = (key, value) {
        let mut entries = table.entries();
        return entries.find_map(|(_, value)| withheld_by("permalink", value, now, is_event));
    }
    let text = match value {
        Value::Text(text) => text.trim(),
        _ if key == "cascade" => return withheld_by_cascade(value, now),
        // What is said of the building of the page, or kept for a theme or a plugin.
        _ if matches!(
            key,
            "build"
                | "params"
                | "extra"
                | "publication"
                | "publishing"
                | "workflow"
                | "meta"
                | "metadata"
                | "cms"
                | "sanity"
                | "contentful"
                | "strapi"
                | "settings"
                | "custom"
                | "frontmatter"
                | "eleventycomputed"
        ) =>
        {
            return withheld_within(value, now, is_event);
        }
        Value::List(items) if matches!(says(key), Some(Says::ClosedByWord(_))) => {
            return items
                .iter()
                .find_map(|item| withheld_by(written, &item.value, now, is_event));
        }
        // Nobody knows what a list or a table means there.
        _ => "",
    };
    withheld_by_text(written, text, now, is_event)
}

/// The same of a key whose value is a text.
fn withheld_by_text(written: &str, text: &str, now: Day, is_event: bool) -> Option<String> {
    let key = &*plain(written);
    let answer = truth(&text.to_lowercase());
    let is_denied = answer == Some(false) || is_no(text);
    let is_affirmed = answer == Some(true) || is_yes(text);
    let when = day(text);
    let is_to_come = when.is_some_and(|day| day > now);
    let reason = match (key, says(key)) {
        ("permalink" | "eleventypermalink", _) if answer == Some(false) => "it has no address",
        // A template that may give it none.
        ("permalink" | "eleventypermalink", _) if text.contains('{') && text.contains("false") => {
            "nobody can tell whether it has an address"
        }
        ("render", _) if is_denied || text.is_empty() || text == "link" => {
            "its front matter says render = false"
        }
        ("build", _) if is_denied => "its front matter says build = false",
        ("excalidrawplugin", _) => "it is a drawing of Excalidraw, which has no words",
        (_, Some(Says::Closed(why))) if !is_denied => why,
        (_, Some(Says::ClosedByWord(why))) if is_affirmed || text.is_empty() || status::is_closed(text) => {
            why
        }
        (_, Some(Says::Password)) if !is_denied && !is_of_several_words(text) => PASSWORD,
        (_, Some(Says::ClosedIfTrue(why))) if is_affirmed => why,
        // What takes place may be over, or not online.
        (_, Some(Says::Open(NOT_LIVE))) if is_event => return None,
        (_, Some(Says::Open(why))) if is_denied => why,
        // Of who sees it, some word may say that not everybody does.
        (_, Some(Says::Open(UNLISTED))) if answer.is_none() && text != "1" => {
            return (!status::is_for_everybody(text)).then(|| not_known(written, text));
        }
        // What is private may be what a theme has a frame for.
        ("layout", _) if !status::is_closing_tag(text) => return None,
        ("type" | "layout" | "kind", _) if status::is_closed_name(text) => {
            return Some(not_known(written, text));
        }
        (_, Some(Says::Published)) if is_denied || text.is_empty() => NOT_PUBLISHED,
        (_, Some(Says::Published)) if is_to_come => TO_COME,
        // A day that nobody can read is a day all the same.
        (_, Some(Says::Published))
            if answer.is_none() && !text.contains(|letter: char| letter.is_numeric()) =>
        {
            return (!status::is_open(text)).then(|| not_known(written, text));
        }
        // `draft_status: true`.
        (_, Some(Says::Status)) if key.starts_with("draft") && is_affirmed => DRAFT,
        (_, Some(Says::Status)) if key.starts_with("draft") && is_denied => return None,
        (_, Some(Says::Status)) if is_event && !status::is_closed_event(text) => return None,
        (_, Some(Says::Status)) if !status::is_open(text) => return Some(not_known(written, text)),
        (_, Some(Says::Readers)) if !status::is_for_everybody(text) => return Some(not_known(written, text)),
        (_, Some(Says::Perhaps)) if status::is_closed(text) => return Some(not_known(written, text)),
        (
            "date" | "pubdate" | "pubdatetime" | "publishedat" | "publisheddate" | "publicationdate"
            | "datepublished" | "publishtime" | "publishdatetime" | "publishedon" | "publishedtime"
            | "released" | "release" | "postdate" | "posted" | "postedat" | "postedon" | "releasedate",
            _,
        ) if is_to_come => TO_COME,
        (_, Some(Says::From)) if is_to_come || is_affirmed => TO_COME,
        (_, Some(Says::From)) if when.is_none() && (key == "publishdate" || !is_denied) => NO_DAY,
        (_, Some(Says::Until)) if when.is_some_and(|day| day <= now) => "its day has passed",
        (_, Some(Says::Until))
            if when.is_none() && !is_denied && !key.starts_with("exp") && key != "validuntil" =>
        {
            NO_DAY
        }
        ("expirydate", _) if when.is_none() => NO_DAY,
        // Whatever a key is called, in whatever language.
        (_, None) if status::is_closed_name(text) && !is_of_words(key) => {
            return Some(not_known(written, text));
        }
        _ => return None,
    };
    Some(reason.to_owned())
}

const NO_DAY: &str = "nobody can tell from when, or until when, it is public";

/// Why a word keeps a text back that is not known to mean that it is public, and what to do where it means something else.
fn not_known(key: &str, text: &str) -> String {
    if status::is_closed(text) {
        return format!("its {key} is “{text}”");
    }
    format!("its {key} “{text}” is not known to mean published; --map {key}=nothing passes over it")
}

/// The key by which front matter may keep its text back, if it does not speak of something else.
pub(super) fn unclear_key(table: &Table) -> Option<String> {
    let mut entries = table.entries().filter_map(|(key, value)| match value {
        Value::Text(text) => Some((key, text.trim())),
        _ => None,
    });
    let is_event = event::is_told_by(table);
    let found = entries.find(|(key, text)| {
        let is_open = match says(&plain(key)) {
            Some(Says::Status) => is_event || status::is_open(text),
            Some(Says::Readers) => status::is_for_everybody(text),
            _ => true,
        };
        !text.is_empty() && !is_open && !status::is_closed(text)
    });
    found.map(|(key, _)| key.to_owned())
}

/// Is it a no that YAML does not know?
fn is_no(text: &str) -> bool {
    matches!(
        &*text.to_lowercase(),
        "0" | "never" | "none" | "nein" | "non" | "nee" | "nej" | "nei" | "não" | "nie" | "нет" | "いいえ"
    )
}

/// Is it a yes that YAML does not know?
fn is_yes(text: &str) -> bool {
    matches!(
        &*text.to_lowercase(),
        "1" | "always"
            | "ja"
            | "oui"
            | "sí"
            | "si"
            | "sì"
            | "sim"
            | "tak"
            | "ano"
            | "да"
            | "так"
            | "はい"
            | "是"
    )
}

/// Is a text one that is read, and no word that somebody is to type?
fn is_of_several_words(text: &str) -> bool {
    text.split_whitespace().nth(1).is_some()
}

/// Some writers keep a text back by a tag.
fn withheld_by_tags(value: &Value) -> Option<String> {
    let why = |tag: &str| {
        let tag = tag.trim();
        status::is_closing_tag(tag).then(|| format!("its tag “{tag}” says so"))
    };
    match value {
        Value::Text(text) if text.contains(',') => text.split(',').find_map(why),
        Value::Text(text) => why(text),
        Value::List(items) => items.iter().find_map(|item| match &item.value {
            Value::Text(tag) => why(tag),
            value => withheld_by_tags(value),
        }),
        Value::Table(table) => table.entries().find_map(|(_, value)| withheld_by_tags(value)),
        Value::Nothing => None,
    }
}

/// What a text hands down to all below it may be meant for itself as well; what it hands down to some is not.
fn withheld_by_cascade(value: &Value, now: Day) -> Option<String> {
    match value {
        Value::Table(table) if table.entries().any(|(key, _)| plain(key) == "target") => None,
        Value::List(items) => items
            .iter()
            .find_map(|item| withheld_by_cascade(&item.value, now)),
        value => withheld_within(value, now, false),
    }
}

/// The same of a table, or of any of several.
fn withheld_within(value: &Value, now: Day, is_event: bool) -> Option<String> {
    match value {
        Value::Table(table) => withheld_around(table, now, is_event),
        Value::List(items) => items
            .iter()
            .find_map(|item| withheld_within(&item.value, now, is_event)),
        Value::Text(_) | Value::Nothing => None,
    }
}
