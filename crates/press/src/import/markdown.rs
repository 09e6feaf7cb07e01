//! A folder of Markdown, as its generator reads it.

mod admonitions;
mod attributes;
mod authors;
mod cascade;
mod comments;
mod contents;
mod dialect;
mod event;
mod excluded;
mod file;
mod globs;
mod hidden;
mod keys;
mod languages;
mod links;
mod lists;
mod matter;
mod mdx;
mod menu;
mod page;
mod pattern;
mod placing;
mod post;
mod program;
mod public;
mod said;
mod script;
mod settings;
mod status;
mod tags;
mod text;
mod translations;
mod unread;
mod wiki;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use content::day::Day;
use content::href::SiteAddress;
use content::route::Route;
use content::slug::Slug;

pub use self::dialect::Dialect;
use self::dialect::Generator;
use self::excluded::Excluded;
pub(super) use self::file::is_markdown;
use self::file::{Cut, cut, files_below, is_page_of_html, title};
pub use self::keys::{MapError, Mapping};
use self::languages::Languages;
use self::links::Library;
use self::matter::Matter;
use self::page::{Page, PageKind, Root};
use self::post::Post;
use self::settings::Settings;
use self::unread::Unread;
use super::Imported;
use super::account::{Account, Place};
use super::archive::{self, ArchiveError, Unpacked};
use super::intake::{self, Slugs, title_of};
use super::words::{Loss, Said};
use crate::diagnostic::{Findings, Position};
use crate::read::text as file_text;

/// The kind under which articles stand in the account.
const POST: &str = "post";

/// The section of articles that stand in none.
const POSTS: &str = "posts";

/// Why a folder is read by the conventions of Hugo where nothing in it tells of a generator.
const NOTHING_SAYS: &str = "nothing says otherwise";

/// What an import of Markdown needs to know.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whose conventions the folder follows; found out where it is not said.
    pub dialect: Option<Dialect>,
    /// Today: what is dated later is not published.
    pub now: Day,
    /// A folder with media that are not in the source, by their path or as `host/path`.
    pub media: Option<PathBuf>,
    /// Keys of the front matter that mean the same as others.
    pub map: Vec<Mapping>,
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
    /// It is an archive that is not read.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}

/// Reads a folder of Markdown, which may be packed as ZIP.
///
/// # Errors
/// When there is no such folder or nothing in it to import; whatever is wrong with one file stands in the account.
pub fn read(folder: &Path, options: &Options) -> Result<Imported, ImportError> {
    if folder.is_dir() {
        return read_folder(folder, folder, options);
    }
    if !archive::is_zip(folder) {
        return Err(ImportError::NoFolder(folder.to_owned()));
    }
    let unpacked = unpack(folder)?;
    let mut imported = read_folder(&unpacked.root(), folder, options)?;
    imported.unpacked.push(unpacked);
    Ok(imported)
}

/// Unpacks an archive, and the archives in it: those of Notion hold another one.
fn unpack(file: &Path) -> Result<Unpacked, ArchiveError> {
    let mut unpacked = archive::unzip(file, |name| !name.contains("__MACOSX"))?;
    for name in unpacked.names.clone() {
        if archive::has_extension(&name, "zip") {
            unpacked.unzip_within(&name, |name| !name.contains("__MACOSX"))?;
        }
    }
    Ok(unpacked)
}

/// Reads the folder `root`, which whoever imports knows as `shown`.
fn read_folder(root: &Path, shown: &Path, options: &Options) -> Result<Imported, ImportError> {
    let none = || ImportError::NoMarkdown(shown.to_owned());
    let files = files_below(root);
    if !files
        .iter()
        .any(|file| is_markdown(file) || is_page_of_html(file))
    {
        return Err(none());
    }
    let (dialect, why) = if let Some(dialect) = options.dialect {
        (dialect, None)
    } else {
        let found = Dialect::detect(root, &files);
        let (dialect, why) = found.unwrap_or_else(|| (Dialect::Hugo, NOTHING_SAYS.to_owned()));
        (dialect, Some(why))
    };
    let mut import = Import::new(root, shown, dialect, options);
    import.is_guessed = why.as_deref() == Some(NOTHING_SAYS);
    if let Some(why) = why {
        import.account.read("dialect");
        let reason = format!(
            "it is read as a site of {}, because {why}; --dialect says otherwise",
            dialect.name()
        );
        import.account.change("dialect", reason, &import.place(root, ""));
    }
    import.configure();
    let mut pages = import.pages(&files);
    import.tell_of_others(&files);
    if pages.is_empty() {
        return Err(none());
    }
    import.inherit(&pages);
    import.withhold_below(&mut pages);
    import.name_sections(&mut pages);
    for page in pages {
        import.take(page);
    }
    import.relate();
    Ok(import.convert(&files))
}

struct Import {
    root: PathBuf,
    /// What whoever imports calls the root.
    shown: PathBuf,
    dialect: Dialect,
    /// Is that but a guess, so that what only its generator does is not to be expected?
    is_guessed: bool,
    generator: &'static dyn Generator,
    now: Day,
    media: Option<PathBuf>,
    map: Vec<Mapping>,
    settings: Settings,
    excluded: Excluded,
    /// Tags by which the settings keep texts back.
    closing_tags: Vec<String>,
    /// The key that each text has to say yes to.
    wanted_key: Option<&'static str>,
    roots: Vec<Root>,
    languages: Vec<Languages>,
    authors: BTreeMap<String, String>,
    site: content::site::Site,
    account: Account,
    slugs: Slugs,
    /// The files that introduce lists, and where those lists are now.
    lists: Vec<(PathBuf, String)>,
    posts: Vec<Post>,
    /// Keys that nothing reads.
    unread: Unread,
}

impl Import {
    fn new(root: &Path, shown: &Path, dialect: Dialect, options: &Options) -> Self {
        let name = shown.canonicalize().ok();
        let name = name
            .as_deref()
            .and_then(Path::file_stem)
            .and_then(|name| name.to_str());
        Self {
            root: root.to_owned(),
            shown: shown.to_owned(),
            dialect,
            is_guessed: false,
            generator: dialect.generator(),
            now: options.now,
            media: options.media.clone(),
            map: options.map.clone(),
            settings: Settings::default(),
            excluded: Excluded::default(),
            closing_tags: Vec::new(),
            wanted_key: None,
            roots: Vec::new(),
            languages: Vec::new(),
            authors: BTreeMap::new(),
            site: intake::site(title_of(name.unwrap_or("site")), None),
            account: Account::default(),
            slugs: Slugs::new(),
            lists: Vec::new(),
            posts: Vec::new(),
            unread: Unread::default(),
        }
    }

    /// A place in the account.
    fn place(&self, file: &Path, item: &str) -> Place {
        let shown = match file.strip_prefix(&self.root) {
            Ok(within) if self.root != self.shown => self.shown.join(within),
            _ => file.to_owned(),
        };
        Place {
            file: shown.display().to_string(),
            line: 0,
            item: item.to_owned(),
        }
    }

    /// Reads the name of the site and what else its settings say.
    fn configure(&mut self) {
        let generator = self.generator;
        self.settings = Settings::read(&self.root, generator.settings(), generator.programs());
        generator.complete(&self.root, &mut self.settings);
        for unreadable in std::mem::take(&mut self.settings.unreadable) {
            let place = self.place(&unreadable.file, "");
            self.report(unreadable.findings, &place, "settings", &[]);
        }
        let settings = &self.settings;
        if let Some(language) = settings.language() {
            self.site.language = language;
        }
        let own = format!("languages.{}.title", self.site.language);
        if let Some(name) = settings.text(&["title", "name", &own]) {
            self.site.name = name;
        }
        self.site.tagline = settings.text(&["description", "tagline", "subtitle", "params.description"]);
        let address = settings.base.as_ref();
        self.site.address = address.and_then(|base| SiteAddress::parse(&format!("{base}/")));
        self.authors = authors::read(&self.root);
        self.roots = generator.roots(&self.root, &self.settings);
        self.excluded = Excluded::read(&self.root, self.dialect, &self.settings);
        // A site of Hugo may call its days otherwise.
        for meant in ["date", "lastmod", "publishDate", "expiryDate"] {
            let names = self.settings.all_texts(&["frontmatter", meant]);
            let names = names
                .iter()
                .filter(|name| !name.starts_with(':') && !keys::is_read(name));
            let mappings = names.map(|name| Mapping {
                from: public::plain(name),
                to: meant,
            });
            self.map
                .extend(mappings.filter(|_| self.dialect == Dialect::Hugo));
        }
        self.closing_tags = generator.closing_tags(&self.settings);
        self.wanted_key = generator.wanted_key(&self.root, &self.settings);
    }

    /// Reads a file as front matter and text; what is wrong with it stands in the account, under the place.
    fn open<'t>(&mut self, page: &Page, text: &'t mut String, place: &mut Place) -> Option<Cut<'t>> {
        let mut findings = Findings::new(&*place.file);
        let Some(read) = file_text::read(&page.file, &mut findings) else {
            let found = findings.into_diagnostics();
            let first = found.first();
            place.line = first
                .and_then(|found| found.position)
                .map_or(0, |position| position.line);
            let why = first
                .map_or("it cannot be read", |found| found.what.as_str())
                .to_owned();
            self.account.drop(POST, why, place);
            self.account
                .words
                .lose(Loss::Unreadable, said::of_file(&page.file));
            return None;
        };
        *text = read;
        match cut(text) {
            Ok(parts) => Some(parts),
            Err((line, why)) => {
                place.line = line;
                self.account.drop(POST, why, place);
                self.account
                    .words
                    .lose(Loss::Unreadable, said::of_file(&page.file));
                None
            }
        }
    }

    /// Reads the front matter of a file and decides whether it is published.
    fn take(&mut self, page: Page) {
        let mut place = self.place(&page.file, &page.stem);
        self.account.read(POST);
        let mut text = String::new();
        let Some((mut table, body, body_line)) = self.open(&page, &mut text, &mut place) else {
            return;
        };
        let body = self.without_hidden(body, &page, &place);
        let said = said::of(&table, &body, &page.file, self.is_mdx(&page.file));
        let body = match self.dialect {
            Dialect::Notion => matter::of_notion(&mut table, &body),
            _ => body,
        };
        let language = self.language_of(&page);
        for inherited in self.settings.inherited_by(&page, &language) {
            let mut inherited = inherited.clone();
            inherited.retain(keys::is_read);
            table.complete(inherited, Position::line(1));
        }
        let in_doubt = table.entries().next().is_none();
        let in_doubt = in_doubt.then(|| public::before_text(&body, self.now)).flatten();
        // Plugins of Hexo encrypt a text whatever the password is.
        let is_encrypted = self.dialect == Dialect::Hexo && public::has_password(&table);
        let in_doubt = in_doubt.or_else(|| is_encrypted.then(|| "it is behind a password".to_owned()));
        let is_wanted = self.wanted_key.is_none_or(|key| public::is_affirmed(&table, key));
        let taxonomies = self.settings.own_taxonomies();
        table.nest("taxonomies", Position::line(1), |key| {
            taxonomies.iter().any(|own| own.eq_ignore_ascii_case(key))
        });
        let divided = ["categories", "tags"].map(|key| (key, table.text(key).map(ToOwned::to_owned)));
        let mut findings = Findings::new(&*place.file);
        let mut matter = Matter::read(
            table,
            self.now,
            &self.map,
            &mut findings,
            &mut self.account,
            &place,
        );
        for (taxonomy, text) in divided.iter().filter(|_| self.dialect == Dialect::Jekyll) {
            matter.divide(taxonomy, text.as_deref().unwrap_or_default().trim());
        }
        authors::name(&mut matter.authors, &self.authors);
        matter.withheld = matter.withheld.or(in_doubt);
        if matter.withheld.is_none() {
            matter.withheld = self.withheld_by_site(&matter, &body, is_wanted);
        }
        let (title, body) = title(matter.title.clone(), &body, &page.stem);
        place.item.clone_from(&title);
        self.report(findings, &place, "key", &[]);
        let published = matter.published.or(page.published);
        if let Some(why) = self.withheld(&page, &matter, published) {
            place.line = 1;
            if let Some(key) = matter.unclear {
                self.unread.add(&[(key, keys::NOTHING)]);
            }
            self.account
                .withhold(POST, format!("it is not published: {why}"), &place);
            self.account.words.withhold(&said);
            return;
        }
        let mut page = page;
        if page.kind == PageKind::Section && !self.take_section(&mut page, &matter, &title, &body, &place) {
            self.account.words.of_site(said);
            return;
        }
        self.account.keep(POST);
        self.unread.add(&matter.unread);
        self.post(page, matter, title, body, body_line, published, place);
        if let Some(post) = self.posts.last() {
            let (section, slug) = (post.article.section.as_ref(), &post.article.slug);
            self.account.words.of_article(section, slug, said);
        }
    }

    /// Takes out what the text hides from its readers.
    fn without_hidden(&mut self, body: &str, page: &Page, place: &Place) -> String {
        let is_mdx = self.is_mdx(&page.file);
        let (body, parts) = hidden::without(body, is_mdx);
        for part in parts {
            self.account.read("comment");
            self.account.withhold(
                "comment",
                "its template or its frame hides it from readers",
                place,
            );
            self.account.words.withhold(&Said::markdown(&part, is_mdx));
        }
        body
    }

    /// May a file hold programs and components? Docusaurus reads them in all.
    fn is_mdx(&self, file: &Path) -> bool {
        self.dialect == Dialect::Docusaurus || said::is_mdx(file)
    }

    /// Why the settings of the site keep back what front matter does not.
    fn withheld_by_site(&self, matter: &Matter, body: &str, is_wanted: bool) -> Option<String> {
        if !is_wanted && let Some(key) = self.wanted_key {
            return Some(format!("the site publishes what says {key}: true alone"));
        }
        let mut tags = matter.tags.iter().map(|(_, tag)| tag.as_str());
        if let Some(tag) = tags.find(|tag| self.closing_tags.iter().any(|own| own == tag)) {
            return Some(format!(
                "the settings of the site put the tag “{tag}” behind a password"
            ));
        }
        // Jekyll divides a text of several words, so that one of them may be such a tag.
        let mut own = matter.tags.iter().filter(|(taxonomy, _)| taxonomy == "tags");
        if let Some((_, tag)) = own.find(|(_, tag)| status::is_closing_tag(tag)) {
            return Some(format!("its tag “{tag}” says so"));
        }
        if self.dialect != Dialect::Obsidian {
            return None;
        }
        // Notes have tags in their text as well.
        let words = body.split_whitespace().filter_map(|word| word.strip_prefix('#'));
        let own = matter.tags.iter().map(|(_, tag)| tag.as_str());
        let tag = own
            .chain(words)
            .find(|tag| status::is_closing_tag_of_vault(tag))?;
        Some(format!("its tag “{tag}” says so"))
    }

    /// Why an article is not published.
    fn withheld(&self, page: &Page, matter: &Matter, published: Option<Day>) -> Option<String> {
        if page.kind == PageKind::Draft {
            Some("it stands among the drafts".to_owned())
        } else if matter.withheld.is_some() {
            matter.withheld.clone()
        } else if published.is_some_and(|day| day > self.now) {
            Some("its day has not come".to_owned())
        } else {
            None
        }
    }

    /// Turns the texts into articles, now that every address is known.
    fn convert(mut self, files: &[PathBuf]) -> Imported {
        let mut library = self.library(files);
        for post in &self.posts {
            let route = format!(
                "/{}",
                Route::of(post.article.section.as_ref(), &post.article.slug).path()
            );
            library.add(post, &route);
        }
        // A template tag has given some links their new address already.
        for post in &self.posts {
            let route = Route::of(post.article.section.as_ref(), &post.article.slug).path();
            library.add_address(&route, &format!("/{route}"));
        }
        for (file, route) in &self.lists {
            library.add_file(file, route);
        }
        lists::add(&mut library, &self.site);
        for (address, collection) in self.generator.lists(&self.settings) {
            if let Some(section) = self.section_of(&collection) {
                library.add_address(&address, &format!("/{section}/"));
            }
        }
        let mut articles = Vec::with_capacity(self.posts.len());
        self.site.navigation = self.menu(&library);
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
        self.account.maps = self.unread.maps(articles.len());
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
            unpacked: Vec::new(),
        }
    }

    fn library(&self, files: &[PathBuf]) -> Library {
        let themes = self.settings.texts("theme");
        let themes = themes.iter().map(|theme| self.root.join("themes").join(theme));
        let themes: Vec<PathBuf> = themes.collect();
        // What a theme shows is shown, though its texts are none of the site's.
        let of_themes = themes.iter().flat_map(|theme| files_below(theme));
        let files: Vec<PathBuf> = files.iter().cloned().chain(of_themes).collect();
        Library::new(
            &self.root,
            self.roots.iter().map(|root| root.folder.clone()).collect(),
            themes,
            self.settings.base.clone(),
            self.media.clone(),
            self.dialect == Dialect::Obsidian,
            &files,
        )
    }
}
