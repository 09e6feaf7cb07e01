//! axe-core finds nothing on any kind of page, in light, dark and forced colours, on a desk, on the smallest phone and at 400 %;
//! nothing is cut off there, and everything that is pressed is large enough.

use std::collections::BTreeMap;

use crate::kinds::{self, ARTICLES, Kind, LISTS, OTHERS, QUERIES};
use crate::support::Scheme;

/// The text that cannot be read: cut off by what it stands in, or outside the page. Text that scrolls can be read.
const CUT_OFF: &str = "(() => {
    const cut = [];
    const modal = document.querySelector(':modal');
    const walker = document.createTreeWalker(modal ?? document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const { currentNode: text } = walker;
        const element = text.parentElement;
        // The lead on a card ends after four lines at any size; the article has all of it.
        if (!text.data.trim() || !element.checkVisibility({ visibilityProperty: true }) || element.closest('.unseen, .skip, .card-lead-words')) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        for (const { left, right, top, bottom, height } of range.getClientRects()) {
            let [wide, high] = [false, false];
            for (let at = element; at; at = at.parentElement) {
                const { overflowX, overflowY, position } = getComputedStyle(at);
                const box = at.getBoundingClientRect();
                wide ||= ['auto', 'scroll'].includes(overflowX);
                high ||= ['auto', 'scroll'].includes(overflowY);
                // Letters reach out of a narrow line without being cut.
                const spare = height / 3;
                if ((!wide && ['hidden', 'clip'].includes(overflowX) && (left < box.left - 1 || right > box.right + 1))
                    || (!high && ['hidden', 'clip'].includes(overflowY) && (top < box.top - spare || bottom > box.bottom + spare))) {
                    cut.push(`“${text.data.trim().slice(0, 60)}” is cut off by <${at.localName} class=\"${at.className}\">`);
                }
                if (position === 'fixed') { high = true; break; }
            }
            if (!wide && (left < -1 || right > document.documentElement.clientWidth + 1)) cut.push(`“${text.data.trim().slice(0, 60)}” ends outside the window`);
        }
    }
    return [...new Set(cut)];
})()";

/// How much of the window's height something covers that does not move with the page.
const COVERED: &str = "(() => {
    const stays = (element) => element && (['fixed', 'sticky'].includes(getComputedStyle(element).position) || stays(element.parentElement));
    const rows = Array.from({ length: innerHeight / 4 }, (_, row) => row * 4 + 2);
    return rows.filter((y) => stays(document.elementFromPoint(innerWidth / 2, y))).length / rows.length;
})()";

/// Everything that can be pressed with the length of its shorter side, and whether that is enough for everybody: 24 pixels; a
/// link within a sentence; or so much room that circles of 24 pixels around it and its neighbours do not meet. A box and its
/// words are one target, and so is a card with its title.
const TARGETS: &str = "(() => {
    const modal = document.querySelector(':modal');
    const letters = (text) => text.replace(/[^\\p{L}]/gu, '').length;
    const inSentence = (target) => {
        if (getComputedStyle(target).display !== 'inline') return false;
        let block = target.parentElement;
        while (getComputedStyle(block).display === 'inline') block = block.parentElement;
        return letters(block.textContent) > letters(target.textContent);
    };
    const targets = [...document.querySelectorAll('a[href], button, summary, input')]
        .filter((target) => target.checkVisibility({ visibilityProperty: true }) && (!modal || modal.contains(target)))
        .map((target) => {
            const parts = [target.closest('.card-title') ? target.closest('.card') : target, ...(target.labels ?? [])];
            const boxes = parts.map((part) => part.getBoundingClientRect());
            const side = Math.max(...boxes.map(({ width, height }) => Math.min(width, height)));
            return { target, side, box: boxes.find(({ width, height }) => Math.min(width, height) === side) };
        });
    const middle = ({ left, right, top, bottom }) => [(left + right) / 2, (top + bottom) / 2];
    const meet = (one, other) => {
        const [x, y] = middle(one.box);
        const { left, right, top, bottom } = other.box;
        const [atX, atY] = other.side < 24 ? middle(other.box)
            : [Math.min(Math.max(x, left), right), Math.min(Math.max(y, top), bottom)];
        return Math.hypot(x - atX, y - atY) < (other.side < 24 ? 24 : 12);
    };
    return targets.map((one) => {
        const { target, side } = one;
        // What stands within another, such as a link in the heading of a card, is pressed in its place.
        const others = targets.filter((other) => other.target !== target && !other.target.contains(target) && !target.contains(other.target));
        const enough = side >= 24 || inSentence(target) || !others.some((other) => meet(one, other));
        return [side, enough, `${target.textContent.trim().slice(0, 40)} <${target.localName} class=\"${target.className}\"> in <${target.parentElement.localName} class=\"${target.parentElement.className}\">`];
    });
})()";

/// Looks at pages in all colours and both widths and at 400 %, and fails with everything that is wrong on any of them.
fn look(kinds: &[Kind]) {
    let Some(browser) = kinds::regular() else { return };
    let (mut wrong, mut looks) = (Vec::new(), 0);
    for kind in kinds {
        browser.resize(1280, 800);
        kind.visit(&browser);
        for (width, place) in [(1280, "on a desktop"), (320, "on a phone"), (320, "at 400 %")] {
            let is_enlarged = place == "at 400 %";
            if is_enlarged {
                browser.zoom_in();
            } else {
                browser.resize(width, 800);
            }
            // Colours do not depend on the height of the window.
            let colours: &[_] = if is_enlarged {
                &["light"]
            } else {
                &["light", "dark", "forced"]
            };
            for colours in colours {
                match *colours {
                    "light" => browser.prefer(Scheme::Light),
                    "dark" => browser.prefer(Scheme::Dark),
                    _ => browser.force_colours(),
                }
                let Some(findings) = browser.axe() else { return };
                looks += 1;
                wrong.extend(
                    findings
                        .into_iter()
                        .map(|finding| format!("{} {place}, {colours}: {finding}", kind.name)),
                );
            }
            let hidden = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
            let hidden = browser.number(hidden);
            if hidden > 0.0 {
                wrong.push(format!(
                    "{} {place} is {hidden} px wider than the window",
                    kind.name
                ));
            }
        }
        let cut = browser.read(CUT_OFF);
        let cut = cut.as_array().into_iter().flatten();
        wrong.extend(cut.map(|words| format!("{} at 400 %: {words}", kind.name)));
    }
    println!("{} kinds, {looks} looks", kinds.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    kinds::assert_clean(&browser);
}

#[test]
fn lists_are_accessible() {
    look(LISTS);
}

#[test]
fn queries_are_accessible() {
    look(QUERIES);
}

#[test]
fn articles_are_accessible() {
    look(ARTICLES);
}

// Who has lost the way needs it most.
#[test]
fn pages_outside_the_sections_and_failures_are_accessible() {
    look(OTHERS);
}

// Somebody who sees a dozen lines at once must not lose them to what stands still.
#[test]
fn at_400_percent_what_stands_still_leaves_room_to_read() {
    let Some(browser) = kinds::newcomer() else { return };
    browser.zoom_in();
    for kind in kinds::all().filter(|kind| kind.presses.is_empty()) {
        kind.visit(&browser);
        browser.read("scrollTo({ top: innerHeight * 2, behavior: 'instant' })");
        let covered = browser.number(COVERED);
        assert!(
            covered <= 0.61,
            "{}: {covered} of the window is covered",
            kind.name
        );
    }
    browser.refuse_services();
    for kind in kinds::all().filter(|kind| kind.presses.is_empty()) {
        kind.visit(&browser);
        browser.read("scrollTo({ top: innerHeight * 2, behavior: 'instant' })");
        assert_eq!(browser.read(COVERED), 0, "{}", kind.name);
    }
    kinds::assert_clean(&browser);
}

// A finger is not a pointer.
#[test]
fn what_can_be_pressed_is_large_enough_or_has_room_around_it() {
    let Some(browser) = kinds::regular() else { return };
    let (mut wrong, mut narrow) = (Vec::new(), BTreeMap::new());
    for (width, height) in [(375, 667), (1440, 900)] {
        browser.resize(width, height);
        for kind in kinds::all() {
            kind.visit(&browser);
            // What is far below has no size before it is laid out.
            if browser.count(".similar .card") > 0 {
                browser.come_to(".similar .card");
            }
            for target in browser.read(TARGETS).as_array().into_iter().flatten() {
                let side = target[0].as_f64().unwrap_or_default();
                if target[1] != true {
                    wrong.push(format!("{} in {width} × {height}: {target}", kind.name));
                }
                if side < 44.0 {
                    narrow.insert(target[2].to_string(), side);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (target, side) in narrow {
        println!("{side:.1} px: {target}");
    }
    kinds::assert_clean(&browser);
}

// Names in a byline and the way to the section are what readers press on an article besides its words.
#[test]
fn names_sections_and_calendars_of_an_article_are_44_pixels_high() {
    let Some(browser) = kinds::regular() else { return };
    for (width, height) in [(375, 667), (1440, 900)] {
        browser.resize(width, height);
        for (path, selector) in [
            ("/magazine/who-pays-for-the-visa/", ".byline a"),
            ("/magazine/who-pays-for-the-visa/", ".breadcrumb a"),
            ("/archive/2026/", ".kicker a"),
            ("/opportunities/slow-routes-travel-fund/", ".calendar"),
        ] {
            browser.visit(path);
            let least = browser.number(&format!(
                "Math.min(...[...document.querySelectorAll('{selector}')].map((link) => link.getClientRects()[0].height))"
            ));
            assert!(
                (44.0..60.0).contains(&least),
                "{selector} is {least} px high in {width} × {height}"
            );
        }
    }
    kinds::assert_clean(&browser);
}
