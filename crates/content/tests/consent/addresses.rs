//! Hosts, script addresses and templates: what is one, and that an id never leaves its place.

use content::consent::{EmbedTemplate, Event, Host, NamePattern, ScriptSource};
use proptest::prelude::*;
use url::Url;

use crate::values::{asked, read};

// What a host may be decides what the content security policy lets through.
#[test]
fn a_host_is_a_name_with_dots_and_perhaps_a_port() {
    for right in [
        "stats.example.org",
        "*.google-analytics.com",
        "localhost",
        "localhost:8080",
        "a.localhost:1",
        "127.0.0.2:8081",
        "xn--bcher-kva.example",
    ] {
        assert!(Host::parse(right).is_some(), "{right}");
    }
    for wrong in [
        "",
        "*",
        "*.*.example",
        "example",
        "Example.org",
        "https://example.org",
        "example.org/",
        "example.org:",
        "example.org:123456",
        "example.org:8a",
        "a b.example",
        "a;b.example",
        ".example.org",
        "example..org",
        "-a.example",
        "a-.example",
        "bücher.example",
        "user@example.org",
        "'self'.example",
    ] {
        assert!(Host::parse(wrong).is_none(), "{wrong}");
    }
}

// Over http anybody on the way can change a script. Only this machine is trusted with it, for tests.
#[test]
fn only_this_machine_is_spoken_to_without_encryption() {
    for right in [
        "https://stats.example.org/a.js",
        "https://stats.example.org:8443/a.js?x=1",
        "http://127.0.0.2:8081/a.js",
        "http://third.localhost:8081/a.js",
    ] {
        assert!(ScriptSource::parse(right).is_some(), "{right}");
    }
    for wrong in [
        "http://stats.example.org/a.js",
        "http://127.0.0.1.example.org/a.js",
        "http://localhost.example.org/a.js",
        "//stats.example.org/a.js",
        "/a.js",
        "https://stats.example.org",
        "https:///a.js",
        "https://user@stats.example.org/a.js",
        "https://stats.example.org\\@evil.example/a.js",
        "https://*.example.org/a.js",
        "https://stats.example.org/a.js#b",
        "https://stats.example.org/a b.js",
        "https://stats.example.org/é.js",
        "data:text/javascript,alert(1)",
        "javascript:alert(1)",
    ] {
        assert!(ScriptSource::parse(wrong).is_none(), "{wrong}");
    }
}

// A template whose host could come from an article would let any article load any site.
#[test]
fn a_template_has_one_place_for_an_id_and_it_is_after_the_host() {
    for right in [
        "https://player.example/embed/{id}",
        "https://player.example/{path}?dnt=1",
        "https://map.example/embed.html?bbox={id}&layer=mapnik",
        "https://w.example/player/?url=https%3A//{path}#t=1",
    ] {
        assert!(EmbedTemplate::parse(right).is_some(), "{right}");
    }
    for wrong in [
        "https://player.example/embed/",
        "https://{id}/embed/",
        "https://{id}.example/embed/",
        "https://player.example{id}",
        "https://player.example:{id}/",
        "{id}",
        "https://player.example/{id}/{id}",
        "https://player.example/{id}/{path}",
        "https://player.example/{name}",
        "https://player.example/#{id}",
        "https://player.example/%2E{id}",
        "http://player.example/{id}",
    ] {
        assert!(EmbedTemplate::parse(wrong).is_none(), "{wrong}");
    }
}

/// The address of an embed, as its grant says it.
fn address(template: &str, id: &str) -> Option<String> {
    let text = format!(
        r#"{{"revision":1,"services":[{{"id":"a","category":"marketing","name":"A","provider":"A","purpose":"A",
            "embed":{{"url":"{template}"}}}}]}}"#
    );
    let consent = read(&text);
    let (state, _) = asked(&consent, &[Event::AcceptAll]);
    let grant = state.embed(&consent, 0, id);
    grant.map(|grant| grant.address().to_owned())
}

// Editors see what they write: the plain cases must be as the services document them.
#[test]
fn an_id_stands_in_its_place() {
    let video = "https://player.example/embed/{id}?dnt=1";
    assert_eq!(
        address(video, "dQw4w9WgXcQ").as_deref(),
        Some("https://player.example/embed/dQw4w9WgXcQ?dnt=1")
    );
    assert_eq!(
        address("https://map.example/e?bbox={id}", "1.5,-2,3,4").as_deref(),
        Some("https://map.example/e?bbox=1.5%2C-2%2C3%2C4")
    );
    assert_eq!(
        address("https://play.example/embed/{path}", "track/abc").as_deref(),
        Some("https://play.example/embed/track/abc")
    );
    assert_eq!(
        address(video, "a/b?c#d&e=f%2F é").as_deref(),
        Some("https://player.example/embed/a%2Fb%3Fc%23d%26e%3Df%252F%20%C3%A9?dnt=1")
    );
}

// Browsers take `..` as a step up, however it is written, and a step up is another page of that host.
#[test]
fn an_id_that_goes_up_has_no_address() {
    for id in ["", ".", "..", "a/../b", "../watch", "./a", "a/.."] {
        assert_eq!(address("https://player.example/embed/{path}", id), None, "{id}");
    }
    assert_eq!(address("https://player.example/embed/.{id}/x", "."), None);
    assert_eq!(
        address("https://player.example/embed/{id}", &"a".repeat(501)),
        None
    );
}

proptest! {
    // The URL standard is the judge: whatever an article says, the browser asks the same host below the same folder, and
    // every other parameter stays what it was.
    #[test]
    fn no_id_leaves_its_place(id in prop_oneof!["\\PC{0,20}", "[./?#&=%2eE\\\\@:]{1,12}"]) {
        if let Some(address) = address("https://player.example/embed/{path}?dnt=1", &id) {
            let url = Url::parse(&address).expect("it is a URL");
            prop_assert_eq!(url.host_str(), Some("player.example"));
            prop_assert!(url.path().starts_with("/embed/"), "{}", url);
            prop_assert_eq!(url.query(), Some("dnt=1"));
            prop_assert_eq!(url.fragment(), None);
        }
        if let Some(address) = address("https://map.example/e?bbox={id}&layer=a", &id) {
            let url = Url::parse(&address).expect("it is a URL");
            let pairs: Vec<_> = url.query_pairs().collect();
            prop_assert_eq!(url.path(), "/e");
            prop_assert_eq!(pairs.len(), 2);
            prop_assert_eq!(&*pairs[0].1, &*id);
            prop_assert_eq!(url.fragment(), None);
        }
    }

    // Hostile definitions come from hostile files: nothing panics, and what is taken is what a browser would ask.
    #[test]
    fn what_is_taken_as_an_address_is_one(text in "(https?://)?[a-z.:/@\\\\%?#*{}127 -]{0,30}") {
        if let Some(source) = ScriptSource::parse(&text) {
            let url = Url::parse(&text).expect("it is a URL");
            let port = url.port().map_or_else(String::new, |port| format!(":{port}"));
            // Known ports and leading zeros are written more than one way.
            if !source.host().contains(':') {
                prop_assert_eq!(source.host(), format!("{}{port}", url.host_str().expect("it has a host")));
            }
            let is_here = url
                .host_str()
                .is_some_and(|host| host.starts_with("127.") || host.ends_with("localhost"));
            prop_assert!(url.scheme() == "https" || is_here);
        }
    }
}

// A pattern that meant every cookie would erase the reader's own.
#[test]
fn a_pattern_means_names_that_begin_like_it() {
    let pattern = NamePattern::parse("_pk_id.*").expect("it is a pattern");
    assert!(pattern.matches("_pk_id.1.1fff"));
    assert!(!pattern.matches("_pk_ses.1.1fff"));
    assert_eq!(pattern.exact(), None);
    let name = NamePattern::parse("_ga").expect("it is a name");
    assert!(name.matches("_ga") && !name.matches("_gat"));
    assert_eq!(name.exact(), Some("_ga"));
    for wrong in ["", "*", "a*b", "*a", "a b", "a;b", "a=b", "a,b", "é"] {
        assert!(NamePattern::parse(wrong).is_none(), "{wrong}");
    }
}
