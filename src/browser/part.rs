//! Elements as values, as views of Leptos: what press has prerendered is hydrated where it stands, or adopted as it is.
//!
//! Leptos tells when a part changes; how, [`page`](super::page) knows, for which elements are values
//! (`docs/adr/0004-elements-as-values.md`).

use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::no_attrs;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
use view::element::{Element, Nodes, nodes};
use wasm_bindgen::prelude::*;

use super::page;

/// An element of the page, which no two parts share.
pub(crate) struct Part {
    /// Where it stands, as a selector.
    pub(crate) place: &'static str,
    /// What becomes of it.
    pub(crate) change: Change,
}

/// What becomes of a part.
pub(crate) enum Change {
    /// It stays as it stands: what is prerendered is adopted.
    Stays,
    /// It becomes this, and only what differs is changed. Where nothing stands, this comes.
    Adapted(Element),
    /// The same with what stands in it.
    Renewed(Nodes),
    /// What stands in it goes, and this comes in its place.
    Replaced(Nodes),
    /// What was adopted once stands in it again.
    Returned,
}

/// A part that is to be put in its place, and then its place.
pub(crate) struct Placed {
    part: Option<Part>,
    place: Option<web_sys::Element>,
    /// Does it stand as press has prerendered it?
    is_adopted: bool,
}

impl Render for Part {
    type State = Placed;

    fn build(self) -> Placed {
        Placed {
            part: Some(self),
            place: None,
            is_adopted: false,
        }
    }

    fn rebuild(self, placed: &mut Placed) {
        let Some(place) = &placed.place else { return };
        let was_adopted = placed.is_adopted;
        placed.is_adopted = match self.change {
            Change::Stays => was_adopted,
            Change::Adapted(element) => {
                page::adapt_element(place, element.into_parts());
                false
            }
            Change::Renewed(inner) => {
                page::adapt_children(place, inner.into_vec());
                false
            }
            Change::Replaced(inner) => {
                if was_adopted {
                    page::set_aside(place);
                }
                page::clear(place);
                page::append(place, inner.into_vec());
                false
            }
            Change::Returned => {
                page::bring_back(place);
                true
            }
        };
    }
}

impl Mountable for Placed {
    fn unmount(&mut self) {
        if let Some(place) = &self.place {
            place.remove();
        }
    }

    fn mount(&mut self, parent: &web_sys::Element, before: Option<&web_sys::Node>) {
        if let Some(part) = self.part.take() {
            self.place = super::find(part.place);
            match (&self.place, part.change) {
                (Some(place), Change::Adapted(element)) => {
                    return page::adapt_element(place, element.into_parts());
                }
                (Some(_), _) => {
                    self.is_adopted = true;
                    return;
                }
                (None, Change::Adapted(element)) => {
                    self.place = page::make(element.into()).map(JsCast::unchecked_into);
                }
                (None, _) => {}
            }
        }
        if let Some(place) = &self.place {
            let _ = parent.insert_before(place, before);
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let parent = self.place.as_ref().and_then(|place| place.parent_element());
        if let Some(parent) = &parent {
            child.mount(parent, self.place.as_deref());
        }
        parent.is_some()
    }

    fn elements(&self) -> Vec<web_sys::Element> {
        self.place.clone().into_iter().collect()
    }
}

no_attrs!(Part);

// Whatever is mounted could be written as HTML and hydrated by Leptos, too. Nobody does: press writes pages, and `mount` hydrates.
impl RenderHtml for Part {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn into_owned(self) -> Self {
        self
    }

    fn to_html_with_buf(self, html: &mut String, at: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {
        if let Change::Adapted(element) = self.change {
            html.push_str(&view::html::write(nodes(element)));
        }
        *at = Position::NextChild;
    }

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Placed {
        self.build()
    }
}
