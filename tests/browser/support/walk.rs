//! A walk through a page with the Tab key.

use serde_json::Value;

use super::browser::{Browser, Key, texts, wait};

/// Names what the Tab key has to reach, and writes down each stop when the key is let go.
///
/// What cannot be seen, is disabled, lies behind a dialog, or belongs to a group of which another is ticked is no stop.
const WATCH: &str = "
const CAN_BE_PRESSED = 'a[href], area[href], button, summary, input:not([type=hidden]), select, textarea, audio[controls], video[controls], iframe';
const modal = document.querySelector(':modal');
const inReach = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled
  && (!modal || modal.contains(element));
const isTurn = (radio) => {
  const group = [...document.getElementsByName(radio.name)].filter(inReach);
  return radio === (group.find(({ checked }) => checked) ?? group[0]);
};
const name = (element) => `“${(element.ariaLabel ?? element.textContent).trim().replace(/\\s+/g, ' ').slice(0, 60)}” (${element.outerHTML.slice(0, 80)})`;
const stops = [...document.querySelectorAll(`${CAN_BE_PRESSED}, [tabindex]`)].filter((element) => inReach(element)
  && element.tabIndex >= 0 && (element.type !== 'radio' || isTurn(element)));
const unreachable = [...document.querySelectorAll(CAN_BE_PRESSED)].filter((element) => inReach(element) && element.tabIndex < 0);

const channels = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
const luminance = (colour) => {
  const [red, green, blue] = channels(colour).map((channel) => channel / 255)
    .map((channel) => channel <= .04045 ? channel / 12.92 : ((channel + .055) / 1.055) ** 2.4);
  return .2126 * red + .7152 * green + .0722 * blue;
};
const ground = (element) => {
  for (let at = element; at; at = at.parentElement) {
    const colour = getComputedStyle(at).backgroundColor;
    if ((channels(colour)[3] ?? 1) > 0) return colour;
  }
  return 'rgb(255, 255, 255)';
};
const contrast = (one, other) => {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + .05) / (dark + .05);
};

const lineOf = (element) => {
  const { outlineStyle, outlineWidth, outlineColor, outlineOffset } = getComputedStyle(element);
  if (outlineStyle === 'none' || parseFloat(outlineWidth) < 1 || (channels(outlineColor)[3] ?? 1) === 0) return null;
  return contrast(outlineColor, ground(parseFloat(outlineOffset) < 0 ? element : element.parentElement));
};
const covering = (element, x, y) => {
  for (let at = document.elementFromPoint(x, y); at && !at.contains(element); at = at.parentElement) {
    if (['fixed', 'sticky'].includes(getComputedStyle(at).position)) return at;
  }
};
const faultsOf = (element) => {
  const faults = [];
  const lines = [element, element.closest('.card')].filter(Boolean).map(lineOf).filter(Boolean);
  if (!lines.length) faults.push('has no line around it');
  else if (Math.max(...lines) < 3) faults.push(`has a line with a contrast of ${Math.max(...lines).toFixed(2)}`);
  const parts = [...element.getClientRects()].filter(({ width, height }) => width > 1 && height > 1);
  // What is larger than the room that the page keeps free cannot be there as a whole.
  const { scrollPaddingTop, scrollPaddingBottom } = getComputedStyle(document.documentElement);
  const room = innerHeight - parseFloat(scrollPaddingTop) - parseFloat(scrollPaddingBottom);
  const fits = (start, end, length, room) => start < length && end > 0 && ((start >= -1 && end <= length + 1) || end - start > room);
  const inWindow = parts.filter(({ left, right, top, bottom }) => fits(left, right, innerWidth, innerWidth) && fits(top, bottom, innerHeight, room));
  if (!inWindow.length) faults.push(`is not wholly in the window: ${parts.map(({ left, top, right, bottom }) => [left, top, right, bottom].map(Math.round))}`);
  const clamp = (at, length) => Math.min(Math.max(at, 0), length - 1);
  const covers = inWindow.map(({ left, right, top, bottom }) => {
    const points = [left + 2, (left + right) / 2, right - 2].flatMap((x) => [top + 2, (top + bottom) / 2, bottom - 2].map((y) =>
      covering(element, clamp(x, innerWidth), clamp(y, innerHeight))));
    return bottom - top > room ? points.every(Boolean) && points[0] : points.find(Boolean);
  });
  if (covers.length && covers.every(Boolean)) faults.push(`is covered by ${name(covers[0])}`);
  return faults;
};

window.walked?.abort();
window.walked = new AbortController();
walked.stops = [];
walked.names = stops.map(name);
walked.unreachable = unreachable.map(name);
walked.firstInMain = stops.findIndex((stop) => document.querySelector('main').compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING);
addEventListener('keyup', ({ key }) => {
  if (key !== 'Tab') return;
  const element = document.activeElement;
  walked.stops.push(element === document.body ? { place: null, name: 'nothing', faults: [], scrolls: false } : {
    place: stops.indexOf(element) < 0 ? null : stops.indexOf(element),
    name: name(element),
    faults: faultsOf(element),
    scrolls: element.scrollHeight > element.clientHeight || element.scrollWidth > element.clientWidth,
  });
}, { capture: true, signal: walked.signal });";

/// How many stops there may be that no element asks for: the browser's own frame, and what scrolls.
const EXTRA: usize = 6;

/// Where the focus was after a press of the Tab key.
#[derive(Debug)]
struct Stop {
    /// Its place among all that the key has to reach; none for anything else.
    place: Option<usize>,
    name: String,
    /// What is wrong with how it looks, in words.
    faults: Vec<String>,
    /// Whether it has to be a stop because what is in it scrolls.
    scrolls: bool,
}

impl Stop {
    fn read(value: &Value) -> Self {
        Self {
            place: place(&value["place"]),
            name: value["name"].as_str().unwrap_or_default().to_owned(),
            faults: texts(&value["faults"]),
            scrolls: value["scrolls"] == true,
        }
    }
}

/// A place among others; none for null and for what `findIndex` has not found.
fn place(value: &Value) -> Option<usize> {
    usize::try_from(value.as_u64()?).ok()
}

/// What a walk found.
pub(crate) struct Walk {
    /// What the key has to reach, in the order of the document.
    pub(crate) names: Vec<String>,
    /// The place of the first stop.
    pub(crate) first: usize,
    /// The first stop in `main` or after it; none where nothing follows.
    pub(crate) first_in_main: Option<usize>,
    /// What is wrong, a sentence each.
    pub(crate) wrong: Vec<String>,
}

impl Browser {
    /// Goes with Tab from where the reader is until they are there again, and all the way back with Shift and Tab. Everything
    /// that can be pressed must have been a stop, in the order of the document, and each stop must be seen, uncovered, with a
    /// line around it.
    #[track_caller]
    pub(crate) fn walk(&self) -> Walk {
        self.run(WATCH, Vec::new());
        let names = texts(&self.read("walked.names"));
        let count = names.len();
        let unreachable = texts(&self.read("walked.unreachable"));
        let mut wrong: Vec<_> = unreachable
            .into_iter()
            .map(|name| format!("{name} can be pressed and is no stop"))
            .collect();
        let mut first = 0;
        let mut next = None;
        for is_back in [false, true] {
            let stops = self.tabs_through(count + EXTRA, is_back);
            let way = if is_back { "Shift and Tab" } else { "Tab" };
            let strange = stops.iter().filter(|stop| stop.place.is_none());
            wrong.extend(
                strange
                    .filter(|stop| !stop.scrolls && stop.name != "nothing")
                    .map(|stop| format!("{way}: {} is a stop and cannot be pressed", stop.name)),
            );
            let places = stops.iter().filter_map(|stop| Some((stop.place?, stop)));
            let mut passed = 0;
            for (place, stop) in places {
                let expected = *next.get_or_insert(place);
                if passed == 0 && !is_back {
                    first = place;
                }
                if place != expected {
                    let missed = &names[expected];
                    wrong.push(format!(
                        "{way}: {} follows where {missed} should, stop {passed} of {count}",
                        stop.name
                    ));
                    break;
                }
                next = Some(if is_back {
                    (place + count - 1) % count
                } else {
                    (place + 1) % count
                });
                passed += 1;
            }
            if passed <= count && !wrong.iter().any(|words| words.starts_with(way)) {
                wrong.push(format!("{way} leads to {passed} of {count} stops and not round"));
            }
            wrong.extend(stops.iter().flat_map(|stop| {
                let faults = stop.faults.iter();
                faults.map(|fault| format!("{way}: {} {fault}", stop.name))
            }));
            // The way back begins where this one ended.
            next = stops
                .iter()
                .rev()
                .find_map(|stop| stop.place)
                .map(|last| (last + count - 1) % count);
        }
        wrong.sort();
        wrong.dedup();
        Walk {
            names,
            first,
            first_in_main: place(&self.read("walked.firstInMain")),
            wrong,
        }
    }

    /// Uses the skip link, and presses Tab once more. Returns the place of that stop in a walk that was taken before.
    #[track_caller]
    pub(crate) fn skip(&self) -> Option<usize> {
        self.read("document.querySelector('.skip').focus()");
        self.press(Key::Enter);
        self.tabs_through(1, false).pop()?.place
    }

    /// Presses Tab so many times, alone or with Shift.
    #[track_caller]
    fn tabs_through(&self, times: usize, is_back: bool) -> Vec<Stop> {
        self.read("walked.stops.splice(0)");
        let tabs: String = std::iter::repeat_n(Key::Tab.value(), times).collect();
        let keys = self.session.action_chain();
        let keys = if is_back { keys.key_down(Key::Shift) } else { keys };
        let keys = keys.send_keys(tabs);
        let keys = if is_back { keys.key_up(Key::Shift) } else { keys };
        wait(keys.perform()).unwrap_or_else(|error| panic!("cannot press Tab: {error}"));
        let stops = self.read("walked.stops");
        stops.as_array().into_iter().flatten().map(Stop::read).collect()
    }
}
