//! What e-mail addresses, IP addresses and keys look like, and where in a text they stand.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;

use super::Found;

/// How many bytes the beginning of a name has that is no address.
const MAX_LOCAL: usize = 64;

/// What keys of well-known services begin with, and how long they are at least.
const KEYS: &[(&str, usize)] = &[
    ("AGE-SECRET-KEY-", 40),
    ("AIza", 35),
    ("AKIA", 20),
    ("ASIA", 20),
    ("SG.", 40),
    ("dckr_pat_", 20),
    ("dop_v1_", 40),
    ("figd_", 30),
    ("gho_", 30),
    ("ghp_", 30),
    ("ghr_", 30),
    ("ghs_", 30),
    ("ghu_", 30),
    ("github_pat_", 30),
    ("glpat-", 20),
    ("hf_", 30),
    ("lin_api_", 30),
    ("npm_", 30),
    ("ntn_", 30),
    ("pk_live_", 20),
    ("pypi-", 40),
    ("rk_live_", 20),
    ("rk_test_", 20),
    ("shpat_", 30),
    ("shpss_", 30),
    ("sk-ant-", 30),
    ("sk-proj-", 20),
    ("sk_live_", 20),
    ("sk_test_", 20),
    ("whsec_", 20),
    ("xapp-", 20),
    ("xoxa-", 20),
    ("xoxb-", 20),
    ("xoxe", 20),
    ("xoxp-", 20),
    ("xoxr-", 20),
    ("xoxs-", 20),
    ("ya29.", 30),
];

/// Addresses to which whoever knows them can write.
const HOOKS: &[&str] = &[
    "discord.com/api/webhooks/",
    "discordapp.com/api/webhooks/",
    "hooks.slack.com/services/",
    "hooks.slack.com/workflows/",
    "hooks.zapier.com/hooks/",
    "maker.ifttt.com/trigger/",
    "webhook.office.com/",
];

/// Parameters of addresses that open what is for one person.
const PARAMETERS: &[&str] = &[
    "accesskey",
    "accesstoken",
    "apikey",
    "apitoken",
    "authtoken",
    "clientsecret",
    "idtoken",
    "jwt",
    "passwd",
    "password",
    "pwd",
    "refreshtoken",
    "secret",
    "secretkey",
    "token",
    "xamzcredential",
    "xamzsecuritytoken",
    "xamzsignature",
    "xgoogsignature",
];

/// Parameters that do so where their value looks like a key: sessions are held in town halls as well.
const MAY_BE: &[&str] = &["auth", "key", "session", "sessionid", "sig", "signature"];

/// Where documents are shared in public, and named by a key.
const SHARED: &[&str] = &[
    "docs.google.com/",
    "drive.google.com/",
    "spreadsheets.google.com/",
];

/// How many signs what looks like a key has at least.
const MIN_KEY: usize = 12;

/// All that a text holds, in order, with where it stands.
pub(super) fn find(text: &str) -> Vec<(Range<usize>, Found)> {
    let mut found = mails(text);
    for (start, word) in words(text) {
        let kind = if is_ip(word) {
            Found::Ip
        } else if is_key(word) {
            Found::Key
        } else {
            continue;
        };
        found.push((start..start + word.len(), kind));
    }
    let marks = HOOKS.iter().map(|hook| (*hook, Found::Key));
    for (mark, kind) in marks.chain([("PRIVATE KEY-----", Found::Key)]) {
        for (at, _) in text.match_indices(mark) {
            found.push((word_around(text, at, at + mark.len()), kind));
        }
    }
    for (at, _) in text.match_indices("/private/") {
        let word = word_around(text, at, at + 1);
        let address = &text[word.clone()];
        let mut pieces = address.split(|letter: char| !letter.is_ascii_alphanumeric());
        // Podcasts and feeds for one listener have no other address.
        let is_heard = [".m4a", ".mp3", ".rss", ".xml"]
            .iter()
            .any(|end| address.ends_with(end));
        if address.contains("://") && (is_heard || pieces.any(looks_like_key)) {
            found.push((word, Found::Private));
        }
    }
    found.extend(parameters(text));
    found.sort_by_key(|(range, kind)| (range.start, *kind));
    found
}

/// The word that stands around a place, up to white space and the signs that enclose addresses.
fn word_around(text: &str, start: usize, end: usize) -> Range<usize> {
    let is_end =
        |letter: char| letter.is_whitespace() || matches!(letter, '"' | '<' | '>' | '(' | ')' | '\'');
    let start = text[..start]
        .rfind(is_end)
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let end = text[end..].find(is_end).map_or(text.len(), |at| end + at);
    start..end
}

/// The words that may be addresses of machines, or keys.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | ':' | '_' | '-');
    let words = text.split(move |letter| !is_part(letter));
    words.filter_map(move |word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let trimmed = word.trim_start_matches(['.', '-']);
        let start = start + word.len() - trimmed.len();
        let trimmed = trimmed.trim_end_matches(['.', ':', '-']);
        (trimmed.len() > 6).then_some((start, trimmed))
    })
}

fn mails(text: &str) -> Vec<(Range<usize>, Found)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('@') {
        let is_local = |letter: char| letter.is_alphanumeric() || "._%+-".contains(letter);
        let before = &text[..at];
        let local = before.trim_end_matches(is_local);
        let length = before.len() - local.len();
        // Names in other networks begin with the sign as well.
        if length == 0 || length > MAX_LOCAL || local.ends_with(['@', '/']) {
            continue;
        }
        let after = &text[at + 1..];
        let is_host = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '-');
        let end = after.find(|letter| !is_host(letter)).unwrap_or(after.len());
        let host = after[..end].trim_end_matches(['.', '-']);
        let Some((name, top)) = host.rsplit_once('.') else {
            continue;
        };
        let is_file = matches!(
            top,
            "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "svg" | "js" | "css"
        );
        if !name.is_empty() && !is_file && top.chars().count() >= 2 && top.chars().all(char::is_alphabetic) {
            found.push((local.len()..at + 1 + host.len(), Found::Mail));
        }
    }
    found
}

/// Nobody is told by the addresses that every machine has for itself, nor by those of examples.
fn is_ip(word: &str) -> bool {
    let is_port =
        |port: &str| !port.is_empty() && port.len() < 6 && port.bytes().all(|byte| byte.is_ascii_digit());
    let of_machine = match word.split_once(':') {
        Some((machine, port)) if is_port(port) => machine,
        _ => word,
    };
    if let Ok(address) = of_machine.parse::<Ipv4Addr>() {
        return !(address.is_loopback() || address.is_unspecified() || address.is_documentation());
    }
    // Programs part names by two colons as well.
    let first = word.split(':').next().unwrap_or_default();
    let is_short =
        word.contains("::") && first.len() >= 3 && first.contains(|letter: char| letter.is_ascii_digit());
    let is_long = word.matches(':').count() >= 3;
    let address = word.parse::<Ipv6Addr>().ok().filter(|_| is_short || is_long);
    address.is_some_and(|address| {
        let [first, second, ..] = address.segments();
        !(address.is_loopback() || first == 0x2001 && second == 0x0DB8)
    })
}

fn is_key(word: &str) -> bool {
    let known = KEYS
        .iter()
        .any(|(start, length)| word.starts_with(start) && word.len() >= *length);
    // What begins with `{"` and is signed.
    let is_signed = word.starts_with("eyJ") && word.contains('.') && word.len() >= 30;
    let of_two = word.split_once(':').is_some_and(|(id, secret)| {
        let is_hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let is_of_ghost = id.len() == 24 && secret.len() == 64 && is_hex(id) && is_hex(secret);
        let is_number = (6..=12).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_digit());
        is_of_ghost || is_number && (30..=50).contains(&secret.len()) && !secret.contains([':', '.'])
    });
    known || is_signed || of_two
}

/// Is it long, of letters and figures?
fn looks_like_key(text: &str) -> bool {
    text.len() >= MIN_KEY
        && text.contains(|letter: char| letter.is_ascii_digit())
        && text.contains(|letter: char| letter.is_ascii_alphabetic())
}

/// The parameters of addresses that hold keys.
fn parameters(text: &str) -> Vec<(Range<usize>, Found)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(['?', '&', '#', ';']) {
        let rest = &text[at + 1..];
        let length = rest
            .find(|letter: char| !(letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-')))
            .unwrap_or(rest.len());
        let name: String = rest[..length]
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|letter| letter.to_ascii_lowercase())
            .collect();
        let Some(value) = rest[length..].strip_prefix('=') else {
            continue;
        };
        let end = value
            .find(|letter: char| {
                letter.is_whitespace() || matches!(letter, '&' | '#' | '"' | '\'' | '<' | '>' | ')')
            })
            .unwrap_or(value.len());
        let is_shared = || {
            let address = &text[word_around(text, at, at + 1)];
            name == "key" && SHARED.iter().any(|host| address.contains(host))
        };
        let may_be = MAY_BE.contains(&name.as_str()) && looks_like_key(&value[..end]);
        let is_meant = PARAMETERS.contains(&name.as_str()) && end > 0 || may_be && !is_shared();
        let is_of_address = text[..=at].contains("://") || text.starts_with('/');
        if is_meant && is_of_address {
            found.push((at..at + 1 + length + 1 + end, Found::Key));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::Found;
    use super::find;

    // What is not known for what it is, is published.
    #[test]
    fn what_tells_of_people_or_opens_doors_is_found() {
        let long = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8";
        for (text, kind) in [
            ("mira@reed.example".to_owned(), Found::Mail),
            ("<mira@müller.example>".to_owned(), Found::Mail),
            ("from 84.12.3.4:8080.".to_owned(), Found::Ip),
            ("at 2a01::1,".to_owned(), Found::Ip),
            ("https://a.example/?api_key=abc".to_owned(), Found::Key),
            ("https://a.example/p.mp3?x=1&token=abc".to_owned(), Found::Key),
            (
                "https://a.example/p.png?X-Amz-Signature=abc".to_owned(),
                Found::Key,
            ),
            (format!("sk_test_{long}"), Found::Key),
            (format!("sk-proj-{long}"), Found::Key),
            (format!("hf_{long}"), Found::Key),
            (format!("npm_{long}"), Found::Key),
            (format!("xoxa-{long}"), Found::Key),
            ("https://hooks.slack.com/services/T0/B0/x".to_owned(), Found::Key),
            (format!("eyJ{long}.eyJ{long}.x"), Found::Key),
            (format!("123456789:AA{}", &long[..33]), Found::Key),
            ("https://a.example/private/p.mp3".to_owned(), Found::Private),
            (format!("https://a.example/private/{long}/"), Found::Private),
            (format!("https://a.example/?sig={long}"), Found::Key),
        ] {
            let found = find(&text);
            assert!(found.iter().any(|(_, found)| *found == kind), "{text}: {found:?}");
        }
        for text in [
            "std::fmt::Display, a::b, dead::beef",
            "at 12:30:45 on 1.2.2024",
            "2001:db8::1 and 192.0.2.7",
            "the token=x of a rhyme",
            "https://a.example/?key=menu&page=2",
            "https://a.example/@mira/b.png",
            "boat@2x.png",
            "/private/ is a folder",
            "https://a.example/private/dining",
            "https://a.example/?session=12&sig=left&auth=optional",
            "https://docs.google.com/spreadsheet/pub?key=0AkfXyz12345678901234",
        ] {
            assert_eq!(find(text), [], "{text}");
        }
    }
}
