//! axe-core finds nothing on any kind of page, in light, dark and forced colours, on a desk, on the smallest phone and at 400 %;
//! nothing is cut off there, and everything that is pressed is large enough.

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

/// What is smaller than a side of `least` pixels, with its size: 24 pixels is what everybody needs, but for links within a
/// sentence, 44 what is comfortable. A box and its words are one target.
const SMALL: &str = "(least) => {
    const modal = document.querySelector(':modal');
    const inSentence = (element) => getComputedStyle(element).display === 'inline'
        && [...element.parentElement.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && /\\p{L}/u.test(node.data));
    return [...document.querySelectorAll('a[href], button, summary, input')]
        .filter((target) => target.checkVisibility({ visibilityProperty: true }) && (!modal || modal.contains(target)) && !target.closest('.unseen') && !inSentence(target))
        .map((target) => {
            const card = target.closest('.card-title') ? [target.closest('.card')] : [];
            const boxes = [target, ...(target.labels ?? []), ...card].map((part) => part.getBoundingClientRect());
            const side = Math.max(...boxes.map(({ width, height }) => Math.min(width, height)));
            return [side, `${target.textContent.trim().slice(0, 40)} (${target.outerHTML.slice(0, 70)}) is ${side.toFixed(1)} px`];
        })
        .filter(([side]) => side < least - .01);
}";

/// Looks at pages in all colours and both widths and at 400 %, and fails with everything that is wrong on any of them.
fn look(kinds: &[Kind]) {
    let Some(browser) = kinds::regular() else { return };
    let (mut wrong, mut looks) = (Vec::new(), 0);
    for kind in kinds {
        browser.resize(1280, 800);
        kind.visit(&browser);
        for (width, place) in [(1280, "on a desk"), (320, "on a phone"), (320, "at 400 %")] {
            let is_enlarged = place == "at 400 %";
            if is_enlarged {
                browser.zoom_in();
            } else {
                browser.resize(width, 800);
            }
            // Colours do not depend on the height of the window.
            let colours: &[_] = if is_enlarged { &["light"] } else { &["light", "dark", "forced"] };
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
            let wide = browser.number("document.documentElement.scrollWidth");
            if wide > f64::from(width) {
                wrong.push(format!("{} {place} is {wide} px wide", kind.name));
            }
        }
        let cut = browser.read(CUT_OFF);
        let cut = cut.as_array().into_iter().flatten();
        wrong.extend(cut.map(|words| format!("{} at 400 %: {words}", kind.name)));
    }
    println!("{} kinds, {looks} looks", kinds.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    browser.assert_clean();
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
    for kind in kinds::all() {
        kind.visit(&browser);
        if browser.read("Boolean(document.querySelector(':modal'))") == true {
            continue;
        }
        browser.read("scrollTo({ top: innerHeight * 2, behavior: 'instant' })");
        let covered = browser.number(COVERED);
        assert!(covered <= 0.61, "{}: {covered} of the window is covered", kind.name);
    }
    browser.refuse_services();
    for kind in kinds::all().filter(|kind| kind.presses.is_empty()) {
        kind.visit(&browser);
        browser.read("scrollTo({ top: innerHeight * 2, behavior: 'instant' })");
        assert_eq!(browser.number(COVERED), 0.0, "{}", kind.name);
    }
    browser.assert_clean();
}

// A finger is not a pointer.
#[test]
fn what_can_be_pressed_is_at_least_24_pixels_wide_and_high() {
    let Some(browser) = kinds::regular() else { return };
    let (mut wrong, mut narrow) = (Vec::new(), Vec::new());
    for (width, height) in [(375, 667), (1440, 900)] {
        browser.resize(width, height);
        for kind in kinds::all() {
            kind.visit(&browser);
            let small = browser.read(&format!("({SMALL})(44)"));
            for target in small.as_array().into_iter().flatten() {
                let words = format!("{} in {width} × {height}: {}", kind.name, target[1]);
                if target[0].as_f64().is_none_or(|side| side < 24.0) {
                    wrong.push(words);
                } else {
                    narrow.push(words);
                }
            }
        }
    }
    println!("{}", narrow.join("\n"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    browser.assert_clean();
}
