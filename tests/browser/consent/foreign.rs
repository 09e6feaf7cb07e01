//! Scripts of the site and of services answer at once to what the portal tells them, and may do anything.

use serde_json::{Value, json};

use super::visit::{FILMS, Visit};

/// A script that presses a button of the portal's, once, when it hears something.
fn presses(button: &str) -> String {
    format!(
        "(() => {{ if (window.pressed) return; window.pressed = true; document.querySelector(`{button}`)?.click(); }})()"
    )
}

/// The site with Google's tag, whose script never comes.
fn with_google() -> Option<Visit> {
    Visit::with(|consent| {
        let services = consent["services"].as_array_mut().expect("the site has services");
        services.push(json!({ "id": "google", "category": "statistics", "name": "Google Analytics", "provider": "G",
            "purpose": "Counts.", "script": { "src": "http://stats.localhost/none.js", "kind": "ga4", "site": "G-1" } }));
        services.push(json!({ "id": "plausible", "category": "statistics", "name": "Plausible", "provider": "P",
            "purpose": "Counts.", "script": { "src": "http://stats.localhost/none.js", "kind": "plausible", "site": "s" } }));
    })
}

#[track_caller]
fn assert_goes_on(visit: &Visit) {
    visit.follow("/events/");
    visit.arrived("/events/", "Events");
    visit.open_preferences();
    visit.in_preferences("close");
    visit.await_no_preferences();
}

/// What the decisions amounted to that were posted.
fn outcomes(visit: &Visit) -> Vec<Value> {
    let posts = visit.portal().posts().into_iter();
    let read = |body: String| serde_json::from_str::<Value>(&body).expect("the body is JSON");
    posts
        .map(|post| read(post.body)["choice"]["outcome"].clone())
        .collect()
}

// A cookie tool of the site's own might refuse, in the reader's name, whatever it hears of.
#[test]
fn a_script_that_refuses_when_it_hears_of_a_grant_is_obeyed() {
    let Some(visit) = Visit::begin() else { return };
    visit.visit(FILMS);
    visit.await_banner();
    visit.read(&format!(
        "document.addEventListener('consent', ({{ detail }}) => {{
            if (!detail.allowed.length) return;
            document.querySelector('footer [data-consent=preferences]').click();
            setTimeout(() => {}, 50);
        }})",
        presses("#portal_consent-preferences [data-consent=functional-only]")
    ));
    visit.answer("accept-all");
    visit.await_allowed(&[]);
    visit.portal().await_posts(2);
    assert_goes_on(&visit);
    assert_eq!(outcomes(&visit), ["all", "necessary"]);
    visit.assert_clean_but_for_the_cut();
}

// Tag managers put a function of their own in the place of `push`.
#[test]
fn a_push_that_presses_a_button_is_obeyed_after_what_was_under_way() {
    let Some(visit) = with_google() else { return };
    visit.before_pages(&format!(
        "window.dataLayer = {{ push([word, command, signals]) {{
            if (word !== 'consent') return;
            if (signals.analytics_storage === 'granted') {};
            sessionStorage.said = `${{sessionStorage.said ?? ''}} ${{command}} ${{signals.analytics_storage}}`.trim();
        }} }}",
        presses("#portal_consent-banner [data-consent=functional-only]")
    ));
    visit.visit(FILMS);
    visit.answer("accept-all");
    visit.portal().await_posts(2);
    visit.await_allowed(&[]);
    visit.await_no_banner();
    // The page may have been loaded anew, if a script has run meanwhile.
    let said = visit.read("sessionStorage.said");
    let said = said.as_str().expect("it is a text");
    assert!(
        said.starts_with("default denied update granted update denied"),
        "{said}"
    );
    assert_eq!(outcomes(&visit), ["all", "necessary"]);
    assert_goes_on(&visit);
    visit.forget_trackers();
}

// Whatever is called may throw, and nobody but its own author should notice.
#[test]
fn functions_that_throw_stop_neither_the_portal_nor_each_other() {
    let Some(visit) = with_google() else { return };
    visit.before_pages(
        "(() => {
            const broken = () => { throw new Error('out of order'); };
            window.plausible = broken;
            window.dataLayer = { push: broken };
            window._paq = { get push() { return broken(); } };
            window.heard = 0;
            document.addEventListener('navigate', () => { window.heard += 1; });
            document.addEventListener('consent', () => { window.heard += 1; });
        })()",
    );
    visit.visit(FILMS);
    visit.answered("accept-all");
    visit.await_allowed(&["charts", "counter", "google", "pixel", "plausible", "tube"]);
    let heard = visit.read("window.heard").as_u64().expect("it is a number");
    assert_goes_on(&visit);
    assert!(visit.read("window.heard").as_u64() > Some(heard));
    visit.withdraw();
    assert_goes_on(&visit);
    visit.forget_trackers();
}

// A site gets its first services while somebody reads: the button at the foot is there from then on, and must not be dead.
#[test]
fn the_privacy_button_works_as_soon_as_the_first_services_come() {
    let mut services = json!([]);
    let Some(visit) = Visit::with(|consent| services = consent["services"].take()) else {
        return;
    };
    visit.edit(|consent| consent["services"] = json!([]));
    visit.visit(FILMS);
    visit.wait_for(
        "the portal",
        "document.querySelector('#portal_root[data-running]')",
    );
    assert_eq!(visit.count("#portal_consent-banner"), 0);
    visit.read("window.same = true");
    visit.edit(|consent| consent["services"] = services);
    visit.follow("/events/");
    visit.arrived("/events/", "Events");
    visit.await_banner();
    visit.open_preferences();
    visit.in_preferences("save");
    visit.await_no_preferences();
    visit.await_no_banner();
    visit.portal().await_posts(1);
    assert_eq!(visit.read("window.same"), true);
    visit.assert_clean();
}
