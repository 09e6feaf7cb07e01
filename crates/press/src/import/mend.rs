//! What was imported, changed until press publishes it unedited: whoever imports has to do nothing more by hand.
//!
//! Sources allow what a site here does not: an earlier address that two texts claim, an embed of a service that nobody
//! described, a picture that is none. Each is tried as it is, and gives way to less: never the article to one of its parts.

use std::collections::BTreeMap;
use std::path::Path;

use content::article::Article;
use content::block::{Block, Embed, Paragraph};
use content::inline::{Inline, Run};
use content::site::Site;

use super::Imported;
use super::account::{Account, Place};
use super::archive::Unpacked;
use super::drawing;
use super::folder::{self, FolderError};
use super::html;
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::read::article::{self, Name};
use crate::read::markdown::write;
use crate::read::media::Media;
use crate::read::media::view::View;

/// How often a folder is tried. Each time what is still refused gives way to less; the last time the article itself.
const TRIALS: u32 = 5;

/// Tries what was imported as a content folder beside `target`, and changes what `examine` refuses. What gave way stands in
/// the account. `examine` says what is wrong with a content folder.
///
/// # Errors
/// When the folder to try cannot be written.
pub fn mend(
    imported: &mut Imported,
    target: &Path,
    examine: &dyn Fn(&Path) -> Vec<Diagnostic>,
) -> Result<(), FolderError> {
    for trial in 1..=TRIALS {
        let tried = folder::try_out(imported, target)?;
        let mut faults: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
        let folder = tried.folder();
        for fault in examine(&folder) {
            if fault.severity == Severity::Error {
                let file = Path::new(&fault.file).strip_prefix(&folder);
                let file = file.map_or_else(|_| fault.file.clone(), |file| file.display().to_string());
                faults.entry(file.replace('\\', "/")).or_default().push(fault);
            }
        }
        if faults.is_empty() {
            break;
        }
        let Imported {
            site,
            articles,
            media,
            account,
            unpacked,
            ..
        } = imported;
        for article in &mut *articles {
            if let Some(faults) = faults.get(&folder::file_name(article)) {
                mend_article(article, site, faults, trial, account);
            }
        }
        articles.retain(|article| {
            let refused = faults
                .get(&folder::file_name(article))
                .filter(|_| trial == TRIALS);
            if let Some(fault) = refused.and_then(|faults| faults.first()) {
                account.lose(
                    "post",
                    format!("press cannot publish it: {}", fault.what),
                    &place_of(article),
                );
            }
            refused.is_none()
        });
        media.retain_mut(|(path, file)| {
            let Some(fault) = faults.get(&*path.as_str()).and_then(|faults| faults.first()) else {
                return true;
            };
            let place = Place {
                item: path.to_string(),
                ..Place::default()
            };
            if let Some(made) = drawn_again(file) {
                *file = made.path(DRAWING);
                unpacked.push(made);
                let reason = "the pages in the drawing are left out, and what stands beside them is drawn";
                account.read("media");
                account.change("media", reason, &place);
                return true;
            }
            account.lose(
                "media",
                format!("press cannot publish it: {}", fault.what),
                &place,
            );
            false
        });
        if let Some(faults) = faults.get(folder::SITE) {
            mend_site(site, faults, trial, account);
        }
    }
    Ok(())
}

/// What a drawing is called that was made of another one.
const DRAWING: &str = "drawing.svg";

/// A drawing without the pages in it, where it can do without them.
fn drawn_again(file: &Path) -> Option<Unpacked> {
    let is_drawing = file
        .extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("svg"));
    let text = is_drawing.then(|| std::fs::read_to_string(file).ok())??;
    Unpacked::of_text(DRAWING, &drawing::without_pages(&text)?).ok()
}

fn place_of(article: &Article) -> Place {
    Place {
        file: folder::file_name(article),
        line: 0,
        item: article.title.clone(),
    }
}

fn mend_article(
    article: &mut Article,
    site: &Site,
    faults: &[Diagnostic],
    trial: u32,
    account: &mut Account,
) {
    let place = place_of(article);
    let mut others = false;
    for fault in faults {
        match fault.code {
            Code::AliasElsewhere
            | Code::AliasNoPath
            | Code::AliasTaken
            | Code::AliasTooLong
            | Code::AliasTwice
            | Code::AliasWithFragment
                if trial == 1 =>
            {
                drop_alias(article, fault, account, &place);
            }
            Code::UnknownService if trial == 1 => {}
            _ => others = true,
        }
    }
    unframe(&mut article.body, site, account, &place);
    if others && trial > 1 {
        drop_all_aliases(article, &faults[0].what, account, &place);
    }
    match (others, trial) {
        (false, _) => {}
        (true, 1) => say_in_words(article, site, account, &place),
        (true, 2) => leave_out_keys(article, faults, account, &place),
        (true, _) => {
            let reason = format!(
                "press cannot publish its blocks, whose words are kept: {}",
                faults[0].what
            );
            account.read("markup");
            account.change("markup", reason, &place);
            article.body = words_of(std::mem::take(&mut article.body));
        }
    }
}

fn drop_alias(article: &mut Article, fault: &Diagnostic, account: &mut Account, place: &Place) {
    article.aliases.retain(|alias| {
        let is_meant = fault.what.contains(&format!("“{alias}”"));
        if is_meant {
            account.read("address");
            account.drop("address", fault.what.clone(), place);
        }
        !is_meant
    });
}

fn drop_all_aliases(article: &mut Article, why: &str, account: &mut Account, place: &Place) {
    for alias in std::mem::take(&mut article.aliases) {
        account.read("address");
        account.drop("address", format!("“{alias}” is left out: {why}"), place);
    }
}

/// Turns embeds into links whose service the site has not.
fn unframe(blocks: &mut Vec<Block>, site: &Site, account: &mut Account, place: &Place) {
    let is_known = |embed: &Embed| {
        let consent = site.consent.as_ref();
        consent.is_some_and(|consent| consent.position(&embed.service).is_some())
    };
    let mut kept = Vec::with_capacity(blocks.len());
    for mut block in std::mem::take(blocks) {
        match &mut block {
            Block::Embed(embed) if !is_known(embed) => {
                account.read("embed");
                let link = embed.link.take();
                let reason = format!(
                    "the site has no embeds of a service “{}”; a link leads there",
                    embed.service
                );
                let Some(link) = link else {
                    account.drop("embed", "neither the site nor a link shows it", place);
                    continue;
                };
                account.change("embed", reason, place);
                let text = embed.title.take().unwrap_or_else(|| link.to_string());
                block = Block::Paragraph(Paragraph {
                    text: vec![Inline::Run(Run {
                        text,
                        marks: Vec::new(),
                        lang: None,
                        link: Some(link),
                    })],
                });
            }
            Block::List(list) => list
                .items
                .iter_mut()
                .for_each(|item| unframe(item, site, account, place)),
            Block::Quote(quote) => unframe(&mut quote.body, site, account, place),
            Block::Callout(callout) => unframe(&mut callout.body, site, account, place),
            Block::Details(details) => unframe(&mut details.body, site, account, place),
            Block::Footnotes(footnotes) => footnotes
                .notes
                .iter_mut()
                .for_each(|note| unframe(&mut note.body, site, account, place)),
            _ => {}
        }
        kept.push(block);
    }
    *blocks = kept;
}

/// Replaces the blocks that press refuses, each by itself, by their words.
fn say_in_words(article: &mut Article, site: &Site, account: &mut Account, place: &Place) {
    let body = std::mem::take(&mut article.body);
    for block in body {
        let mut alone = article.clone();
        alone.body = vec![block];
        alone.aliases.clear();
        match refusal(&alone, site) {
            None => article.body.append(&mut alone.body),
            Some(why) => {
                account.read("markup");
                account.change("markup", format!("the words of a block are kept: {why}"), place);
                article.body.extend(words_of(alone.body));
            }
        }
    }
}

/// Why press refuses an article by itself.
fn refusal(article: &Article, site: &Site) -> Option<String> {
    let name = Name {
        slug: article.slug.clone(),
        section: article.section.clone(),
        published: None,
    };
    let text = write::article(article, site);
    let media = Media::assumed();
    let draft = article::read(name, &text, Some(site), &View::new(&media), Findings::new(""));
    let found = draft.findings.into_diagnostics();
    found
        .into_iter()
        .find(|fault| fault.severity == Severity::Error)
        .map(|fault| fault.what)
}

/// Blocks as paragraphs of their words; notes and what is no text are gone.
fn words_of(blocks: Vec<Block>) -> Vec<Block> {
    let (mut text, _) = html::flatten(blocks);
    text.retain(|piece| !matches!(piece, Inline::Note(_)));
    if text.is_empty() {
        return Vec::new();
    }
    let parts = html::parts_that_fit(text).into_iter();
    parts.map(|text| Block::Paragraph(Paragraph { text })).collect()
}

/// Leaves out what an article can do without.
fn leave_out_keys(article: &mut Article, faults: &[Diagnostic], account: &mut Account, place: &Place) {
    article.image = None;
    article.event = None;
    article.website = None;
    article.series = None;
    article.translations.clear();
    article.related.clear();
    account.read("key");
    let reason = format!(
        "its picture, event, website, series and translations are left out: {}",
        faults[0].what
    );
    account.drop("key", reason, place);
}

/// Leaves out what a site can do without: first menu and footer, then descriptions, then all that tags say of themselves.
fn mend_site(site: &mut Site, faults: &[Diagnostic], trial: u32, account: &mut Account) {
    let left_out = match trial {
        1 => {
            site.navigation.clear();
            site.footer.clear();
            "the menu and the footer are"
        }
        2 => {
            site.tagline = None;
            site.address = None;
            site.sections
                .iter_mut()
                .for_each(|section| section.description = None);
            "what sections and the site say of themselves is"
        }
        _ => {
            for taxonomy in &mut site.taxonomies {
                taxonomy.tags.iter_mut().for_each(|tag| tag.description = None);
            }
            "what tags say of themselves is"
        }
    };
    account.read("settings");
    let place = Place {
        file: folder::SITE.to_owned(),
        ..Place::default()
    };
    account.drop(
        "settings",
        format!("{left_out} left out: {}", faults[0].what),
        &place,
    );
}
