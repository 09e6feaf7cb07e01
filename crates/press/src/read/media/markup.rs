//! What runs in a drawing or in data of XML: browsers show such a file as a page of the site when somebody opens it alone.

use std::fs;
use std::path::Path;

use roxmltree::{Document, Node, ParsingOptions};

use super::kind::KindFault;

/// Elements of a file; far more than any that a page can show at once.
const MAX_NODES: u32 = 1_000_000;

/// The bytes of a file that is looked through. It stands in memory as a whole.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// The namespace of pages.
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// Looks through a file for what runs.
pub(super) fn check(file: &Path) -> Result<(), KindFault> {
    let opaque = |error: std::io::Error| KindFault::Opaque(error.to_string());
    if fs::metadata(file).map_err(opaque)?.len() > MAX_BYTES {
        let most = MAX_BYTES / 1024 / 1024;
        return Err(KindFault::Opaque(format!("it has more than {most} MB")));
    }
    let bytes = fs::read(file).map_err(opaque)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| KindFault::Opaque("it is not UTF-8".to_owned()))?;
    let document = parse(text).map_err(|error| KindFault::Opaque(error.to_string()))?;
    active(&document).map_or(Ok(()), |what| Err(KindFault::Active(what)))
}

/// Reads a text as XML.
pub(crate) fn parse(text: &str) -> Result<Document<'_>, roxmltree::Error> {
    let options = ParsingOptions {
        // Drawing programs write one; the parser bounds what its entities may grow to.
        allow_dtd: true,
        nodes_limit: MAX_NODES,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text.trim_start_matches('\u{FEFF}'), options)
}

/// What runs in a document, if something does.
pub(crate) fn active(document: &Document<'_>) -> Option<String> {
    // Browsers give elements the attributes that are declared for them, the parser here does not.
    if document.input_text().contains("<!ATTLIST") {
        return Some("declarations of attributes (<!ATTLIST>)".to_owned());
    }
    document.descendants().find_map(active_node)
}

fn active_node(node: Node<'_, '_>) -> Option<String> {
    if let Some(instruction) = node.pi()
        && instruction.target.eq_ignore_ascii_case("xml-stylesheet")
        && !instruction.value.is_some_and(|value| value.contains("text/css"))
    {
        return Some("a style sheet that makes a page of it (<?xml-stylesheet?>)".to_owned());
    }
    if !node.is_element() {
        return None;
    }
    let name = node.tag_name().name();
    if node.tag_name().namespace() == Some(XHTML) {
        return Some(format!("an element of web pages, <{name}>"));
    }
    if [
        "script",
        "foreignObject",
        "iframe",
        "object",
        "embed",
        "handler",
        "listener",
    ]
    .iter()
    .any(|runs| name.eq_ignore_ascii_case(runs))
    {
        return Some(format!("<{name}>"));
    }
    node.attributes().find_map(|attribute| {
        let (name, value) = (attribute.name(), attribute.value());
        let is_handler = name.len() > 2 && name.get(..2).is_some_and(|on| on.eq_ignore_ascii_case("on"));
        let is_address = |part: &str| {
            let visible = part.chars().filter(|c| !c.is_control() && !c.is_whitespace());
            let scheme: String = visible.take("javascript:".len()).collect();
            scheme.eq_ignore_ascii_case("javascript:")
        };
        // An animation lists the values that an attribute takes one after the other.
        let runs = is_handler
            || value.split(';').any(is_address)
            || (name == "href" && value.trim_start().to_ascii_lowercase().starts_with("data:text/"));
        runs.then(|| format!("the attribute {name}=\"…\""))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    // Each of these has run in somebody's browser.
    #[test]
    fn whatever_runs_in_xml_is_found() {
        for text in [
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>",
            "<svg><g onload=\"x()\"/></svg>",
            "<svg><a href=\" java\nscript:x()\"/></svg>",
            "<svg><animate values=\"#a;javascript:x()\"/></svg>",
            "<!DOCTYPE svg [<!ATTLIST svg onload CDATA \"x()\">]><svg/>",
            "<gpx xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:p/></gpx>",
            "<?xml-stylesheet type=\"text/xsl\" href=\"a.xsl\"?><gpx/>",
        ] {
            let document = parse(text).expect("it is XML");
            assert!(active(&document).is_some(), "{text}");
        }
        for text in [
            "<svg foot=\"1\"/>",
            "<?xml-stylesheet type=\"text/css\" href=\"#a\"?><svg><style>a{}</style></svg>",
            "<!DOCTYPE svg [<!ENTITY n \"v\">]><svg a=\"&n;\"/>",
        ] {
            let document = parse(text).expect("it is XML");
            assert_eq!(active(&document), None, "{text}");
        }
    }
}
