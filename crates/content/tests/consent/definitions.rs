//! `consent` in `site.json`: what is read, and that what is not understood is left out alone.

use content::consent::{MAX_SERVICES, Ratio, ScriptKind, Storage};
use content::json::{self, Decode, DecodeError, Place, Value};
use content::site::Site;

use crate::values::{TEXT, consent, read};

const SERVICE: &str = r#""category":"statistics","name":"A","provider":"A","purpose":"A""#;

fn faults(services: &str) -> Vec<String> {
    let text = format!(r#"{{"revision":1,"services":[{services}]}}"#);
    read(&text).faults.iter().map(ToString::to_string).collect()
}

// The smallest definition: what is missing has one meaning for everybody.
#[test]
fn what_is_not_said_has_its_usual_value() {
    let consent = consent();
    assert_eq!(
        (consent.days(), consent.key(), consent.storage()),
        (180, "consent", Storage::Cookie)
    );
    let map = consent.services[4].frame().expect("it has frames");
    assert_eq!(map.ratio(), Ratio::Standard);
    let video = consent.services[3].frame().expect("it has frames");
    assert_eq!(video.ratio(), Ratio::Wide);
    let chat = consent.services[0].script().expect("it has a script");
    assert_eq!(chat.kind(), ScriptKind::Generic);
}

// One slip must cost one service, and not the site; nor may it be loaded half understood.
#[test]
fn a_service_with_a_fault_is_left_out_alone() {
    let bad = [
        (r#"{"id":"B"}"#, "$.services[1].script"),
        (
            r#"{"id":"b",SERVICE,"script":{"src":"http://stats.example/a.js"}}"#,
            "$.services[1].script.src",
        ),
        (
            r#"{"id":"b",SERVICE,"script":{"src":"https://stats.example/a.js","attributes":[{"name":"onload","value":""}]}}"#,
            "$.services[1].script.attributes[0].name",
        ),
        (
            r#"{"id":"b",SERVICE,"script":{"src":"https://stats.example/a.js","kind":"matomo","site":"1"}}"#,
            "$.services[1].script.endpoint",
        ),
        (
            r#"{"id":"b",SERVICE,"script":{"src":"https://stats.example/a.js","kind":"ga4"}}"#,
            "$.services[1].script.site",
        ),
        (
            r#"{"id":"b",SERVICE,"embed":{"url":"https://{id}/"}}"#,
            "$.services[1].embed.url",
        ),
        (
            r#"{"id":"b",SERVICE,"embed":{"url":"https://a.example/{id}","sandbox":"allow-top-navigation"}}"#,
            "$.services[1].embed.sandbox",
        ),
        (
            r#"{"id":"b",SERVICE,"embed":{"url":"https://a.example/{id}","allow":"camera"}}"#,
            "$.services[1].embed.allow",
        ),
        (
            r#"{"id":"b",SERVICE,"embed":{"url":"https://a.example/{id}","ratio":"3:2"}}"#,
            "$.services[1].embed.ratio",
        ),
        (
            r#"{"id":"b",SERVICE,"hosts":["https://a.example"],"embed":{"url":"https://a.example/{id}"}}"#,
            "$.services[1].hosts[0]",
        ),
        (
            r#"{"id":"b",SERVICE,"cookies":[{"name":"*"}],"embed":{"url":"https://a.example/{id}"}}"#,
            "$.services[1].cookies[0].name",
        ),
        (
            r#"{"id":"b",SERVICE,"embed":{"url":"https://a.example/{id}"},"script":{"src":"https://a.example/"}}"#,
            "$.services[1]",
        ),
        (
            r#"{"id":"b","category":"social","name":"A","provider":"A","purpose":"A","embed":{"url":"https://a.example/{id}"}}"#,
            "$.services[1].category",
        ),
        (
            r#"{"id":"good",SERVICE,"embed":{"url":"https://a.example/{id}"}}"#,
            "$.services[1]",
        ),
        ("7", "$.services[1]"),
    ];
    for (bad, path) in bad {
        let good = r#"{"id":"good",SERVICE,"script":{"src":"https://stats.example/a.js"}}"#;
        let last = r#"{"id":"last",SERVICE,"script":{"src":"https://stats.example/b.js"}}"#;
        let text =
            format!(r#"{{"revision":1,"services":[{good},{bad},{last}]}}"#).replace("SERVICE", SERVICE);
        let consent = read(&text);
        let ids: Vec<_> = consent
            .services
            .iter()
            .map(|service| service.id.to_string())
            .collect();
        assert_eq!(ids, ["good", "last"], "{bad}");
        let paths: Vec<_> = consent.faults.iter().map(|fault| fault.path.as_str()).collect();
        // A slug that is none is found after what the service brings.
        assert!(
            paths.len() == 1 && paths[0].starts_with(path.trim_end_matches(".script")),
            "{bad}: {paths:?}"
        );
    }
}

struct WholeSite(Site);

impl Decode for WholeSite {
    fn decode(value: Value, _: Place<'_>) -> Result<Self, DecodeError> {
        content::bundle::decode_site(value).map(Self)
    }
}

// Privacy settings that nobody understands close: the site opens, and nothing of anybody else is loaded.
#[test]
fn settings_that_cannot_be_read_leave_a_site_without_services() {
    for consent in [
        "7".to_owned(),
        "{}".to_owned(),
        TEXT.replace("\"revision\": 1", "\"revision\": -1"),
        TEXT.replace("\"revision\": 1", "\"revision\": 1, \"expiresAfterDays\": 181"),
        TEXT.replace("\"/consent\"", "\"https://elsewhere.example/\""),
        TEXT.replace("\"revision\": 1", "\"revision\": 1, \"key\": \"a;b\""),
        TEXT.replace("\"revision\": 1", "\"revision\": 1, \"storage\": \"session\""),
    ] {
        let text = format!(r#"{{"format":1,"name":"The Tide","language":"en","consent":{consent}}}"#);
        let WholeSite(site) = json::from_text(&text).expect("the site opens");
        let read = site.consent.expect("there are settings");
        assert_eq!(read.services, Vec::new(), "{consent}");
        assert_eq!(read.faults.len(), 1, "{consent}");
        assert!(read.faults[0].path.starts_with("$.consent"), "{:?}", read.faults);
    }
}

// A record of more services would not fit into the cookie.
#[test]
fn a_service_too_many_is_left_out() {
    let services = |count: usize| {
        let service = |number: usize| {
            format!(r#"{{"id":"s-{number}",{SERVICE},"script":{{"src":"https://stats.example/a.js"}}}}"#)
        };
        (0..count).map(service).collect::<Vec<_>>().join(",")
    };
    assert_eq!(faults(&services(MAX_SERVICES)), Vec::<String>::new());
    let faults = faults(&services(MAX_SERVICES + 1));
    assert_eq!(faults.len(), 1);
    assert!(
        faults[0].contains(&format!("at most {MAX_SERVICES} services")),
        "{faults:?}"
    );
}

// Another company behind a service, or another use of it, is for the deployer to judge: a mended spelling is neither.
#[test]
fn with_ask_again_a_change_of_provider_or_purpose_is_a_change_of_service() {
    const NAME: &str = "\"name\": \"Google Analytics\"";
    let mark = |from: &str, to: &str| {
        assert!(TEXT.contains(from), "{from}");
        let consent = read(&TEXT.replace(from, to));
        assert_eq!(consent.faults, Vec::new(), "{to}");
        consent.services[2].mark()
    };
    let flagged = |more: &str| mark(NAME, &format!("{NAME}, \"askAgain\": {more}"));
    let before = mark("", "");
    assert_eq!(flagged("false"), before);
    // To set it asks once, and to leave it asks nobody.
    assert_ne!(flagged("true"), before);
    assert_eq!(flagged("true"), flagged("true"));
    let changed = |from: &str, to: &str| {
        let text = TEXT.replace(NAME, &format!("{NAME}, \"askAgain\": true"));
        assert!(text.contains(from), "{from}");
        read(&text.replace(from, to)).services[2].mark()
    };
    for (from, to) in [
        ("\"provider\": \"G\"", "\"provider\": \"Google Ireland\""),
        ("\"purpose\": \"Count.\"", "\"purpose\": \"Counts visits.\""),
    ] {
        assert_ne!(changed(from, to), flagged("true"), "{to}");
    }
    for (from, to) in [
        ("\"Google Analytics\"", "\"Google’s counter\""),
        ("\"duration\": \"2 years\"", "\"duration\": \"24 months\""),
    ] {
        assert_eq!(changed(from, to), flagged("true"), "{to}");
    }
    // What is no truth value is a fault, and nothing is loaded of a service that has one.
    let wrong = read(&TEXT.replace(NAME, &format!("{NAME}, \"askAgain\": \"yes\"")));
    assert_eq!((wrong.services.len(), wrong.faults.len()), (4, 1));
}

// What a reader has agreed to is who is told, what for and what is stored. Anything else can be mended.
#[test]
fn a_change_of_words_is_no_change_of_service_and_any_other_is() {
    let mark = |from: &str, to: &str| {
        assert!(TEXT.contains(from), "{from}");
        let consent = read(&TEXT.replace(from, to));
        assert_eq!(consent.faults, Vec::new(), "{to}");
        consent.services[2].mark()
    };
    let before = mark("", "");
    for (from, to) in [
        ("\"Google Analytics\"", "\"Google’s counter\""),
        ("\"provider\": \"G\"", "\"provider\": \"Google Ireland\""),
        ("\"purpose\": \"Count.\"", "\"purpose\": \"Counts visits.\""),
        ("\"duration\": \"2 years\"", "\"duration\": \"24 months\""),
    ] {
        assert_eq!(mark(from, to), before, "{to}");
    }
    for (from, to) in [
        ("\"google\"", "\"google-2\""),
        (
            "\"google\", \"category\": \"statistics\"",
            "\"google\", \"category\": \"marketing\"",
        ),
        ("*.google-analytics.example", "*.doubleclick.example"),
        ("https://tag.example/", "https://other.example/"),
        ("{ \"name\": \"_ga_*\" }", "{ \"name\": \"_gcl_*\" }"),
        ("\"_ga_store*\"", "\"_ga_other*\""),
        ("\"ga-db\"", "\"ga-db-2\""),
    ] {
        assert_ne!(mark(from, to), before, "{to}");
    }
}
