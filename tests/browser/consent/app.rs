//! The settings are an app of their own: the banner does not wait for it, and who has nothing to decide never loads it.

use serde_json::json;

use super::visit::{ARTICLE, FILMS, ROUTES, Visit};
use crate::support::Key;

const ALL: [&str; 4] = ["charts", "counter", "pixel", "tube"];

// The question is small, and the apps are not: on a slow line it would come long after the first words.
#[test]
fn the_banner_stands_before_any_app_and_no_press_on_it_is_lost() {
    for (button, allowed) in [("accept-all", &ALL[..]), ("functional-only", &[])] {
        let Some(visit) = Visit::begin() else { return };
        visit.portal().hold(".wasm");
        visit.open(FILMS);
        visit.await_banner();
        assert_eq!(visit.count("[data-running]"), 0);
        visit.click(&format!("#portal_consent-banner [data-consent='{button}']"));
        visit.wait_for(
            "word that it is under way",
            &format!(
                "document.querySelector('#portal_consent-banner [data-consent={button}][aria-busy=true]')"
            ),
        );
        visit.portal().release();
        visit.await_no_banner();
        visit.await_allowed(allowed);
        assert_eq!(visit.cookie_names().first().map(String::as_str), Some("consent"));
        visit.assert_clean();
    }
}

// The preferences can be wanted before everything else, and by keyboard.
#[test]
fn the_preferences_open_by_the_first_key_on_a_banner_that_no_app_answers_yet() {
    let Some(visit) = Visit::begin() else { return };
    visit.portal().hold("/settings-");
    visit.visit(ARTICLE);
    visit.await_banner();
    visit.read("document.querySelector('#portal_consent-banner [data-consent=preferences]').focus()");
    visit.press(crate::support::Key::Enter);
    visit.portal().await_held("/settings-");
    visit.portal().release();
    visit.await_preferences();
    visit.assert_clean();
}

// The address changes as the reader goes on; the files of the settings stay where they are.
#[test]
fn the_settings_come_on_whatever_page_the_reader_has_gone_on_to() {
    for path in ["/events/", ARTICLE] {
        let Some(visit) = Visit::begin() else { return };
        visit.visit("/");
        visit.await_banner();
        visit.follow(path);
        visit.wait_for("the next page", &format!("location.pathname === '{path}'"));
        visit.click("#portal_consent-banner [data-consent='preferences']");
        visit.await_preferences();
        visit.assert_clean();
    }
}

// The record is called by where the site stands, which a late app must not take from the page that is shown.
#[test]
fn who_has_refused_is_not_asked_again_where_the_settings_come_late() {
    let Some(visit) = Visit::begin() else { return };
    visit.visit("/");
    visit.answered("functional-only");
    for _ in 0..2 {
        visit.visit("/");
        visit.follow(ARTICLE);
        visit.wait_for("the article", &format!("location.pathname === '{ARTICLE}'"));
        visit.read("document.querySelector('footer [data-consent=preferences]').focus()");
        visit.wait_for("the privacy settings", "!feuilleton.settings");
        assert_eq!(visit.count(".consent-banner"), 0);
    }
    visit.assert_clean();
}

// A first visit is the one that has everything else to load.
#[test]
fn who_reads_and_answers_nothing_loads_no_settings() {
    let Some(visit) = Visit::begin() else { return };
    for path in [ARTICLE, FILMS, "/", "/no/such/place/"] {
        visit.visit(path);
        visit.await_banner();
    }
    visit.follow("/events/");
    visit.arrived("/events/", "Events");
    assert_eq!(visit.settings_asked(), Vec::<String>::new());
    // The page that explains them shows what is kept, and the pointer near a button is a sign.
    visit.follow("/privacy/");
    visit.portal().await_asked("/settings-");
    visit.await_banner();
    visit.assert_untouched();
    visit.assert_clean();
}

// Who has refused is asked nothing, and has nothing to load for it.
#[test]
fn who_has_refused_everything_loads_no_settings_once_that_is_settled() {
    let Some(visit) = Visit::begin() else { return };
    visit.visit(ARTICLE);
    visit.answered("functional-only");
    visit.portal().await_posts(1);
    let answer = visit.answer_kept();
    // This visit finds out that nothing is left to do.
    visit.visit("/");
    crate::support::eventually("what says so", || {
        let kept = visit.own_cookies()[0].value.clone();
        let (head, _) = kept.split_once("..").expect("everything is refused");
        head[..head.len() - 4].ends_with("en_") && visit.answer_kept() == answer
    });
    visit.settings_asked();
    for path in ROUTES.iter().filter(|path| **path != "/privacy/") {
        visit.visit(path);
        visit.await_no_banner();
    }
    assert_eq!(visit.settings_asked(), Vec::<String>::new());
    assert_eq!(visit.cookies().len(), 1);
    // They come when they are wanted, and what is allowed is loaded on each page from then on.
    visit.open_preferences();
    visit.in_preferences("accept-all");
    visit.await_allowed(&ALL);
    visit.visit(ARTICLE);
    visit.await_allowed(&ALL);
    visit.assert_clean();
}

// Coming near a button is what fetches the settings: the button that they find there must still be the one that was come to.
#[test]
fn a_button_beside_the_record_keeps_the_focus_when_the_record_is_shown() {
    let Some(visit) = Visit::begin() else { return };
    visit.visit("/magazine/bells/");
    visit.answered("functional-only");
    visit.portal().hold("/settings-");
    visit.visit("/privacy/");
    visit.read("document.querySelector('.consent-record [data-consent=preferences]').focus()");
    visit.portal().release();
    visit.wait_for(
        "the record",
        "document.querySelector('#portal_consent-record pre:not([hidden])')",
    );
    assert_eq!(
        visit.read("document.activeElement.matches('.consent-record [data-consent=preferences]')"),
        json!(true)
    );
    visit.press(Key::Enter);
    visit.await_preferences();
    visit.assert_clean();
}

// Nothing else than what was read can be agreed to: a page may be older than the file that says what is asked.
#[test]
fn a_press_on_words_that_are_not_those_of_the_site_decides_nothing() {
    let Some(visit) = Visit::begin() else { return };
    visit.portal().folder().edit("content/site.json", |site| {
        site["consent"]["services"][0]["provider"] = json!("Somebody else");
        site["consent"]["services"][1]["provider"] = json!("Somebody else");
    });
    visit.visit(ARTICLE);
    visit.await_banner();
    visit.read("document.querySelector('#portal_consent-banner [data-consent=accept-all]').click()");
    visit.wait_for(
        "the words of the site",
        "document.querySelector('#portal_consent-banner').textContent.includes('Somebody else')",
    );
    assert_eq!(visit.allowed(), Vec::<String>::new());
    assert_eq!(visit.cookies().len(), 0);
    visit.answered("accept-all");
    visit.await_allowed(&ALL);
}

// A tab that has not loaded them follows another one all the same.
#[test]
fn a_tab_without_the_settings_follows_what_another_decides() {
    let Some(visit) = Visit::begin() else { return };
    visit.visit(FILMS);
    visit.await_banner();
    let first = visit.tab();
    let second = visit.open_tab();
    visit.visit(FILMS);
    visit.answered("accept-all");
    visit.go_to_tab(&first);
    visit.await_no_banner();
    visit.await_allowed(&ALL);
    visit.wait_for("all frames", "document.querySelectorAll('iframe').length === 3");
    // And so does one that had nothing to decide.
    visit.open_preferences();
    visit.in_preferences("functional-only");
    visit.await_allowed(&[]);
    visit.go_to_tab(&second);
    visit.await_allowed(&[]);
    visit.assert_clean_but_for_the_cut();
}

// A line that breaks in the moment of the answer must not leave a button that does nothing.
#[test]
fn where_the_settings_do_not_come_nothing_is_allowed_and_the_next_press_asks_again() {
    let Some(visit) = Visit::begin() else { return };
    visit.visit(ARTICLE);
    visit.await_banner();
    visit.block(&["*/settings-*"]);
    visit.click("#portal_consent-banner [data-consent='accept-all']");
    visit.wait_for(
        "the end of the attempt",
        "!document.querySelector('#portal_consent-banner [aria-busy]')",
    );
    visit.await_banner();
    visit.assert_untouched();
    visit.block(&[]);
    visit.click("#portal_consent-banner [data-consent='accept-all']");
    visit.await_no_banner();
    visit.await_allowed(&ALL);
}
