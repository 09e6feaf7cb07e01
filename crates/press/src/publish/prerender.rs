//! Pages as the portal is going to show them, so that their files can be read before it has arrived.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use content::article::Article;
use content::bundle::{self, AuthorIndex, Chunk};
use content::day::{Day, Moment};
use content::find::{Index, Query};
use content::json;
use content::language::Language;
use content::listing::{self, List};
use content::related::by_tags;
use content::route::Route;
use content::site::Site;
use content::slug::Slug;
use content::words::Words;
use icu_calendar::Gregorian;
use icu_datetime::fieldsets::{M, T, YMD};
use icu_datetime::input::Time;
use icu_datetime::{FixedCalendarDateTimeFormatter, NoCalendarFormatter};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu_plurals::{PluralCategory, PluralRules};
use lol_html::{RewriteStrSettings, element, rewrite_str};
use view::components::blocks::blocks;
use view::components::inline::inline;
use view::components::picture::{Sizes, Urgency, figure_of};
use view::element::{Nodes, nodes, p};
use view::pages::directory::{self, Directory};
use view::pages::find::{self, FindPage};
use view::pages::list::ListPage;
use view::pages::{self, Page};
use view::text::{Finding, Text};
use view::{Locale, View, html, shell};

use crate::edition::bundle::Edition;
use crate::edition::collation::Alphabet;

/// A page that stands ready as HTML.
pub struct Painting {
    /// The name of the document.
    pub title: String,
    /// What stands in `#portal_root`.
    pub html: String,
}

/// Paints the pages of an edition.
pub struct Painter<'e> {
    edition: &'e Edition,
    /// Where each article stands in the edition.
    places: BTreeMap<&'e Slug, usize>,
}

impl<'e> Painter<'e> {
    /// Paints as of the day of the edition.
    pub fn new(edition: &'e Edition) -> Self {
        let places = edition.articles.iter().enumerate();
        Self {
            edition,
            places: places.map(|(place, article)| (&article.slug, place)).collect(),
        }
    }

    /// Paints the page of a route whose addresses begin with `root`. None for a route that this edition has no page for.
    pub fn paint(&self, route: &Route, root: &str) -> Option<Painting> {
        match route {
            Route::List(list, page) => {
                let page = self.list(list, *page)?;
                Some(self.painting(Page::List(&page), root))
            }
            Route::Article { slug, .. } | Route::Page(slug) => self.article(slug, root),
            Route::Find(query) => {
                let page = self.found(&Query::parse(query, &self.edition.site))?;
                let view = self.view(root);
                Some(painting(
                    find::title(&page, &view),
                    nodes(find::page(&page, finding_words_of(&self.edition.site), &view)),
                    &view,
                ))
            }
            Route::Tags(_) | Route::Authors => {
                let page = self.directory(route)?;
                let view = self.view(root);
                let words = finding_words_of(&self.edition.site);
                Some(painting(
                    directory::title(&page, words, &view),
                    nodes(directory::page(&page, words, &view)),
                    &view,
                ))
            }
            Route::Archive => Some(self.painting(Page::Archive, root)),
            // What a reader has saved is known on the reader's device only.
            Route::Saved => Some(self.painting(Page::Saved(&[]), root)),
            Route::Missing(_) => Some(self.painting(Page::Missing, root)),
        }
    }

    fn article(&self, slug: &Slug, root: &str) -> Option<Painting> {
        let place = *self.places.get(slug)?;
        let article = &self.edition.articles[place];
        let similar = if self.is_inline() {
            &by_tags(&self.edition.articles, place)
        } else {
            &article.similar
        };
        Some(self.painting(Page::Article(article, similar), root))
    }

    /// Do the articles stand in `site.json`?
    fn is_inline(&self) -> bool {
        !self.edition.site.articles.is_empty()
    }

    fn list(&self, list: &List, page: u32) -> Option<ListPage> {
        let found = self.edition.page(list, page)?;
        Some(ListPage::head(list, page, &found.own).with(found.cards))
    }

    fn found(&self, query: &Query) -> Option<FindPage> {
        let site = &self.edition.site;
        let home = self.edition.listing(&List::Home)?;
        let index = if self.is_inline() {
            Index::inline(site)
        } else {
            let index = json::value_of(self.file(bundle::FIND)?).ok()?;
            Index::decode(index, site).ok()?
        };
        let found = index.find(query);
        let chunk = |hash: &str| Some((hash.to_owned(), self.read(&bundle::chunk_file(hash))?));
        let hashes = listing::chunks_of_places(&home, &found.places);
        let chunks: Vec<(String, Chunk)> = hashes.into_iter().map(chunk).collect::<Option<_>>()?;
        Some(FindPage {
            cards: listing::cards_of_places(&home, &chunks, &found.places),
            query: query.clone(),
            found,
            // There is a file for the address without a query alone.
            is_answered: false,
        })
    }

    fn directory(&self, route: &Route) -> Option<Directory> {
        let site = &self.edition.site;
        let alphabet = Alphabet::of(&site.language);
        match route {
            Route::Tags(taxonomy) => Directory::of_tags(taxonomy.as_ref(), site, &alphabet),
            _ if site.articles.is_empty() => {
                let index: AuthorIndex = self.read(bundle::AUTHORS)?;
                Directory::of_authors(index.authors, &alphabet)
            }
            _ => {
                let compare = |one: &str, other: &str| alphabet.compare(one, other);
                let authors = listing::inline_authors(site);
                let authors = listing::by_name(authors, |author| &author.name, &compare);
                Directory::of_authors(authors, &alphabet)
            }
        }
    }

    fn file(&self, file: &str) -> Option<&str> {
        std::str::from_utf8(self.edition.files.get(file)?).ok()
    }

    fn read<T: json::Decode>(&self, file: &str) -> Option<T> {
        json::from_text(self.file(file)?).ok()
    }

    fn painting(&self, page: Page<'_>, root: &str) -> Painting {
        let view = self.view(root);
        painting(pages::title(page, &view), pages::page(page, &view), &view)
    }

    fn view<'v>(&'v self, root: &'v str) -> View<'v> {
        view(&self.edition.site, root, self.edition.today)
    }
}

fn painting(title: String, page: Nodes, view: &View<'_>) -> Painting {
    Painting {
        title: shell::document_title(&title, view.site),
        html: html::paint(shell::shell(page, view)),
    }
}

/// An article without the frame of a page, for those who read it elsewhere: lead, picture and body as HTML whose
/// addresses begin with `root`.
pub(crate) fn text(article: &Article, site: &Site, root: &str) -> String {
    let view = view(site, root, None);
    let view = view.within(pages::language(Page::Article(article, &[]), site));
    let lead = (!article.lead.is_empty()).then(|| p().child(inline(&article.lead, &view)));
    let picture = article.image.as_ref();
    let picture = picture.map(|image| figure_of(image, Sizes::Text, Urgency::Lazy, &view));
    let text = html::write(nodes((lead, picture, blocks(&article.body, &view))));
    // Nothing answers a button where the portal does not run.
    let settings =
        RewriteStrSettings::new().append_element_content_handler(element!("button, dialog", |part| {
            part.remove();
            Ok(())
        }));
    rewrite_str(&text, settings).expect("what the views write is well-formed")
}

pub(crate) fn view<'v>(site: &'v Site, root: &'v str, today: Option<Day>) -> View<'v> {
    View {
        site,
        text: words_of(site),
        root,
        today,
        locale: &Cldr,
        around: &site.language,
    }
}

/// The words of a site. They stay until the program ends, and each set of them once.
pub(crate) fn words_of(site: &Site) -> &'static Text {
    all_words_of(site).0
}

/// The same of what only those read who find.
pub(crate) fn finding_words_of(site: &Site) -> &'static Finding {
    all_words_of(site).1
}

fn all_words_of(site: &Site) -> (&'static Text, &'static Finding) {
    type Known = Vec<(Language, Option<Words>, (&'static Text, &'static Finding))>;
    static KNOWN: Mutex<Known> = Mutex::new(Vec::new());
    // Whoever panics while it holds the lock has left nothing half done.
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let found = known
        .iter()
        .find(|(language, words, _)| *language == site.language && *words == site.words);
    if let Some((.., all)) = found {
        return *all;
    }
    let all = (Text::of(site), Finding::of(site));
    known.push((site.language.clone(), site.words.clone(), all));
    all
}

/// Days and numbers in the words of Unicode's Common Locale Data Repository, which browsers write them in, too.
pub(crate) struct Cldr;

impl Locale for Cldr {
    fn month(&self, day: Day, locale: &str) -> String {
        let formatter = FixedCalendarDateTimeFormatter::try_new(tag(locale).into(), M::medium());
        match (formatter, date(day)) {
            (Ok(formatter), Some(date)) => formatter.format(&date).to_string(),
            _ => day.month().to_string(),
        }
    }

    fn whole(&self, day: Day, locale: &str) -> String {
        let formatter = FixedCalendarDateTimeFormatter::try_new(tag(locale).into(), YMD::long());
        match (formatter, date(day)) {
            (Ok(formatter), Some(date)) => formatter.format(&date).to_string(),
            _ => day.to_string(),
        }
    }

    fn time(&self, moment: Moment, locale: &str) -> String {
        let (hour, minute) = moment.time.unwrap_or_default();
        let formatter = NoCalendarFormatter::try_new(tag(locale).into(), T::hm());
        match (formatter, Time::try_new(hour, minute, 0, 0)) {
            // Browsers write a plain space where the data has a narrow one, because of pages that read it back.
            (Ok(formatter), Ok(time)) => formatter.format(&time).to_string().replace('\u{202f}', " "),
            _ => format!("{hour:02}:{minute:02}"),
        }
    }

    fn plural(&self, number: u32, locale: &str) -> String {
        let rules = PluralRules::try_new_cardinal(tag(locale).into());
        let category = rules.map_or(PluralCategory::Other, |rules| rules.category_for(number));
        match category {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        }
        .to_owned()
    }

    fn number(&self, number: f64, locale: &str) -> String {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "no number on a page has more than the 53 bits of which tenths are left"
        )]
        let mut decimal = Decimal::from((number * 10.0).round() as i64);
        decimal.multiply_pow10(-1);
        decimal.trim_end();
        decimals(&decimal, locale, GroupingStrategy::Auto)
    }

    fn digits(&self, number: u32, locale: &str) -> String {
        let mut decimal = Decimal::from(number);
        decimal.pad_start(2);
        decimals(&decimal, locale, GroupingStrategy::Never)
    }
}

fn decimals(decimal: &Decimal, locale: &str, grouping: GroupingStrategy) -> String {
    let mut options = DecimalFormatterOptions::default();
    options.grouping_strategy = Some(grouping);
    DecimalFormatter::try_new(tag(locale).into(), options).map_or_else(
        |_| decimal.to_string(),
        |formatter| formatter.format(decimal).to_string(),
    )
}

fn tag(locale: &str) -> icu_locale_core::Locale {
    icu_locale_core::Locale::try_from_str(locale).unwrap_or(icu_locale_core::Locale::UNKNOWN)
}

fn date(day: Day) -> Option<icu_calendar::Date<Gregorian>> {
    icu_calendar::Date::try_new_gregorian(i32::from(day.year()), day.month(), day.day()).ok()
}
