//! The style sheet of the content folder that makes the portal the site's own: what it says, and what is wrong with it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use lightningcss::stylesheet::{ParserOptions, StyleSheet};
use thiserror::Error;

use crate::code::Code;
use crate::css::bound_rule;
use crate::diagnostic::{Explanation, Fault, Findings, Position};
use crate::read::bounds::Bounds;
use crate::read::names::composed;
use crate::read::text;
use crate::remedy::Refusal;

/// The file of the content folder that makes the portal the site's own.
pub(crate) const FILE: &str = "brand.css";

/// Why a site's own sheet cannot be published.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BrandError {
    /// The system refuses to read it, or it is no text.
    #[error("{}: cannot be read: {} ({})", .0.display(), .1, .1.remedy)]
    Unreadable(PathBuf, Refusal),
    /// It has a rule that counts only at the beginning of a file.
    #[error("{}: {} has no effect here, because these rules stand behind the portal's (leave it out, or put the rules themselves into the file)", .0.display(), .1)]
    Bound(PathBuf, &'static str),
}

/// The site's own sheet, if it has one that may be opened. Names in it are composed as those of the files are.
///
/// # Errors
/// When it cannot be published.
pub(crate) fn sheet(content: &Path) -> Result<Option<String>, BrandError> {
    let path = content.join(FILE);
    // One that must not be opened is told of where the folder is listed.
    if !Bounds::of(content).is_ok_and(|bounds| bounds.has_file(&path) == Ok(true)) {
        return Ok(None);
    }
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(BrandError::Unreadable(path, error.into())),
    };
    match bound_rule(&text) {
        Some((rule, _)) => Err(BrandError::Bound(path, rule)),
        None => Ok(Some(composed(&text).into_owned())),
    }
}

/// What can be wrong with the site's own style sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
enum BrandFault {
    /// The system refuses to read it, or it is no text.
    Unreadable(Refusal),
    /// A rule that counts only at the beginning of a file.
    Bound(&'static str),
    /// What is no CSS; the parser's own words.
    Syntax(String),
}

impl Fault for BrandFault {
    fn code(&self) -> Code {
        match self {
            Self::Unreadable(_) => Code::BrandUnreadable,
            Self::Bound(_) => Code::BrandBoundRule,
            Self::Syntax(_) => Code::BrandSyntax,
        }
    }

    fn explain(&self) -> Explanation {
        match self {
            Self::Unreadable(refusal) => Explanation::error(
                format!("this style sheet cannot be read: {refusal}"),
                refusal.remedy,
            ),
            Self::Bound(rule) => Explanation::error(
                format!("{rule} has no effect here, because these rules stand behind the portal’s"),
                "leave it out, or put the rules themselves into the file",
            ),
            Self::Syntax(why) => Explanation::warning(
                format!("this is no CSS that press knows ({why}), so the sheet is published as it is"),
                "correct it; browsers pass over what they do not know",
            ),
        }
    }
}

/// What is wrong with the site's own style sheet, where it has one.
pub(crate) fn check(content: &Path) -> Findings {
    let path = content.join(FILE);
    let mut findings = Findings::new(path.display().to_string());
    // One that must not be opened is told of where the folder is listed.
    if !Bounds::of(content).is_ok_and(|bounds| bounds.has_file(&path) == Ok(true)) {
        return findings;
    }
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        // Where it stops being text is worth more than that it does.
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            text::read(&path, &mut findings);
            return findings;
        }
        Err(error) => {
            findings.add(None, &BrandFault::Unreadable(error.into()));
            return findings;
        }
    };
    if let Some((rule, position)) = bound_rule(&text) {
        findings.add(position, &BrandFault::Bound(rule));
    } else if let Some((position, why)) = fault_of_style(&text) {
        findings.add(position, &BrandFault::Syntax(why));
    }
    findings
}

/// What is no CSS in a style sheet, if anything is: where it is known, and the parser's own words.
fn fault_of_style(text: &str) -> Option<(Option<Position>, String)> {
    let error = StyleSheet::parse(text, ParserOptions::default()).err()?;
    let position = error.loc.map(|at| Position {
        line: at.line + 1,
        column: Some(at.column),
    });
    Some((position, error.kind.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    // Behind other rules an `@import` does nothing, and nobody would know why.
    #[test]
    fn a_brand_with_an_import_is_told_by_its_name() {
        let content = tempfile::tempdir().expect("a temporary folder can be made");
        fs::write(content.path().join(FILE), "@import \"other.css\";")
            .expect("a temporary folder can be written");
        let Err(BrandError::Bound(path, rule)) = sheet(content.path()) else {
            panic!("an import is no rule of a brand");
        };
        assert!(path.ends_with(FILE));
        assert_eq!(rule, "@import");
    }
}
