//! Where the front matter of an article ends and its text begins.

use crate::code::Code;
use crate::diagnostic::{Explanation, Fault, Position, count};
use crate::read::settings::{Misplaced, Table, parse_toml, parse_yaml};

/// A file cut in two.
#[derive(Debug, PartialEq, Eq)]
pub struct Parts<'t> {
    /// The front matter, or why there is none that can be read.
    pub matter: Result<Table, MatterFault>,
    /// The text.
    pub body: &'t str,
    /// The number of the text's first line in the file.
    pub body_line: u32,
}

/// Why a file has no front matter that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MatterFault {
    /// The file begins with something else.
    None,
    /// The line that closes it is missing.
    Open(&'static str),
    /// It is neither TOML nor YAML.
    Syntax(Box<Misplaced>),
}

impl MatterFault {
    /// Where to report it.
    pub fn position(&self) -> Position {
        match self {
            Self::None | Self::Open(_) => Position::line(1),
            Self::Syntax(misplaced) => misplaced.0,
        }
    }
}

impl Fault for MatterFault {
    fn code(&self) -> Code {
        match self {
            Self::None => Code::NoFrontMatter,
            Self::Open(_) => Code::OpenFrontMatter,
            Self::Syntax(misplaced) => misplaced.1.code(),
        }
    }

    fn explain(&self) -> Explanation {
        match self {
            Self::None => Explanation::error(
                "this article has no front matter",
                "begin the file with a line +++, a line title = \"…\" and another line +++",
            ),
            Self::Open(fence) => Explanation::error(
                format!("the front matter has no end: no second line is {fence}"),
                format!("write a line {fence} after the last key"),
            ),
            Self::Syntax(misplaced) => misplaced.1.explain(),
        }
    }
}

/// Cuts a file in two. Its line ends are `\n` and it has no byte order mark.
pub fn split(text: &str) -> Parts<'_> {
    let whole = |fault| Parts {
        matter: Err(fault),
        body: text,
        body_line: 1,
    };
    let first = text.lines().next().unwrap_or_default().trim_end();
    let fence = match first {
        "+++" => "+++",
        "---" => "---",
        _ => return whole(MatterFault::None),
    };
    let start = text.find('\n').map_or(text.len(), |at| at + 1);
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == fence {
            let matter = &text[start..at];
            let parsed = if fence == "+++" {
                parse_toml(matter, 2)
            } else {
                parse_yaml(matter, 2)
            };
            return Parts {
                matter: parsed.map_err(|misplaced| MatterFault::Syntax(Box::new(misplaced))),
                body: &text[at + line.len()..],
                body_line: count(matter.matches('\n').count()) + 3,
            };
        }
        at += line.len();
    }
    Parts {
        body: "",
        ..whole(MatterFault::Open(fence))
    }
}
