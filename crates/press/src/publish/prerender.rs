//! Pages as the portal is going to show them, so that their files can be read before it has arrived.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use content::article::Article;
use content::bundle::{self, AuthorIndex};
use content::consent::{Category, State};
use content::day::{Day, Moment};
use content::find::{Found, Index, Query, choices};
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
use search::facets::Order;
use view::components::blocks::blocks;
use view::components::inline::inline;
use view::components::picture::{Sizes, Urgency, figure_of};
use view::consent;
use view::element::{Node, Nodes, nodes, p};
use view::pages::directory::{self, Directory};
use view::pages::find::{self, FindPage};
use view::pages::list::ListPage;
use view::pages::{self, Page, offline};
use view::text::{Finding, Text};
use view::{Locale, View, html, shell};

use crate::edition::ask;
use crate::edition::bundle::Edition;
use crate::edition::collation::Alphabet;
use crate::edition::opening;

/// A page that stands ready as HTML.
pub struct Prerendered {
    /// The name of the document.
    pub title: String,
    /// What stands in `#portal_root`.
    pub html: String,
    /// Is it the same from now on and for every reader, so that the app can adopt it as it is?
    pub is_lasting: bool,
}

/// Prerenders the pages of an edition.
pub struct Prerenderer<'e> {
    edition: &'e Edition,
    /// Where each article stands in the edition.
    places: BTreeMap<&'e Slug, usize>,
}

impl<'e> Prerenderer<'e> {
    /// Prerenders as of the day of the edition.
    pub fn new(edition: &'e Edition) -> Self {
        let places = edition.articles.iter().enumerate();
        Self {
            edition,
            places: places.map(|(place, article)| (&article.slug, place)).collect(),
        }
    }

    /// Prerenders the page of a route whose addresses begin with `root`. None for a route that this edition has no page for.
    pub fn render(&self, route: &Route, root: &str) -> Option<Prerendered> {
        match route {
            Route::List(list, page) => {
                let page = self.list(list, *page)?;
                Some(self.prerendered(Page::List(&page), root))
            }
            Route::Article { slug, .. } | Route::Page(slug) => self.article(slug, root),
            Route::Find(query) => {
                let page = self.found(&Query::parse(query, &self.edition.site))?;
                let view = self.view(root);
                Some(prerendered(
                    find::title(&page, &view),
                    nodes(find::page(&page, finding_words_of(&self.edition.site), &view)),
                    &view,
                ))
            }
            Route::Tags(_) | Route::Authors => {
                let page = self.directory(route)?;
                let view = self.view(root);
                let words = finding_words_of(&self.edition.site);
                Some(prerendered(
                    directory::title(&page, words, &view),
                    nodes(directory::page(&page, words, &view)),
                    &view,
                ))
            }
            Route::Archive => Some(self.prerendered(Page::Archive, root)),
            // What a reader has saved is known on the reader's device only.
            Route::Saved => Some(self.prerendered(Page::Saved(&[]), root)),
            Route::Missing(_) => Some(self.prerendered(Page::Missing, root)),
        }
    }

    /// The page that stands for those that are not kept on a device.
    pub(crate) fn offline(&self, root: &str) -> Prerendered {
        let view = self.view(root);
        let words = finding_words_of(&self.edition.site);
        prerendered(
            offline::title(words, &view),
            nodes(offline::page(words, &view)),
            &view,
        )
    }

    fn article(&self, slug: &Slug, root: &str) -> Option<Prerendered> {
        let place = *self.places.get(slug)?;
        let article = &self.edition.articles[place];
        let similar = if self.is_inline() {
            &by_tags(&self.edition.articles, place)
        } else {
            &article.similar
        };
        Some(self.prerendered(Page::Article(article, similar), root))
    }

    /// Do the articles stand in `site.json`?
    fn is_inline(&self) -> bool {
        !self.edition.site.articles.is_empty()
    }

    fn list(&self, list: &List, page: u32) -> Option<ListPage> {
        let found = self.edition.page(list, page)?;
        Some(ListPage::head(list, page, &found.own).with(found.cards))
    }

    /// What a query finds, from the files that the portal asks, so that both say the same. Where there are none, because the
    /// articles stand in `site.json` or a preview has made no index yet, from the articles.
    fn found(&self, query: &Query) -> Option<FindPage> {
        let site = &self.edition.site;
        let (found, cards) = if let Some(index) = ask::Index::of_filters(&self.edition.files) {
            let mut index = index.ok()?;
            let (selected, _) = index.select(query, None, Order::Newest);
            let cards = selected.numbers.iter().map(|number| index.card(*number).0);
            let cards = cards.collect();
            let found = Found {
                count: selected.count,
                places: Vec::new(),
                axes: choices(&selected.counts, site),
            };
            (found, cards)
        } else {
            let articles = &self.edition.articles;
            let found = Index::of(articles, site).find(query);
            let card = if self.is_inline() {
                Article::card
            } else {
                opening::card
            };
            let cards = found.places.iter();
            let cards = cards.map(|place| articles.get(*place).map(card)).collect();
            (found, cards)
        };
        Some(FindPage {
            cards,
            query: query.clone(),
            found,
            marks: Vec::new(),
            searched: None,
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

    fn prerendered(&self, page: Page<'_>, root: &str) -> Prerendered {
        let view = self.view(root);
        Prerendered {
            is_lasting: pages::is_lasting(page, &view),
            ..prerendered(pages::title(page, &view), pages::page(page, &view), &view)
        }
    }

    fn view<'v>(&'v self, root: &'v str) -> View<'v> {
        view(&self.edition.site, root, self.edition.today)
    }
}

fn prerendered(title: String, page: Nodes, view: &View<'_>) -> Prerendered {
    let shell = shell::shell(consent::fill(page, view), view).into_vec();
    Prerendered {
        title: shell::document_title(&title, view.site),
        html: html::prerender(nodes(with_banner(shell, view))),
        is_lasting: false,
    }
}

/// The same with the banner behind the skip link, hidden: `boot.js` shows it to those who have not been here yet, before any
/// app has come. A site with services that nobody is asked about starts the settings on each page, and has no use for it.
fn with_banner(mut shell: Vec<Node>, view: &View<'_>) -> Vec<Node> {
    if let Some(consent) = consent::of(view.site)
        && !consent.optional().is_empty()
        && consent.of(Category::Functional).is_empty()
    {
        let banner = consent::banner(consent, &State::default(), view);
        shell.insert(1, banner.attr("hidden", "").into());
    }
    shell
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
