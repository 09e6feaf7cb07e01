//! What stands in the head of a page for those who read it without opening it: search engines, link previews,
//! feed readers.
//!
//! A navigation within the portal updates title, language and canonical address only: the rest is read from the file
//! of an address, which nobody reads again afterwards.

use content::article::Article;
use content::block::Image;
use content::language::Language;
use content::listing::List;
use content::route::Route;
use content::site::Site;
use quick_xml::escape::escape;
use serde_json::{Value, json};
use view::Locale as _;
use view::components::pager;

use crate::edition::bundle::Edition;
use crate::edition::calendar;
use crate::edition::canonical::Canonical;
use crate::edition::plain;
use crate::edition::portal;
use crate::edition::routes;
use crate::publish::feeds;
use crate::publish::prerender::{Cldr, finding_words_of, view, words_of};

/// One element of a page's head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeadElement {
    /// `<meta name content>`.
    Meta {
        /// Its name.
        name: &'static str,
        /// What it says.
        content: String,
    },
    /// `<meta property content>`, as Open Graph has it.
    Property {
        /// Its property.
        property: &'static str,
        /// What it says.
        content: String,
    },
    /// `<link rel href>`.
    Link {
        /// What the target is to this page.
        rel: &'static str,
        /// The target.
        href: String,
        /// The target's media type.
        media_type: Option<&'static str>,
        /// What the target is called.
        title: Option<String>,
        /// The target's language.
        language: Option<String>,
    },
    /// Structured data. A data block, which is never run: a content security policy does not concern it.
    JsonLd(Value),
}

/// What earlier runs may have left in the head of the front page, which is also the template of all others. A portal's
/// own elements of these kinds are replaced, too, because two of them would contradict each other.
const REPLACED: [&str; 17] = [
    r#"head > meta[name="description"]"#,
    r#"head > meta[name="robots"]"#,
    r#"head > meta[name="twitter:card"]"#,
    r#"head > meta[name="twitter:title"]"#,
    r#"head > meta[name="twitter:description"]"#,
    r#"head > meta[property="og:type"]"#,
    r#"head > meta[property="og:title"]"#,
    r#"head > meta[property="og:description"]"#,
    r#"head > meta[property="og:url"]"#,
    r#"head > meta[property="og:site_name"]"#,
    r#"head > meta[property="og:locale"]"#,
    r#"head > link[rel="canonical"]"#,
    r#"head > link[rel="prev"]"#,
    r#"head > link[rel="next"]"#,
    r#"head > link[rel="alternate"][type]"#,
    r#"head > link[rel="alternate"][hreflang]"#,
    r#"head > script[type="application/ld+json"]"#,
];

/// What the template's own picture is replaced with on a page that has one.
const REPLACED_BY_PICTURE: [&str; 2] = [
    r#"head > meta[property^="og:image"]"#,
    r#"head > meta[name^="twitter:image"]"#,
];

/// What stands in the head of a page beside its title. An address that leads nowhere only says that it is no page.
pub fn head(edition: &Edition, route: &Route) -> Vec<HeadElement> {
    let Some(page) = Page::of(edition, route) else {
        return vec![meta("robots", "noindex".to_owned())];
    };
    let mut elements = Vec::new();
    elements.extend(page.description.clone().map(|text| meta("description", text)));
    if let Some(canonical) = &page.canonical {
        elements.push(link("canonical", canonical.route(route)));
    }
    page.neighbours(&mut elements);
    page.open_graph(&mut elements);
    page.twitter(&mut elements);
    page.alternates(&mut elements);
    if let Some(canonical) = &page.canonical {
        elements.push(HeadElement::JsonLd(page.structured(canonical)));
    }
    elements
}

/// The elements as HTML, without a line end between them: a second run finds the head as this one found it.
pub fn html(elements: &[HeadElement]) -> String {
    elements.iter().map(HeadElement::html).collect()
}

/// The selectors of what these elements stand in for: what an earlier run left, and the portal's own.
pub(crate) fn replaced(elements: &[HeadElement]) -> Vec<&'static str> {
    let has_picture = elements.iter().any(|element| {
        matches!(
            element,
            HeadElement::Property {
                property: "og:image",
                ..
            }
        )
    });
    let by_picture = REPLACED_BY_PICTURE.into_iter().filter(|_| has_picture);
    REPLACED.into_iter().chain(by_picture).collect()
}

impl HeadElement {
    fn html(&self) -> String {
        match self {
            Self::Meta { name, content } => format!(r#"<meta name="{name}" content="{}">"#, escape(content)),
            Self::Property { property, content } => {
                format!(r#"<meta property="{property}" content="{}">"#, escape(content))
            }
            Self::Link {
                rel,
                href,
                media_type,
                title,
                language,
            } => {
                let attribute = |name: &str, value: Option<&str>| {
                    value.map_or_else(String::new, |value| format!(r#" {name}="{}""#, escape(value)))
                };
                format!(
                    r#"<link rel="{rel}"{}{}{} href="{}">"#,
                    attribute("type", *media_type),
                    attribute("hreflang", language.as_deref()),
                    attribute("title", title.as_deref()),
                    escape(href)
                )
            }
            // Without a `<` nothing in the data can end its element.
            Self::JsonLd(data) => format!(
                r#"<script type="application/ld+json">{}</script>"#,
                data.to_string().replace('<', "\\u003c")
            ),
        }
    }
}

/// What the archive is called.
fn archive(site: &Site) -> String {
    let text = words_of(site);
    text.bare(text.archive()).to_owned()
}

/// What a page shows.
enum Shown<'a> {
    /// A page of a list.
    List(&'a List, u32),
    Article(&'a Article),
    /// What leads to lists or to articles in another way.
    Ways,
}

struct Page<'a> {
    site: &'a Site,
    route: &'a Route,
    shown: Shown<'a>,
    /// How many pages the list has.
    pages: u32,
    /// What the page shows is called.
    name: String,
    /// The same, with the page where it is a later one.
    title: String,
    description: Option<String>,
    canonical: Option<Canonical>,
    /// The lists that have feeds, as far as they hold this page.
    feeds: Vec<List>,
}

impl<'a> Page<'a> {
    fn of(edition: &'a Edition, route: &'a Route) -> Option<Self> {
        let site = &edition.site;
        let (shown, name, description) = match route {
            Route::List(list, number) => {
                let (title, description) = match list {
                    List::Home => (site.name.clone(), site.tagline.clone()),
                    List::Section(slug) => {
                        let section = site.section(slug)?;
                        (section.name.clone(), section.description.clone())
                    }
                    List::Tag { taxonomy, tag } => {
                        let tag = site.taxonomy(taxonomy)?.tag(tag)?;
                        (tag.name.clone(), tag.description.clone())
                    }
                    List::Author(_) => {
                        let own = edition.listing(list)?;
                        (own.name?, own.description)
                    }
                    List::Year(year) => (Cldr.digits(*year, words_of(site).locale()), None),
                };
                let description = description.as_deref().map(plain::line);
                (
                    Shown::List(list, *number),
                    title,
                    description.filter(|text| !text.is_empty()),
                )
            }
            Route::Article { slug, .. } | Route::Page(slug) => {
                let article = edition.articles.iter().find(|article| article.slug == *slug)?;
                (
                    Shown::Article(article),
                    article.title.clone(),
                    plain::summary(article),
                )
            }
            Route::Find(_) => {
                let text = words_of(site);
                let words = finding_words_of(site).find_words().bare();
                (Shown::Ways, text.bare(text.find()).to_owned(), Some(words))
            }
            Route::Archive => (Shown::Ways, archive(site), None),
            Route::Authors => {
                let text = words_of(site);
                (Shown::Ways, text.bare(text.authors()).to_owned(), None)
            }
            Route::Tags(None) => (Shown::Ways, finding_words_of(site).tags().bare(), None),
            Route::Tags(Some(taxonomy)) => (Shown::Ways, site.taxonomy(taxonomy)?.name.clone(), None),
            Route::Saved | Route::Missing(_) => return None,
        };
        let canonical = Canonical::of(site).ok();
        let section = match &shown {
            Shown::List(List::Section(slug), _) => Some(slug),
            Shown::Article(article) => article.section.as_ref(),
            Shown::List(..) | Shown::Ways => None,
        };
        let own = section.map(|section| List::Section(section.clone()));
        let feeds = [Some(List::Home), own].into_iter().flatten();
        let feeds = feeds.filter(|list| canonical.is_some() && feeds::has_feed(list, edition));
        let (number, pages) = match &shown {
            Shown::List(list, number) => (*number, routes::pages(edition, list)),
            _ => (1, 1),
        };
        let name = plain::line(&name);
        Some(Self {
            site,
            route,
            pages,
            title: pager::title(name.clone(), number, pages, &view(site, "", None)),
            name,
            description,
            feeds: feeds.collect(),
            canonical,
            shown,
        })
    }

    /// The pages of the list before and after this one.
    fn neighbours(&self, elements: &mut Vec<HeadElement>) {
        let (Some(canonical), Shown::List(list, number)) = (&self.canonical, &self.shown) else {
            return;
        };
        let address = |number| canonical.route(&Route::List((*list).clone(), number));
        if *number > 1 {
            elements.push(link("prev", address(number - 1)));
        }
        if *number < self.pages {
            elements.push(link("next", address(number + 1)));
        }
    }

    fn article(&self) -> Option<&'a Article> {
        match self.shown {
            Shown::Article(article) => Some(article),
            Shown::List(..) | Shown::Ways => None,
        }
    }

    /// An article of a section, and no page such as about.
    fn piece(&self) -> Option<&'a Article> {
        self.article().filter(|article| article.section.is_some())
    }

    fn language(&self) -> &'a Language {
        self.article()
            .and_then(|article| article.language.as_ref())
            .unwrap_or(&self.site.language)
    }

    /// The names of an article's tags, in the order of its taxonomies.
    fn tags(&self, article: &Article) -> Vec<String> {
        let tags = article.tags.iter().flat_map(|tagging| {
            let taxonomy = self.site.taxonomy(&tagging.taxonomy);
            tagging.tags.iter().filter_map(move |tag| taxonomy?.tag(tag))
        });
        tags.map(|tag| plain::line(&tag.name)).collect()
    }

    fn open_graph(&self, elements: &mut Vec<HeadElement>) {
        let mut add = |property: &'static str, content: Option<String>| {
            elements.extend(content.map(|content| HeadElement::Property { property, content }));
        };
        let kind = if self.piece().is_some() {
            "article"
        } else {
            "website"
        };
        add("og:type", Some(kind.to_owned()));
        add("og:title", Some(self.title.clone()));
        add("og:description", self.description.clone());
        add(
            "og:url",
            self.canonical
                .as_ref()
                .map(|canonical| canonical.route(self.route)),
        );
        add("og:site_name", Some(plain::line(&self.site.name)));
        add("og:locale", Some(locale(self.language())));
        if let (Some(image), Some(canonical)) = (self.image(), &self.canonical) {
            add("og:image", Some(canonical.media(&image.src)));
            let media_type = mime_guess::from_path(&*image.src.as_str()).first();
            add(
                "og:image:type",
                media_type.map(|media_type| media_type.to_string()),
            );
            add("og:image:width", image.width.map(|width| width.to_string()));
            add("og:image:height", image.height.map(|height| height.to_string()));
            add("og:image:alt", alternative(image));
        }
        let Some(article) = self.piece() else { return };
        add(
            "article:published_time",
            article.published.map(|day| day.to_string()),
        );
        add(
            "article:modified_time",
            article.updated.map(|day| day.to_string()),
        );
        for author in &article.authors {
            add("article:author", Some(plain::line(author)));
        }
        add("article:section", self.section_name(article));
        for tag in self.tags(article) {
            add("article:tag", Some(tag));
        }
    }

    fn twitter(&self, elements: &mut Vec<HeadElement>) {
        let picture = self.image().zip(self.canonical.as_ref());
        let card = if picture.is_some() {
            "summary_large_image"
        } else {
            "summary"
        };
        elements.push(meta("twitter:card", card.to_owned()));
        elements.push(meta("twitter:title", self.title.clone()));
        elements.extend(
            self.description
                .clone()
                .map(|text| meta("twitter:description", text)),
        );
        if let Some((image, canonical)) = picture {
            elements.push(meta("twitter:image", canonical.media(&image.src)));
            elements.extend(alternative(image).map(|text| meta("twitter:image:alt", text)));
        }
    }

    /// Feeds, calendars and translations. Their addresses are absolute, because a navigation within the portal leaves them as they
    /// are.
    fn alternates(&self, elements: &mut Vec<HeadElement>) {
        let Some(canonical) = &self.canonical else { return };
        for list in &self.feeds {
            let name = feeds::title(list, self.site);
            elements.extend(portal::FEEDS.map(|format| HeadElement::Link {
                rel: "alternate",
                href: canonical.path(&portal::feed_path(list, &format)),
                media_type: Some(format.media_type),
                title: Some(format!("{name} ({})", format.name)),
                language: None,
            }));
        }
        if let Some((article, path)) = self
            .article()
            .and_then(|article| Some((article, calendar::path(article)?)))
        {
            elements.push(HeadElement::Link {
                rel: "alternate",
                href: canonical.path(&path),
                media_type: Some("text/calendar"),
                title: Some(plain::line(&article.title)),
                language: None,
            });
        }
        let translations = self.article().into_iter();
        let translations = translations.flat_map(|article| canonical.translations(article));
        elements.extend(translations.map(|(language, href)| HeadElement::Link {
            rel: "alternate",
            href,
            media_type: None,
            title: None,
            language: Some(language),
        }));
    }

    fn image(&self) -> Option<&'a Image> {
        self.article().and_then(|article| article.image.as_ref())
    }

    fn section_name(&self, article: &Article) -> Option<String> {
        let section = self.site.section(article.section.as_ref()?)?;
        Some(plain::line(&section.name))
    }

    /// Structured data in the words of schema.org.
    fn structured(&self, canonical: &Canonical) -> Value {
        let address = canonical.route(self.route);
        let mut graph = Vec::new();
        match self.shown {
            Shown::List(List::Home, 1) => graph.push(self.website(canonical)),
            Shown::List(List::Author(_), 1) => {
                let mut page = self.web_page("ProfilePage", &address, canonical);
                page["mainEntity"] = compact(json!({
                    "@type": "Person",
                    "@id": format!("{address}#person"),
                    "name": self.title,
                    "url": address,
                    "description": self.description,
                }));
                graph.push(page);
            }
            Shown::List(..) | Shown::Ways => {
                graph.push(self.web_page("CollectionPage", &address, canonical));
            }
            Shown::Article(article) if article.section.is_none() => {
                graph.push(self.web_page("WebPage", &address, canonical));
            }
            Shown::Article(article) => graph.push(self.article_data(article, &address, canonical)),
        }
        if let Some(article) = self.article()
            && article.event.is_some()
        {
            graph.push(self.event_data(article, &address, canonical));
        }
        if let Some(breadcrumbs) = self.breadcrumbs(canonical) {
            graph.push(breadcrumbs);
        }
        json!({ "@context": "https://schema.org", "@graph": graph })
    }

    fn website(&self, canonical: &Canonical) -> Value {
        let address = canonical.path("");
        compact(json!({
            "@type": "WebSite",
            "@id": format!("{address}#website"),
            "url": address,
            "name": self.title,
            "description": self.description,
            "inLanguage": self.site.language.to_string(),
        }))
    }

    fn web_page(&self, kind: &str, address: &str, canonical: &Canonical) -> Value {
        compact(json!({
            "@type": kind,
            "@id": address,
            "url": address,
            "name": self.title,
            "description": self.description,
            "inLanguage": self.language().to_string(),
            "isPartOf": { "@id": format!("{}#website", canonical.path("")) },
        }))
    }

    fn article_data(&self, article: &Article, address: &str, canonical: &Canonical) -> Value {
        let logo = self.site.logo.as_ref().map(|logo| {
            compact(json!({
                "@type": "ImageObject",
                "url": canonical.media(&logo.src),
                "width": logo.width,
                "height": logo.height,
            }))
        });
        let publisher = compact(json!({
            "@type": "Organization",
            "name": plain::line(&self.site.name),
            "url": canonical.path(""),
            "logo": logo,
        }));
        let mut authors: Vec<_> = article
            .authors
            .iter()
            .map(|author| {
                let byline = article.bylines.iter().find(|byline| byline.name == *author);
                let page = byline.map(|byline| {
                    let list = List::Author(byline.slug.clone());
                    canonical.route(&Route::List(list, 1))
                });
                let id = page.as_ref().map(|page| format!("{page}#person"));
                compact(json!({ "@type": "Person", "@id": id, "name": plain::line(author), "url": page }))
            })
            .collect();
        if authors.is_empty() {
            // What nobody has signed is the site's own.
            authors.push(publisher.clone());
        }
        let series = article.series.as_deref().map(plain::line);
        compact(json!({
            "@type": "Article",
            "@id": format!("{address}#article"),
            "url": address,
            "mainEntityOfPage": address,
            "headline": self.title,
            "description": self.description,
            "image": article.image.as_ref().map(|image| picture(image, canonical)),
            "datePublished": article.published.map(|day| day.to_string()),
            "dateModified": article.updated.max(article.published).map(|day| day.to_string()),
            "expires": article.deadline.map(|day| day.to_string()),
            "author": authors,
            "publisher": publisher,
            "articleSection": self.section_name(article),
            "keywords": self.tags(article),
            "isPartOf": series.map(|name| json!({ "@type": "CreativeWorkSeries", "name": name })),
            "inLanguage": self.language().to_string(),
        }))
    }

    fn event_data(&self, article: &Article, address: &str, canonical: &Canonical) -> Value {
        let Some(event) = &article.event else {
            return Value::Null;
        };
        let (start, end) = calendar::span(event);
        let venue = event.venue.as_deref().map(plain::line);
        compact(json!({
            "@type": "Event",
            "@id": format!("{address}#event"),
            "url": article.website.as_ref().map_or_else(|| address.to_owned(), ToString::to_string),
            "mainEntityOfPage": address,
            "name": self.title,
            "description": self.description,
            "image": article.image.as_ref().map(|image| picture(image, canonical)),
            "startDate": start,
            "endDate": end,
            "location": venue.map(|venue| json!({ "@type": "Place", "name": venue, "address": venue })),
        }))
    }

    /// The pages of names between the front page and this one, and the first page of a list before a later one.
    fn above(&self) -> Vec<(String, Route)> {
        let text = words_of(self.site);
        let tags = (finding_words_of(self.site).tags().bare(), Route::Tags(None));
        let mut above = match (&self.shown, self.route) {
            (Shown::List(List::Tag { taxonomy, .. }, _), _) => {
                let names = self.site.taxonomy(taxonomy);
                // One that no article carries any tag of has no page.
                let names = names.filter(|taxonomy| taxonomy.carried().next().is_some());
                let names =
                    names.map(|names| (plain::line(&names.name), Route::Tags(Some(taxonomy.clone()))));
                names.map_or_else(Vec::new, |names| vec![tags, names])
            }
            (Shown::List(List::Author(_), _), _) => {
                vec![(text.bare(text.authors()).to_owned(), Route::Authors)]
            }
            (Shown::List(List::Year(_), _), _) => vec![(archive(self.site), Route::Archive)],
            (Shown::Ways, Route::Tags(Some(_))) => vec![tags],
            _ => Vec::new(),
        };
        if let Shown::List(list, 2..) = self.shown
            && *list != List::Home
        {
            above.push((self.name.clone(), Route::List(list.clone(), 1)));
        }
        above
    }

    /// The way from the front page to this one; the front page has none.
    fn breadcrumbs(&self, canonical: &Canonical) -> Option<Value> {
        if matches!(self.shown, Shown::List(List::Home, 1)) {
            return None;
        }
        let mut steps = vec![(plain::line(&self.site.name), canonical.path(""))];
        if let Some(article) = self.piece()
            && let (Some(section), Some(name)) = (&article.section, self.section_name(article))
        {
            let section = Route::List(List::Section(section.clone()), 1);
            steps.push((name, canonical.route(&section)));
        }
        steps.extend(
            self.above()
                .into_iter()
                .map(|(name, route)| (name, canonical.route(&route))),
        );
        steps.push((self.title.clone(), canonical.route(self.route)));
        let items = steps.into_iter().zip(1..).map(|((name, address), position)| {
            json!({ "@type": "ListItem", "position": position, "name": name, "item": address })
        });
        Some(json!({ "@type": "BreadcrumbList", "itemListElement": items.collect::<Vec<_>>() }))
    }
}

fn picture(image: &Image, canonical: &Canonical) -> Value {
    compact(json!({
        "@type": "ImageObject",
        "url": canonical.media(&image.src),
        "width": image.width,
        "height": image.height,
        "caption": alternative(image),
        "creditText": image.credit.as_deref().map(plain::line),
    }))
}

/// Leaves out what a thing has not.
fn compact(mut thing: Value) -> Value {
    if let Value::Object(fields) = &mut thing {
        fields.retain(|_, value| match value {
            Value::Null => false,
            Value::Array(items) => !items.is_empty(),
            _ => true,
        });
    }
    thing
}

fn alternative(image: &Image) -> Option<String> {
    image
        .alt
        .as_deref()
        .map(plain::line)
        .filter(|alt| !alt.is_empty())
}

/// A language as Open Graph writes it: `pt_BR`, or the language alone where no territory is named.
fn locale(language: &Language) -> String {
    let tag = language.as_str();
    let mut subtags = tag.split('-').take_while(|subtag| subtag.len() > 1);
    let first = subtags.next().unwrap_or_default().to_ascii_lowercase();
    let territory = subtags.find(|subtag| {
        subtag.len() == 2 || (subtag.len() == 3 && subtag.bytes().all(|byte| byte.is_ascii_digit()))
    });
    match territory {
        Some(territory) => format!("{first}_{}", territory.to_ascii_uppercase()),
        None => first,
    }
}

fn meta(name: &'static str, content: String) -> HeadElement {
    HeadElement::Meta { name, content }
}

fn link(rel: &'static str, href: String) -> HeadElement {
    HeadElement::Link {
        rel,
        href,
        media_type: None,
        title: None,
        language: None,
    }
}
