//! What stands first on a page of a list.

mod support;

use content::article::Card;
use content::json;
use content::listing::{Cards, List};
use content::site::Site;
use content::slug::Slug;
use support::view;
use view::html;
use view::pages::{self, Page, list::ListPage};

fn slug(text: &str) -> Slug {
    Slug::parse(text).expect("the test writes a slug")
}

/// A page of a list whose cards are called 0, 1, 2 …; those of which `pictures` is true have a picture.
fn page(list: List, number: u32, pictures: &[bool]) -> String {
    let site: Site = json::from_text(
        r#"{"format":1,"name":"Test","language":"en","sections":[{"slug":"magazine","name":"Magazine"},
            {"slug":"calls","name":"Calls","order":"closing"}],
            "taxonomies":[{"slug":"themes","name":"Themes","tags":[{"slug":"sea","name":"Sea"}]}]}"#,
    )
    .expect("the test writes a site");
    let cards = pictures.iter().enumerate().map(|(at, has_picture)| {
        let image = if *has_picture {
            r#","image":{"src":"media/a.avif","width":480,"height":320}"#
        } else {
            ""
        };
        let card = format!(r#"{{"slug":"a{at}","section":"magazine","title":"{at}"{image}}}"#);
        json::from_text::<Card>(&card).expect("the test writes a card")
    });
    let page = ListPage {
        list,
        page: number,
        count: 60,
        cards: Cards {
            shown: cards.collect(),
            pages: 3,
            ..Cards::default()
        },
        upcoming: Vec::new(),
        name: None,
        description: None,
    };
    html::write(pages::page(Page::List(&page), &view(&site)))
}

fn section(name: &str, number: u32, pictures: &[bool]) -> String {
    page(List::Section(slug(name)), number, pictures)
}

/// The title of the large card, if there is one.
fn lead(page: &str) -> Option<&str> {
    let (_, after) = page.split_once("card-lead\"")?;
    let (_, title) = after.split_once("/\">")?;
    title.split('<').next()
}

// A large card without a picture would be a hole at the head of the page.
#[test]
fn a_section_begins_with_its_newest_piece_with_a_picture() {
    let first = section("magazine", 1, &[false, true, true, true]);
    assert_eq!(lead(&first), Some("1"), "{first}");
    assert_eq!(first.matches("<article").count(), 4, "each piece stands once");
    assert_eq!(first.matches("fetchpriority=\"high\"").count(), 1);
    let (_, rest) = first.split_once("class=\"cards\"").expect("the rest are cards");
    let order: Vec<_> = ["0", "2", "3"]
        .iter()
        .map(|title| rest.find(&format!("/\">{title}<")))
        .collect();
    assert!(
        order.is_sorted() && order[0].is_some(),
        "the rest keep their order: {order:?}"
    );
}

// What closes next is more than what looks best, and later pages and tags are there to be looked through.
#[test]
fn calls_later_pages_tags_and_short_lists_have_no_lead() {
    let pictures = [true; 4];
    let tag = List::Tag {
        taxonomy: slug("themes"),
        tag: slug("sea"),
    };
    for without in [
        section("calls", 1, &pictures),
        section("magazine", 2, &pictures),
        page(tag, 1, &pictures),
        section("magazine", 1, &[true, true]),
        section("magazine", 1, &[false; 4]),
    ] {
        assert_eq!(lead(&without), None, "{without}");
        assert!(without.contains("<article"), "{without}");
    }
}
