//! What a reader relies on, one by one.

use content::navigation::{
    Announce, Answer, Effects, Entry, Event, Failure, Focus, Freshness, Scroll, Show, SiteAnswer, State,
};

use crate::values::{Reader, at, popped, started};

// The app begins where nothing has happened, and that is made before it runs.
#[test]
fn a_document_in_which_the_app_has_not_started_is_the_default() {
    let state = State::new();
    assert_eq!(state, State::default());
    assert!(!state.is_settled() && !state.is_waiting());
    assert_eq!(state.link(), "");
}

// Somebody presses a link on a page whose file is slow: the page of the link came first, and was shown under the address and
// the title of the first one when that came at last.
#[test]
fn a_click_before_the_first_content_has_come_stands() {
    let mut reader = Reader::new();
    let first = reader.does(started("/a/", None, true));
    assert_eq!(first.fetch, Some((1, Freshness::Usual)));
    assert_eq!(first.entry, Entry::Numbered((0, 0.0)));
    let clicked = reader.clicks("/b/");
    assert_eq!(clicked.entry, Entry::Pushed(1));
    assert_eq!(clicked.fetch, Some((2, Freshness::Asked)));
    let shown = reader.gets_page();
    assert_eq!(shown.show, Show::Page);
    let before = reader.clone();
    let late = reader.does(Event::Arrived {
        turn: 1,
        page: "/a/",
        answer: Answer::Page,
    });
    assert_eq!(late, Effects::default());
    assert_eq!(reader.state, before.state);
    assert_eq!(reader.state.here(), &at("/b/"));
}

// The page was fetched and built anew: a podcast stopped, opened details closed, a second page view was counted.
#[test]
fn back_from_a_footnote_scrolls_and_moves_the_focus_alone() {
    let mut reader = Reader::on("/a/");
    reader.scrolls_to(800.0);
    reader.link = "#note";
    let there = reader.clicks("/a/#note");
    let wanted = Effects {
        keep: Some((0, 800.0)),
        entry: Entry::Pushed(1),
        scroll: Scroll::Fragment,
        ..Effects::default()
    };
    assert_eq!(there, wanted);
    reader.scrolls_to(6_000.0);
    let back = reader.goes_to("/a/", 0);
    let wanted = Effects {
        scroll: Scroll::To(800.0),
        focus: Focus::Link,
        announce: Announce::Title,
        ..Effects::default()
    };
    assert_eq!(back, wanted);
    assert_eq!(reader.state.link(), "#note");
}

// The way there is a way within the page, too, and it ends where the footnote was left.
#[test]
fn forward_to_a_footnote_restores_its_place() {
    let mut reader = Reader::on("/a/");
    reader.clicks("/a/#note");
    reader.scrolls_to(6_000.0);
    reader.goes_to("/a/", 0);
    reader.scroll = 0.0;
    let forward = reader.goes_to("/a/#note", 1);
    assert_eq!(forward.scroll, Scroll::To(6_000.0));
    assert_eq!((forward.fetch, forward.show), (None, Show::Nothing));
}

// An entry without state counted as the first one: Back from it ended wherever the first entry had been left.
#[test]
fn a_fragment_that_was_typed_is_an_entry_of_its_own() {
    let mut reader = Reader::on("/a/");
    reader.scrolls_to(500.0);
    let typed = reader.types("/a/#note");
    let wanted = Effects {
        entry: Entry::Numbered((1, 500.0)),
        scroll: Scroll::Fragment,
        ..Effects::default()
    };
    assert_eq!(typed, wanted);
    reader.scrolls_to(6_000.0);
    assert_eq!(reader.goes_to("/a/", 0).scroll, Scroll::To(500.0));
    reader.scroll = 500.0;
    assert_eq!(reader.goes_to("/a/#note", 1).scroll, Scroll::To(6_000.0));
}

// A double click made two entries: the first Back seemed dead. Browsers load such an address in place of itself.
#[test]
fn the_same_address_twice_is_one_entry() {
    let mut reader = Reader::on("/a/");
    assert_eq!(reader.clicks("/b/").entry, Entry::Pushed(1));
    // The second click of a double click.
    assert_eq!(reader.clicks("/b/"), Effects::default());
    reader.gets_page();
    let again = reader.clicks("/b/");
    assert_eq!(again.entry, Entry::Stays);
    assert_eq!(again.fetch, Some((3, Freshness::Asked)));
    assert_eq!(reader.gets_page().scroll, Scroll::To(0.0));
    reader.clicks("/b/#note");
    let again = reader.clicks("/b/#note");
    assert_eq!((again.entry, again.scroll), (Entry::Stays, Scroll::Fragment));
    assert_eq!(again.fetch, None);
}

// The article appeared 16 seconds after the click, although its file was there: `site.json` was held back.
#[test]
fn a_page_that_is_there_is_shown_though_the_site_hangs() {
    let mut reader = Reader::on("/a/");
    assert_eq!(reader.clicks("/b/").ask_site, Some(1));
    let shown = reader.gets_page();
    let wanted = Effects {
        is_busy: Some(false),
        show: Show::Page,
        scroll: Scroll::To(0.0),
        focus: Focus::Heading,
        announce: Announce::Silence,
        count: true,
        fade: true,
        ..Effects::default()
    };
    assert_eq!(shown, wanted);
    assert!(reader.state.is_settled());
}

// What the site says of itself when it comes is shown as well, and nobody is moved by it.
#[test]
fn a_site_that_has_changed_renews_the_page_that_stands() {
    let mut reader = Reader::on("/a/");
    reader.clicks("/b/");
    reader.gets_page();
    let turn = reader.state.turn();
    let asked = reader.hears_of_site(1, SiteAnswer::Other);
    let wanted = Effects {
        take_site: true,
        fetch: Some((turn, Freshness::Asked)),
        ..Effects::default()
    };
    assert_eq!(asked, wanted);
    let renewed = reader.gets(Answer::Page);
    let wanted = Effects {
        show: Show::Renewed,
        ..Effects::default()
    };
    assert_eq!(renewed, wanted);
}

// Two navigations ask twice, and the network may answer the other way round: an older edition must not take over.
#[test]
fn of_two_answers_of_the_site_that_of_the_later_request_wins() {
    let mut reader = Reader::on("/a/");
    reader.clicks("/b/");
    reader.clicks("/c/");
    assert!(reader.hears_of_site(2, SiteAnswer::Other).take_site);
    let before = reader.state.clone();
    assert_eq!(reader.hears_of_site(1, SiteAnswer::Other), Effects::default());
    assert_eq!(reader.state, before);
}

/// A reader who follows a link to a page that the site does not know.
fn at_unknown_page() -> Reader {
    let mut reader = Reader::on("/a/");
    reader.clicks("/new/");
    let waiting = reader.misses(Failure::Missing);
    assert_eq!(
        waiting,
        Effects::default(),
        "a newer site may know it, and is waited for"
    );
    reader
}

// An article that was published after this tab was opened is known only to the new `site.json`.
#[test]
fn a_page_unknown_to_the_old_site_is_asked_for_again_on_the_new_one() {
    let mut reader = at_unknown_page();
    let again = reader.hears_of_site(1, SiteAnswer::Other);
    assert!(again.take_site);
    assert_eq!(again.fetch, Some((2, Freshness::Asked)));
    assert_eq!(reader.gets_page().show, Show::Page);
    assert_eq!(reader.state.here(), &at("/new/"));
}

// The new site came first, and the answer that the page is not there was of the old one.
#[test]
fn a_page_that_was_asked_for_on_the_old_site_is_asked_for_once_more() {
    let mut reader = Reader::on("/a/");
    reader.clicks("/new/");
    assert_eq!(reader.hears_of_site(1, SiteAnswer::Other).fetch, None);
    assert_eq!(reader.misses(Failure::Missing).fetch, Some((2, Freshness::Asked)));
    assert!(reader.misses(Failure::Missing).load_document);
}

// The site is as it was: it has no such page, and the host says what there is.
#[test]
fn a_page_unknown_to_a_site_that_is_as_it_was_is_left_to_the_browser() {
    let mut reader = at_unknown_page();
    let left = reader.hears_of_site(1, SiteAnswer::Same);
    let wanted = Effects {
        load_document: true,
        ..Effects::default()
    };
    assert_eq!(left, wanted);
}

// Offline nobody knows whether the page is there. To say that it is not would be wrong.
#[test]
fn a_page_unknown_to_a_site_that_cannot_be_asked_is_a_failure() {
    let mut reader = at_unknown_page();
    let failed = reader.hears_of_site(1, SiteAnswer::Nothing);
    let wanted = Effects {
        is_busy: Some(false),
        show: Show::Failure,
        scroll: Scroll::To(0.0),
        focus: Focus::Heading,
        announce: Announce::Silence,
        count: failed.count,
        ..Effects::default()
    };
    assert_eq!(failed, wanted);
    assert_eq!(reader.does(Event::Retried).fetch, Some((3, Freshness::Asked)));
}

// A host that takes the question and never answers.
#[test]
fn a_page_unknown_to_a_site_that_never_answers_is_a_failure_in_the_end() {
    let mut reader = at_unknown_page();
    assert_eq!(reader.waits_in_vain().show, Show::Failure);
    assert!(!reader.state.is_settled());
    // What comes now comes too late.
    assert_eq!(reader.hears_of_site(1, SiteAnswer::Same).show, Show::Nothing);
}

// A late app threw readers of deep links from where they read to where they had begun: from 1500 to 6214 pixels.
#[test]
fn who_has_scrolled_before_the_app_ran_is_left_there() {
    for (address, kept, is_prerendered) in [
        ("/a/#note", None, true),
        ("/a/#note", None, false),
        ("/a/", Some((3, 6_214.0)), true),
        ("/a/", Some((3, 6_214.0)), false),
        ("/a/#note", Some((3, 6_214.0)), false),
    ] {
        let mut reader = Reader::new();
        reader.does(started(address, kept, is_prerendered));
        reader.scroll = 1_500.0;
        let shown = reader.gets_page();
        assert_eq!(
            (shown.scroll, shown.focus),
            (Scroll::Stay, Focus::Stay),
            "{address}"
        );
        assert!(!shown.count);
    }
}

// A page that the app makes has no place before it is made. One that press has rendered is where the browser has put it.
#[test]
fn a_page_that_was_loaded_anew_comes_back_to_its_place() {
    let load = |address, kept, is_prerendered| {
        let mut reader = Reader::new();
        reader.does(started(address, kept, is_prerendered));
        reader.gets_page().scroll
    };
    assert_eq!(load("/a/", Some((3, 700.0)), false), Scroll::To(700.0));
    assert_eq!(load("/a/#note", Some((3, 700.0)), false), Scroll::To(700.0));
    assert_eq!(load("/a/#note", None, false), Scroll::Fragment);
    assert_eq!(load("/a/#note", None, true), Scroll::Fragment);
    assert_eq!(load("/a/", None, false), Scroll::Stay);
    assert_eq!(load("/a/", Some((3, 700.0)), true), Scroll::Stay);
}

// In a tunnel the page just read was lost by going back to it.
#[test]
fn back_while_offline_shows_the_page_in_memory() {
    let mut reader = Reader::on("/a/");
    reader.scrolls_to(400.0);
    reader.link = "/b/";
    reader.comes_to("/b/");
    let back = reader.does(Event::Popped {
        address: &at("/a/"),
        kept: Some((0, 400.0)),
        is_in_memory: true,
    });
    let wanted = Effects {
        is_busy: Some(false),
        ask_site: Some(2),
        show: Show::Page,
        scroll: Scroll::To(400.0),
        focus: Focus::Link,
        announce: Announce::Title,
        count: true,
        ..Effects::default()
    };
    assert_eq!(back, wanted);
    assert_eq!(reader.state.link(), "/b/");
    assert_eq!(reader.hears_of_site(2, SiteAnswer::Nothing), Effects::default());
    assert!(reader.state.is_settled());
}

// The place was lost with the page: "Try again" ended at the top.
#[test]
fn a_failed_return_that_is_tried_again_comes_back_to_its_place() {
    let mut reader = Reader::on("/a/");
    reader.scrolls_to(400.0);
    reader.comes_to("/b/");
    reader.goes_to("/a/", 0);
    assert_eq!(reader.misses(Failure::Other).scroll, Scroll::To(0.0));
    // The words of the failure are short, and the browser says that it has scrolled.
    assert_eq!(reader.scrolls_to(0.0), Effects::default());
    let again = reader.does(Event::Retried);
    assert_eq!(again.fetch, Some((4, Freshness::Asked)));
    assert_eq!(again.is_busy, Some(true));
    assert_eq!(reader.gets_page().scroll, Scroll::To(400.0));
}

// After a deploy the list names parts that are gone. Readers were told that the page does not exist.
#[test]
fn a_chunk_that_is_gone_is_asked_for_once_more_and_then_told_as_a_failure() {
    let mut reader = Reader::on("/a/");
    reader.clicks("/list/");
    let again = reader.misses(Failure::Gone);
    let wanted = Effects {
        fetch: Some((2, Freshness::New)),
        ..Effects::default()
    };
    assert_eq!(again, wanted);
    assert_eq!(reader.clone().gets_page().show, Show::Page);
    assert_eq!(reader.misses(Failure::Gone).show, Show::Failure);
}

// A feed, a picture or an address of before is followed by the browser, not answered by "This page does not exist".
#[test]
fn an_address_that_is_no_page_is_left_to_the_browser_by_a_link() {
    let mut reader = Reader::on("/a/");
    reader.clicks("/feed.xml");
    reader.hears_of_site(1, SiteAnswer::Same);
    let left = reader.misses(Failure::Missing);
    let wanted = Effects {
        load_document: true,
        ..Effects::default()
    };
    assert_eq!(left, wanted);
    // The browser may save it as a file, and the page stays: it is not busy without end.
    assert_eq!(reader.waits_in_vain().is_busy, Some(false));
}

// The browser was there already, and would only load the same once more, for ever.
#[test]
fn an_address_that_is_no_page_is_told_as_missing_by_a_load_or_a_return() {
    for is_prerendered in [false, true] {
        let mut reader = Reader::new();
        reader.does(started("/none/", None, is_prerendered));
        let missing = reader.misses(Failure::Missing);
        assert_eq!((missing.show, missing.load_document), (Show::Missing, false));
        assert_eq!((missing.scroll, missing.count), (Scroll::Stay, false));
        assert!(reader.state.is_settled());
    }
    let mut reader = Reader::on("/a/");
    let request = reader.goes_to("/none/", 7).ask_site.expect("a return asks");
    reader.hears_of_site(request, SiteAnswer::Same);
    let missing = reader.misses(Failure::Missing);
    assert_eq!((missing.show, missing.load_document), (Show::Missing, false));
    assert_eq!((missing.focus, missing.count), (Focus::Heading, true));
}

// A link leads on, and what comes in its place comes softly. Back and forward are the browser's, which has motion of its own; what
// a choice finds is the same page still.
#[test]
fn a_page_that_a_link_has_led_to_fades_in_and_no_other() {
    let mut reader = Reader::on("/a/");
    assert!(reader.comes_to("/b/").fade);
    reader.goes_to("/a/", 0);
    assert!(!reader.gets_page().fade);
    for answer in [Answer::Choice, Answer::Query, Answer::Typed] {
        let mut reader = Reader::on("/find/");
        reader.clicks("/find/?q=r");
        assert!(!reader.gets(answer).fade, "{answer:?}");
    }
}

// The page was never left. To build it anew would stop what plays in it.
#[test]
fn back_during_a_fetch_to_the_page_that_still_stands_shows_nothing_anew() {
    let mut reader = Reader::on("/a/");
    reader.scrolls_to(300.0);
    reader.link = "/b/";
    reader.clicks("/b/");
    let back = reader.goes_to("/a/", 0);
    let wanted = Effects {
        is_busy: Some(false),
        scroll: Scroll::To(300.0),
        focus: Focus::Link,
        announce: Announce::Title,
        ..Effects::default()
    };
    assert_eq!(back, wanted);
    assert_eq!(reader.state.link(), "/b/");
    let late = reader.does(Event::Arrived {
        turn: 2,
        page: "/b/",
        answer: Answer::Page,
    });
    assert_eq!(late, Effects::default());
    assert!(reader.state.is_settled());
}

// A slow page is waited for by reading on. Back threw the reader to where the link had been pressed.
#[test]
fn who_reads_on_while_a_page_is_on_its_way_stays_there() {
    let mut reader = Reader::on("/a/");
    reader.comes_to("/b/");
    reader.scrolls_to(300.0);
    reader.clicks("/c/");
    // The entry is the one of /c/ already, and has nothing to keep.
    assert_eq!(reader.scrolls_to(950.0), Effects::default());
    reader.scroll = 1_000.0;
    assert_eq!(reader.clone().goes_to("/b/", 1).scroll, Scroll::To(1_000.0));
    // Also after /c/ has come, or failed: what was left was left there.
    let comes_back = |mut reader: Reader| {
        reader.scrolls_to(0.0);
        reader.goes_to("/b/", 1);
        reader.gets_page().scroll
    };
    reader.scrolls_to(1_000.0);
    let mut other = reader.clone();
    other.misses(Failure::Other);
    assert_eq!(comes_back(other), Scroll::To(1_000.0));
    reader.gets_page();
    assert_eq!(comes_back(reader.clone()), Scroll::To(1_000.0));
    // Another entry has a place of its own.
    reader.scrolls_to(20.0);
    reader.goes_to("/a/", 0);
    assert_eq!(reader.gets_page().scroll, Scroll::To(0.0));
}

// A reader who narrows a query goes on choosing where the choices are; who turns its pages begins at the top.
#[test]
fn a_choice_moves_nobody_and_says_how_many_are_found() {
    let mut reader = Reader::on("/find/");
    reader.clicks("/find/?tag=a");
    let shown = reader.gets(Answer::Choice);
    let wanted = Effects {
        is_busy: Some(false),
        show: Show::Page,
        focus: Focus::StayOrHeading,
        announce: Announce::Count,
        count: true,
        ..Effects::default()
    };
    assert_eq!(shown, wanted);
    reader.clicks("/find/?tag=a&page=2");
    let shown = reader.gets(Answer::Query);
    assert_eq!((shown.fade, shown.scroll), (false, Scroll::To(0.0)));
}

// Letters are no pages: who types must keep the field, and hears and is counted when there is something to be told.
#[test]
fn what_is_found_for_letters_moves_nobody_and_is_neither_told_nor_counted() {
    let mut reader = Reader::on("/find/");
    reader.clicks("/find/?q=r");
    let wanted = Effects {
        is_busy: Some(false),
        show: Show::Page,
        ..Effects::default()
    };
    assert_eq!(reader.gets(Answer::Typed), wanted);
}

// An article has one address. What was clicked may have been written otherwise.
#[test]
fn an_address_is_written_as_its_page_says() {
    let mut reader = Reader::on("/a/");
    reader.clicks("/b#note");
    let turn = reader.state.turn();
    let page = "/b/";
    let answer = Answer::Page;
    let shown = reader.does(Event::Arrived { turn, page, answer });
    assert!(shown.respell);
    assert_eq!(shown.scroll, Scroll::Fragment);
    assert_eq!(reader.state.here(), &at("/b/#note"));
    // And is known by that from now on.
    assert_eq!(reader.clicks("/b/#other").fetch, None);
}

// What press has rendered says more than the reason why it could not be loaded once more.
#[test]
fn a_page_that_press_has_rendered_stays_when_its_file_does_not_come() {
    let mut reader = Reader::new();
    reader.does(started("/a/", None, true));
    let failed = reader.waits_in_vain();
    assert_eq!((failed.scroll, failed.focus), (Scroll::Stay, Focus::Stay));
    assert!(reader.state.is_settled());
    assert_eq!(reader.does(popped("/a/#note", None)).fetch, None);
}

// How far an entry is scrolled is written into it, for a reload and for a return from elsewhere; not while another page is on
// its way, for the entry is the one of that page already.
#[test]
fn an_entry_keeps_how_far_its_own_page_was_scrolled() {
    let mut reader = Reader::on("/a/");
    assert_eq!(reader.scrolls_to(900.0).keep, Some((0, 900.0)));
    assert_eq!(reader.clicks("/b/").keep, Some((0, 900.0)));
    assert_eq!(reader.scrolls_to(950.0), Effects::default());
    reader.gets_page();
    assert_eq!(reader.scrolls_to(20.0).keep, Some((1, 20.0)));
    // The entry that was left can no longer be written into.
    assert_eq!(reader.goes_to("/a/", 0).keep, None);
}

// The words of the failure still stood, and passed for the page that had failed: nothing could be tried again.
#[test]
fn back_to_a_page_that_has_failed_asks_for_it_again() {
    let mut reader = Reader::on("/a/");
    reader.clicks("/b/");
    assert_eq!(reader.misses(Failure::Other).show, Show::Failure);
    reader.clicks("/c/");
    let back = reader.goes_to("/b/", 1);
    assert!(back.fetch.is_some());
    assert_eq!(reader.gets_page().show, Show::Page);
}

// Every attempt was a page view of its own: a train ride made one article a dozen.
#[test]
fn a_page_that_failed_is_counted_once_it_has_come() {
    let mut reader = Reader::on("/a/");
    reader.clicks("/b/");
    assert!(!reader.misses(Failure::Other).count);
    reader.does(Event::Retried);
    assert!(!reader.waits_in_vain().count);
    reader.does(Event::Retried);
    assert!(reader.gets_page().count);
}

// The entry of the page that is on its way took over how far the one before was scrolled, and asked for the page again.
#[test]
fn a_fragment_that_is_typed_while_its_page_is_on_its_way_is_where_it_begins() {
    let mut reader = Reader::on("/a/");
    reader.scrolls_to(900.0);
    reader.clicks("/b/");
    let typed = reader.types("/b/#note");
    let wanted = Effects {
        entry: Entry::Numbered((2, 0.0)),
        ..Effects::default()
    };
    assert_eq!(typed, wanted);
    let shown = reader.gets_page();
    assert_eq!((shown.show, shown.scroll), (Show::Page, Scroll::Fragment));
    assert_eq!(reader.state.here(), &at("/b/#note"));
}

// What press has rendered can be read before its file has come, which may take long: its contents entries lead somewhere at
// once, and Back from there as well.
#[test]
fn within_a_rendered_page_nothing_waits_for_its_file() {
    let mut reader = Reader::new();
    reader.does(started("/a/", None, true));
    assert_eq!(reader.scrolls_to(300.0).keep, Some((0, 300.0)));
    let there = reader.clicks("/a/#part");
    let wanted = Effects {
        keep: Some((0, 300.0)),
        entry: Entry::Pushed(1),
        scroll: Scroll::Fragment,
        ..Effects::default()
    };
    assert_eq!(there, wanted);
    reader.scrolls_to(2_000.0);
    assert_eq!(reader.types("/a/#other").fetch, None);
    reader.scrolls_to(3_000.0);
    let back = reader.goes_to("/a/", 0);
    assert_eq!(
        (back.scroll, back.fetch, back.is_busy),
        (Scroll::To(300.0), None, None)
    );
    reader.scroll = 300.0;
    let shown = reader.gets_page();
    assert_eq!(
        (shown.show, shown.scroll, shown.count),
        (Show::Page, Scroll::Stay, false)
    );
}

// The file of the rendered page is still needed, but the reader is where the page was left, and has not come to another one.
#[test]
fn back_to_a_rendered_page_whose_file_has_not_come_goes_on_loading_it() {
    let mut reader = Reader::new();
    reader.does(started("/a/", None, true));
    reader.scroll = 300.0;
    assert_eq!(reader.clicks("/b/").keep, Some((0, 300.0)));
    let back = reader.goes_to("/a/", 0);
    assert_eq!(back.fetch, Some((4, Freshness::Asked)));
    assert_eq!((back.is_busy, back.scroll), (Some(false), Scroll::To(300.0)));
    let shown = reader.gets_page();
    assert_eq!(
        (shown.show, shown.scroll, shown.focus),
        (Show::Page, Scroll::Stay, Focus::Stay)
    );
    assert!(!shown.count);
}

// What a query finds is shown before all of its cards have come. They were dropped when the reader went back within the page.
#[test]
fn what_is_missing_of_a_page_still_comes_after_a_way_within_it() {
    let mut reader = Reader::on("/find/");
    reader.comes_to("/find/?tag=a");
    let more = reader.arrived(Answer::Page);
    reader.clicks("/find/?tag=a#part");
    reader.goes_to("/find/?tag=a", 1);
    assert_eq!(reader.does(more).show, Show::Renewed);
}

// Half of a list passed for all of it. The reader is told so where the rest would stand, and has not come to another page.
#[test]
fn the_rest_of_a_page_that_does_not_come_is_a_failure_in_its_place() {
    let mut reader = Reader::on("/a/");
    reader.comes_to("/find/?tag=a");
    reader.scrolls_to(500.0);
    let failed = reader.misses(Failure::Rest);
    let wanted = Effects {
        keep: Some((1, 500.0)),
        show: Show::Failure,
        ..Effects::default()
    };
    assert_eq!(failed, wanted);
    assert!(!reader.state.is_settled() && !reader.state.is_waiting());
    // It is told already.
    assert_eq!(reader.misses(Failure::Rest), Effects::default());
    let again = reader.does(Event::Retried);
    assert_eq!(again.fetch, Some((3, Freshness::Asked)));
    assert_eq!((again.is_busy, again.ask_site), (Some(true), Some(2)));
    let shown = reader.gets_page();
    assert_eq!((shown.show, shown.scroll), (Show::Page, Scroll::To(0.0)));
    // It was counted when it came at first.
    assert!(!shown.count);
    // Of a page that has not come itself, it is a failure like any other.
    reader.clicks("/find/?tag=b");
    let failed = reader.clone().misses(Failure::Rest);
    assert_eq!(failed, reader.misses(Failure::Other));
    assert_eq!((failed.show, failed.scroll), (Show::Failure, Scroll::To(0.0)));
}

// A choice leaves the page where it was, and of that the browser says nothing: the place was lost with the rest.
#[test]
fn a_page_whose_rest_has_failed_is_come_back_to_where_it_was() {
    let mut reader = Reader::on("/find/");
    reader.scrolls_to(700.0);
    reader.clicks("/find/?tag=a");
    reader.gets(Answer::Choice);
    reader.misses(Failure::Rest);
    // The words of the failure are short.
    reader.scrolls_to(0.0);
    reader.comes_to("/b/");
    reader.goes_to("/find/?tag=a", 1);
    assert_eq!(reader.gets_page().scroll, Scroll::To(700.0));
}

// An answer of before the question was asked says nothing of a page that was published since.
#[test]
fn a_page_unknown_to_the_old_site_waits_for_the_latest_answer() {
    for answer in [SiteAnswer::Same, SiteAnswer::Nothing] {
        let mut reader = Reader::on("/a/");
        reader.clicks("/b/");
        reader.clicks("/new/");
        reader.misses(Failure::Missing);
        assert_eq!(reader.hears_of_site(1, answer), Effects::default());
        assert_eq!(
            reader.hears_of_site(2, SiteAnswer::Other).fetch,
            Some((3, Freshness::Asked))
        );
    }
}

// The link was of the page before. The same one may stand on this page, too, and nobody has followed it there.
#[test]
fn a_page_that_was_never_seen_begins_with_its_heading() {
    let mut reader = Reader::on("/a/");
    reader.clicks("/b/");
    reader.link = "/c/";
    reader.comes_to("/c/");
    reader.goes_to("/b/", 1);
    assert_eq!(reader.gets_page().focus, Focus::Heading);
}

// The order of lists and the names of tags are the site's: what was asked for on the old one is not what the new one says,
// whichever of the two came first.
#[test]
fn a_page_that_was_asked_for_on_the_old_site_is_renewed_on_the_new_one() {
    let mut reader = Reader::on("/a/");
    reader.clicks("/b/");
    assert!(reader.hears_of_site(1, SiteAnswer::Other).take_site);
    let shown = reader.gets_page();
    assert_eq!(
        (shown.show, shown.fetch),
        (Show::Page, Some((2, Freshness::Asked)))
    );
    let renewed = reader.gets(Answer::Page);
    assert_eq!((renewed.show, renewed.fetch), (Show::Renewed, None));
}

// The page was asked for twice, and the first load of the document passed for a page view of its own.
#[test]
fn a_way_within_a_page_that_is_on_its_way_does_not_ask_for_it_again() {
    let mut reader = Reader::new();
    reader.does(started("/a/", None, false));
    reader.clicks("/a/#note");
    assert_eq!(reader.goes_to("/a/", 0), Effects::default());
    let shown = reader.gets_page();
    assert_eq!(
        (shown.show, shown.scroll, shown.count),
        (Show::Page, Scroll::Stay, false)
    );
    // But an entry that was left in another way is come back to in its own.
    reader.clicks("/a/#note");
    reader.scrolls_to(700.0);
    reader.comes_to("/b/");
    reader.clicks("/a/");
    reader.goes_to("/a/#note", 2);
    assert_eq!(reader.gets_page().scroll, Scroll::To(700.0));
}

// On a page that failed with the document itself, the button seemed dead for as long as the network took.
#[test]
fn who_tries_again_sees_that_it_is_tried() {
    let mut reader = Reader::new();
    reader.does(started("/a/", None, false));
    reader.misses(Failure::Other);
    assert_eq!(reader.does(Event::Retried).is_busy, Some(true));
    assert_eq!(reader.does(Event::Retried), Effects::default());
    let shown = reader.gets_page();
    assert_eq!((shown.is_busy, shown.count), (Some(false), false));
}

// An article that has moved to another section has the address of that one, however its page has come.
#[test]
fn a_page_that_is_renewed_is_at_its_new_address() {
    let mut reader = Reader::on("/a/");
    reader.clicks("/b/#note");
    reader.gets_page();
    let turn = reader.state.turn();
    reader.hears_of_site(1, SiteAnswer::Other);
    let page = "/news/b/";
    let answer = Answer::Page;
    let renewed = reader.does(Event::Arrived { turn, page, answer });
    let wanted = Effects {
        show: Show::Renewed,
        respell: true,
        ..Effects::default()
    };
    assert_eq!(renewed, wanted);
    assert_eq!(reader.state.here(), &at("/news/b/#note"));
    assert_eq!(reader.clicks("/news/b/#other").fetch, None);
}

// The second press of a contents entry was taken for a second press of a link to a page on its way.
#[test]
fn the_same_place_of_a_rendered_page_is_come_to_again() {
    let mut reader = Reader::new();
    reader.does(started("/a/", None, true));
    reader.clicks("/a/#part");
    reader.scrolls_to(0.0);
    let again = reader.clicks("/a/#part");
    assert_eq!((again.entry, again.scroll), (Entry::Stays, Scroll::Fragment));
    assert_eq!(again.fetch, None);
}

// What press has rendered has been read for half a minute by then. It is not built anew under the reader.
#[test]
fn a_file_that_comes_when_its_time_is_over_changes_nothing() {
    let mut reader = Reader::new();
    reader.does(started("/a/", None, true));
    let late = reader.arrived(Answer::Page);
    reader.waits_in_vain();
    let before = reader.state.clone();
    assert_eq!(reader.does(late), Effects::default());
    assert_eq!(reader.state, before);
}

// A screen reader reads out the heading that gets the focus. Where another place gets it, the title is said.
#[test]
fn the_title_is_heard_once_wherever_the_focus_goes() {
    let heard = |effects: &Effects| effects.announce == Announce::Title;
    let mut reader = Reader::on("/a/");
    let new = reader.comes_to("/b/");
    assert_eq!((new.focus, heard(&new)), (Focus::Heading, false));
    let new = reader.comes_to("/c/#note");
    assert_eq!((new.scroll, heard(&new)), (Scroll::Fragment, true));
    reader.goes_to("/b/", 1);
    let back = reader.gets_page();
    assert_eq!((back.focus, heard(&back)), (Focus::Heading, false));
    reader.goes_to("/c/#note", 2);
    let forward = reader.gets_page();
    assert_eq!((forward.scroll, heard(&forward)), (Scroll::Fragment, true));
    reader.scrolls_to(90.0);
    reader.link = "/d/";
    reader.comes_to("/d/");
    reader.goes_to("/c/#note", 2);
    let back = reader.gets_page();
    assert_eq!((back.focus, reader.state.link()), (Focus::Link, "/d/"));
    assert!(heard(&back));
}
