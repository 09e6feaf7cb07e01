//! One honest number: the words that the readers of the source saw, beside those that the readers of the articles see.
//!
//! They are counted by readers of their own for HTML and Markdown, which share nothing with those that make the articles: who
//! measures a thing by itself finds it whole. Each text is compared with the article it became, word by word, so words that an
//! import makes up make good for none that it lost.

mod bag;
mod html;
mod markdown;
mod shortcodes;

use std::collections::BTreeMap;

use content::article::Article;
use content::block::Block;
use content::inline;
use content::site::Site;
use content::slug::Slug;
use serde::Serialize;

use self::bag::Bag;

/// What part of a text words stand in, and so why they may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Paragraphs, headings, lists and the like.
    Text,
    /// Tables.
    Table,
    /// Code and other text that keeps its lines.
    Code,
    /// Captions and alternative texts.
    Picture,
    /// Attributes of shortcodes, template tags and components.
    Tag,
    /// Titles and other texts of the front matter, or what stands for it elsewhere.
    Key,
    /// Labels, choices and buttons of forms.
    Form,
    /// Drawings.
    Drawing,
}

impl Part {
    fn cause(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Table => "tables",
            Self::Code => "code",
            Self::Picture => "captions and alternative texts",
            Self::Tag => "shortcodes, template tags and components",
            Self::Key => "titles and front matter",
            Self::Form => "forms",
            Self::Drawing => "drawings",
        }
    }
}

/// Why a whole text is not there that readers of the source saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Loss {
    /// It is broken.
    Unreadable,
    /// It is of a kind that no import reads.
    OtherKind,
    /// Another text has its number.
    Twice,
    /// press refuses it.
    Refused,
}

impl Loss {
    fn cause(self) -> &'static str {
        match self {
            Self::Unreadable => "texts that cannot be read",
            Self::OtherKind => "files of a kind that is not read",
            Self::Twice => "texts whose number another has",
            Self::Refused => "texts that press cannot publish",
        }
    }
}

/// What one text says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said(BTreeMap<Part, Bag>);

impl Said {
    /// What a page of HTML says.
    pub fn html(html: &str) -> Self {
        let mut said = Self::default();
        html::add(html, &mut said);
        said
    }

    /// What a text of WordPress says: HTML with shortcodes.
    pub fn with_shortcodes(text: &str) -> Self {
        let mut said = Self::default();
        shortcodes::add(text, &mut said);
        said
    }

    /// What a text in Markdown says; MDX holds programs as well.
    pub fn markdown(text: &str, is_mdx: bool) -> Self {
        let mut said = Self::default();
        markdown::add(text, is_mdx, &mut said);
        said
    }

    /// What a text without marks says.
    pub fn text(text: &str) -> Self {
        let mut said = Self::default();
        said.add(Part::Text, text);
        said
    }

    /// The same with more words, without marks.
    #[must_use]
    pub fn and(mut self, part: Part, text: &str) -> Self {
        self.add(part, text);
        self
    }

    /// The same with what else was said.
    #[must_use]
    pub fn and_all(mut self, other: Self) -> Self {
        for (part, words) in other.0 {
            self.0.entry(part).or_default().add_all(words);
        }
        self
    }

    /// How many words that are.
    pub fn count(&self) -> usize {
        self.0.values().map(Bag::count).sum()
    }

    fn add(&mut self, part: Part, text: &str) {
        self.0.entry(part).or_default().add(text);
    }
}

/// What became of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Fate {
    /// The article of that section and slug.
    Article(Option<Slug>, Slug),
    /// A name or description of the site, a section or a tag.
    Site,
    Lost(Loss),
}

/// All that the source says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    texts: Vec<(Fate, Said)>,
    withheld: usize,
}

/// How many words there are, and why some are missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Those that the readers of the source saw.
    pub read: usize,
    /// Those of them that the readers of the articles see.
    pub kept: usize,
    /// The others by where they stood.
    pub missing: BTreeMap<&'static str, usize>,
    /// Those that the readers of the source did not see either, and that are not among the others.
    pub withheld: usize,
}

impl Words {
    /// A text became an article.
    pub fn of_article(&mut self, section: Option<&Slug>, slug: &Slug, said: Said) {
        let fate = Fate::Article(section.cloned(), slug.clone());
        self.texts.push((fate, said));
    }

    /// A text became what the site says of itself and its lists.
    pub fn of_site(&mut self, said: Said) {
        self.texts.push((Fate::Site, said));
    }

    /// A text is not there.
    pub fn lose(&mut self, loss: Loss, said: Said) {
        self.texts.push((Fate::Lost(loss), said));
    }

    /// A text is not there, and the readers of the source did not see it either.
    pub fn withhold(&mut self, said: &Said) {
        self.withheld += said.count();
    }

    /// Compares what the source says with what was made of it.
    pub fn count(&self, site: &Site, articles: &[Article]) -> Count {
        let mut results: BTreeMap<_, _> = articles
            .iter()
            .map(|article| ((article.section.as_ref(), &article.slug), bag_of_article(article)))
            .collect();
        let mut of_site = bag_of_site(site);
        let mut count = Count {
            withheld: self.withheld,
            ..Count::default()
        };
        for (fate, said) in &self.texts {
            let result = match fate {
                Fate::Article(section, slug) => {
                    results.get_mut(&(section.as_ref(), slug)).ok_or(Loss::Refused)
                }
                Fate::Site => Ok(&mut of_site),
                Fate::Lost(loss) => Err(*loss),
            };
            let mut miss = |cause, words| {
                if words > 0 {
                    *count.missing.entry(cause).or_default() += words;
                }
            };
            match result {
                Ok(result) => {
                    for (part, words) in &said.0 {
                        let found = result.take(words);
                        count.kept += found;
                        miss(part.cause(), words.count() - found);
                    }
                }
                Err(loss) => miss(loss.cause(), said.count()),
            }
            count.read += said.count();
        }
        count
    }
}

/// What the readers of an article see of its title, lead and text.
fn bag_of_article(article: &Article) -> Bag {
    let mut bag = Bag::of(&article.title);
    bag.add(&inline::plain(&article.lead));
    if let Some(image) = &article.image {
        bag.add(image.alt.as_deref().unwrap_or_default());
        bag.add(&inline::plain(&image.caption));
        bag.add(image.credit.as_deref().unwrap_or_default());
    }
    bag.add(&content::text::of(&article.body));
    add_pull_quotes(&article.body, &mut bag);
    bag.sort();
    bag
}

/// Who looks for words finds those of a pull quote in the text; here they are words like any other.
fn add_pull_quotes(blocks: &[Block], bag: &mut Bag) {
    for block in blocks {
        match block {
            Block::PullQuote(quote) => bag.add(&inline::plain(&quote.text)),
            Block::List(list) => list.items.iter().for_each(|item| add_pull_quotes(item, bag)),
            Block::Quote(quote) => add_pull_quotes(&quote.body, bag),
            Block::Callout(callout) => add_pull_quotes(&callout.body, bag),
            Block::Details(details) => add_pull_quotes(&details.body, bag),
            Block::Footnotes(notes) => notes
                .notes
                .iter()
                .for_each(|note| add_pull_quotes(&note.body, bag)),
            _ => {}
        }
    }
}

fn bag_of_site(site: &Site) -> Bag {
    let mut bag = Bag::of(&site.name);
    let mut add = |text: &Option<String>| bag.add(text.as_deref().unwrap_or_default());
    add(&site.tagline);
    site.sections.iter().for_each(|section| add(&section.description));
    for tag in site.taxonomies.iter().flat_map(|taxonomy| &taxonomy.tags) {
        add(&tag.description);
    }
    site.sections.iter().for_each(|section| bag.add(&section.name));
    bag.sort();
    bag
}
