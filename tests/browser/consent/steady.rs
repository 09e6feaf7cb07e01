//! Point 8: nothing moves, and nothing waits.

use serde_json::json;

use super::points::point;
use super::visit::{ARTICLE, FILMS, Visit};

/// Adds up every shift of the layout, also those that follow a click, and remembers the largest paint.
const WATCH: &str = "window.moved = [];
new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) moved.push([value, sources.map(({ node }) => node?.outerHTML?.slice(0, 80))]);
}).observe({ type: 'layout-shift', buffered: true });
new PerformanceObserver((list) => {
    window.largest = list.getEntries().at(-1).element;
}).observe({ type: 'largest-contentful-paint', buffered: true });
window.answers = [];
new PerformanceObserver((list) => {
    for (const { duration, interactionId } of list.getEntries()) if (interactionId) answers.push(duration);
}).observe({ type: 'event', durationThreshold: 16, buffered: true });";

// A line that jumps away under the eye is the banner's way to say that it matters more than the text.
#[test]
fn neither_banner_nor_embeds_move_anything() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(8, "shift");
    visit.before_pages(WATCH);
    for (width, height) in [(375, 667), (1440, 900)] {
        visit.resize(width, height);
        visit.forget();
        visit.visit(FILMS);
        visit.await_banner();
        let foot = "document.querySelector('footer').getBoundingClientRect().top + scrollY";
        let before = visit.number(foot);
        visit.click(".embed[data-embed='one'] [data-consent='load-once']");
        visit.wait_for(
            "the frame",
            "document.querySelector('.embed[data-embed=one] iframe')",
        );
        visit.answered("accept-all");
        visit.wait_for("all frames", "document.querySelectorAll('iframe').length === 3");
        visit.reload();
        visit.wait_for("all frames", "document.querySelectorAll('iframe').length === 3");
        assert!(
            (visit.number(foot) - before).abs() < 1.0,
            "a frame has another size than its place"
        );
        visit.visit(FILMS);
        visit.wait_for("all frames", "document.querySelectorAll('iframe').length === 3");
        assert_eq!(visit.read("moved"), json!([]), "in {width} × {height}");
    }
    point.passed("0 from banner, answer, three frames and a returning reader, in 2 windows");
}

// What a box asks is longer than a small one is high: it makes room for its words from the start, and the frame takes it over.
#[test]
fn what_an_embed_asks_fits_its_box_in_every_shape() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(8, "shapes");
    visit.before_pages(WATCH);
    let mut sizes = Vec::new();
    let folder = visit.portal().folder();
    let page = folder.text("magazine/films/index.html");
    assert_eq!(page.matches("data-ratio=").count(), 3);
    for ratio in ["16:9", "4:3", "1:1", "9:16", "strip"] {
        // What is prerendered and what the portal makes of it are pressed from one site.
        let shaped = ["16:9", "4:3"].into_iter().fold(page.clone(), |page, pressed| {
            page.replace(
                &format!("data-ratio=\"{pressed}\""),
                &format!("data-ratio=\"{ratio}\""),
            )
        });
        folder.write("magazine/films/index.html", shaped);
        visit.edit(|consent| {
            for service in [2, 3] {
                consent["services"][service]["embed"]["ratio"] = ratio.into();
            }
        });
        for (width, height) in [(320, 568), (375, 667), (1440, 900)] {
            visit.resize(width, height);
            visit.forget();
            visit.visit(FILMS);
            visit.answered("functional-only");
            let cut = visit.read(
                "[...document.querySelectorAll('.embed-box')].flatMap((box) => {
                    const outer = box.getBoundingClientRect();
                    return [...box.querySelectorAll('p, button, a')].filter((part) => {
                        const { left, top, right, bottom } = part.getBoundingClientRect();
                        return left < outer.left || top < outer.top || right > outer.right || bottom > outer.bottom;
                    }).map(({ outerHTML }) => outerHTML.slice(0, 80));
                })",
            );
            assert_eq!(cut, json!([]), "{ratio} in {width} × {height}");
            let size = "(() => { const { width, height } = document.querySelector('.embed-box').getBoundingClientRect(); return [Math.round(width), Math.round(height)].join(' × '); })()";
            let before = visit.read(size);
            visit.click(".embed[data-embed='one'] [data-consent='always-allow']");
            visit.wait_for(
                "the frames",
                "document.querySelectorAll('[data-service=tube] iframe').length === 2",
            );
            assert_eq!(visit.read(size), before, "{ratio} in {width} × {height}");
            assert_eq!(visit.read("moved"), json!([]), "{ratio} in {width} × {height}");
            if width == 320 {
                sizes.push(format!("{ratio}: {}", before.as_str().unwrap_or_default()));
            }
        }
    }
    point.passed(&format!(
        "0 parts cut off, 0 shift in 15 of 15; in a window of 320 px {}",
        sizes.join(", ")
    ));
}

// What a reader waits for is the article. A banner that is larger pushes it down in every measurement as well.
#[test]
fn the_banner_is_never_the_largest_paint_of_an_article() {
    let Some(visit) = Visit::begin() else { return };
    let point = point(8, "largest paint");
    visit.before_pages(WATCH);
    let mut largest = Vec::new();
    for path in [ARTICLE, "/magazine/pictured/", "/"] {
        for (width, height) in [(320, 568), (375, 667), (1440, 900)] {
            visit.resize(width, height);
            visit.visit(path);
            visit.await_banner();
            visit.wait_for("the largest paint", "window.largest");
            let element =
                visit.read("[largest.localName, Boolean(largest.closest('#portal_consent-banner'))]");
            assert_eq!(element[1], false, "{path} in {width} × {height}: {element}");
            largest.push(element[0].as_str().unwrap_or_default().to_owned());
        }
    }
    largest.sort();
    largest.dedup();
    point.passed(&format!("{} in 9 of 9", largest.join(", ")));
}

/// A button that appends four hundred paragraphs: what this machine has to offer at this moment.
const CONTROL: &str = "const control = document.createElement('button');
control.id = 'control';
control.textContent = 'control';
Object.assign(control.style, { position: 'fixed', inset: '0 auto auto 0', zIndex: 9, padding: '1rem' });
control.onclick = () => {
    const list = document.createElement('div');
    for (let number = 0; number < 400; number += 1) {
        const line = document.createElement('p');
        line.textContent = `A line of some words, number ${number}`;
        list.append(line);
    }
    control.after(list);
};
document.body.prepend(control);";

/// Presses a button with the machine slowed down six times, and says how many milliseconds it took until a frame showed it.
fn answer_of(visit: &Visit, button: &str) -> f64 {
    visit.read("answers.splice(0)");
    visit.slow_down(6);
    visit.click(button);
    // What is quicker than a frame is not listed: two frames later it is known that it was.
    visit.read("new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 50))");
    let longest = visit.number("Math.max(0, ...answers)");
    visit.slow_down(1);
    longest
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

// A button that does nothing for a moment is pressed twice. How long a moment is depends on what else the machine does, so each
// is held against a control that is pressed right before it.
#[test]
fn each_button_answers_soon_on_a_slow_machine() {
    /// The median of so many presses: a single one can fall into a pause of the machine.
    const PRESSES: usize = 5;
    /// So many times what the control takes, no button may take.
    const LIMIT: f64 = 2.0;
    let Some(visit) = Visit::begin() else { return };
    let point = point(8, "answers at 6 times slowdown");
    visit.before_pages(WATCH);
    let mut words = Vec::new();
    let mut late = Vec::new();
    for button in [
        "functional-only",
        "accept-all",
        "preferences",
        "close",
        "save",
        "load-once",
    ] {
        let (mut controls, mut times) = (Vec::new(), Vec::new());
        for _ in 0..PRESSES {
            visit.forget();
            visit.visit(FILMS);
            visit.await_banner();
            visit.await_settings();
            visit.read(&format!("(() => {{ {CONTROL} }})()"));
            controls.push(answer_of(&visit, "#control"));
            visit.read("(document.querySelector('#control + div').remove(), document.querySelector('#control').remove())");
            let selector = match button {
                "close" | "save" => {
                    visit.answer("preferences");
                    visit.await_preferences();
                    format!("#portal_consent-preferences [data-consent='{button}']")
                }
                "load-once" => ".embed[data-embed='one'] [data-consent='load-once']".to_owned(),
                _ => format!("#portal_consent-banner [data-consent='{button}']"),
            };
            times.push(answer_of(&visit, &selector));
        }
        let (control, time) = (median(controls), median(times));
        words.push(format!("{button} {time:.0} ms (control {control:.0})"));
        if time > control * LIMIT {
            late.push(button);
        }
    }
    assert!(late.is_empty(), "{late:?} are late: {words:?}");
    point.passed(&words.join(", "));
}
