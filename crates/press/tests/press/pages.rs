//! The pages of the sample: which there are, and what their heads and their frame say.

use serde_json::Value;

use crate::support::pages::{
    BASE, FILES, PAGES, WHOLE, assert_lines, assert_pages, attributes, from_root, page, root, rootless,
    select, text, texts, without_hashes,
};
use crate::support::{assert_expected, fixtures};

// A host serves these files as they are: an address without one is not found, one too many answers for nothing.
#[test]
fn every_address_has_a_file_and_there_is_no_other_page() {
    let found = PAGES
        .keys()
        .fold(String::new(), |lines, address| lines + address + "\n");
    assert_lines(
        r"
/
/404.html
/about/
/archive/
/archive/2025/
/archive/2026/
/authors/
/authors/ana-author/
/authors/bo-writer/
/calls/
/calls/open-call/
/find/
/magazine/
/magazine/every-block/
/magazine/every-mark/
/magazine/zyr/
/old/address/
/saved/
/tags/
/tags/countries/
/tags/countries/turkiye/
/tags/countries/vietnam/
/tags/themes/
/tags/themes/eclair/
/tags/themes/heritage/
",
        &found,
    );
}

// The parts of a page are tried one by one below; that nothing stands between them, only a whole one shows.
#[test]
fn a_page_with_every_block_is_written_whole_as_expected() {
    let written = without_hashes(&PAGES[WHOLE]);
    assert_expected(&fixtures().join("every-block.expected.html"), written.as_bytes());
}

// The title is what tabs, bookmarks and search results show.
#[test]
fn every_page_is_called_what_it_shows() {
    assert_pages(
        r"
/: The Sample
/404.html: Page not found | The Sample
/about/: About | The Sample
/archive/: Archive | The Sample
/archive/2025/: 2025 | The Sample
/archive/2026/: 2026 | The Sample
/authors/: Authors | The Sample
/authors/ana-author/: Ana Author | The Sample
/authors/bo-writer/: Bo Writer | The Sample
/calls/: Calls | The Sample
/calls/open-call/: Open call | The Sample
/find/: Find articles | The Sample
/magazine/: Magazine | The Sample
/magazine/every-block/: Every block “once” & <again> | The Sample
/magazine/every-mark/: Every mark | The Sample
/magazine/zyr/: زيارة | The Sample
/old/address/: Every block “once” & <again>
/saved/: Saved articles | The Sample
/tags/: Tags | The Sample
/tags/countries/: Countries | The Sample
/tags/countries/turkiye/: Türkiye | The Sample
/tags/countries/vietnam/: Viet Nam | The Sample
/tags/themes/: Themes | The Sample
/tags/themes/eclair/: éclair | The Sample
/tags/themes/heritage/: heritage | The Sample
",
        |_, page| texts(page, "head > title").join(" + "),
    );
}

// Screen readers choose their voice by it, browsers the side where text begins.
#[test]
fn a_page_in_another_language_says_so_and_its_frame_keeps_the_language_of_the_site() {
    assert_pages(
        r"
/: card-title ar rtl, card-lead-words ar rtl
/archive/2025/: card-title ar rtl, card-lead-words ar rtl
/find/: card-title ar rtl, card-lead-words ar rtl
/magazine/: card-title ar rtl, card-lead-words ar rtl
/magazine/every-mark/: span fr ltr
/magazine/zyr/: html ar rtl, article ar rtl
",
        |_, page| {
            let elements = select(page, "[lang]").into_iter();
            let said = elements.map(|element| {
                let called = element.attr("class").or(element.attr("id"));
                let name = called.unwrap_or(element.value().name());
                let direction = element.attr("dir").unwrap_or("no direction");
                format!("{name} {} {direction}", element.attr("lang").unwrap_or_default())
            });
            said.filter(|said| !said.ends_with(" en ltr"))
                .collect::<Vec<_>>()
                .join(", ")
        },
    );
    for address in PAGES.keys() {
        assert_eq!(
            attributes(&page(address), "html[lang][dir]", "lang").len(),
            1,
            "{address}"
        );
    }
}

// `boot.js` asks for these before the app does, and for the site; what an earlier page or Trunk preloads would only stand in
// the way, and be told in the console where it comes to nothing.
#[test]
fn a_page_names_what_it_is_made_from_and_preloads_nothing() {
    assert_pages(
        r"
/: content/lists/home.json
/about/: content/articles/about.json
/archive/2025/: content/lists/years/2025.json
/archive/2026/: content/lists/years/2026.json
/authors/: content/lists/authors.json
/authors/ana-author/: content/lists/authors/ana-author.json
/authors/bo-writer/: content/lists/authors/bo-writer.json
/calls/: content/lists/sections/calls.json
/calls/open-call/: content/articles/open-call.json
/find/: content/search/filters.bin
/magazine/: content/lists/sections/magazine.json
/magazine/every-block/: content/articles/every-block.json
/magazine/every-mark/: content/articles/every-mark.json
/magazine/zyr/: content/articles/zyr.json
/tags/countries/turkiye/: content/lists/tags/countries/turkiye.json
/tags/countries/vietnam/: content/lists/tags/countries/vietnam.json
/tags/themes/eclair/: content/lists/tags/themes/eclair.json
/tags/themes/heritage/: content/lists/tags/themes/heritage.json
",
        |address, page| {
            let preloads = select(page, "link[rel=preload], link[rel=modulepreload]");
            assert_eq!(preloads.len(), 0, "{address}");
            attributes(page, "#portal_root", "data-files").concat()
        },
    );
}

// A page that is prerendered for its path alone was shown for whatever a query asks for; and a host that shows one page at every
// address has none that names the article, nor do its cards.
#[test]
fn a_page_says_which_queries_ask_for_others_and_which_addresses_are_articles() {
    const ARTICLES: &str = "^(?:magazine|calls)/([^/]+)/$ content/articles/*.json";
    for address in PAGES.keys() {
        let is_list = |address: &str| {
            ["/", "/magazine/", "/calls/"].contains(&address)
                || ["/archive/2", "/authors/", "/tags/countries/", "/tags/themes/"]
                    .iter()
                    .any(|list| address.starts_with(list) && address != *list)
        };
        let query = match address.as_str() {
            "/find/" => Some("."),
            address => is_list(address).then_some("[?&]page="),
        };
        let articles = (address != "/old/address/").then_some(ARTICLES);
        for (name, wanted) in [("data-query", query), ("data-articles", articles)] {
            let said = attributes(&page(address), "#portal_root", name);
            assert_eq!(said, wanted.into_iter().collect::<Vec<_>>(), "{address}: {name}");
        }
    }
}

// One page with two addresses is two pages to a search engine, and one that belongs in no index is to say so.
#[test]
fn a_page_has_one_canonical_address_or_stays_out_of_search_engines() {
    assert_pages(
        r"
/: https://example.org/sub/
/404.html: noindex
/about/: https://example.org/sub/about/
/archive/: https://example.org/sub/archive/
/archive/2025/: https://example.org/sub/archive/2025/
/archive/2026/: https://example.org/sub/archive/2026/
/authors/: https://example.org/sub/authors/
/authors/ana-author/: https://example.org/sub/authors/ana-author/
/authors/bo-writer/: https://example.org/sub/authors/bo-writer/
/calls/: https://example.org/sub/calls/
/calls/open-call/: https://example.org/sub/calls/open-call/
/find/: https://example.org/sub/find/
/magazine/: https://example.org/sub/magazine/
/magazine/every-block/: https://example.org/sub/magazine/every-block/
/magazine/every-mark/: https://example.org/sub/magazine/every-mark/
/magazine/zyr/: https://example.org/sub/magazine/zyr/
/old/address/: https://example.org/sub/magazine/every-block/ noindex
/saved/: noindex
/tags/: https://example.org/sub/tags/
/tags/countries/: https://example.org/sub/tags/countries/
/tags/countries/turkiye/: https://example.org/sub/tags/countries/turkiye/
/tags/countries/vietnam/: https://example.org/sub/tags/countries/vietnam/
/tags/themes/: https://example.org/sub/tags/themes/
/tags/themes/eclair/: https://example.org/sub/tags/themes/eclair/
/tags/themes/heritage/: https://example.org/sub/tags/themes/heritage/
",
        |address, page| {
            let canonical = attributes(page, "link[rel=canonical]", "href");
            assert_eq!(select(page, "head > link[rel=canonical]").len(), canonical.len());
            if address != "/old/address/" {
                assert_eq!(
                    attributes(page, r#"meta[property="og:url"]"#, "content"),
                    canonical
                );
            }
            let robots = attributes(page, "head > meta[name=robots]", "content");
            [canonical, robots].concat().join(" ")
        },
    );
}

// A feed reader is given a page and looks here for what to follow.
#[test]
fn a_page_names_the_feeds_of_the_site_and_of_its_section() {
    assert_pages(
        r"
/: The Sample https://example.org/sub/
/about/: The Sample https://example.org/sub/
/archive/: The Sample https://example.org/sub/
/archive/2025/: The Sample https://example.org/sub/
/archive/2026/: The Sample https://example.org/sub/
/authors/: The Sample https://example.org/sub/
/authors/ana-author/: The Sample https://example.org/sub/
/authors/bo-writer/: The Sample https://example.org/sub/
/calls/: The Sample https://example.org/sub/, Calls | The Sample https://example.org/sub/calls/
/calls/open-call/: The Sample https://example.org/sub/, Calls | The Sample https://example.org/sub/calls/
/find/: The Sample https://example.org/sub/
/magazine/: The Sample https://example.org/sub/, Magazine | The Sample https://example.org/sub/magazine/
/magazine/every-block/: The Sample https://example.org/sub/, Magazine | The Sample https://example.org/sub/magazine/
/magazine/every-mark/: The Sample https://example.org/sub/, Magazine | The Sample https://example.org/sub/magazine/
/magazine/zyr/: The Sample https://example.org/sub/, Magazine | The Sample https://example.org/sub/magazine/
/tags/: The Sample https://example.org/sub/
/tags/countries/: The Sample https://example.org/sub/
/tags/countries/turkiye/: The Sample https://example.org/sub/
/tags/countries/vietnam/: The Sample https://example.org/sub/
/tags/themes/: The Sample https://example.org/sub/
/tags/themes/eclair/: The Sample https://example.org/sub/
/tags/themes/heritage/: The Sample https://example.org/sub/
",
        |address, page| {
            let kinds = [
                ("feed.xml", "application/rss+xml", " (RSS)"),
                ("atom.xml", "application/atom+xml", " (Atom)"),
                ("feed.json", "application/feed+json", " (JSON Feed)"),
            ];
            let feeds = select(page, "link[rel=alternate]:not([type='text/calendar'])");
            let titles = feeds.chunks(kinds.len()).map(|feeds| {
                let said = feeds.iter().zip(kinds).map(|(link, (file, kind, suffix))| {
                    let attribute = |name| link.attr(name).unwrap_or_default();
                    assert_eq!(attribute("type"), kind, "{address}");
                    let title = attribute("title").strip_suffix(suffix);
                    let folder = attribute("href").strip_suffix(file);
                    (title.unwrap_or_default(), folder.unwrap_or_default())
                });
                let said: Vec<_> = said.collect();
                assert!(
                    said.len() == kinds.len() && said.iter().all(|one| *one == said[0]),
                    "{address}: {said:?}"
                );
                format!("{} {}", said[0].0, said[0].1)
            });
            titles.collect::<Vec<_>>().join(", ")
        },
    );
}

// A reader's calendar finds the dates of an article from the address of its page.
#[test]
fn a_page_with_dates_names_its_calendar() {
    assert_pages(
        r"
/calls/open-call/: https://example.org/sub/content/calendar/open-call.ics Open call
/magazine/every-block/: https://example.org/sub/content/calendar/every-block.ics Every block “once” & <again>
",
        |_, page| {
            let selector = "link[rel=alternate][type='text/calendar']";
            [
                attributes(page, selector, "href"),
                attributes(page, selector, "title"),
            ]
            .concat()
            .join(" ")
        },
    );
}

// What a messenger shows of a link.
#[test]
fn a_page_is_previewed_with_its_own_words_and_picture() {
    assert_pages(
        r"
/: The Sample | website | en | The Sample | Every block and mark once | summary | ./card.png
/404.html: /sub/card.png
/about/: The Sample | website | en | About | Back to the magazine or one article. | summary | ../card.png
/archive/: The Sample | website | en | Archive | summary | ../card.png
/archive/2025/: The Sample | website | en | 2025 | summary | ../../card.png
/archive/2026/: The Sample | website | en | 2026 | summary | ../../card.png
/authors/: The Sample | website | en | Authors | summary | ../card.png
/authors/ana-author/: The Sample | website | en | Ana Author | summary | ../../card.png
/authors/bo-writer/: The Sample | website | en | Bo Writer | summary | ../../card.png
/calls/: The Sample | website | en | Calls | summary | ../card.png
/calls/open-call/: The Sample | article | en | Open call | Apply. | 2026-02-01 | Calls | heritage | summary | ../../card.png
/find/: The Sample | website | en | Find articles | Pick as many filters as you like. An article needs to match one choice in each list you use. | summary | ../card.png
/magazine/: The Sample | website | en | Magazine | Articles. | summary | ../card.png
/magazine/every-block/: The Sample | article | en | Every block “once” & <again> | A lead with emphasis. | 2026-03-14 | 2026-04-02 | Ana Author + Bo Writer | Magazine | Viet Nam + Türkiye + heritage + éclair | summary_large_image | https://example.org/sub/quay-HASH-64.png | https://example.org/sub/quay-HASH-64.png | image/png | 64 | 40 | A quay
/magazine/every-mark/: The Sample | article | en | Every mark | The lead is a paragraph that is all emphasis. | 2026-01-05 | Ana Author | Magazine | Viet Nam | summary_large_image | https://example.org/sub/quay-32-HASH-32.png | https://example.org/sub/quay-32-HASH-32.png | image/png | 32 | 20
/magazine/zyr/: The Sample | article | ar | زيارة | نص. | 2025-01-01 | Magazine | summary | ../../card.png
/saved/: ../card.png
/tags/: The Sample | website | en | Tags | summary | ../card.png
/tags/countries/: The Sample | website | en | Countries | summary | ../../card.png
/tags/countries/turkiye/: The Sample | website | en | Türkiye | summary | ../../../card.png
/tags/countries/vietnam/: The Sample | website | en | Viet Nam | A slug of its own. | summary | ../../../card.png
/tags/themes/: The Sample | website | en | Themes | summary | ../../card.png
/tags/themes/eclair/: The Sample | website | en | éclair | summary | ../../../card.png
/tags/themes/heritage/: The Sample | website | en | heritage | summary | ../../../card.png
",
        |address, page| {
            let read = |name: &str| {
                let (property, name) = (format!("meta[property='{name}']"), format!("meta[name='{name}']"));
                attributes(page, &format!("head > {property}, head > {name}"), "content").join(" + ")
            };
            for (name, same) in [
                ("og:title", "twitter:title"),
                ("og:description", "description"),
                ("og:description", "twitter:description"),
                ("og:image:alt", "twitter:image:alt"),
            ] {
                assert_eq!(read(name), read(same), "{address}: {name} and {same}");
            }
            let names = [
                "og:site_name",
                "og:type",
                "og:locale",
                "og:title",
                "og:description",
                "article:published_time",
                "article:modified_time",
                "article:author",
                "article:section",
                "article:tag",
                "twitter:card",
                "twitter:image",
                "og:image",
                "og:image:type",
                "og:image:width",
                "og:image:height",
                "og:image:alt",
            ];
            let said: Vec<_> = names
                .into_iter()
                .map(read)
                .filter(|said| !said.is_empty())
                .collect();
            said.join(" | ")
        },
    );
}

// Search engines show the way to a page instead of its address.
#[test]
fn structured_data_says_what_a_page_is_and_where_it_stands() {
    assert_pages(
        r"
/:
  WebSite The Sample Every block and mark once en
/about/:
  WebPage About Back to the magazine or one article. en
  BreadcrumbList › The Sample https://example.org/sub/ › About https://example.org/sub/about/
/archive/:
  CollectionPage Archive en
  BreadcrumbList › The Sample https://example.org/sub/ › Archive https://example.org/sub/archive/
/archive/2025/:
  CollectionPage 2025 en
  BreadcrumbList › The Sample https://example.org/sub/ › Archive https://example.org/sub/archive/ › 2025 https://example.org/sub/archive/2025/
/archive/2026/:
  CollectionPage 2026 en
  BreadcrumbList › The Sample https://example.org/sub/ › Archive https://example.org/sub/archive/ › 2026 https://example.org/sub/archive/2026/
/authors/:
  CollectionPage Authors en
  BreadcrumbList › The Sample https://example.org/sub/ › Authors https://example.org/sub/authors/
/authors/ana-author/:
  ProfilePage Ana Author en
  BreadcrumbList › The Sample https://example.org/sub/ › Authors https://example.org/sub/authors/ › Ana Author https://example.org/sub/authors/ana-author/
/authors/bo-writer/:
  ProfilePage Bo Writer en
  BreadcrumbList › The Sample https://example.org/sub/ › Authors https://example.org/sub/authors/ › Bo Writer https://example.org/sub/authors/bo-writer/
/calls/:
  CollectionPage Calls en
  BreadcrumbList › The Sample https://example.org/sub/ › Calls https://example.org/sub/calls/
/calls/open-call/:
  Article Open call Apply. en
  BreadcrumbList › The Sample https://example.org/sub/ › Calls https://example.org/sub/calls/ › Open call https://example.org/sub/calls/open-call/
/find/:
  CollectionPage Find articles Pick as many filters as you like. An article needs to match one choice in each list you use. en
  BreadcrumbList › The Sample https://example.org/sub/ › Find articles https://example.org/sub/find/
/magazine/:
  CollectionPage Magazine Articles. en
  BreadcrumbList › The Sample https://example.org/sub/ › Magazine https://example.org/sub/magazine/
/magazine/every-block/:
  Article Every block “once” & <again> A lead with emphasis. en
  Event Every block “once” & <again> A lead with emphasis.
  BreadcrumbList › The Sample https://example.org/sub/ › Magazine https://example.org/sub/magazine/ › Every block “once” & <again> https://example.org/sub/magazine/every-block/
/magazine/every-mark/:
  Article Every mark The lead is a paragraph that is all emphasis. en
  BreadcrumbList › The Sample https://example.org/sub/ › Magazine https://example.org/sub/magazine/ › Every mark https://example.org/sub/magazine/every-mark/
/magazine/zyr/:
  Article زيارة نص. ar
  BreadcrumbList › The Sample https://example.org/sub/ › Magazine https://example.org/sub/magazine/ › زيارة https://example.org/sub/magazine/zyr/
/tags/:
  CollectionPage Tags en
  BreadcrumbList › The Sample https://example.org/sub/ › Tags https://example.org/sub/tags/
/tags/countries/:
  CollectionPage Countries en
  BreadcrumbList › The Sample https://example.org/sub/ › Tags https://example.org/sub/tags/ › Countries https://example.org/sub/tags/countries/
/tags/countries/turkiye/:
  CollectionPage Türkiye en
  BreadcrumbList › The Sample https://example.org/sub/ › Tags https://example.org/sub/tags/ › Countries https://example.org/sub/tags/countries/ › Türkiye https://example.org/sub/tags/countries/turkiye/
/tags/countries/vietnam/:
  CollectionPage Viet Nam A slug of its own. en
  BreadcrumbList › The Sample https://example.org/sub/ › Tags https://example.org/sub/tags/ › Countries https://example.org/sub/tags/countries/ › Viet Nam https://example.org/sub/tags/countries/vietnam/
/tags/themes/:
  CollectionPage Themes en
  BreadcrumbList › The Sample https://example.org/sub/ › Tags https://example.org/sub/tags/ › Themes https://example.org/sub/tags/themes/
/tags/themes/eclair/:
  CollectionPage éclair en
  BreadcrumbList › The Sample https://example.org/sub/ › Tags https://example.org/sub/tags/ › Themes https://example.org/sub/tags/themes/ › éclair https://example.org/sub/tags/themes/eclair/
/tags/themes/heritage/:
  CollectionPage heritage en
  BreadcrumbList › The Sample https://example.org/sub/ › Tags https://example.org/sub/tags/ › Themes https://example.org/sub/tags/themes/ › heritage https://example.org/sub/tags/themes/heritage/
",
        |_, page| {
            let scripts = texts(page, r#"head > script[type="application/ld+json"]"#).into_iter();
            let things = scripts.flat_map(|script| {
                let data: Value = serde_json::from_str(&script).expect("structured data is JSON");
                data["@graph"]
                    .as_array()
                    .expect("the things stand in a list")
                    .clone()
            });
            let said = things.map(|thing| {
                let said = |name: &str| {
                    thing[name]
                        .as_str()
                        .map(|said| format!(" {said}"))
                        .unwrap_or_default()
                };
                let steps = thing["itemListElement"].as_array().into_iter().flatten();
                let steps =
                    steps.map(|step| format!(" › {} {}", step["name"], step["item"]).replace('"', ""));
                let names = ["@type", "name", "headline", "description", "inLanguage"];
                format!("\n {}{}", names.map(said).concat(), steps.collect::<String>())
            });
            said.collect()
        },
    );
}

// The app keeps what is prerendered only if it was prerendered for the address at which it starts.
#[test]
fn a_prerendered_page_names_the_file_for_which_it_was_prerendered() {
    for address in PAGES.keys().filter(|address| *address != "/old/address/") {
        let name = address.trim_start_matches('/');
        let is_folder = name.is_empty() || name.ends_with('/');
        let file = format!("{name}{}", if is_folder { "index.html" } else { "" });
        assert_eq!(
            attributes(&page(address), "#portal_root", "data-prerendered"),
            [file],
            "{address}"
        );
    }
}

// A wrong prefix is a page without style, app or way on, and only at one depth.
#[test]
fn every_address_on_every_page_leads_to_a_file_from_where_it_stands() {
    for address in PAGES.keys() {
        let page = page(address);
        let mut found = 0;
        for element in select(&page, "*") {
            for (name, value) in element.value().attrs() {
                let values: Vec<_> = match name {
                    "srcset" => value
                        .split(", ")
                        .filter_map(|one| one.split(' ').next())
                        .collect(),
                    "content" => value
                        .split_once("url=")
                        .map_or(value, |(_, url)| url)
                        .split_inclusive('\n')
                        .collect(),
                    "href" | "src" | "poster" | "data-wasm" | "data-glue" => vec![value],
                    _ => continue,
                };
                let is_of_the_site = |value: &&str| match name {
                    "content" => value.starts_with('.') || value.starts_with(BASE),
                    _ => !value.is_empty() && !value.starts_with('#') && !value.contains(':'),
                };
                for value in values.into_iter().filter(is_of_the_site) {
                    let place = from_root(address, value)
                        .split(['?', '#'])
                        .next()
                        .unwrap_or_default();
                    let file = if place.is_empty() || place.ends_with('/') {
                        format!("{place}index.html")
                    } else {
                        place.to_owned()
                    };
                    assert!(FILES.contains_key(&file), "{address}: {name}={value}");
                    found += 1;
                }
            }
        }
        assert!(found > 1, "{address} has addresses");
    }
}

// What a deployer wrote into index.html is theirs; only what begins with "./" in an attribute is an address of the portal.
#[test]
fn what_stands_in_the_index_stays_around_the_prerendered_page() {
    for address in PAGES.keys().filter(|address| *address != "/old/address/") {
        let page = page(address);
        assert_eq!(
            texts(&page, "body > svg > title"),
            ["An icon keeps its title"],
            "{address}"
        );
        assert_eq!(
            texts(&page, "body > p"),
            ["A ./path in text stays. Again Top"],
            "{address}"
        );
        assert_eq!(
            attributes(&page, "body > p > a", "href"),
            ["", "#top"],
            "{address}"
        );
        assert_eq!(select(&page, "link[rel=stylesheet]").len(), 1, "{address}");
        let scripts = select(&page, "script[type=module][data-wasm][data-glue]");
        let sources: Vec<_> = scripts.iter().filter_map(|script| script.attr("src")).collect();
        assert_eq!(sources, [format!("{}boot.js", root(address))], "{address}");
        assert!(!text(page.root_element()).contains("Opening…"), "{address}");
    }
}

// The frame of the page that is compared as a whole stands for those of the others.
#[test]
fn every_page_has_the_same_frame() {
    let frame = |address: &str| -> Vec<String> {
        let parts = "#portal_root > .skip, #portal_root > .masthead, #portal_root > .footer, #portal_root > #portal_live";
        let page = page(address);
        let parts = select(&page, parts).into_iter();
        parts.map(|part| rootless(address, &part.html())).collect()
    };
    let expected = frame(WHOLE);
    assert_eq!(expected.len(), 4);
    for address in PAGES.keys().filter(|address| *address != "/old/address/") {
        assert_eq!(frame(address), expected, "{address}");
    }
}

// A host that knows no redirects serves this page: it leads browsers on at once, readers by hand, and keeps crawlers out.
#[test]
fn an_earlier_address_leads_on() {
    let (page, target) = (page("/old/address/"), "../../magazine/every-block/");
    let title = "Every block “once” & <again>";
    assert_eq!(texts(&page, "head > title"), [title]);
    assert_eq!(texts(&page, "body > *"), [title]);
    assert_eq!(attributes(&page, "body a", "href"), [target]);
    let refresh = attributes(&page, r#"head > meta[http-equiv="refresh"]"#, "content");
    assert_eq!(refresh, [format!("0; url={target}")]);
    assert_eq!(
        attributes(&page, "html[lang=en][dir=ltr] > head > meta[charset]", "charset"),
        ["utf-8"]
    );
    let viewport = attributes(&page, "head > meta[name=viewport]", "content");
    assert_eq!(viewport, ["width=device-width, initial-scale=1"]);
}
