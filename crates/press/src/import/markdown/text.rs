//! The text of an article, once every address is known.

use content::article::Article;

use super::file::{as_block, is_html};
use super::links::Library;
use super::{Dialect, Import, Post, admonitions, attributes, comments, contents, mdx, tags, wiki};
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::import::account::Place;
use crate::import::intake;
use crate::read::article;
use crate::read::markdown::Converter;
use crate::read::media::Media;
use crate::read::media::view::View;

impl Import {
    pub(super) fn convert_one(&mut self, post: Post, library: &Library) -> Article {
        let Post {
            page,
            mut article,
            lead,
            image,
            body,
            body_line,
            address,
            place,
            ..
        } = post;
        let language = article.language.clone();
        let here = library.here(&page.file, address.as_deref(), language.as_ref());
        let is_mdx = self.is_mdx(&page.file);
        let body = if is_html(&page.file) {
            as_block(&body)
        } else {
            body
        };
        let body = self.without_comments(body, is_mdx, &place);
        let body = if is_mdx {
            let plain = mdx::plain(&body);
            for (line, reason) in plain.dropped {
                self.account.read("markup");
                let place = Place {
                    line: body_line + line,
                    ..place.clone()
                };
                self.account.drop("markup", reason, &place);
            }
            plain.text
        } else {
            body
        };
        let is_vault = self.dialect == Dialect::Obsidian;
        let body = if is_vault {
            wiki::without_signs(&body)
        } else {
            body
        };
        let body = wiki::as_links(&body, is_vault, &|name| here.address(name));
        let body = contents::without(&body);
        // What parts columns in themes of Hugo.
        let body = body.replace("\n<--->\n", "\n\n");
        let body = admonitions::as_alerts(&attributes::without(&body));
        let answers = tags::Answers {
            address: &|wanted| here.address(wanted),
            value: &|key| self.settings.value_of(key),
        };
        let prepared = tags::prepare(&body, answers);
        for (line, reason) in &prepared.unled {
            self.account.read("link");
            let place = Place {
                line: body_line + line,
                ..place.clone()
            };
            self.account.change("link", reason.clone(), &place);
        }
        for _ in 0..prepared.known {
            self.account.read("template tag");
            self.account.keep("template tag");
        }
        let assumed = Media::assumed();
        let media = View::new(&assumed);
        let mut findings = Findings::new(&*place.file);
        let mut converter = Converter::new(&media, &mut findings).with_addresses(&here);
        if let Some((lead, position)) = &lead {
            article.lead = converter.line(lead, *position);
        }
        if let Some(picture) = image {
            article.image = converter.picture(picture.words, picture.position).ok();
        }
        article.body = converter.body(&prepared.text, 1);
        let links = converter.into_places().0;
        for _ in links {
            self.account.read("link");
            self.account.keep("link");
        }
        if article.lead.is_empty() {
            article.lead = article::take_lead(&mut article.body);
        }
        intake::count_blocks(&article.body, &mut self.account);
        let numbers: Vec<u32> = prepared.lines.iter().map(|line| body_line + line).collect();
        self.report(findings, &place, "markup", &numbers);
        article
    }

    /// The text without what its writer alone was to read.
    fn without_comments(&mut self, body: String, is_mdx: bool, place: &Place) -> String {
        let (mut text, mut count) = if is_mdx {
            comments::without(&body, "{/*", "*/}")
        } else {
            (body, 0)
        };
        // Elsewhere two signs of per cent are two signs of per cent.
        if self.dialect == Dialect::Obsidian || text.contains("[[") {
            let found = comments::without(&text, "%%", "%%");
            text = found.0;
            count += found.1;
        }
        let own: &[(&str, &str)] = match self.dialect {
            Dialect::Jekyll => &[("{::comment}", "{:/comment}"), ("{::comment}", "{:/}")],
            Dialect::Eleventy => &[("{# ", "#}"), ("{#\n", "#}"), ("{#-", "#}")],
            _ => &[],
        };
        for (open, close) in own {
            if text.contains(close) {
                let found = comments::without(&text, open, close);
                text = found.0;
                count += found.1;
            }
        }
        for _ in 0..count {
            self.account.read("comment");
            self.account
                .withhold("comment", "its writer alone was to read it", place);
        }
        text
    }

    /// Enters what the Markdown reader found. `lines` gives the line of the source for each line that was read.
    pub(super) fn report(&mut self, findings: Findings, place: &Place, kind: &'static str, lines: &[u32]) {
        for (found, is_loss) in findings.into_losses() {
            let Diagnostic {
                position,
                severity,
                what,
                ..
            } = found;
            let line = position.map_or(0, |position| position.line);
            let place = Place {
                line: usize::try_from(line)
                    .ok()
                    .and_then(|line| lines.get(line.checked_sub(1)?).copied())
                    .unwrap_or(line),
                ..place.clone()
            };
            self.account.read(kind);
            if is_loss || severity == Severity::Error {
                self.account.drop(kind, what, &place);
            } else {
                self.account.change(kind, what, &place);
            }
        }
    }
}
