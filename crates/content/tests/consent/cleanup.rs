//! What a withdrawn service leaves behind.

use content::consent::{Consent, Event, Key, NamePattern, Page, Plan, ServiceSet, State, Stored};

use crate::values::{GOOGLE, MATOMO, TODAY, VIDEO, asked, consent, day, loaded, read, set, step, stored};

const COOKIES: [&str; 7] = [
    "_ga",
    "_ga_AB12",
    "_gat",
    "_pk_id.1.1fff",
    "consent",
    "cmplz_marketing",
    "vuid",
];
const KEYS: [&str; 4] = ["_ga_store_1", "theme", "consent", "cmplz_user_data"];

fn page<'a>(host: &'a str, path: &'a str) -> Page<'a> {
    Page {
        host,
        path,
        cookies: &COOKIES,
        storage: &KEYS,
    }
}

/// What is to be removed of one service.
fn plan(consent: &Consent, state: &State, service: usize, page: Page<'_>) -> Plan {
    content::consent::plan(consent, state, set(&[service]), false, page)
}

/// Name, path and domain of a cookie that a text deletes.
fn deleted(text: &str) -> (&str, &str, Option<&str>) {
    let (name, rest) = text.split_once("=; Max-Age=0; Path=").expect(text);
    match rest.split_once("; Domain=") {
        Some((path, domain)) => (name, path, Some(domain)),
        None => (name, rest, None),
    }
}

/// The names of the cookies that are deleted.
fn names(plan: &Plan) -> Vec<&str> {
    let mut names: Vec<_> = plan.cookies.iter().map(|text| deleted(text).0).collect();
    names.dedup();
    names
}

fn databases(plan: &Plan) -> Vec<String> {
    plan.databases.iter().map(ToString::to_string).collect()
}

/// The deletions of one cookie, as `domain path`.
fn deletions(plan: &Plan, name: &str) -> Vec<String> {
    let own = plan.cookies.iter().map(|text| deleted(text));
    own.filter(|(own, ..)| *own == name)
        .map(|(_, path, domain)| format!("{} {path}", domain.unwrap_or("-")))
        .collect()
}

// A page cannot see with which domain and path a cookie was set: every one that it could have been is tried.
#[test]
fn a_cookie_is_deleted_on_the_host_every_parent_and_every_path() {
    let consent = consent();
    let (state, _) = asked(&consent, &[Event::AcceptAll, Event::FunctionalOnly]);
    let plan = plan(
        &consent,
        &state,
        GOOGLE,
        page("www.tide.example.org", "/magazine/tides/"),
    );
    assert_eq!(
        names(&plan),
        ["_ga", "_ga_AB12"],
        "and not _gat, which nobody listed"
    );
    let paths = [
        "/",
        "/magazine",
        "/magazine/",
        "/magazine/tides",
        "/magazine/tides/",
    ];
    let wanted: Vec<_> = ["-", "www.tide.example.org", "tide.example.org", "example.org"]
        .iter()
        .flat_map(|domain| paths.iter().map(move |path| format!("{domain} {path}")))
        .collect();
    assert_eq!(deletions(&plan, "_ga"), wanted);
    assert_eq!(plan.storage, ["_ga_store_1"]);
    assert_eq!(databases(&plan), ["ga-db"]);
}

// An address has no parents: `0.0.2` is nobody's domain.
#[test]
fn an_address_or_a_single_name_has_no_parent() {
    let consent = consent();
    let (state, _) = asked(&consent, &[Event::FunctionalOnly]);
    let of = |host| deletions(&plan(&consent, &state, MATOMO, page(host, "/")), "_pk_id.1.1fff");
    assert_eq!(of("127.0.0.2"), ["- /"]);
    assert_eq!(of("localhost"), ["- /", "localhost /"]);
    assert_eq!(of("app.localhost"), ["- /", "app.localhost /"]);
}

// Cookies of another host are not ours to delete, whatever they are called.
#[test]
fn cookies_of_the_services_own_host_are_left_to_it() {
    let consent = consent();
    let (state, _) = asked(&consent, &[Event::FunctionalOnly]);
    assert_eq!(
        plan(&consent, &state, VIDEO, page("example.org", "/")),
        Plan::default()
    );
    assert_ne!(
        plan(&consent, &state, VIDEO, page("www.video.example", "/")),
        Plan::default()
    );
    assert_eq!(
        plan(&consent, &state, VIDEO, page("notvideo.example", "/")),
        Plan::default()
    );
}

// Two services may share a name, and the record may match a careless pattern.
#[test]
fn what_is_still_needed_stays() {
    let text = r#"{"revision":1,"services":[
        {"id":"a","category":"statistics","name":"A","provider":"A","purpose":"A","cookies":[{"name":"_g*"},{"name":"c*"}],
         "storage":["c*","_ga*"],"databases":["ga-db","own"],"script":{"src":"https://a.example/a.js"}},
        {"id":"b","category":"statistics","name":"B","provider":"B","purpose":"B","cookies":[{"name":"_ga"}],
         "storage":["_ga_store_1"],"databases":["ga-db"],"script":{"src":"https://b.example/b.js"}}]}"#;
    let consent = read(text);
    let (state, _) = asked(&consent, &[Event::Save(set(&[1]))]);
    let kept = plan(&consent, &state, 0, page("example.org", "/"));
    assert_eq!(names(&kept), ["_ga_AB12", "_gat", "cmplz_marketing"]);
    assert_eq!(kept.storage, ["cmplz_user_data"]);
    assert_eq!(databases(&kept), ["own"]);
    let (state, _) = asked(&consent, &[Event::FunctionalOnly]);
    let all = plan(&consent, &state, 0, page("example.org", "/"));
    assert_eq!(names(&all), ["_ga", "_ga_AB12", "_gat", "cmplz_marketing"]);
}

// A cookie of another path cannot be seen from this page.
#[test]
fn a_cookie_with_a_path_of_its_own_is_deleted_unseen() {
    let text = r#"{"revision":1,"services":[{"id":"a","category":"statistics","name":"A","provider":"A","purpose":"A",
        "cookies":[{"name":"hidden","path":"/forum"}],"script":{"src":"https://a.example/a.js"}}]}"#;
    let consent = read(text);
    let (state, _) = asked(&consent, &[Event::FunctionalOnly]);
    let plan = plan(&consent, &state, 0, page("127.0.0.1", "/about/"));
    assert_eq!(
        deletions(&plan, "hidden"),
        ["- /", "- /about", "- /about/", "- /forum"]
    );
}

// The former system's cookies are of no use to anybody.
#[test]
fn what_complianz_left_behind_goes() {
    let page = page("127.0.0.1", "/");
    let plan = content::consent::plan(&consent(), &State::default(), ServiceSet::NONE, true, page);
    assert_eq!(deletions(&plan, "cmplz_marketing"), ["- /"]);
    assert_eq!(plan.cookies.len(), 1);
    assert_eq!(plan.storage, ["cmplz_user_data"]);
}

/// What portals of one host call their own: cookies and keys.
const OWN_COOKIES: [&str; 4] = ["consent", "consent~Ab3", "__Host-consent", "__Host-consent~-_9"];
const OWN_KEYS: [&str; 6] = [
    "consent",
    "consent~/a/",
    "saved",
    "saved~/a/",
    "display",
    "display~/a/b/",
];

// A service names what it stores, and a careless or a hostile name must not reach what the reader has decided, saved or chosen.
#[test]
fn no_pattern_reaches_what_the_portals_of_a_host_store_themselves() {
    for pattern in [
        "c*",
        "con*",
        "consent",
        "consent*",
        "consent~*",
        "consent~Ab3",
        "consent~/a/",
        "_*",
        "__Host-*",
        "__Host-consent",
        "__Host-consent~*",
        "s*",
        "saved",
        "saved~*",
        "saved~/a/",
        "d*",
        "display",
        "display~/a/b/",
    ] {
        let text = r#"{"revision":1,"services":[{"id":"a","category":"statistics","name":"A","provider":"A","purpose":"A",
            "cookies":[{"name":"PATTERN"},{"name":"PATTERN","path":"/a"}],"storage":["PATTERN"],
            "script":{"src":"https://a.example/a.js"}}]}"#;
        let consent = read(&text.replace("PATTERN", pattern));
        assert_eq!(consent.services.len(), 1, "{pattern}: {:?}", consent.faults);
        let (state, _) = asked(&consent, &[Event::AcceptAll, Event::FunctionalOnly]);
        let page = Page {
            host: "www.example.org",
            path: "/a/",
            cookies: &OWN_COOKIES,
            storage: &OWN_KEYS,
        };
        let kept = plan(&consent, &state, 0, page);
        assert_eq!(kept.storage, Vec::<String>::new(), "{pattern}");
        // A cookie may be called as a list is: that is none of ours.
        let deleted: Vec<_> = names(&kept).into_iter().map(str::to_owned).collect();
        assert!(
            deleted.iter().all(|name| !name.contains("consent")),
            "{pattern}: {deleted:?}"
        );
        // Where it means one of ours, the editor is told so.
        let pattern = NamePattern::parse(pattern).expect("it is a name");
        let means = |names: &[&str]| names.iter().any(|name| pattern.matches(name));
        assert_eq!(
            consent.own_cookie(&pattern).is_some(),
            means(&OWN_COOKIES) || pattern.as_str().starts_with("consent~"),
            "{pattern}"
        );
        assert_eq!(
            consent.own_key(&pattern).is_some(),
            means(&OWN_KEYS) || pattern.as_str().starts_with("consent~"),
            "{pattern}"
        );
    }
}

// Names that only look alike are those of services, and stay theirs to be removed.
#[test]
fn what_is_only_called_alike_is_removed() {
    let text = r#"{"revision":1,"services":[{"id":"a","category":"statistics","name":"A","provider":"A","purpose":"A",
        "cookies":[{"name":"con*"},{"name":"saved"}],"storage":["s*","con*"],"script":{"src":"https://a.example/a.js"}}]}"#;
    let consent = read(text);
    let (state, _) = asked(&consent, &[Event::FunctionalOnly]);
    let page = Page {
        host: "127.0.0.1",
        path: "/",
        cookies: &["consent", "consent_id", "consent-abc", "consents", "saved"],
        storage: &["saved", "saved_ids", "consent.user", "session"],
    };
    let plan = plan(&consent, &state, 0, page);
    assert_eq!(names(&plan), ["consent_id", "consent-abc", "consents", "saved"]);
    assert_eq!(plan.storage, ["saved_ids", "consent.user", "session"]);
    for name in ["_ga*", "consent_id", "consent-id*", "saved_*", "__Host-session"] {
        let name = NamePattern::parse(name).expect("it is a name");
        assert_eq!(
            (consent.own_cookie(&name), consent.own_key(&name)),
            (None, None),
            "{name}"
        );
    }
}

// The name of the record is the editor's to choose, and may begin as those of the former system do.
#[test]
fn a_record_that_is_called_like_one_of_complianz_stays() {
    let mut consent = consent();
    consent.key = Key::parse("cmplz_own");
    let page = Page {
        host: "127.0.0.1",
        path: "/",
        cookies: &["cmplz_own", "cmplz_marketing"],
        storage: &["cmplz_own~/a/", "cmplz_user_data"],
    };
    let plan = content::consent::plan(&consent, &State::default(), ServiceSet::NONE, true, page);
    assert_eq!(names(&plan), ["cmplz_marketing"]);
    assert_eq!(plan.storage, ["cmplz_user_data"]);
}

/// The domains on which a cookie is deleted; `-` is the host alone.
fn domains(plan: &Plan) -> Vec<String> {
    let mut domains: Vec<_> = deletions(plan, "_ga");
    domains.retain(|place| place.ends_with(" /"));
    domains
}

// A shop beside the magazine may have been allowed to count, and shares the domain above with it.
#[test]
fn before_anybody_has_decided_domains_above_are_left_alone() {
    let consent = consent();
    let page = page("www.example.org", "/");
    let own = ["- /"];
    let all = ["- /", "www.example.org /", "example.org /"];
    let of = |state: &State| domains(&plan(&consent, state, GOOGLE, page));

    let nobody = asked(&consent, &[]).0;
    assert_eq!(of(&nobody), own);
    for events in [
        &[Event::FunctionalOnly][..],
        &[Event::AcceptAll, Event::FunctionalOnly],
        &[Event::Save(set(&[GOOGLE])), Event::Save(set(&[MATOMO]))],
        &[Event::AcceptAll, Event::Changed(Stored::Nothing)],
    ] {
        assert_eq!(of(&asked(&consent, events).0), all, "{events:?}");
    }
    // Who allows one service has decided about that one.
    assert_eq!(of(&asked(&consent, &[Event::AlwaysAllow(MATOMO)]).0), own);

    for (event, at_first, run_out) in [
        (Event::FunctionalOnly, &all[..], &own[..]),
        // What was allowed here was stored from here, as likely as not, and its time is over.
        (Event::AcceptAll, &[], &all),
    ] {
        let text = stored(&asked(&consent, &[event]).0);
        let load = |days: u64| {
            let event = loaded(Stored::Text(&text));
            step(&consent, State::default(), event, day(TODAY + days)).0
        };
        assert_eq!(of(&load(0)), at_first, "{event:?}");
        assert_eq!(of(&load(200)), run_out, "{event:?}");
    }
}
