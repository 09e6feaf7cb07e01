//! Where things are kept: several cookies of one name, names of before, several portals of one host, and what is not theirs.

use content::consent::Record;
use serde_json::json;

use super::points::point;
use super::visit::{ARTICLE, FILMS, HOST, Visit, hits, site};

/// The domain above the portal's host, with all hosts below it.
const ABOVE: &str = ".app.localhost";

const EVERYTHING: [&str; 4] = ["charts", "counter", "pixel", "tube"];

/// A reader of three portals of one host: at its root and in two folders.
fn three(is_secure: bool) -> Option<Visit> {
    let portal = site(|folder| {
        folder.twin("a");
        folder.twin("b");
    })?;
    if is_secure {
        return Visit::of(portal.over_https()?);
    }
    Visit::of(portal)
}

impl Visit {
    /// What is kept where everything is allowed, and where everything is refused. Nothing is kept, or owed, afterwards.
    fn both_records(&self) -> [String; 2] {
        let records = ["accept-all", "functional-only"].map(|button| {
            self.visit(ARTICLE);
            self.answered(button);
            self.portal().await_posts(1);
            let kept = self.own_cookies();
            let kept = kept.iter().find(|cookie| cookie.name.ends_with("consent"));
            let record = kept.expect("an answer is kept").value.clone();
            self.forget();
            record
        });
        self.elsewhere.listen();
        records
    }

    /// Cookies as `name domain`.
    fn places(&self) -> Vec<String> {
        let cookies = self.own_cookies().into_iter();
        cookies
            .map(|cookie| format!("{} {}", cookie.name, cookie.domain))
            .collect()
    }

    #[track_caller]
    fn await_places(&self, wanted: &[&str]) {
        crate::support::eventually(&format!("the cookies {wanted:?}"), || self.places() == wanted);
    }

    /// Fails where a page of this path asks, or lets anything in.
    #[track_caller]
    fn assert_refused(&self, path: &str) {
        let moment = std::time::Instant::now();
        self.visit(path);
        self.await_no_banner();
        assert_eq!(self.allowed(), Vec::<String>::new());
        assert_eq!(hits(&self.elsewhere.hits_after(moment)), Vec::<String>::new());
    }

    /// Fails where a page of this path does not ask, or lets anything in.
    #[track_caller]
    fn assert_asked(&self, path: &str) {
        let moment = std::time::Instant::now();
        self.visit(path);
        self.await_banner();
        assert_eq!(self.allowed(), Vec::<String>::new());
        assert_eq!(hits(&self.elsewhere.hits_after(moment)), Vec::<String>::new());
    }
}

// Whoever has a host below the same domain can set a cookie for all of them, by accident or on purpose.
#[test]
fn a_record_of_the_domain_above_neither_breaks_nor_forges_the_own_one() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(2, "cookies of one name");
    let [granted, refused] = visit.both_records();
    for foreign in ["yes", "", &granted] {
        visit.forget();
        // The one that was set first stands first in the list.
        visit.set_cookie("consent", foreign, ABOVE);
        visit.set_cookie("consent", &refused, HOST);
        for _ in 0..3 {
            visit.assert_refused(FILMS);
            visit.await_places(&["consent .app.localhost", "consent www.app.localhost"]);
        }
        let own = visit
            .own_cookies()
            .into_iter()
            .find(|cookie| cookie.domain == HOST);
        let own = own.expect("it is kept").value;
        // A visit has sealed it, which changes no answer.
        assert_eq!(
            Record::decode(&own),
            Record::decode(&refused),
            "beside {foreign:?}"
        );
        assert_eq!(unsealed(&own).len(), refused.len());
        // A new answer is kept beside it, and no less.
        visit.open_preferences();
        visit.in_preferences("accept-all");
        visit.await_allowed(&EVERYTHING);
        visit.reload();
        visit.await_allowed(&EVERYTHING);
        visit.withdraw();
        visit.assert_refused(ARTICLE);
    }
    point.passed("an own refusal holds beside 3 of 3 cookies of the domain above");
}

// Over https there is a name that no other host can give, so none of theirs is even looked at.
#[test]
fn over_https_no_other_host_can_write_the_record() {
    let Some(portal) = site(|_| {}) else { return };
    let Some(portal) = portal.over_https() else { return };
    let Some(visit) = Visit::of(portal) else { return };
    let [granted, refused] = visit.both_records();
    visit.set_cookie("consent", &granted, ABOVE);
    for _ in 0..2 {
        visit.assert_asked(FILMS);
        assert_eq!(visit.places(), ["consent .app.localhost"]);
    }
    visit.answered("functional-only");
    visit.await_places(&["__Host-consent www.app.localhost", "consent .app.localhost"]);
    visit.assert_refused(FILMS);
    let own = visit.own_cookies().remove(0);
    assert!(own.secure && own.path == "/" && own.same_site == "Lax", "{own:?}");
    assert!(own.size < 120, "{own:?}");
    assert_eq!(unsealed(&own.value).len(), refused.len());
    visit.visit("/privacy/");
    visit.delete_record();
    visit.await_banner();
    assert_eq!(visit.places(), ["consent .app.localhost"]);
    visit.assert_asked(FILMS);
}

// Nobody is asked anew because a name has changed.
#[test]
fn over_https_what_was_kept_under_the_plain_name_is_moved_once() {
    let Some(portal) = site(|_| {}) else { return };
    let Some(portal) = portal.over_https() else { return };
    let Some(visit) = Visit::of(portal) else { return };
    let [granted, refused] = visit.both_records().map(|record| of_before(&record));
    visit.set_cookie("consent", &granted, ABOVE);
    visit.set_cookie("consent", &refused, HOST);
    visit.assert_refused(FILMS);
    visit.await_places(&["__Host-consent www.app.localhost", "consent .app.localhost"]);
    let own = visit.own_cookies().remove(0);
    assert_eq!(id(&own.value), id(&refused), "it is the same answer");
    assert!(own.expires > 0.0, "it ends by itself: {own:?}");
    // What comes under the old name later is none of the portal's.
    visit.set_cookie("consent", &granted, HOST);
    visit.assert_refused(FILMS);
    assert_eq!(id(&visit.own_cookies()[0].value), id(&refused));
}

/// The text of a refusal without what says that nothing is left to do.
fn unsealed(record: &str) -> String {
    let (head, refused) = record.split_once("..").expect("everything is refused");
    let unsealed = head.len() - 5;
    let head = if head.as_bytes()[unsealed] == b'_' {
        &head[..unsealed]
    } else {
        head
    };
    [head, "..", refused].concat()
}

/// The same record as the first version of the form had it, which all portals of a host kept under one name.
fn of_before(record: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let digits = |number: u64, count: u32| -> String {
        let six = |place| usize::try_from(number >> (6 * place) & 63).expect("it is small");
        (0..count)
            .rev()
            .map(|place| char::from(DIGITS[six(place)]))
            .collect()
    };
    let (_, marks) = record.split_once('.').expect("it has marks");
    let record = Record::decode(record).expect("it is a record");
    // It was decided in the banner, and the endpoint has taken it.
    let head = [
        "1",
        &digits(record.day.into(), 3),
        &digits(record.revision.into(), 4),
        &digits(8, 1),
        &digits(record.id, 8),
    ]
    .concat();
    let sum = head
        .bytes()
        .chain(marks.bytes())
        .fold(7_u32, |sum, byte| sum.wrapping_mul(0x0100_0193) ^ u32::from(byte));
    [&head, &digits(((sum ^ sum >> 24) & 0x00ff_ffff).into(), 4), marks].concat()
}

/// The number that a record is known by, whatever else is noted in it later.
fn id(record: &str) -> Option<u64> {
    Record::decode(record).map(|record| record.id)
}

// What has run out is of no use, and a host may send the cookie again and again.
#[test]
fn a_record_that_has_run_out_is_removed() {
    let Some(visit) = Visit::begin() else { return };
    visit.visit(ARTICLE);
    visit.answered("functional-only");
    visit.days_later(181);
    visit.assert_asked(ARTICLE);
    visit.await_cookies(&[]);
}

// Two magazines of one house have two answers: neither may count for the other, nor tell it.
#[test]
fn portals_of_one_host_have_answers_of_their_own() {
    for is_secure in [false, true] {
        let Some(visit) = three(is_secure) else { return };
        let point = point(
            11,
            if is_secure {
                "portals, https"
            } else {
                "portals, http"
            },
        );
        let prefix = if is_secure { "__Host-" } else { "" };
        visit.visit("/a/magazine/tide-tables/");
        visit.answered("accept-all");
        visit.await_allowed(&EVERYTHING);
        let first = visit.tab();
        let second = visit.open_tab();
        visit.visit("/b/magazine/tide-tables/");
        visit.await_banner();
        assert_eq!(visit.allowed(), Vec::<String>::new());
        visit.answered("functional-only");
        visit.visit("/b/magazine/films/");
        visit.await_no_banner();
        assert_eq!((visit.allowed(), visit.frames()), (Vec::new(), Vec::new()));
        // What was answered there is not heard here.
        visit.go_to_tab(&first);
        visit.read("new Promise((done) => setTimeout(done, 500))");
        assert_eq!(visit.allowed().len(), 4);
        let names = visit.cookie_names();
        let records: Vec<_> = names.iter().filter(|name| name.contains("consent")).collect();
        assert_eq!(records.len(), 2, "{names:?}");
        assert!(
            records
                .iter()
                .all(|name| name.starts_with(&format!("{prefix}consent~"))),
            "{names:?}"
        );
        let own = visit
            .own_cookies()
            .into_iter()
            .filter(|cookie| cookie.name.contains("consent"));
        for cookie in own {
            assert_eq!(
                (cookie.domain.as_str(), cookie.path.as_str(), cookie.secure),
                (HOST, "/", is_secure)
            );
            assert!(cookie.size < 120, "{cookie:?}");
        }
        // Another tab of the same portal hears it.
        visit.go_to_tab(&second);
        visit.visit("/a/privacy/");
        visit.await_allowed(&EVERYTHING);
        visit.delete_record();
        visit.await_banner();
        visit.go_to_tab(&first);
        visit.await_banner();
        visit.await_allowed(&[]);
        visit.assert_refused("/b/");
        point.passed("answers, deletion and word to other tabs are each portal's own");
    }
}

// Once, all portals of a host had one record: who has answered is not asked again, and nothing is taken from the root.
#[test]
fn a_portal_below_the_root_takes_over_the_record_of_before() {
    for is_secure in [false, true] {
        let Some(visit) = three(is_secure) else { return };
        let [_, refused] = visit.both_records().map(|record| of_before(&record));
        visit.set_cookie("consent", &refused, HOST);
        visit.assert_refused("/a/magazine/films/");
        crate::support::eventually("a record of its own", || visit.own_cookies().len() == 2);
        visit.assert_refused("/b/magazine/films/");
        crate::support::eventually("a record of its own", || visit.own_cookies().len() == 3);
        visit.assert_refused("/");
        // What is deleted stays deleted, and does not come back from the one of before.
        visit.visit("/a/privacy/");
        visit.delete_record();
        visit.await_banner();
        visit.assert_asked("/a/");
        visit.assert_refused("/b/");
    }
}

// In web storage it is the same.
#[test]
fn in_web_storage_each_portal_has_a_record_of_its_own_as_well() {
    let portal = site(|folder| {
        super::visit::edit(folder, |consent| consent["storage"] = json!("local-storage"));
        folder.twin("a");
        folder.twin("b");
    });
    let Some(visit) = portal.and_then(Visit::of) else {
        return;
    };
    visit.visit("/a/magazine/tide-tables/");
    visit.answered("functional-only");
    visit.await_stored(&["localStorage consent~/a/"]);
    visit.assert_refused("/a/magazine/films/");
    visit.assert_asked("/b/magazine/films/");
    // That of before is taken over by whoever has none, and deleted with it.
    let own = visit.read("localStorage['consent~/a/']");
    let before = of_before(own.as_str().expect("it is kept"));
    visit.read(&format!("(localStorage.consent = '{before}', 1)"));
    visit.assert_refused("/b/magazine/films/");
    visit.await_stored(&[
        "localStorage consent",
        "localStorage consent~/a/",
        "localStorage consent~/b/",
    ]);
    visit.visit("/b/privacy/");
    visit.delete_record();
    visit.await_banner();
    visit.assert_asked("/b/");
    visit.assert_refused("/a/");
    visit.await_stored(&["localStorage consent~/a/"]);
    visit.assert_clean();
}

/// Saves the article that is shown, and chooses dark colours.
fn save_and_darken(visit: &Visit) {
    visit.click("[data-tool=save]");
    visit.click(".display summary");
    visit.click("label:has([data-display=dark])");
}

fn look(visit: &Visit) -> serde_json::Value {
    visit.read("document.documentElement.dataset.display")
}

// A list of articles leads nowhere at another portal, and a choice is made for one.
#[test]
fn portals_of_one_host_have_lists_and_appearances_of_their_own() {
    let Some(visit) = three(false) else { return };
    visit.visit("/a/magazine/bells/");
    visit.answered("functional-only");
    save_and_darken(&visit);
    visit.await_stored(&["localStorage display~/a/", "localStorage saved~/a/"]);
    for other in ["/b/saved/", "/saved/"] {
        visit.visit(other);
        assert_eq!(
            (visit.count(".saved .card-title"), look(&visit)),
            (0, json!("")),
            "{other}"
        );
    }
    visit.visit("/a/saved/");
    assert_eq!(
        (visit.count(".saved .card-title"), look(&visit)),
        (1, json!("dark normal"))
    );
    // What is saved at the root is nobody else's.
    visit.visit("/magazine/bells/");
    visit.click("[data-tool=save]");
    visit.visit("/b/saved/");
    assert_eq!(visit.count(".saved .card-title"), 0);
    visit.await_stored(&[
        "localStorage display~/a/",
        "localStorage saved",
        "localStorage saved~/a/",
    ]);
    visit.assert_clean();
}

// Who has saved articles before finds them where they were read.
#[test]
fn a_portal_below_the_root_takes_over_the_list_and_the_appearance_of_before() {
    let Some(visit) = three(false) else { return };
    visit.visit("/b/magazine/bells/");
    visit.answered("functional-only");
    visit.read("(localStorage.saved = 'bells\\tmagazine\\t2026-03-02\\ten\\tThe bells', localStorage.display = 'dark large', 1)");
    visit.visit("/a/saved/");
    visit.wait_for("what was saved", "document.querySelector('.saved .card-title')");
    assert_eq!(look(&visit), "dark large");
    let both = [
        "localStorage display",
        "localStorage display~/a/",
        "localStorage saved",
        "localStorage saved~/a/",
    ];
    visit.await_stored(&both);
    // What is removed is not taken over once more, and the root keeps its own.
    visit.click(".saved [data-tool=remove]");
    visit.click(".display summary");
    visit.click("label:has([data-display=system])");
    visit.click("label:has([data-display=normal])");
    for _ in 0..2 {
        visit.visit("/a/saved/");
        assert_eq!((visit.count(".saved .card-title"), look(&visit)), (0, json!("")));
    }
    visit.await_stored(&both);
    visit.visit("/saved/");
    visit.wait_for("what was saved", "document.querySelector('.saved .card-title')");
    assert_eq!(look(&visit), "dark large");
    visit.assert_clean();
}

// A shop beside the magazine has asked its own readers, and counts them with a cookie of the domain above.
#[test]
fn cookies_of_a_site_beside_this_one_stay_until_the_reader_has_decided() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(10, "sites beside this one");
    visit.set_cookie("counter_shop", "1", ABOVE);
    visit.set_cookie("counter_own", "1", HOST);
    visit.assert_asked(FILMS);
    visit.await_places(&["counter_shop .app.localhost"]);
    visit.reload();
    visit.await_banner();
    visit.await_places(&["counter_shop .app.localhost"]);
    visit.answered("functional-only");
    visit.reload();
    visit.await_places(&["consent www.app.localhost"]);
    visit.assert_clean();
    point.passed("0 cookies of the domain above removed before a decision, all after a refusal");
}

// A careless name would take the reader's decision away with the service, and what was saved.
#[test]
fn no_service_takes_what_the_portal_stores_with_it() {
    let changed = |consent: &mut serde_json::Value| {
        let names = ["con*", "__Host-*", "consent", "s*", "d*"].map(|name| json!({ "name": name }));
        consent["services"][0]["cookies"] = json!(names);
        consent["services"][0]["storage"] = json!(["con*", "s*", "d*", "saved", "display"]);
    };
    let Some(visit) = Visit::with(changed) else { return };
    visit.visit("/magazine/bells/");
    visit.answered("accept-all");
    visit.await_allowed(&EVERYTHING);
    save_and_darken(&visit);
    visit.read("(document.cookie = 'session=1; path=/', document.cookie = 'consent_id=1; path=/', localStorage.seen = 1)");
    visit.withdraw();
    for _ in 0..2 {
        visit.visit("/saved/");
        visit.await_no_banner();
        assert_eq!(
            (visit.count(".saved .card-title"), look(&visit)),
            (1, json!("dark normal"))
        );
        let names = visit.cookie_names();
        assert!(names.contains(&"consent".to_owned()), "{names:?}");
        assert!(
            !names.iter().any(|name| name == "session" || name == "consent_id"),
            "{names:?}"
        );
        assert_eq!(visit.read("localStorage.seen ?? null"), json!(null));
    }
}
