//! Whose conventions a folder of Markdown follows: how it is known, where it keeps what, and which addresses it makes.

mod astro;
mod docusaurus;
mod eleventy;
mod hexo;
mod hugo;
mod jekyll;
mod notion;
mod obsidian;
mod zola;

use std::path::{Path, PathBuf};

use super::file::is_markdown;
use super::page::{Page, Placing, Root, dated, stem_of};
use super::pattern::{Parts, joined};
use super::settings::Settings;

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
    /// Any folder, `_includes/` and `_data/`, data files beside the texts.
    Eleventy,
    /// `source/_posts/`, with or without dates in file names.
    Hexo,
    /// `blog/` and `docs/`, MDX.
    Docusaurus,
    /// Notes in any folder, with `[[links]]` by their names.
    Obsidian,
    /// What Notion exports: names that end in an id, keys as lines below the title.
    Notion,
}

/// What is different from generator to generator.
pub(super) trait Generator {
    /// What it is called.
    fn name(&self) -> &'static str;

    /// The files that may hold its settings; the first that is there counts.
    fn settings(&self) -> &'static [&'static str] {
        &[]
    }

    /// The same where they are programs.
    fn programs(&self) -> &'static [&'static str] {
        &[]
    }

    /// Reads what else its settings are made of.
    fn complete(&self, _root: &Path, _settings: &mut Settings) {}

    /// The folders that its texts stand in, of which there is always one.
    fn roots(&self, root: &Path, settings: &Settings) -> Vec<Root>;

    /// Says what a file is: its collection, its section where that is not its first folder, and what the address has of
    /// its folders.
    fn place(&self, _page: &mut Page, _settings: &Settings) -> Placing {
        Placing::Page
    }

    /// What a file is that stands in none of its folders, by its path in the site.
    fn outside(&self, path: &Path, _settings: &Settings) -> Placing {
        let folders: Vec<_> = path.parent().into_iter().flatten().collect();
        let names = folders.iter().map(|folder| folder.to_string_lossy());
        let is_of_program = |name: &str| name.starts_with(['_', '.', '@']) || BESIDE.contains(&name);
        if folders.is_empty() || names.into_iter().any(|name| is_of_program(&name)) {
            return Placing::PassedOver;
        }
        Placing::Withheld("the site has no folder of texts that it stands in".to_owned())
    }

    /// Do the settings leave out all texts of a language?
    fn is_disabled(&self, _language: &str, _settings: &Settings) -> bool {
        false
    }

    /// What addresses of the site's own language have before them.
    fn own_language_part(&self, _settings: &Settings) -> Option<String> {
        None
    }

    /// The tags by which the settings keep texts back.
    fn closing_tags(&self, _settings: &Settings) -> Vec<String> {
        Vec::new()
    }

    /// The key that each text has to say yes to, where the site publishes nothing else.
    fn wanted_key(&self, _root: &Path, _settings: &Settings) -> Option<&'static str> {
        None
    }

    /// Does it make a text of a file of HTML with front matter, as of one of Markdown, by its path in the site?
    fn reads_html(&self, _path: &Path, _file: &Path) -> bool {
        false
    }

    /// Does it understand an address that a template makes?
    fn has_templates(&self) -> bool {
        false
    }

    /// The address that it made; none where nobody can know.
    fn address(&self, parts: &Parts<'_>, settings: &Settings) -> Option<String> {
        let _ = settings;
        parts.permalink.map_or_else(
            || Some(joined(parts.page.path().chain([parts.name()]))),
            |path| Some(super::pattern::from_root(path)),
        )
    }

    /// The addresses of its lists that are called otherwise than their collections, with those.
    fn lists(&self, _settings: &Settings) -> Vec<(String, String)> {
        Vec::new()
    }

    /// Is a text one of those of a book, which has a list of its own?
    fn is_of_book(&self, _page: &Page, _settings: &Settings) -> bool {
        false
    }

    /// The names of keys in settings and of files of data in which its menu may stand.
    fn menus(&self) -> &'static [Menu] {
        &[]
    }
}

/// Folders of the files of programs, forms and themes.
const BESIDE: [&str; 16] = [
    "archetypes",
    "assets",
    "components",
    "examples",
    "layouts",
    "lib",
    "node_modules",
    "packages",
    "plugins",
    "public",
    "resources",
    "scaffolds",
    "static",
    "test",
    "tests",
    "themes",
];

/// Where a menu may stand.
pub(super) enum Menu {
    /// Under these keys of the settings.
    Settings(&'static [&'static str]),
    /// In a file of data, by its path without an extension.
    Data(&'static str),
    /// In a list in settings that are a program, under these keys.
    Program(&'static [&'static str]),
}

/// The files by which a generator is known, in the order in which they are looked for: some generators read the files of
/// others as well.
const SIGNS: [(&str, Dialect); 27] = [
    ("source/_posts", Dialect::Hexo),
    ("docusaurus.config.js", Dialect::Docusaurus),
    ("docusaurus.config.ts", Dialect::Docusaurus),
    ("docusaurus.config.mjs", Dialect::Docusaurus),
    (".eleventy.js", Dialect::Eleventy),
    ("eleventy.config.js", Dialect::Eleventy),
    ("eleventy.config.mjs", Dialect::Eleventy),
    ("eleventy.config.cjs", Dialect::Eleventy),
    ("eleventy.config.ts", Dialect::Eleventy),
    ("quartz.config.ts", Dialect::Obsidian),
    ("_config.yml", Dialect::Jekyll),
    ("_config.yaml", Dialect::Jekyll),
    ("_posts", Dialect::Jekyll),
    ("src/content", Dialect::Astro),
    ("astro.config.mjs", Dialect::Astro),
    ("astro.config.ts", Dialect::Astro),
    ("zola.toml", Dialect::Zola),
    ("hugo.toml", Dialect::Hugo),
    ("hugo.yaml", Dialect::Hugo),
    ("hugo.yml", Dialect::Hugo),
    ("hugo.json", Dialect::Hugo),
    ("config/_default", Dialect::Hugo),
    ("archetypes", Dialect::Hugo),
    ("config.toml", Dialect::Hugo),
    ("config.yaml", Dialect::Hugo),
    ("config.yml", Dialect::Hugo),
    (".obsidian", Dialect::Obsidian),
];

impl Dialect {
    /// What it is called.
    pub fn name(self) -> &'static str {
        self.generator().name()
    }

    /// Its conventions.
    pub(super) fn generator(self) -> &'static dyn Generator {
        match self {
            Self::Zola => &zola::Zola,
            Self::Hugo => &hugo::Hugo,
            Self::Jekyll => &jekyll::Jekyll,
            Self::Astro => &astro::Astro,
            Self::Eleventy => &eleventy::Eleventy,
            Self::Hexo => &hexo::Hexo,
            Self::Docusaurus => &docusaurus::Docusaurus,
            Self::Obsidian => &obsidian::Obsidian,
            Self::Notion => &notion::Notion,
        }
    }

    /// Finds out whose conventions a folder follows, and by what; none where nothing tells.
    pub(super) fn detect(folder: &Path, files: &[PathBuf]) -> Option<(Self, String)> {
        let config = std::fs::read_to_string(folder.join("config.toml")).unwrap_or_default();
        if config.contains("base_url") && !folder.join("_config.yml").exists() {
            return Some((Self::Zola, "config.toml says base_url".to_owned()));
        }
        if let Some(sign) = hexo::sign(folder) {
            return Some((Self::Hexo, sign.to_owned()));
        }
        if let Some((sign, dialect)) = SIGNS.iter().find(|(sign, _)| folder.join(sign).exists()) {
            return Some((*dialect, format!("there is {sign}")));
        }
        if files.iter().any(|file| notion::id_of(&stem_of(file)).is_some()) {
            return Some((Self::Notion, "names of files end in ids".to_owned()));
        }
        let is_mdx = |file: &PathBuf| file.extension().is_some_and(|extension| extension == "mdx");
        if files.iter().any(is_mdx) {
            return Some((Self::Astro, "there is a file of MDX".to_owned()));
        }
        if !folder.join("content").is_dir() && files.iter().any(|file| dated(&stem_of(file)).is_some()) {
            return Some((Self::Jekyll, "names of files begin with days".to_owned()));
        }
        if files
            .iter()
            .any(|file| stem_of(file).split('.').next() == Some("_index"))
        {
            return Some((Self::Hugo, "there is a file called _index".to_owned()));
        }
        let has_shortcode = |file: &PathBuf| {
            let text = std::fs::read(file).unwrap_or_default();
            is_markdown(file) && text.windows(3).any(|sign| sign == b"{{<" || sign == b"{{%")
        };
        files
            .iter()
            .any(has_shortcode)
            .then(|| (Self::Hugo, "there are shortcodes".to_owned()))
    }
}

/// The first of these folders that is there, else the whole.
fn first_of(root: &Path, inner: &[&str]) -> PathBuf {
    let mut folders = inner.iter().map(|inner| root.join(inner));
    folders
        .find(|folder| folder.is_dir())
        .unwrap_or_else(|| root.to_owned())
}
