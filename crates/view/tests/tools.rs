//! What readers can do with a page on their own device, as elements.

mod support;

use content::json;
use content::site::Site;
use support::view;
use view::element::{Node, nodes};
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
    let foot = html::write(nodes(shell::colophon(&view(&site))));
    let box_of = |group: &str, word: &str, checked: &str, shown: &str| {
        format!(
            "<label><input type=\"radio\" name=\"{group}\" data-display=\"{word}\"{checked}>{shown}</label>"
        )
    };
    for (group, word, checked, shown) in [
        ("theme", "system", " checked=\"\"", "As the device"),
        ("theme", "light", "", "Light"),
        ("theme", "dark", "", "Dark"),
        ("text", "small", "", "Small"),
        ("text", "normal", " checked=\"\"", "Normal"),
        ("text", "large", "", "Large"),
        ("text", "largest", "", "Largest"),
    ] {
        let wanted = box_of(group, word, checked, shown);
        assert!(foot.contains(&wanted), "{wanted} is not in {foot}");
    }
    for legend in ["<legend>Colours</legend>", "<legend>Text size</legend>"] {
        assert!(foot.contains(legend), "{foot}");
    }
}

// What does nothing without the program must not look as if it did.
#[test]
fn the_choice_is_hidden_until_the_program_answers() {
    let site = site();
    let Some(Node::Element(foot)) = nodes(shell::colophon(&view(&site))).into_vec().pop() else {
        panic!("the foot is an element")
    };
    let html = html::write(nodes(foot));
    assert!(
        html.contains("<details class=\"display needs-program\">"),
        "{html}"
    );
}
