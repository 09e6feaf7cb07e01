//! A file of Markdown as its front matter and its text.

use std::path::{Path, PathBuf};

use crate::diagnostic::Position;
use crate::import::html;
use crate::import::intake::title_of;
use crate::read::front_matter;
use crate::read::settings::parse_json;

/// Every file of a site's source; what its generator made or fetched is none.
pub(super) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let is_source = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0
            || !(name.starts_with('.')
                || entry.file_type().is_dir()
                    && matches!(
                        &*name,
                        "node_modules" | "_site" | "vendor" | "themes" | "resources"
                    ))
    };
    let entries = walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(is_source)
        .filter_map(Result::ok);
    entries
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect()
}

pub(in crate::import) fn is_markdown(path: &Path) -> bool {
    path.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| {
            matches!(
                &*extension.to_ascii_lowercase(),
                "md" | "markdown" | "mdx" | "mkd"
            )
        })
}

pub(super) type Cut<'t> = (crate::read::settings::Table, &'t str, u32);

/// Cuts front matter off: TOML, YAML or JSON. A file may have none.
pub(super) fn cut(text: &str) -> Result<Cut<'_>, (u32, String)> {
    // Empty lines before it hide front matter from some generators, and what it keeps back from nobody.
    let rest = text.trim_start();
    let is_after_lines = rest.len() < text.len() && (rest.starts_with("---") || rest.starts_with("+++"));
    if is_after_lines
        && !matches!(
            front_matter::split(rest).matter,
            Err(front_matter::MatterFault::None | front_matter::MatterFault::Open(_))
        )
    {
        let skipped = text[..text.len() - rest.len()].matches('\n').count();
        let skipped = crate::diagnostic::count(skipped);
        return match cut(rest) {
            Ok((table, body, line)) => Ok((table, body, line + skipped)),
            Err((line, why)) => Err((line + skipped, why)),
        };
    }
    let explain = |position: Position, fault: &dyn Fn() -> String| (position.line, fault());
    if text.starts_with('{') {
        let (table, length) = parse_json(text, 1).map_err(|(position, fault)| {
            explain(position, &|| crate::diagnostic::Fault::explain(&fault).what)
        })?;
        let before = &text[..length];
        return Ok((
            table,
            &text[length..],
            crate::diagnostic::count(before.matches('\n').count()) + 1,
        ));
    }
    let parts = front_matter::split(text);
    match parts.matter {
        Ok(table) => Ok((table, parts.body, parts.body_line)),
        Err(front_matter::MatterFault::None) => Ok((crate::read::settings::Table::default(), text, 1)),
        Err(fault) => Err((
            fault.position().line,
            crate::diagnostic::Fault::explain(&fault).what,
        )),
    }
}

/// The title: that of the front matter, else the first heading, else the file's name. A first heading that says the
/// title again is taken out; its line stays empty, so that later lines keep their numbers.
pub(super) fn title(title: Option<String>, body: &str, stem: &str) -> (String, String) {
    let first = body.lines().find(|line| !line.trim().is_empty());
    let heading = first.and_then(|line| line.strip_prefix("# ")).map(str::trim);
    let is_title = heading.is_some_and(|heading| title.as_deref().is_none_or(|title| title == heading));
    match (heading, first) {
        (Some(heading), Some(line)) if is_title => {
            let body = body.replacen(line, "", 1);
            let plain = html::plain(&comrak::markdown_to_html(
                heading,
                &crate::read::markdown::options(),
            ));
            (title.unwrap_or(plain), body)
        }
        _ => (title.unwrap_or_else(|| title_of(stem)), body.to_owned()),
    }
}
