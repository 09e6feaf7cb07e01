//! What readers can do with a page on their own device.

use content::display::{self, Display};

use crate::browser::dialog::{self, Box};
use crate::browser::{self, head, storage};

/// Answers from now on, and follows what other tabs store.
pub(crate) fn start() {
    tick(Display::parse(&head::display()));
    dialog::watch_boxes(|changed| {
        if let Some(word) = changed.named(DISPLAY) {
            let chosen = Display::parse(&head::display()).with(&word);
            // Where the browser keeps nothing, the choice holds for the visit.
            match chosen.stored() {
                Some(stored) => {
                    storage::write(display::KEY, &stored);
                }
                None => storage::remove(display::KEY),
            }
            show(chosen);
        }
    });
    browser::on_stored(refresh);
}

/// Looks again at what is stored.
fn refresh() {
    if let Ok(stored) = storage::read(display::KEY) {
        show(Display::parse(&stored.unwrap_or_default()));
    }
}

/// The attribute of the boxes that say how pages look.
const DISPLAY: &str = "data-display";

fn show(chosen: Display) {
    if chosen != Display::parse(&head::display()) {
        let schemes = chosen.theme.map_or("light dark", display::Theme::as_str);
        head::set_display(chosen.words(), schemes);
    }
    tick(chosen);
}

fn tick(chosen: Display) {
    let words = chosen.words();
    for one in Box::all(DISPLAY) {
        let is_chosen = one.named(DISPLAY).is_some_and(|word| words.contains(&&*word));
        one.tick(is_chosen, false);
    }
}
