//! What readers can do with a page on their own device, as elements.

mod support;

use content::article::Article;
use content::json;
use content::saved;
use content::site::Site;
use support::view;
use view::element::nodes;
use view::pages::{self, Page};
use view::{html, shell};

fn site() -> Site {
    json::from_text(
        r#"{"format":1,"name":"Test","language":"en","sections":[{"slug":"magazine","name":"Magazine"}]}"#,
    )
    .expect("the test writes a site")
}

// A choice that does not say what holds now makes its reader guess.
#[test]
fn the_foot_of_every_page_offers_colours_and_sizes_with_the_usual_ones_ticked() {
    let site = site();
    let footer = html::write(nodes(shell::site_footer(&view(&site))));
    let box_of = |group: &str, word: &str, checked: &str, shown: &str| {
        format!(
            "<label><input type=\"radio\" name=\"{group}\" data-display=\"{word}\"{checked}>{shown}</label>"
        )
    };
    for (group, word, checked, shown) in [
        ("system", "system", " checked=\"\"", "Same as device"),
        ("system", "light", "", "Light"),
        ("system", "dark", "", "Dark"),
        ("normal", "normal", " checked=\"\"", "Normal"),
        ("normal", "small", "", "Small"),
        ("normal", "large", "", "Large"),
        ("normal", "largest", "", "Largest"),
    ] {
        let wanted = box_of(group, word, checked, shown);
        assert!(footer.contains(&wanted), "{wanted} is not in {footer}");
    }
    for legend in ["<legend>Colours</legend>", "<legend>Text size</legend>"] {
        assert!(footer.contains(legend), "{footer}");
    }
}

// Without the app a button does nothing, and without the style sheet nothing but its attribute hides it.
#[test]
fn what_waits_for_the_portal_is_hidden_on_prerendered_pages_alone() {
    let site = site();
    let footer = |write: fn(view::element::Nodes) -> String| write(nodes(shell::site_footer(&view(&site))));
    assert!(footer(html::prerender).contains("<details class=\"display\" hidden=\"hidden\">"));
    assert!(!footer(html::write).contains("hidden"));
    let copy = || view::components::tool::tool("copy", view(&site).text.copy(), &view(&site));
    let button = || nodes(copy());
    assert!(html::prerender(button()).contains("hidden=\"hidden\">Copy</button>"));
    let hidden = nodes(copy().attr("hidden", ""));
    assert!(
        html::prerender(hidden).contains("hidden=\"\">Copy</button>"),
        "it stays what it is"
    );
}

// The page is prerendered for every reader, and says nothing of what one of them has saved.
#[test]
fn the_saved_articles_stand_with_a_button_each_and_without_any_there_is_only_the_explanation() {
    let site = site();
    let cards = saved::cards("bells\tmagazine\t2026-05-20\tar\tBells\nabout\t\t\t\tAbout");
    let full = html::write(pages::page(Page::Saved(&cards), &view(&site)));
    for part in [
        "<a href=\"/magazine/bells/\">Bells</a>",
        "lang=\"ar\" dir=\"rtl\"",
        "<a href=\"/about/\">About</a>",
        "data-tool=\"remove\" data-slug=\"bells\">Remove <span class=\"unseen\" lang=\"ar\" dir=\"rtl\">Bells</span></button>",
    ] {
        assert!(full.contains(part), "{part} is not in {full}");
    }
    let none = html::write(pages::page(Page::Saved(&[]), &view(&site)));
    assert!(
        none.contains("in this browser alone") && !none.contains("<ul class=\"saved\""),
        "{none}"
    );
}

// A page outside the sections (about, FAQ) is nothing to keep.
#[test]
fn an_article_of_a_section_can_be_saved_and_shared() {
    let site = site();
    let of = |section: &str| {
        let item: Article = json::from_text(&format!(r#"{{"slug":"a","title":"A"{section}}}"#))
            .expect("the test writes an article");
        html::write(pages::page(Page::Article(&item, &[]), &view(&site)))
    };
    let html = of(r#","section":"magazine""#);
    assert!(
        html.contains("data-tool=\"save\" data-line=\"a\tmagazine\t\t\tA\"><span>Save</span><span hidden=\"\">Saved</span>"),
        "{html}"
    );
    assert!(
        html.contains("data-tool=\"share\"><span>Copy link</span><span hidden=\"\">Share</span>"),
        "{html}"
    );
    assert!(!of("").contains("data-tool"));
}
