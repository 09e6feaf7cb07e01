//! When the app stops, what is read stays, and its links lead on; what stops somewhere else concerns nobody.

use crate::support::{Browser, Folder, Portal, reader};

const PATH: &str = "/magazine/the-ropeworks/";
const TITLE: &str = "Three hundred metres of patience: a year in the ropewalk at Port Avel";

/// Keeps hold of the app's memory, as a script of the site could.
const REACH: &str = "const instantiate = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...given) => {
        const made = await instantiate(...given);
        window.memories = [...window.memories ?? [], made.instance.exports.memory];
        return made;
    };";

/// Fills the app's memory with nonsense: the next thing that it does is a trap.
const BREAK: &str = "memories.forEach(({ buffer }) => new Uint8Array(buffer, 1024).fill(255))";

/// Tells a document that was loaded anew from this one.
const MARK: &str = "window.same = true";

/// The words for readers when the app cannot be started.
const FAILURE: &str = "document.querySelector('.failure')?.checkVisibility() && document.querySelector('.failure button').innerText === 'Try again'";

/// A module whose only function is a trap.
const TRAP: &str = "new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 116, 114, 97, 112, 0, 0, 10, 5, 1, 3, 0, 0, 11])";

/// A reader whose app can be broken.
fn breakable() -> Option<Browser> {
    let browser = reader()?;
    browser.before_pages(REACH);
    Some(browser)
}

fn broken_at(path: &str) -> Option<Browser> {
    let browser = breakable()?;
    browser.visit(path);
    browser.refuse_services();
    browser.read(MARK);
    browser.read(BREAK);
    Some(browser)
}

#[track_caller]
fn assert_is_read(browser: &Browser) {
    assert_eq!(browser.text("main h1"), TITLE);
    assert_eq!(browser.text(".site-name"), "The Long Ferry");
    assert!(browser.count(".prose > p") > 3 && browser.count(".footer a") > 0);
}

// Extensions, counters and maps bring WebAssembly of their own: that theirs stops must not take away what is read.
#[test]
fn a_trap_in_a_program_of_others_changes_nothing() {
    let Some(browser) = reader() else { return };
    browser.visit(PATH);
    browser.refuse_services();
    browser.read(MARK);
    browser.read(&format!(
        "WebAssembly.instantiate({TRAP}).then(({{ instance }}) => {{
            setTimeout(instance.exports.trap);
            Promise.resolve().then(instance.exports.trap);
        }})"
    ));
    browser.read("setTimeout(function again() { again(); again(); })");
    browser.read(
        "dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('unreachable') }))",
    );
    browser.wait_for(
        "what was to stop",
        "new Promise((done) => setTimeout(done, 0, true))",
    );
    assert_is_read(&browser);
    assert!(browser.count("button:not([hidden])") > 2);
    browser.click(".menu a[href='/events/']");
    browser.arrived("/events/", "Events");
    browser.back();
    browser.arrived(PATH, TITLE);
    assert_eq!(browser.read("window.same"), true, "the portal goes on");
    browser.assert_console_only(&["RuntimeError: unreachable", "Maximum call stack size exceeded"]);
}

// A link is an address: where nobody answers the click, the browser follows it.
#[test]
fn a_link_leads_on_although_the_app_stops_at_the_click() {
    for link in [
        ".menu a[href='/events/']",
        ".breadcrumb a",
        ".similar .card a",
        ".site-name",
    ] {
        let Some(browser) = broken_at(PATH) else { return };
        let goal = browser.read(&format!("document.querySelector(`{link}`).pathname"));
        browser.come_to(link);
        browser.click(link);
        browser.wait_for(
            "the page that was asked for, loaded anew",
            &format!(
                "!window.same && location.pathname === {goal} && document.querySelector('#portal_root[data-running] main h1')"
            ),
        );
        browser.back();
        browser.arrived(PATH, TITLE);
        browser.assert_console_only(&["RuntimeError"]);
    }
}

// Nothing was asked for: the reader need not even know, but nothing may be there that does not answer.
#[test]
fn what_is_read_stays_when_the_app_stops_and_its_links_lead_on() {
    let Some(browser) = broken_at(PATH) else { return };
    browser.wait_for(
        "a reader who waits for nothing",
        "!navigator.userActivation.isActive",
    );
    browser.read("dispatchEvent(new Event('storage'))");
    browser.wait_for(
        "the end of the buttons",
        "[...document.querySelectorAll('button:not([type=submit]), .display')].every((one) => !one.checkVisibility({ visibilityProperty: true }))",
    );
    assert_is_read(&browser);
    assert_eq!(
        browser.read("document.querySelector('main').ariaBusy !== 'true'"),
        true
    );
    // No click is swallowed any more, and none has the portal say anything.
    assert_eq!(
        browser.read(
            "(() => { let taken; addEventListener('click', (click) => { taken = click.defaultPrevented; click.preventDefault(); }, { once: true });
                document.querySelector('.menu a').click(); return taken; })()"
        ),
        false
    );
    browser.click(".menu a[href='/events/']");
    browser.arrived("/events/", "Events");
    assert_eq!(browser.read("window.same ?? false"), false, "it was loaded anew");
    browser.assert_console_only(&["RuntimeError"]);
}

// The pages that were read before stand in the history, and only the portal could show them without loading them.
#[test]
fn the_way_back_leads_to_the_page_before_although_the_app_has_stopped() {
    let Some(browser) = breakable() else { return };
    browser.visit("/magazine/");
    browser.refuse_services();
    browser.click(&format!(".cards a[href='{PATH}']"));
    browser.arrived(PATH, TITLE);
    browser.read(BREAK);
    browser.read("dispatchEvent(new Event('storage'))");
    browser.back();
    browser.arrived("/magazine/", "Magazine");
    browser.forward();
    browser.arrived(PATH, TITLE);
    browser.assert_console_only(&["RuntimeError"]);
}

// A fragment is no other page: the way to a note and back must not load anything.
#[test]
fn fragments_work_without_the_app() {
    let Some(browser) = broken_at(PATH) else { return };
    browser.read("dispatchEvent(new Event('storage'))");
    browser.read("document.querySelector('.skip').focus()");
    browser.press(crate::support::Key::Enter);
    browser.wait_for("the fragment", "location.hash === '#portal_main'");
    browser.back();
    browser.wait_for("the page as it was", "location.hash === ''");
    assert_eq!(browser.read("window.same"), true);
    assert_is_read(&browser);
    browser.assert_console_only(&["RuntimeError"]);
}

// Who has pressed a button waits for something: that it will not come is said, and how to go on; the text stays.
#[test]
fn a_button_that_stops_the_app_says_so_softly() {
    let Some(browser) = broken_at(PATH) else { return };
    browser.click("[data-tool=save]");
    browser.wait_for("the words about it", FAILURE);
    assert_is_read(&browser);
    assert_eq!(browser.read("document.querySelector('.failure').role"), "status");
    assert_eq!(browser.count(".failure h1:not([hidden])"), 0);
    assert_eq!(
        browser
            .read("document.querySelector('[data-tool=save]').checkVisibility({ visibilityProperty: true })"),
        false
    );
    browser.click(".failure button");
    browser.arrived(PATH, TITLE);
    assert_eq!(browser.read("window.same ?? false"), false);
    browser.click("[data-tool=save]");
    assert_eq!(
        browser.read("document.querySelector('[data-tool=save]').innerText"),
        "Saved"
    );
    browser.assert_console_only(&["RuntimeError"]);
}

// A dialog makes everything else unreachable; one that nobody answers must not.
#[test]
fn a_dialog_or_banner_that_nobody_answers_goes() {
    let Some(browser) = breakable() else { return };
    browser.visit(PATH);
    browser.wait_for("the banner", "document.querySelector('.consent-banner')");
    browser.click(".consent-banner [data-consent=preferences]");
    browser.wait_for("the preferences", "document.querySelector('dialog:modal')");
    browser.read(BREAK);
    browser.click("dialog [data-consent=save]");
    browser.wait_for(
        "the end of both",
        "!document.querySelector('dialog, .consent-banner')",
    );
    assert_is_read(&browser);
    browser.click(".menu a[href='/events/']");
    browser.arrived("/events/", "Events");
    browser.assert_console_only(&["RuntimeError"]);
}

// The address has changed when the app stops while it draws the next page: then that page is loaded. The console is not
// asked: what nobody catches in a promise is told by a task of its own, for which loading anew may leave no time.
#[test]
fn an_app_that_stops_on_the_way_leaves_the_way_to_the_browser() {
    for fault in [
        // What the browser lends the app throws, in the middle of the next page.
        "Document.prototype.createTextNode = () => { BEFALL; throw new Error('out of order') }",
        "Object.defineProperty(Node.prototype, 'textContent', { set() { BEFALL; throw new RangeError('out of order') } })",
        "history.pushState = ((push) => function (...given) { push.apply(this, given); setTimeout(() => { BEFALL; BREAK }); })(history.pushState)",
    ] {
        let Some(browser) = breakable() else { return };
        browser.visit(PATH);
        browser.refuse_services();
        browser.read(MARK);
        let befall = "sessionStorage.setItem('befallen', 'yes')";
        let script = fault.replace("BEFALL", befall).replace("BREAK", BREAK);
        browser.read(&format!("(() => {{ {script} }})()"));
        browser.click(".menu a[href='/events/']");
        browser.arrived("/events/", "Events");
        assert_eq!(browser.read("window.same ?? false"), false, "{fault}");
        assert_eq!(
            browser.read("sessionStorage.getItem('befallen')"),
            "yes",
            "{fault}"
        );
        assert_eq!(
            browser.read("performance.getEntriesByType('navigation')[0].type"),
            "reload",
            "{fault}"
        );
        browser.back();
        browser.arrived(PATH, TITLE);
    }
}

// A stack that overflows in the app is the app's end, and looks like anybody's.
#[test]
fn a_stack_overflow_of_the_app_is_heard() {
    let Some(browser) = reader() else { return };
    browser.visit(PATH);
    browser.refuse_services();
    browser.read(MARK);
    // Each click asks the browser to go on, and going on is a click on the other link: the same one twice is one way.
    browser.read(
        "(() => { const links = ['events', 'magazine'].map((name) => document.querySelector(`.menu a[href='/${name}/']`));
           const push = history.pushState;
           history.pushState = function (...given) {
               if (!location.pathname.endsWith('events/')) push.apply(this, given);
               links.reverse()[0].dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
           }; })()",
    );
    browser.click(".menu a[href='/events/']");
    browser.arrived("/events/", "Events");
    assert_eq!(browser.read("window.same ?? false"), false);
    browser.assert_console_only(&["Maximum call stack size exceeded"]);
}

// A script that counts readers puts functions of its own in the place of the browser's, and those hear of the portal's
// steps while it takes them.
#[test]
fn scripts_that_listen_in_may_go_on_from_where_they_hear_of_it() {
    let Some(browser) = reader() else { return };
    browser.visit(PATH);
    browser.refuse_services();
    browser.read(MARK);
    browser.read(
        "(() => { const [push, replace] = [history.pushState, history.replaceState];
           history.pushState = function (...given) { push.apply(this, given); dispatchEvent(new PopStateEvent('popstate', { state: history.state })); };
           history.replaceState = function (...given) { replace.apply(this, given); dispatchEvent(new PopStateEvent('popstate', { state: history.state })); };
           for (const word of ['consent', 'navigate']) document.addEventListener(word, () => document.querySelector('.footer [data-consent=preferences]')?.click()); })()",
    );
    browser.click(".menu a[href='/events/']");
    browser.arrived("/events/", "Events");
    browser.wait_for("the preferences", "document.querySelector('dialog:modal')");
    browser.click("dialog [data-consent=functional-only]");
    browser.wait_for("the answer", "!document.querySelector('dialog')");
    assert_eq!(browser.read("window.same"), true, "the portal goes on");
    browser.assert_clean();
}

// Where nothing can be read there must be words, and a way to try again.
#[test]
fn an_app_that_stops_before_anything_is_shown_gives_way_to_the_failure_text() {
    let Some(portal) = Portal::changed(Folder::remove_prerendered) else {
        return;
    };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    browser.before_pages(
        "if (!sessionStorage.tried) Document.prototype.createTextNode = () => { throw new Error('out of order') }",
    );
    browser.open("/");
    browser.wait_for("the failure text", FAILURE);
    browser.read("sessionStorage.tried = true");
    browser.click(".failure button");
    browser.arrived("/", "The Long Ferry");
    browser.assert_console_only(&["out of order"]);
}

// A page for another address says nothing of this one: its frame stays, and the words stand in it.
#[test]
fn what_stands_around_an_empty_page_stays_beside_the_failure_text() {
    let Some(portal) = Portal::as_built() else { return };
    let Some(browser) = Browser::on(portal.with_fallback()) else {
        return;
    };
    browser.block(&["*.wasm"]);
    browser.open("/no/such/place/");
    browser.wait_for("the failure text", FAILURE);
    assert_eq!(browser.text(".site-name"), "The Long Ferry");
    assert_eq!(browser.count("main .failure"), 1);
    assert_eq!(browser.read("document.querySelector('main').ariaBusy"), "false");
    browser.click(".menu a[href='/events/'], .menu a[href$='events/']");
    browser.wait_for(
        "the prerendered list",
        "document.querySelector('main h1')?.textContent === 'Events'",
    );
    browser.assert_console_only(&["TypeError: Failed to fetch"]);
}
