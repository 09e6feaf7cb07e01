//! Docusaurus: <https://docusaurus.io/docs/blog>, <https://docusaurus.io/docs/i18n/introduction>.

use std::path::Path;

use super::{Generator, Menu};
use crate::import::markdown::languages;
use crate::import::markdown::page::{Page, Placing, Root};
use crate::import::markdown::pattern::{Parts, from_root, joined};
use crate::import::markdown::program::Program;
use crate::import::markdown::settings::Settings;

pub(super) struct Docusaurus;

impl Generator for Docusaurus {
    fn name(&self) -> &'static str {
        "Docusaurus"
    }

    fn programs(&self) -> &'static [&'static str] {
        &[
            "docusaurus.config.js",
            "docusaurus.config.ts",
            "docusaurus.config.mjs",
        ]
    }

    fn roots(&self, root: &Path, settings: &Settings) -> Vec<Root> {
        let instances = instances(settings);
        let mut roots = Vec::new();
        for instance in &instances {
            roots.push(Root {
                collection: instance.collection.clone(),
                holds_pages: instance.kind == Kind::Pages,
                ..Root::new(root.join(&instance.path))
            });
        }
        let languages = std::fs::read_dir(root.join("i18n"))
            .into_iter()
            .flatten()
            .flatten();
        for entry in languages {
            let code = entry.file_name().to_string_lossy().into_owned();
            let Some(language) = languages::meant(&code) else {
                continue;
            };
            for instance in &instances {
                roots.push(Root {
                    collection: instance.collection.clone(),
                    language: Some((code.clone(), language.clone())),
                    holds_pages: instance.kind == Kind::Pages,
                    ..Root::new(entry.path().join(instance.folder_of_translations()))
                });
            }
        }
        roots
    }

    fn outside(&self, path: &Path, _settings: &Settings) -> Placing {
        let names: Vec<_> = path.iter().map(|name| name.to_string_lossy()).collect();
        let folders = &names[..names.len().saturating_sub(1)];
        if folders
            .iter()
            .any(|name| name.ends_with("versioned_docs") || name.starts_with("version-"))
        {
            return Placing::Left(
                "it belongs to an older version, and the newest alone comes along".to_owned(),
            );
        }
        let is_of_program = ["src", "static", "node_modules", "build"];
        if folders
            .first()
            .is_none_or(|name| is_of_program.contains(&&**name) || name.starts_with('.'))
        {
            return Placing::PassedOver;
        }
        Placing::Withheld("the settings of the site name no folder of texts that it stands in".to_owned())
    }

    fn is_disabled(&self, language: &str, settings: &Settings) -> bool {
        let languages = settings.program.all_listed("locales");
        !languages.is_empty() && !languages.iter().any(|own| own.eq_ignore_ascii_case(language))
    }

    fn place(&self, page: &mut Page, settings: &Settings) -> Placing {
        let is_part =
            page.dated_stem.starts_with('_') || page.folders.iter().any(|folder| folder.starts_with('_'));
        if is_part {
            return Placing::PassedOver;
        }
        if self.is_of_book(page, settings) {
            page.stem = unnumbered(&page.stem).to_owned();
        }
        page.section.clone_from(&page.collection);
        Placing::Page
    }

    fn address(&self, parts: &Parts<'_>, settings: &Settings) -> Option<String> {
        let page = parts.page;
        if page.collection.is_none() {
            let own = parts.permalink.is_none().then_some(parts.name());
            return Some(joined(page.path().chain(parts.permalink).chain(own)));
        }
        let instance = instance_of(page, settings)?;
        let is_book = instance.kind == Kind::Book;
        let base = instance.base.trim_matches('/');
        let start = || page.language_part.as_deref().into_iter().chain([base]);
        if let Some(slug) = parts.slug.or(parts.permalink) {
            let is_whole = slug.starts_with('/') || !is_book;
            let folders = page.folders.iter().map(String::as_str).filter(|_| !is_whole);
            return Some(joined(start().chain(folders).chain([slug])));
        }
        if !is_book && let Some(day) = parts.published {
            let day = format!("{:04}/{:02}/{:02}", day.year(), day.month(), day.day());
            return Some(joined(start().chain([&*day, &*page.stem])));
        }
        let parts: Vec<&str> = page.folders.iter().map(|folder| unnumbered(folder)).collect();
        // The text that introduces a folder is its index.
        let name = unnumbered(&page.stem);
        let is_first = parts.last() == Some(&name) || name == "index";
        let name = Some(name).filter(|_| !is_first);
        Some(from_root(&joined(start().chain(parts).chain(name))))
    }

    fn lists(&self, settings: &Settings) -> Vec<(String, String)> {
        let named = instances(settings).into_iter().filter(|own| own.base != "/");
        named
            .filter_map(|own| Some((own.base, own.collection?)))
            .collect()
    }

    fn is_of_book(&self, page: &Page, settings: &Settings) -> bool {
        instance_of(page, settings).is_some_and(|own| own.kind == Kind::Book)
    }

    fn menus(&self) -> &'static [Menu] {
        &[Menu::Program(&["navbar", "items"])]
    }
}

/// What a folder holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Blog,
    Book,
    Pages,
}

/// A folder of texts with a plugin that reads it.
struct Instance {
    kind: Kind,
    /// What tells it from others of its kind.
    id: Option<String>,
    path: String,
    collection: Option<String>,
    /// What stands before its addresses.
    base: String,
}

impl Instance {
    /// As the options of its plugin say, else as its kind has it.
    fn new(kind: Kind, options: Option<&Program>) -> Self {
        let said = |key: &str| options.and_then(|options| options.said(key));
        let usual = match kind {
            Kind::Blog => "blog",
            Kind::Book => "docs",
            Kind::Pages => "src/pages",
        };
        let path = said("path").unwrap_or_else(|| usual.to_owned());
        let path = path.trim_start_matches("./").trim_matches('/').to_owned();
        let name = path.rsplit('/').next().unwrap_or(usual).to_owned();
        Self {
            kind,
            id: said("id").filter(|id| id != "default"),
            collection: Some(name).filter(|_| kind != Kind::Pages),
            base: said("routeBasePath").unwrap_or_else(|| usual.to_owned()),
            path,
        }
    }

    /// Where its texts stand in other languages.
    fn folder_of_translations(&self) -> String {
        let (name, within) = match self.kind {
            Kind::Blog => ("blog", ""),
            Kind::Book => ("docs", "/current"),
            Kind::Pages => ("pages", ""),
        };
        let id = self.id.as_ref().map(|id| format!("-{id}")).unwrap_or_default();
        format!("docusaurus-plugin-content-{name}{id}{within}")
    }
}

/// The folders of texts that the settings name: those of the preset, and those of plugins.
fn instances(settings: &Settings) -> Vec<Instance> {
    let program = &settings.program;
    let kinds = [(Kind::Blog, "blog"), (Kind::Book, "docs"), (Kind::Pages, "pages")];
    let mut found = Vec::new();
    let names = ["'classic", "\"classic", "`classic", "preset-classic"];
    let mut presets: Vec<Program> = names.iter().flat_map(|name| program.all_options(name)).collect();
    let of_plugins: Vec<Instance> = kinds
        .iter()
        .flat_map(|(kind, name)| {
            let options = program.all_options(&format!("plugin-content-{name}"));
            options
                .into_iter()
                .map(|options| Instance::new(*kind, Some(&options)))
        })
        .collect();
    // Settings that nobody can read are those of a new site.
    if presets.is_empty() && of_plugins.is_empty() {
        presets.push(Program::default());
    }
    for preset in presets {
        for (kind, name) in kinds {
            if preset.value(name) != Some("false") {
                found.push(Instance::new(kind, preset.within(name).as_ref()));
            }
        }
    }
    found.extend(of_plugins);
    found
}

/// The folder that a page stands in.
fn instance_of(page: &Page, settings: &Settings) -> Option<Instance> {
    let mut instances = instances(settings).into_iter();
    instances.find(|instance| instance.collection.is_some() && instance.collection == page.collection)
}

/// A name without the number that puts it into order: `01-intro`.
fn unnumbered(name: &str) -> &str {
    let rest = name.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let after = rest.trim_start_matches(['-', '_', '.', ' ']);
    if rest.len() < name.len() && after.len() < rest.len() && !after.is_empty() {
        after
    } else {
        name
    }
}
