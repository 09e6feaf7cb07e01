//! The contact sheet: all pictures of one run on one page, readable without any script.

use view::element::{Element, a, code, div, figcaption, figure, h1, h2, img, li, nav, p, section, ul};
use view::html;

use super::{Direction, Part, Picture, Scheme, Taken};

const HEAD: &str = r#"<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Screenshots</title>
<style>
  body { margin: 1rem; font: 1rem/1.4 system-ui, sans-serif; }
  nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; list-style: none; }
  .pictures { display: flex; align-items: start; gap: 1rem; overflow-x: auto; padding-block-end: 1rem; }
  figure { flex: none; margin: 0; }
  img { display: block; block-size: 24rem; inline-size: auto; max-inline-size: 40rem; object-fit: cover; object-position: top; border: 1px solid GrayText; }
  figcaption { font-size: .85rem; }
  .faults { font-weight: bold; }
</style>
</head>
<body>
"#;
const END: &str = "\n</body>\n</html>\n";

/// The sheet as an HTML file, to stand in the folder of the pictures.
pub(super) fn html(pages: &[Taken]) -> String {
    let count: usize = pages.iter().map(|page| page.pictures.len()).sum();
    let places: Vec<_> = pages
        .iter()
        .map(|page| li().child(a().href(format!("#{}", page.kind)).child(page.kind.to_string())))
        .collect();
    let rows: Vec<_> = pages.iter().map(row).collect();
    let nodes = view::element::nodes((
        h1().child("What the portal looks like"),
        p().child(format!("{count} pictures of {} kinds of page", pages.len())),
        nav()
            .attr("aria-label", "Kinds of page")
            .child(ul().child(places)),
        rows,
    ));
    [HEAD, &html::write(nodes), END].concat()
}

fn row(page: &Taken) -> Element {
    let faults: Vec<_> = page
        .faults
        .iter()
        .map(|fault| li().child(fault.clone()))
        .collect();
    let pictures: Vec<_> = page.pictures.iter().map(entry).collect();
    section().attr("id", page.kind.to_string()).child((
        h2().child(page.kind.to_string()),
        p().child((
            format!("{}: ", page.kind.words()),
            code().child(format!("/{}", page.path)),
        )),
        (!faults.is_empty()).then(|| ul().class("faults").child(faults)),
        div().class("pictures").child(pictures),
    ))
}

fn entry(picture: &Picture) -> Element {
    let image = img()
        .src(picture.file.clone())
        .attr("alt", "")
        .attr("loading", "lazy")
        .attr("width", picture.width.to_string())
        .attr("height", picture.height.to_string());
    let link = a().href(picture.file.clone()).child((image, words(picture)));
    figure().child((
        link,
        figcaption().child(format!("{} × {} px", picture.width, picture.height)),
    ))
}

/// What is on a picture.
fn words(picture: &Picture) -> String {
    let scheme = match picture.scheme {
        Scheme::Light => "light",
        Scheme::Dark => "dark",
    };
    let direction = match picture.direction {
        Direction::Ltr => "left to right",
        Direction::Rtl => "right to left",
    };
    let part = match picture.part {
        Part::Screen => "",
        Part::Foot => ", foot",
        Part::Whole => ", whole",
    };
    format!("{} px, {scheme}, {direction}{part}", picture.screen)
}
