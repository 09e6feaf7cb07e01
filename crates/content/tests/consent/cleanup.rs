//! What a withdrawn service leaves behind.

use content::consent::{Consent, Event, Page, Plan, ServiceSet, State};

use crate::values::{GOOGLE, MATOMO, VIDEO, asked, consent, read, set};

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
