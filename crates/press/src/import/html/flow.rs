//! Blocks in the making: the line of text that is not yet one, and what stands in it.

use content::block::{Block, Paragraph};

use super::words;
use crate::read::markdown::html::collapse;
use crate::read::markdown::inline::{Runs, Style};
use crate::read::markdown::placed;

/// Blocks in the making, with the line of text that is not yet one.
#[derive(Default)]
pub(super) struct Flow {
    pub(super) blocks: Vec<Block>,
    pub(super) runs: Runs,
    /// The words before what the line of text holds that is no text, and that.
    before: Vec<(Runs, Block)>,
    /// Does a line break of the source break the line?
    pub(super) is_verse: bool,
}

impl Flow {
    pub(super) fn flush(&mut self) {
        let before = std::mem::take(&mut self.before);
        for block in placed::blocks(before, std::mem::take(&mut self.runs)) {
            match block {
                Block::Paragraph(Paragraph { text }) => {
                    let parts = words::parts_that_fit(text).into_iter();
                    self.blocks
                        .extend(parts.map(|text| Block::Paragraph(Paragraph { text })));
                }
                other => self.blocks.push(other),
            }
        }
    }

    /// Sets a block where the line of text stands.
    pub(super) fn set(&mut self, block: Block) {
        self.before.push((std::mem::take(&mut self.runs), block));
    }

    pub(super) fn push(&mut self, block: Block) {
        self.flush();
        self.blocks.push(block);
    }

    pub(super) fn into_blocks(mut self) -> Vec<Block> {
        self.flush();
        self.blocks
    }
}

/// Text as browsers show it: white space is one space, but in verse the ends of lines are those of lines.
pub(super) fn push_text(text: &str, style: &Style, flow: &mut Flow) {
    if !flow.is_verse {
        let collapsed = collapse(&clean(text), flow.runs.ends_with_space());
        flow.runs.push(&collapsed, style);
        return;
    }
    for (index, line) in clean(text).split('\n').enumerate() {
        if index > 0 {
            flow.runs.push_break();
        }
        let collapsed = collapse(line, flow.runs.ends_with_space());
        flow.runs.push(&collapsed, style);
    }
}

/// The text without characters that no text has: old databases hold some that no XML or JSON may.
pub(super) fn clean(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t' | '\r'))
        .collect()
}
