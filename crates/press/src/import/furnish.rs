//! What a site needs that its source does not say: a way to every page.

use content::article::Article;
use content::href::Href;
use content::route::Route;
use content::site::{FooterBlock, Link};
use content::slug::Slug;

use super::Imported;
use super::fragments;
use super::intake::MAX_MENU;

/// What pages are called that tell of privacy, in some languages, as the beginning of their slugs.
const PRIVACY: [&str; 14] = [
    "privacy",
    "datenschutz",
    "privacidad",
    "politica-de-privacidad",
    "politica-privacidad",
    "politica-de-privacidade",
    "privacidade",
    "confidentialite",
    "politique-de-confidentialite",
    "vie-privee",
    "informativa-privacy",
    "privacybeleid",
    "integritetspolicy",
    "personvern",
];

/// Gives links to parts of texts their rest, a site without a menu its sections as one, and leads from the footer to every page that the menu does not name.
pub fn furnish(imported: &mut Imported) {
    fragments::settle(imported);
    let Imported { site, articles, .. } = imported;
    if site.navigation.is_empty() {
        let used = site.sections.iter().filter(|section| {
            articles
                .iter()
                .any(|article| article.section.as_ref() == Some(&section.slug))
        });
        let links = used.take(MAX_MENU).filter_map(|section| {
            Some(Link {
                label: section.name.clone(),
                href: Href::parse(&format!("/{}/", section.slug))?,
            })
        });
        site.navigation = links.collect();
    }
    let is_named = |href: &Href| {
        let footer = site.footer.iter().flat_map(|block| &block.links);
        site.navigation
            .iter()
            .chain(footer)
            .any(|link| link.href == *href)
    };
    let pages = articles.iter().filter(|article| article.section.is_none());
    let links: Vec<Link> = pages
        .filter_map(|article| {
            let href = address(article)?;
            (!is_named(&href)).then(|| Link {
                label: article.title.clone(),
                href,
            })
        })
        .collect();
    if !links.is_empty() {
        site.footer.push(FooterBlock {
            title: site.name.clone(),
            text: Vec::new(),
            links,
        });
    }
}

fn address(article: &Article) -> Option<Href> {
    let route = Route::of(article.section.as_ref(), &article.slug);
    Href::parse(&format!("/{}", route.path()))
}

/// The address of the page that tells of privacy.
pub(super) fn policy(articles: &[Article]) -> Option<Href> {
    let is_meant = |slug: &Slug| {
        let slug = slug.to_string();
        PRIVACY.iter().any(|word| {
            let rest = slug.strip_prefix(word);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        })
    };
    let mut pages = articles.iter().filter(|article| article.section.is_none());
    address(pages.find(|article| is_meant(&article.slug))?)
}
