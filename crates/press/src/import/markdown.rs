//! A folder of Markdown, as Zola, Hugo, Jekyll or Astro read it.

mod links;
mod matter;
mod public;
mod tags;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use content::article::Article;
use content::bundle::FORMAT;
use content::day::Day;
use content::href::{Href, SiteAddress};
use content::language::Language;
use content::route::Route;
use content::site::Site;
use content::slug::Slug;

use super::account::{Account, Place};
use super::intake::{self, Slugs, title_of};
use super::{Imported, html};
use crate::diagnostic::{Diagnostic, Findings, Position, Severity};
use crate::read::article::{self, Name};
use crate::read::front_matter;
use crate::read::locale;
use crate::read::markdown::Converter;
use crate::read::media::Media;
use crate::read::media::view::View;
use crate::read::settings::{Reader, parse_json, parse_toml, parse_yaml};
use crate::read::text;
use links::Library;
use matter::Matter;

/// The kind under which articles stand in the account.
const POST: &str = "post";

/// Whose conventions a folder follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `content/`, front matter in TOML, `[taxonomies]`, links as `@/blog/a.md`.
    Zola,
    /// `content/`, page bundles, shortcodes.
    Hugo,
    /// `_posts/`, dates in file names, Liquid.
    Jekyll,
    /// `src/content/`, MDX.
    Astro,
}

/// What an import of Markdown needs to know.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whose conventions the folder follows; found out where it is not said.
    pub dialect: Option<Dialect>,
    /// Today: what is dated later is not published.
    pub now: Day,
    /// A folder with media that are not in the source, by their path or as `host/path`.
    pub media: Option<PathBuf>,
}

/// Why a folder cannot be imported at all.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// There is no such folder.
    #[error("{}: there is no such folder (name the folder of the site, or that of its articles)", .0.display())]
    NoFolder(PathBuf),
    /// It holds no Markdown.
    #[error(
        "{}: no file in this folder is an article in Markdown (name the folder of the site; --dialect says whose conventions it follows)",
        .0.display()
    )]
    NoMarkdown(PathBuf),
}

/// Reads a folder of Markdown.
///
/// # Errors
/// When there is no such folder or nothing in it to import; whatever is wrong with one file stands in the account.
pub fn read(folder: &Path, options: &Options) -> Result<Imported, ImportError> {
    if !folder.is_dir() {
        return Err(ImportError::NoFolder(folder.to_owned()));
    }
    let files = files_below(folder);
    if !files.iter().any(|file| is_markdown(file)) {
        return Err(ImportError::NoMarkdown(folder.to_owned()));
    }
    let dialect = options.dialect.unwrap_or_else(|| detect(folder, &files));
    let mut import = Import {
        root: folder.to_owned(),
        dialect,
        now: options.now,
        site: blank_site(folder),
        base: None,
        permalink: None,
        account: Account::default(),
        slugs: Slugs::new(),
        posts: Vec::new(),
    };
    import.configure();
    let start = import.content_root();
    let mut sources = Vec::new();
    for file in files.iter().filter(|file| is_markdown(file)) {
        if let Some(source) = import.place_of(&start, file) {
            sources.push(source);
        }
    }
    if sources.is_empty() {
        return Err(ImportError::NoMarkdown(folder.to_owned()));
    }
    import.withhold_below(&mut sources);
    for source in &sources {
        if let Some(section) = &source.section
            && let Some(slug) = crate::read::names::slugify(section)
            && import.site.section(&slug).is_none()
        {
            let slug = import.slugs.take(slug.as_ref(), "posts");
            intake::section(&mut import.site, &slug, &title_of(section));
        }
    }
    for source in sources {
        import.take(source);
    }
    Ok(import.convert(options.media.clone(), &files))
}

fn blank_site(folder: &Path) -> Site {
    let name = folder.canonicalize().ok();
    let name = name
        .as_deref()
        .and_then(Path::file_name)
        .and_then(|name| name.to_str());
    Site {
        format: FORMAT,
        name: title_of(name.unwrap_or("site")),
        tagline: None,
        logo: None,
        address: None,
        language: Language::parse("en").expect("en is a language"),
        sections: Vec::new(),
        taxonomies: Vec::new(),
        navigation: Vec::new(),
        footer: Vec::new(),
        words: None,
        pages: Vec::new(),
        years: Vec::new(),
        consent: None,
        articles: Vec::new(),
    }
}

/// Every file of a site's source; what its generator made or fetched is none.
fn files_below(folder: &Path) -> Vec<PathBuf> {
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

fn is_markdown(path: &Path) -> bool {
    path.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| {
            matches!(
                &*extension.to_ascii_lowercase(),
                "md" | "markdown" | "mdx" | "mkd"
            )
        })
}

fn detect(folder: &Path, files: &[PathBuf]) -> Dialect {
    let has = |name: &str| folder.join(name).exists();
    let config = std::fs::read_to_string(folder.join("config.toml")).unwrap_or_default();
    if has("_config.yml") || has("_config.yaml") || has("_posts") {
        Dialect::Jekyll
    } else if has("src/content") || has("astro.config.mjs") || has("astro.config.ts") {
        Dialect::Astro
    } else if config.contains("base_url") || has("zola.toml") {
        Dialect::Zola
    } else if [
        "hugo.toml",
        "hugo.yaml",
        "hugo.json",
        "config/_default",
        "archetypes",
        "config.toml",
        "config.yaml",
    ]
    .iter()
    .any(|name| has(name))
    {
        Dialect::Hugo
    } else if files
        .iter()
        .any(|file| file.extension().is_some_and(|extension| extension == "mdx"))
    {
        Dialect::Astro
    } else if files.iter().any(|file| dated(&stem_of(file)).is_some()) {
        Dialect::Jekyll
    } else {
        Dialect::Hugo
    }
}

fn place(file: &Path, item: &str) -> Place {
    Place {
        file: file.display().to_string(),
        line: 0,
        item: item.to_owned(),
    }
}

fn stem_of(file: &Path) -> String {
    file.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// The day before a file's name, with one digit or two for month and day, as Jekyll takes it.
fn dated(stem: &str) -> Option<(Day, &str)> {
    let mut parts = stem.splitn(4, '-');
    let number = |part: Option<&str>, digits: usize| {
        part.filter(|part| part.len() <= digits && part.bytes().all(|byte| byte.is_ascii_digit()))?
            .parse::<u16>()
            .ok()
    };
    let year = number(parts.next().filter(|part| part.len() == 4), 4)?;
    let month = u8::try_from(number(parts.next(), 2)?).ok()?;
    let day = u8::try_from(number(parts.next(), 2)?).ok()?;
    let name = parts.next().filter(|name| !name.is_empty())?;
    Some((Day::new(year, month, day)?, name))
}

/// Where a file stands in the site.
struct Source {
    file: PathBuf,
    section: Option<String>,
    /// Its name without extension and day, or that of its folder.
    stem: String,
    published: Option<Day>,
    language: Option<Language>,
    kind: SourceKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum SourceKind {
    Article,
    /// What a section says of itself.
    Section,
    Draft,
}

/// An article whose front matter has been read.
struct Post {
    source: Source,
    article: Article,
    lead: Option<(String, Position)>,
    image: Option<matter::Picture>,
    body: String,
    body_line: u32,
    /// Its address in the old site.
    address: Option<String>,
    place: Place,
}

struct Import {
    root: PathBuf,
    dialect: Dialect,
    now: Day,
    site: Site,
    /// The address of the old site.
    base: Option<String>,
    /// How Jekyll makes addresses.
    permalink: Option<String>,
    account: Account,
    slugs: Slugs,
    posts: Vec<Post>,
}

impl Import {
    /// Reads the name of the site and what else its settings say.
    fn configure(&mut self) {
        let names: &[&str] = match self.dialect {
            Dialect::Zola => &["config.toml", "zola.toml"],
            Dialect::Hugo => &[
                "hugo.toml",
                "hugo.yaml",
                "hugo.yml",
                "hugo.json",
                "config.toml",
                "config.yaml",
                "config.yml",
                "config.json",
                "config/_default/hugo.toml",
                "config/_default/config.toml",
                "config/_default/hugo.yaml",
            ],
            Dialect::Jekyll => &["_config.yml", "_config.yaml", "_config.toml"],
            Dialect::Astro => &[],
        };
        let Some(path) = names
            .iter()
            .map(|name| self.root.join(name))
            .find(|path| path.is_file())
        else {
            return;
        };
        let file = path.display().to_string();
        let mut findings = Findings::new(&*file);
        let Some(text) = text::read(&path, &mut findings) else {
            self.report(
                findings,
                &Place {
                    file,
                    ..Place::default()
                },
                "settings",
                &[],
            );
            return;
        };
        let table = match path.extension().and_then(|extension| extension.to_str()) {
            Some("toml") => parse_toml(&text, 1),
            Some("json") => parse_json(&text, 1).map(|(table, _)| table),
            _ => parse_yaml(&text, 1),
        };
        match table {
            Ok(table) => {
                let mut unasked = Findings::new(&*file);
                let mut reader = Reader::new(table, Position::line(1), &mut unasked);
                if let Some((name, _)) = reader.words(&["title", "name"]) {
                    self.site.name = name;
                }
                self.site.tagline = reader.words(&["description", "tagline"]).map(|(text, _)| text);
                let language = reader.words(&[
                    "default_language",
                    "defaultContentLanguage",
                    "languageCode",
                    "lang",
                    "locale",
                ]);
                if let Some(language) = language.and_then(|(text, _)| locale::meant(&text)) {
                    self.site.language = language;
                }
                let base = reader
                    .words(&["base_url", "baseURL", "baseUrl", "url"])
                    .map(|(url, _)| url);
                let path = reader
                    .words(&["baseurl"])
                    .map(|(path, _)| path)
                    .unwrap_or_default();
                self.base = base
                    .map(|base| format!("{}{}", base.trim_end_matches('/'), path.trim_end_matches('/')))
                    .filter(|base| base.contains("://"));
                self.site.address = self
                    .base
                    .as_ref()
                    .and_then(|base| SiteAddress::parse(&format!("{base}/")));
                self.permalink = reader.words(&["permalink"]).map(|(text, _)| text);
            }
            Err((position, fault)) => findings.add(position, &fault),
        }
        self.report(
            findings,
            &Place {
                file,
                ..Place::default()
            },
            "settings",
            &[],
        );
    }

    /// The folder that the articles stand in.
    fn content_root(&self) -> PathBuf {
        let inner = match self.dialect {
            Dialect::Zola | Dialect::Hugo => "content",
            Dialect::Astro => "src/content",
            Dialect::Jekyll => "",
        };
        let root = self.root.join(inner);
        if root.is_dir() { root } else { self.root.clone() }
    }

    /// What a Markdown file is, by where it stands. None for files that the generator does not publish.
    fn place_of(&mut self, start: &Path, file: &Path) -> Option<Source> {
        let pages = self.root.join("src/pages");
        let (relative, is_page) = match (file.strip_prefix(start), file.strip_prefix(&pages)) {
            (_, Ok(relative)) if self.dialect == Dialect::Astro => (relative, true),
            (Ok(relative), _) => (relative, false),
            _ => return None,
        };
        let mut parts: Vec<String> = relative
            .parent()?
            .iter()
            .map(|part| part.to_string_lossy().into_owned())
            .collect();
        let stem = stem_of(file);
        let mut kind = SourceKind::Article;
        let mut stem = stem;
        let language = stem
            .rsplit_once('.')
            .filter(|(_, tag)| tag.len() == 2 || tag.len() == 5 && tag.contains('-'))
            .and_then(|(name, tag)| Some((name.to_owned(), locale::meant(tag)?)));
        let language = language.map(|(name, language)| {
            stem = name;
            language
        });
        if self.dialect == Dialect::Jekyll {
            if parts.iter().any(|part| part == "_drafts") {
                kind = SourceKind::Draft;
            }
            let is_post = parts.iter().any(|part| part == "_posts" || part == "_drafts");
            let flat = parts.is_empty() && dated(&stem).is_some();
            if is_post || flat {
                let above = parts
                    .iter()
                    .take_while(|part| !part.starts_with('_'))
                    .next()
                    .cloned();
                parts = vec![above.unwrap_or_else(|| "posts".to_owned())];
            } else if parts.first().is_some_and(|part| part.starts_with('_')) {
                let name = parts[0].trim_start_matches('_').to_owned();
                if matches!(&*name, "includes" | "layouts" | "sass" | "data" | "plugins") {
                    return None;
                }
                parts = vec![name];
            } else {
                parts.clear();
            }
        } else if self.dialect == Dialect::Astro && stem.starts_with('_') {
            return None;
        }
        if matches!(
            &*stem.to_ascii_lowercase(),
            "readme" | "license" | "changelog" | "contributing"
        ) && parts.is_empty()
        {
            self.account.read(POST);
            let place = place(file, "");
            self.account
                .withhold(POST, "it is about the repository and no article", &place);
            return None;
        }
        if stem == "_index" {
            kind = SourceKind::Section;
        } else if stem == "index" {
            match parts.pop() {
                // A folder with its text and its files is one article.
                Some(folder) => stem = folder,
                None => kind = SourceKind::Section,
            }
        }
        let (published, stem) = match dated(&stem) {
            Some((day, name)) => (Some(day), name.to_owned()),
            None => (None, stem),
        };
        Some(Source {
            file: file.to_owned(),
            section: parts.into_iter().next().filter(|_| !is_page),
            stem,
            published,
            language,
            kind,
        })
    }

    /// Leaves out what a section above keeps from the public, before anything is made of it.
    fn withhold_below(&mut self, sources: &mut Vec<Source>) {
        let sections = sources.iter().filter(|source| source.kind == SourceKind::Section);
        let closed = sections.filter_map(|source| {
            // One that cannot be read is told of when it is its turn.
            let text = text::read(&source.file, &mut Findings::new(""))?;
            let (table, ..) = cut(&text).ok()?;
            Some((
                source.file.parent()?.to_owned(),
                public::cascade(&table, self.now)?,
            ))
        });
        let closed: Vec<_> = closed.collect();
        sources.retain(|source| {
            let above = closed.iter().find(|(folder, _)| source.file.starts_with(folder));
            if let Some((_, why)) = above {
                self.account.read(POST);
                let place = place(&source.file, &source.stem);
                self.account.withhold(
                    POST,
                    format!("it is not published: of all in its section, {why}"),
                    &place,
                );
            }
            above.is_none()
        });
    }

    /// Reads the front matter of a file and decides whether it is published.
    fn take(&mut self, source: Source) {
        let file = source.file.display().to_string();
        let mut place = place(&source.file, &source.stem);
        self.account.read(POST);
        let mut findings = Findings::new(&*file);
        let Some(text) = text::read(&source.file, &mut findings) else {
            let found = findings.into_diagnostics();
            place.line = found
                .first()
                .and_then(|found| found.position)
                .map_or(0, |position| position.line);
            let why = found
                .first()
                .map_or("it cannot be read", |found| found.what.as_str())
                .to_owned();
            self.account.drop(POST, why, &place);
            return;
        };
        let (table, body, body_line) = match cut(&text) {
            Ok(parts) => parts,
            Err((line, why)) => {
                place.line = line;
                self.account.drop(POST, why, &place);
                return;
            }
        };
        let mut findings = Findings::new(&*file);
        let matter = Matter::read(table, self.now, &mut findings, &mut self.account, &place);
        let (title, body) = title(matter.title.clone(), body, &source.stem);
        place.item.clone_from(&title);
        self.report(findings, &place, "key", &[]);
        if source.kind == SourceKind::Section {
            self.take_section(&source, &matter, title, &body, &place);
            return;
        }
        let published = matter.published.or(source.published);
        let why = self.withheld(&source, &matter, published);
        if let Some(why) = why {
            place.line = 1;
            self.account
                .withhold(POST, format!("it is not published: {why}"), &place);
            return;
        }
        self.account.keep(POST);
        let section = source.section.as_deref().and_then(|name| self.section_of(name));
        let wanted = matter.slug.clone().unwrap_or_else(|| source.stem.clone());
        let wanted = match &source.language {
            Some(language) => format!("{wanted}-{language}"),
            None => wanted,
        };
        let slug = self.slugs.take(&wanted, &title);
        let mut article = article::blank(Name {
            slug,
            section,
            published,
        });
        article.title = title;
        article.updated = matter.updated;
        article.authors.clone_from(&matter.authors);
        article.series.clone_from(&matter.series);
        let language = matter.language.clone().or(source.language.clone());
        article.language = language.filter(|language| *language != self.site.language);
        for (taxonomy, name) in &matter.tags {
            self.account.read("tag");
            if intake::tag(&mut self.site, &mut article, taxonomy, name) {
                self.account.keep("tag");
            } else {
                self.account
                    .drop("tag", format!("no address can be made from “{name}”"), &place);
            }
        }
        let address = self.old_address(&source, &matter, published, &wanted);
        let now = Route::of(article.section.as_ref(), &article.slug).path();
        let olds = matter.aliases.iter().cloned().chain(address.clone());
        for old in olds {
            let old = format!("/{}", old.trim_start_matches('/'));
            let parsed = Href::parse(&old).filter(|_| old.trim_matches('/') != now.trim_matches('/'));
            if let Some(alias) = parsed.filter(|alias| !article.aliases.contains(alias)) {
                article.aliases.push(alias);
            }
        }
        self.posts.push(Post {
            lead: matter.lead,
            image: matter.image,
            body,
            body_line,
            address,
            place,
            article,
            source,
        });
    }

    fn section_of(&self, name: &str) -> Option<Slug> {
        let slug = crate::read::names::slugify(name)?;
        let mut sections = self.site.sections.iter();
        let found = sections.find(|section| section.slug == slug || section.name == title_of(name));
        found.map(|section| section.slug.clone())
    }

    /// Why an article is not published.
    fn withheld(&self, source: &Source, matter: &Matter, published: Option<Day>) -> Option<&'static str> {
        if source.kind == SourceKind::Draft {
            Some("it stands among the drafts")
        } else if matter.withheld.is_some() {
            matter.withheld
        } else if published.is_some_and(|day| day > self.now) {
            Some("its day has not come")
        } else {
            None
        }
    }

    fn take_section(&mut self, source: &Source, matter: &Matter, title: String, body: &str, place: &Place) {
        let words = html::count_words(&html::plain(&comrak::markdown_to_html(
            body,
            &crate::read::markdown::options(),
        )));
        let description = matter.lead.as_ref().map(|(text, _)| text.clone());
        match &source.section {
            Some(name) => {
                let slug = crate::read::names::slugify(name);
                let section = self
                    .site
                    .sections
                    .iter_mut()
                    .find(|section| Some(&section.slug) == slug.as_ref());
                if let Some(section) = section {
                    if matter.title.is_some() {
                        section.name = title;
                    }
                    section.description = description.or(section.description.take());
                }
            }
            None => {
                if self.site.tagline.is_none() {
                    self.site.tagline = description;
                }
            }
        }
        if words > 0 {
            let reason = format!(
                "the page of a list has a name and a description, and no text; {words} words are left out"
            );
            self.account.drop(POST, reason, place);
        } else {
            self.account
                .change(POST, "it became the name and the description of its list", place);
        }
    }

    /// Where the generator put the article.
    fn old_address(
        &self,
        source: &Source,
        matter: &Matter,
        published: Option<Day>,
        slug: &str,
    ) -> Option<String> {
        if let Some(path) = &matter.permalink {
            return Some(path.clone());
        }
        match (self.dialect, published) {
            (Dialect::Jekyll, Some(day)) if source.section.is_some() => {
                let categories: Vec<&str> = matter
                    .tags
                    .iter()
                    .filter(|(taxonomy, _)| taxonomy == "categories")
                    .map(|(_, name)| name.as_str())
                    .collect();
                let style = match self.permalink.as_deref() {
                    None | Some("date") => "/:categories/:year/:month/:day/:title.html",
                    Some("pretty") => "/:categories/:year/:month/:day/:title/",
                    Some("none") => "/:categories/:title.html",
                    Some(style) => style,
                };
                let path = style
                    .replace(":categories", &categories.join("/").to_lowercase())
                    .replace(":year", &format!("{:04}", day.year()))
                    .replace(":month", &format!("{:02}", day.month()))
                    .replace(":day", &format!("{:02}", day.day()))
                    .replace(":title", slug)
                    .replace(":slug", slug);
                Some(path.replace("//", "/")).filter(|path| !path.contains(':'))
            }
            (Dialect::Jekyll, _) => Some(format!("/{slug}/")),
            _ => {
                let start = self.content_root();
                let folder = source.file.parent()?.strip_prefix(start).ok()?;
                let mut parts: Vec<_> = folder.iter().map(|part| part.to_string_lossy()).collect();
                if stem_of(&source.file) == "index" {
                    parts.pop();
                }
                let mut path = parts.join("/");
                if !path.is_empty() {
                    path.push('/');
                }
                Some(format!("/{path}{slug}/"))
            }
        }
    }

    /// Turns the texts into articles, now that every address is known.
    fn convert(mut self, media: Option<PathBuf>, files: &[PathBuf]) -> Imported {
        let mut library = Library::new(&self.root, &self.content_root(), self.base.clone(), media, files);
        for post in &self.posts {
            let route = format!(
                "/{}",
                Route::of(post.article.section.as_ref(), &post.article.slug).path()
            );
            library.add(
                &post.source.file,
                post.address.as_deref(),
                post.source.published,
                &post.source.stem,
                &route,
            );
            for alias in &post.article.aliases {
                library.add_address(&alias.as_str(), &route);
            }
        }
        // A template tag has given some links their new address already.
        for post in &self.posts {
            let route = Route::of(post.article.section.as_ref(), &post.article.slug).path();
            library.add_address(&route, &format!("/{route}"));
        }
        for section in &self.site.sections {
            library.add_address(section.slug.as_ref(), &format!("/{}/", section.slug));
        }
        let mut articles = Vec::with_capacity(self.posts.len());
        for post in std::mem::take(&mut self.posts) {
            articles.push(self.convert_one(post, &library));
        }
        let taxonomies = &mut self.site.taxonomies;
        taxonomies.sort_by_key(|taxonomy| match taxonomy.slug.as_ref() {
            "categories" => 0,
            "tags" => 1,
            _ => 2,
        });
        let used = |slug: &Slug| {
            articles
                .iter()
                .any(|article| article.section.as_ref() == Some(slug))
        };
        self.site.sections.retain(|section| used(&section.slug));
        let (media, missing_media) = library.finish();
        for _ in &media {
            self.account.read("media");
            self.account.keep("media");
        }
        for address in &missing_media {
            self.account.read("media");
            let place = Place {
                item: address.clone(),
                ..Place::default()
            };
            self.account.change(
                "media",
                "the file is not at hand; the article waits for it",
                &place,
            );
        }
        Imported {
            site: self.site,
            articles,
            media,
            missing_media,
            account: self.account,
        }
    }

    fn convert_one(&mut self, post: Post, library: &Library) -> Article {
        let Post {
            source,
            mut article,
            lead,
            image,
            body,
            body_line,
            place,
            ..
        } = post;
        let here = library.here(&source.file);
        let is_mdx = source
            .file
            .extension()
            .is_some_and(|extension| extension == "mdx");
        let body = if is_mdx {
            self.without_modules(&body, body_line, &place)
        } else {
            body
        };
        let prepared = tags::prepare(&body, &|wanted| here.address(wanted));
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
        let read = visible_words(&prepared.text);
        let kept = html::words_of_blocks(&article.body);
        self.account.words_read += read;
        self.account.words_kept += kept.min(read);
        if article.lead.is_empty() {
            article.lead = article::take_lead(&mut article.body);
        }
        intake::count_blocks(&article.body, &mut self.account);
        let numbers: Vec<u32> = prepared.lines.iter().map(|line| body_line + line).collect();
        self.report(findings, &place, "markup", &numbers);
        article
    }

    /// MDX without its imports and comments, which no reader sees.
    fn without_modules(&mut self, body: &str, body_line: u32, place: &Place) -> String {
        let mut text = String::with_capacity(body.len());
        let mut in_code = false;
        for (number, line) in (0..).zip(body.lines()) {
            in_code ^= line.trim_start().starts_with("```");
            let is_module = !in_code
                && (line.starts_with("import ") && (line.contains(" from ") || line.contains(['"', '\'']))
                    || line.starts_with("export "));
            if is_module {
                self.account.read("markup");
                let place = Place {
                    line: body_line + number,
                    ..place.clone()
                };
                self.account.drop(
                    "markup",
                    "MDX imports and exports are programs, which no article holds",
                    &place,
                );
            } else {
                text.push_str(line);
            }
            text.push('\n');
        }
        text
    }

    /// Enters what the Markdown reader found. `lines` gives the line of the source for each line that was read.
    fn report(&mut self, findings: Findings, place: &Place, kind: &'static str, lines: &[u32]) {
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

/// Words that a reader of the source's page would see.
fn visible_words(markdown: &str) -> usize {
    let text = crate::read::markdown::without_tags(markdown);
    let mut options = crate::read::markdown::options();
    options.render.r#unsafe = true;
    html::count_words(&html::plain(&comrak::markdown_to_html(&text, &options)))
}

type Cut<'t> = (crate::read::settings::Table, &'t str, u32);

/// Cuts front matter off: TOML, YAML or JSON. A file may have none.
fn cut(text: &str) -> Result<Cut<'_>, (u32, String)> {
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
fn title(title: Option<String>, body: &str, stem: &str) -> (String, String) {
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

/// Names by which a post may be asked for.
type Names = BTreeMap<String, String>;
