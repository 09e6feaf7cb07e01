//! Addresses.

mod support;

use content::find::{Filter, Query};
use content::listing::List;
use content::route::{self, RESERVED, Route};
use content::site::{Site, Year};
use content::slug::Slug;
use proptest::prelude::*;
use support::{site, sites, slug, slugs};

fn parse(address: &str) -> Route {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    Route::parse(path, query, &site())
}

fn missing(address: &str) -> Route {
    Route::Missing(address.to_owned())
}

/// Every kind of address that a site has.
fn routes(site: &Site, name: &Slug, page: u32) -> Vec<Route> {
    let mut routes = vec![Route::List(List::Home, page)];
    for section in &site.sections {
        routes.push(Route::List(List::Section(section.slug.clone()), page));
        routes.push(Route::of(Some(&section.slug), name));
    }
    for taxonomy in &site.taxonomies {
        for tag in &taxonomy.tags {
            routes.push(Route::List(
                List::Tag {
                    taxonomy: taxonomy.slug.clone(),
                    tag: tag.slug.clone(),
                },
                page,
            ));
        }
    }
    routes.extend(site.pages.iter().map(|slug| Route::of(None, slug)));
    routes.push(Route::Tags(None));
    let taxonomies = site.taxonomies.iter();
    routes.extend(taxonomies.map(|taxonomy| Route::Tags(Some(taxonomy.slug.clone()))));
    routes.push(Query::ALL.on_page(page).route());
    routes.push(Route::List(List::Author(name.clone()), page));
    routes.push(Route::Authors);
    let years = site.years.iter();
    routes.extend(years.map(|year| Route::List(List::Year(year.year), page)));
    routes.extend((!site.years.is_empty()).then_some(Route::Archive));
    routes.push(Route::Saved);
    routes
}

proptest! {
    // Links are made by `path` and followed by `parse`: together they have to lead where they say.
    #[test]
    fn every_route_is_found_again_by_its_path(
        site in sites(),
        name in slugs(),
        page in prop_oneof![1..4_u32, Just(u32::MAX), Just(10_000)],
    ) {
        for route in routes(&site, &name, page) {
            let address = route.path();
            prop_assert!(!address.starts_with('/'), "{}", address);
            let (path, query) = address.split_once('?').unwrap_or((&address, ""));
            prop_assert!(path.is_empty() || path.ends_with('/'), "{}", address);
            prop_assert_eq!(Route::parse(path, query, &site), route, "{}", address);
        }
    }

    // People and hosts spell addresses in their own ways: all of them lead to the one canonical spelling.
    #[test]
    fn other_spellings_lead_to_the_same_route(site in sites(), name in slugs()) {
        for route in routes(&site, &name, 1) {
            let path = route.path();
            let bare = path.trim_end_matches('/');
            for spelled in [
                path.to_uppercase(), bare.to_owned(), format!("/{path}"), format!("{path}index.html"), format!("/{bare}//"),
                format!("/{}", bare.to_ascii_uppercase()),
            ] {
                let found = match Route::parse(&spelled, "utm_source=x", &site) {
                    // Whoever answers the query reads it, and passes over what is none.
                    Route::Find(query) => Query::parse(&query, &site).route(),
                    found => found,
                };
                prop_assert_eq!(found, route.clone(), "{}", spelled);
            }
        }
    }

    // The address bar is anybody's: no text may stop the app, nor lead to a file outside the content folder.
    #[test]
    fn any_address_is_a_route(
        path in prop_oneof![9 => "[a-zA-Z0-9/.%?&=_\\- é潮\\PC]{0,30}", 1 => Just("find/".to_owned())],
        query in prop_oneof![any::<String>(), "(themes|year|page)=[a-z0-9+]{0,9}&?(section=magazine)?"],
    ) {
        let route = Route::parse(&path, &query, &site());
        if let Some(file) = route.file() {
            prop_assert!(!file.contains("..") && !file.starts_with('/'), "{}", file);
        }
        let again = route.path();
        let (path, query) = again.split_once('?').unwrap_or((&again, ""));
        let parsed = Route::parse(path, query, &site());
        match route {
            Route::Missing(_) => {}
            route => prop_assert_eq!(parsed, route),
        }
    }
}

// The table of all kinds of address, with the file each is made from.
#[test]
fn each_kind_of_address_has_its_file() {
    let tag = List::Tag {
        taxonomy: slug("countries"),
        tag: slug("viet-nam"),
    };
    for (address, route, file) in [
        ("", Route::List(List::Home, 1), "lists/home.json"),
        ("page/2/", Route::List(List::Home, 2), "lists/home.json"),
        (
            "magazine/",
            Route::List(List::Section(slug("magazine")), 1),
            "lists/sections/magazine.json",
        ),
        (
            "magazine/tides/",
            Route::Article {
                section: slug("magazine"),
                slug: slug("tides"),
            },
            "articles/tides.json",
        ),
        (
            "tags/countries/viet-nam/page/3/",
            Route::List(tag, 3),
            "lists/tags/countries/viet-nam.json",
        ),
        ("about/", Route::Page(slug("about")), "articles/about.json"),
        (
            "authors/ana-lind/page/2/",
            Route::List(List::Author(slug("ana-lind")), 2),
            "lists/authors/ana-lind.json",
        ),
        ("authors/", Route::Authors, "lists/authors.json"),
    ] {
        let parsed = parse(address);
        assert_eq!(parsed, route, "{address}");
        assert_eq!(parsed.file().as_deref(), Some(file));
        assert_eq!(parsed.path(), address);
    }
    // What is found stands in files that the search index names.
    for (address, route) in [
        ("find/", Query::ALL.route()),
        (
            "find/?year=2024&page=2",
            Query::ALL.with(&Filter::Year(2024), &site()).on_page(2).route(),
        ),
    ] {
        let parsed = parse(address);
        assert_eq!((&parsed, &*parsed.path()), (&route, address));
        assert_eq!(parsed.file(), None, "{address}");
    }
    // What a reader keeps stands in no file of the bundle.
    assert_eq!(parse("saved/"), Route::Saved);
    assert_eq!(Route::Saved.path(), "saved/");
    assert_eq!(Route::Saved.file(), None);
    assert_eq!(missing("nowhere").file(), None);
}

// An address that the site does not have gets a page that says so, not a list of everything.
#[test]
fn what_the_site_does_not_have_is_missing() {
    for address in [
        "nowhere/",
        "nowhere/tides/",
        "about/us/",
        "find/music/",
        "find/page/2/",
        "find/themes/music/",
        "tags/themes/unheard-of/",
        "tags/moods/music/",
        "tags/themes/music/more/",
        "magazine/tides/more/",
        "magazine/Tides_of/",
        "magazine//tides/",
        "magazine/..",
        "../",
        "magazine/%74ides/",
        "magazine/tides.html",
        "magazine.html",
        "wp-login.php",
        "é/",
        "magazine/é/",
        "content/site.json",
        "articles/tides/",
    ] {
        let Route::Missing(asked) = parse(address) else {
            panic!("{address} is {:?}", parse(address))
        };
        assert_eq!(
            asked,
            address.trim_matches('/'),
            "what was asked for is kept for the reader to see"
        );
    }
}

// A file whose name merely ends in index.html is another file.
#[test]
fn only_a_whole_index_html_is_forgiven() {
    assert_eq!(parse("index.html"), Route::List(List::Home, 1));
    assert_eq!(
        parse("magazine/index.html"),
        Route::List(List::Section(slug("magazine")), 1)
    );
    assert_eq!(parse("magazineindex.html"), missing("magazineindex.html"));
    assert_eq!(
        parse("magazine/tidesindex.html"),
        missing("magazine/tidesindex.html")
    );
}

// A query is typed, cut and decorated by others: what is no page number means the first page.
#[test]
fn junk_in_the_query_means_the_first_page() {
    for (query, page) in [
        ("page=2", 2),
        ("utm_source=x&page=2&y", 2),
        ("page=02", 2),
        ("page=4294967295", u32::MAX),
        ("page=0", 1),
        ("page=-1", 1),
        ("page=", 1),
        ("page", 1),
        ("page=two", 1),
        ("page=2.5", 1),
        ("page=4294967296", 1),
        ("page=99999999999999999999999", 1),
        ("page=2%20", 1),
        ("Page=2", 1),
        ("mypage=2", 1),
        ("=&&&=", 1),
        ("page=x&page=3", 1),
    ] {
        assert_eq!(
            Route::parse("magazine/", query, &site()),
            Route::List(List::Section(slug("magazine")), page),
            "{query}"
        );
    }
}

// Later pages stand below the first, where a host can have a file for each. What a query asked for before still leads there.
#[test]
fn later_pages_have_paths_of_their_own() {
    let section = |page| Route::List(List::Section(slug("magazine")), page);
    for (address, route) in [
        ("magazine/page/2/", section(2)),
        ("magazine/page/2", section(2)),
        ("MAGAZINE/Page/02/index.html", section(2)),
        ("magazine/page/1/", section(1)),
        ("magazine/page/4294967295/", section(u32::MAX)),
        // The path is what the page's own file stands at.
        ("magazine/page/2/?page=3", section(2)),
        ("magazine/?page=3", section(3)),
        ("page/2/", Route::List(List::Home, 2)),
        ("?page=2", Route::List(List::Home, 2)),
    ] {
        assert_eq!(parse(address), route, "{address}");
    }
    for nowhere in [
        "page",
        "page/0",
        "page/-1",
        "page/two",
        "page/2/3",
        "magazine/page/0",
        "magazine/page/2.5",
        "magazine/page/4294967296",
        "magazine/page/2/page/2",
        "magazine/tides/page/2",
        "nowhere/page/2",
        "magazine/xpage/2",
        "about/page/2",
        "authors/page/2/page/2",
        "saved/page/2",
        "tags/themes/page/2",
    ] {
        assert_eq!(parse(nowhere), missing(nowhere), "{nowhere}");
    }
}

// A later page always ends with a number, so what is called “page” below a section, a taxonomy or the authors stays itself.
#[test]
fn articles_tags_and_authors_may_be_called_page() {
    let mut site = site();
    site.taxonomies[0].tags[0].slug = slug("page");
    let taxonomy = site.taxonomies[0].slug.clone();
    let tag = |page| {
        let tag = slug("page");
        Route::List(
            List::Tag {
                taxonomy: taxonomy.clone(),
                tag,
            },
            page,
        )
    };
    let author = |page| Route::List(List::Author(slug("page")), page);
    for (path, route) in [
        (
            "magazine/page/",
            Route::of(Some(&slug("magazine")), &slug("page")),
        ),
        (&*tag(1).path(), tag(1)),
        (&*tag(2).path(), tag(2)),
        ("authors/page/", author(1)),
        ("authors/page/page/2/", author(2)),
    ] {
        assert_eq!(Route::parse(path, "", &site), route, "{path}");
        assert_eq!(route.path(), path);
    }
}

// Two apps divide the addresses: one that follows a link it cannot show would call the page missing.
#[test]
fn whatever_only_one_app_shows_is_left_to_it() {
    for path in [
        "find",
        "find/?themes=music",
        "Find/index.html",
        "tags/",
        "TAGS/themes",
        "tags/nowhere/",
        "authors",
        "Authors/index.html",
    ] {
        assert!(parse(path).is_of_finder(), "{path}");
    }
    for path in [
        "",
        "magazine/",
        "magazine/find/",
        "tags/themes/music/",
        "tags/themes/music/page/2/",
        "authors/ana/",
        "authors/ana/page/2/",
        "saved/",
        "page/2/",
        "findings/",
        "find/page/2/",
    ] {
        assert!(!parse(path).is_of_finder(), "{path}");
    }
    assert_eq!(Route::Tags(None).file(), None);
}

// What stands at an address before the app has come was prerendered for the path alone.
#[test]
fn a_query_asks_for_another_page_of_a_list_and_of_what_is_found() {
    const PAGE: Option<&str> = Some("[?&]page=");
    for (path, query) in [
        ("", PAGE),
        ("magazine/", PAGE),
        ("tags/themes/music/", PAGE),
        ("authors/ana/", PAGE),
        ("magazine/page/2/", None),
        ("find/", Some(".")),
        ("magazine/tides/", None),
        ("tags/", None),
        ("saved/", None),
        ("no/such/place/", None),
    ] {
        let route = parse(path);
        assert_eq!(route.query_of_others(), query, "{path}");
        // What the expressions mean, in the words of the core.
        let is_other = |asked: &str| match query {
            PAGE => asked.split('&').any(|pair| pair.starts_with("page=")),
            others => others.is_some(),
        };
        for asked in ["page=3", "utm=x&page=3", "themes=music", "utm=x&nopage=3"] {
            let is_the_same = parse(&format!("{path}?{asked}")) == route;
            assert_eq!(is_other(asked), !is_the_same, "{path}?{asked}");
        }
    }
}

// A script that reads no routes asks early for what the app will ask for.
#[test]
fn the_addresses_of_articles_can_be_told_by_an_expression() {
    let site = site();
    let sections: Vec<&str> = site
        .sections
        .iter()
        .map(|section| section.slug.as_ref())
        .collect();
    let wanted = format!("^(?:{})/([^/]+)/$", sections.join("|"));
    assert_eq!(
        route::article_addresses(&site),
        Some((wanted, "articles/*.json".to_owned()))
    );
    let file = parse(&format!("{}/tides/", sections[0])).file();
    assert_eq!(file.as_deref(), Some("articles/tides.json"));
    let bare = Site {
        sections: Vec::new(),
        ..site
    };
    assert_eq!(route::article_addresses(&bare), None);
}

// The first page has one address, without a number.
#[test]
fn the_first_page_is_not_numbered() {
    assert_eq!(Route::List(List::Home, 1).path(), "");
    assert_eq!(parse("magazine/?page=1").path(), "magazine/");
}

// Where a section or a page took such a name, addresses that the portal needs would be lost. `check` refuses them; the
// list must hold whatever `parse` looks for by itself.
#[test]
fn the_names_that_addresses_begin_with_are_reserved() {
    assert!(
        ["tags", "content", "find", "authors", "archive", "page"]
            .iter()
            .all(|name| RESERVED.contains(name))
    );
    assert!(
        RESERVED.iter().all(|name| Slug::parse(name).is_some()),
        "only a slug can be taken by a section"
    );
}

// A year without articles has no page, nor has the archive of a bundle that knows no years: no link may lead there.
#[test]
fn the_archive_has_pages_for_the_years_that_the_site_names() {
    let mut site = site();
    let parse = |site: &Site, path: &str| Route::parse(path, "", site);
    assert_eq!(parse(&site, "archive/"), missing("archive"));
    site.years = vec![Year { year: 2026, count: 1 }];
    assert_eq!(parse(&site, "archive/"), Route::Archive);
    assert_eq!(Route::Archive.path(), "archive/");
    assert_eq!(Route::Archive.file(), None);
    let year = parse(&site, "archive/2026/");
    assert_eq!(year, Route::List(List::Year(2026), 1));
    assert_eq!(year.file().as_deref(), Some("lists/years/2026.json"));
    assert_eq!(
        parse(&site, "Archive/02026"),
        year,
        "another spelling leads to the same page"
    );
    for nowhere in [
        "archive/2025",
        "archive/2026-01",
        "archive/99999999999",
        "archive/2026/x",
        "authors/a/b",
    ] {
        assert_eq!(parse(&site, nowhere), missing(nowhere), "{nowhere}");
    }
}
