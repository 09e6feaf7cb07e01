//! Tables: one row of heads at most, and cells that hold text.

use content::block::{Align, Block, Cell, Table};
use content::inline::Inline;
use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

use super::{At, Context, Flow, has_class};
use crate::read::markdown::html::{name_of, rows_of};

/// How many columns or rows a cell may claim; browsers allow a thousand.
const MAX_SPAN: usize = 100;

impl Context<'_> {
    /// A table, with the caption of the figure around it if it has one.
    pub(super) fn table(
        &mut self,
        node: NodeRef<'_, Node>,
        caption: Option<Vec<Inline>>,
        at: At,
        flow: &mut Flow,
    ) {
        self.keep();
        let mut others = Vec::new();
        let mut caption = caption.unwrap_or_default();
        let own = node.children().find(|child| name_of(*child) == Some("caption"));
        if let Some(own) = own {
            self.keep();
            let (text, blocks) = self.text(own, at);
            others.extend(blocks);
            if !caption.is_empty() && !text.is_empty() {
                caption.push(Inline::line_break());
            }
            caption.extend(text);
        }
        for part in node.children() {
            if matches!(name_of(part), Some("thead" | "tbody" | "tfoot" | "colgroup")) {
                self.keep();
            }
        }
        let mut head = Vec::new();
        let mut rows = Vec::new();
        let mut claimed = Vec::new();
        for row in rows_of(node) {
            self.keep();
            let stands_in_thead = row.parent().and_then(name_of) == Some("thead");
            let mut cells = self.row(row, &mut claimed, at, &mut others);
            if cells.is_empty() {
                continue;
            }
            let is_head = rows.is_empty()
                && head.is_empty()
                && (stands_in_thead || cells.iter().all(|cell| cell.header));
            if is_head {
                for cell in &mut cells {
                    cell.header = false;
                }
                head = cells;
            } else {
                rows.push(cells);
            }
        }
        if !head.is_empty() || !rows.is_empty() {
            flow.push(Block::Table(Table { caption, head, rows }));
        } else if !caption.is_empty() {
            flow.push(Block::Paragraph(content::block::Paragraph { text: caption }));
        }
        flow.flush();
        flow.blocks.extend(others);
    }

    /// The cells of a row. `claimed` counts for each column how many rows a cell above reaches down.
    fn row(
        &mut self,
        row: NodeRef<'_, Node>,
        claimed: &mut Vec<usize>,
        at: At,
        others: &mut Vec<Block>,
    ) -> Vec<Cell> {
        let mut cells = Vec::new();
        for cell in row.children() {
            let Some(element) = cell
                .value()
                .as_element()
                .filter(|element| matches!(element.name(), "td" | "th"))
            else {
                continue;
            };
            fill_claimed(&mut cells, claimed);
            let columns = span(element, "colspan");
            let reaches = span(element, "rowspan");
            if columns > 1 || reaches > 1 {
                self.change(format!(
                    "<{}>: a cell over several columns or rows becomes one cell and empty ones",
                    element.name()
                ));
            } else {
                self.keep();
            }
            let (text, blocks) = self.text(cell, at);
            others.extend(blocks);
            let header = element.name() == "th";
            let align = align_of(element);
            for column in 0..columns {
                if claimed.len() <= cells.len() {
                    claimed.resize(cells.len() + 1, 0);
                }
                claimed[cells.len()] = reaches - 1;
                cells.push(Cell {
                    text: if column == 0 { text.clone() } else { Vec::new() },
                    header,
                    align,
                });
            }
        }
        fill_claimed(&mut cells, claimed);
        cells
    }
}

/// Adds empty cells where cells of rows above reach down.
fn fill_claimed(cells: &mut Vec<Cell>, claimed: &mut [usize]) {
    while let Some(rows) = claimed.get_mut(cells.len()).filter(|rows| **rows > 0) {
        *rows -= 1;
        cells.push(Cell {
            text: Vec::new(),
            header: false,
            align: None,
        });
    }
}

fn span(element: &Element, name: &str) -> usize {
    element
        .attr(name)
        .and_then(|span| span.trim().parse().ok())
        .map_or(1, |span: usize| span.clamp(1, MAX_SPAN))
}

fn align_of(element: &Element) -> Option<Align> {
    let style = element.attr("style").unwrap_or_default().replace(' ', "");
    let written = style
        .split(';')
        .find_map(|rule| rule.strip_prefix("text-align:"))
        .or_else(|| element.attr("align"))
        .or_else(|| element.attr("data-align"));
    let has = |name: &str| has_class(element, |class| class == name);
    match written {
        Some("center") => Some(Align::Center),
        Some("right" | "end") => Some(Align::End),
        Some("left" | "start") => Some(Align::Start),
        _ if has("has-text-align-center") => Some(Align::Center),
        _ if has("has-text-align-right") => Some(Align::End),
        _ => None,
    }
}
