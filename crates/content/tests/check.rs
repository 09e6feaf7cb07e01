//! Faults between the parts of a bundle.

mod support;

use content::article::{Article, Byline, Tagging};
use content::block::{
    Block, Callout, Cell, Details, Embed, Figure, Footnotes, Gallery, Image, List, Note, Paragraph,
};
use content::block::{PullQuote, Quote, Table, Tone};
use content::check::{Fault, FaultKind, check};
use content::consent::Consent;
use content::href::{MediaPath, SiteAddress};
use content::inline::{Inline, NoteReference, Run};
use content::site::{FooterBlock, Link, Site};
use support::{article, heading, href, linked, paragraph, site, slug, tagged};

/// A bundle in which everything fits: two articles, a page, and links of every kind between them.
fn bundle() -> (Site, Vec<Article>) {
    let mut site = site();
    let link = |label: &str, to: &str| Link {
        label: label.to_owned(),
        href: href(to),
    };
    site.navigation = vec![
        link("Magazine", "/magazine/"),
        link("About", "/about/"),
        link("Elsewhere", "https://a.example/"),
    ];
    site.footer = vec![FooterBlock {
        title: "More".to_owned(),
        text: Vec::new(),
        links: vec![
            link("Music", "/tags/themes/music/"),
            link("Found", "/find/?themes=music&year=2024"),
            link("Mail", "mailto:press@a.example"),
        ],
    }];
    let mut tides = tagged(article("tides", "Tides"), &["music", "craft"]);
    tides.related = vec![slug("bells")];
    tides.body = vec![
        heading("low-water"),
        heading("潮"),
        linked("below", "#low-water"),
        linked("by its encoded name", "#%E6%BD%AE"),
        linked("top", "#"),
        linked("bells", "/magazine/bells/#stroke"),
        linked("home", "/"),
        linked("second page", "/magazine/?page=2"),
        linked("a file", "/content/media/programme.pdf"),
        reference("1"),
        Block::Footnotes(Footnotes {
            notes: vec![note("1", "A note.")],
        }),
    ];
    let mut about = article("about", "About");
    about.section = None;
    let mut bells = article("bells", "Bells");
    bells.body = vec![heading("stroke")];
    (site, vec![tides, bells, about])
}

fn reference(note: &str) -> Block {
    Block::Paragraph(Paragraph {
        text: vec![Inline::Note(NoteReference {
            note: note.to_owned(),
        })],
    })
}

fn note(id: &str, text: &str) -> Note {
    Note {
        id: id.to_owned(),
        body: vec![paragraph(text)],
    }
}

/// The faults after a change to the bundle.
fn after(change: impl FnOnce(&mut Site, &mut Vec<Article>)) -> Vec<Fault> {
    let (mut site, mut articles) = bundle();
    change(&mut site, &mut articles);
    check(&site, &articles)
}

#[track_caller]
fn finds(
    change: impl FnOnce(&mut Site, &mut Vec<Article>),
    article: Option<&str>,
    kind: FaultKind,
    words: &str,
) {
    assert_eq!(
        after(change),
        [Fault {
            article: article.map(slug),
            kind: kind.clone()
        }]
    );
    assert_eq!(kind.to_string(), words);
}

// Whatever follows shows one fault in this bundle: it must have none of its own.
#[test]
fn a_bundle_in_which_everything_fits_has_no_fault() {
    assert_eq!(after(|_, _| {}), []);
}

// One address for two things would hide one of them.
#[test]
fn two_things_of_one_kind_with_one_slug_are_found() {
    let duplicate = |what, name| FaultKind::DuplicateSlug(what, slug(name));
    finds(
        |site, _| site.pages.push(slug("magazine")),
        None,
        duplicate("sections or pages", "magazine"),
        "two sections or pages have the slug “magazine”; rename one of them",
    );
    finds(
        |site, _| site.taxonomies.push(site.taxonomies[0].clone()),
        None,
        duplicate("taxonomies", "themes"),
        "two taxonomies have the slug “themes”; rename one of them",
    );
    finds(
        |site, _| site.taxonomies[0].tags[0].slug = slug("music"),
        None,
        duplicate("tags of one taxonomy", "music"),
        "two tags of one taxonomy have the slug “music”; rename one of them",
    );
    finds(
        |_, articles| articles.push(article("bells", "Other bells")),
        None,
        duplicate("articles", "bells"),
        "two articles have the slug “bells”; rename one of them",
    );
}

// Tags of different taxonomies have different addresses.
#[test]
fn one_slug_may_stand_in_two_taxonomies() {
    assert_eq!(
        after(|site, _| site.taxonomies[1].tags[0].slug = slug("music")),
        []
    );
}

// A section “tags” would stand where the addresses of tags begin.
#[test]
fn a_reserved_name_is_found() {
    finds(
        |site, _| site.pages.push(slug("tags")),
        None,
        FaultKind::Reserved(slug("tags")),
        "“tags” is an address that the portal needs itself; choose another slug",
    );
}

// `/find/?year=2024` would ask for a tag of such a taxonomy.
#[test]
fn a_taxonomy_with_a_word_of_queries_is_found() {
    for word in ["section", "year", "page"] {
        finds(
            |site, _| site.taxonomies[1].slug = slug(word),
            None,
            FaultKind::ReservedTaxonomy(slug(word)),
            &format!(
                "a taxonomy cannot be called “{word}”, because addresses such as /find/?{word}=… need the word themselves; choose another slug"
            ),
        );
    }
}

// The article would stand in no list and have no address.
#[test]
fn an_unknown_section_is_found() {
    finds(
        |_, articles| {
            articles.push(Article {
                section: Some(slug("magazin")),
                ..article("kites", "Kites")
            });
        },
        Some("kites"),
        FaultKind::UnknownSection(slug("magazin")),
        "there is no section “magazin”; add it to the site or move the article",
    );
}

// The tags would silently not be shown.
#[test]
fn an_unknown_taxonomy_is_found() {
    finds(
        |_, articles| {
            articles[1].tags = vec![Tagging {
                taxonomy: slug("theme"),
                tags: vec![slug("music")],
            }];
        },
        Some("bells"),
        FaultKind::UnknownTaxonomy(slug("theme")),
        "there is no taxonomy “theme”; add it to the site or remove these tags",
    );
}

// A tag of one letter too many would silently not be shown.
#[test]
fn an_unknown_tag_is_found() {
    finds(
        |_, articles| articles[1] = tagged(articles[1].clone(), &["music", "musics"]),
        Some("bells"),
        FaultKind::UnknownTag(slug("themes"), slug("musics")),
        "the taxonomy “themes” has no tag “musics”; add it to the site or correct the tag",
    );
}

// The editor's choice would silently not be shown.
#[test]
fn an_unknown_related_article_is_found() {
    finds(
        |_, articles| articles[0].related.push(slug("belts")),
        Some("tides"),
        FaultKind::UnknownRelated(slug("belts")),
        "there is no article “belts” to show as related; correct the slug",
    );
}

// Readers would meet “Page not found”.
#[test]
fn a_broken_link_is_found() {
    for path in [
        "magazine/belts/",
        "opportunities/bells/",
        "nowhere/",
        "tags/themes/musics/",
        "bells/",
        "magazine/a/b/",
    ] {
        finds(
            |_, articles| articles[1].body.push(linked("there", &format!("/{path}"))),
            Some("bells"),
            FaultKind::BrokenLink(path.to_owned()),
            &format!("the link to /{path} leads nowhere; correct it or remove it"),
        );
    }
}

// Whoever copies a link out of the address bar means the same page, and is told the same where it is gone.
#[test]
fn a_whole_address_of_the_site_is_looked_at_as_its_path_is() {
    let with_address = |to: &str| {
        after(|site, articles| {
            site.address = SiteAddress::parse("https://a.example/sub/");
            articles[1].body.push(linked("there", to));
        })
    };
    for (to, path) in [
        ("https://a.example/sub/nowhere/", "nowhere/"),
        ("https://a.example/sub/feed.xml", "feed.xml"),
        (
            "https://a.example/sub/content/calendar/none.ics",
            "content/calendar/none.ics",
        ),
    ] {
        let kind = FaultKind::BrokenLink(path.to_owned());
        let article = Some(slug("bells"));
        assert_eq!(with_address(to), [Fault { article, kind }], "{to}");
    }
    for to in [
        "https://a.example/sub/",
        "https://a.example/sub",
        "https://a.example/sub/magazine/bells/",
        "https://a.example/sub/content/media/programme.pdf",
        "https://a.example/nowhere/",
        "https://a.example/subway/nowhere/",
        "https://b.example/sub/nowhere/",
    ] {
        assert_eq!(with_address(to), [], "{to}");
    }
}

// A page that the site names and nobody wrote.
#[test]
fn a_link_to_a_page_without_an_article_is_broken() {
    let broken = FaultKind::BrokenLink("about/".to_owned());
    assert_eq!(
        after(|_, articles| articles.truncate(2)),
        [Fault {
            article: None,
            kind: broken
        }]
    );
}

// The menu and the footer stand on every page.
#[test]
fn a_broken_link_of_the_site_itself_is_found() {
    let link = || Link {
        label: "There".to_owned(),
        href: href("/there/"),
    };
    let broken = || FaultKind::BrokenLink("there/".to_owned());
    let words = "the link to /there/ leads nowhere; correct it or remove it";
    finds(|site, _| site.navigation.push(link()), None, broken(), words);
    finds(|site, _| site.footer[0].links.push(link()), None, broken(), words);
}

// The reader would land at the top of a long article and have to search.
#[test]
fn a_broken_fragment_of_another_article_is_found() {
    for path in ["magazine/tides/#high-water", "about/#us"] {
        finds(
            |_, articles| articles[1].body.push(linked("there", &format!("/{path}"))),
            Some("bells"),
            FaultKind::BrokenFragmentElsewhere(path.to_owned()),
            &format!("the link to /{path} leads nowhere; that article has no such heading"),
        );
    }
    let fits = [
        "/magazine/tides/#%E6%BD%AE",
        "/magazine/tides/#",
        "/magazine/#bells",
    ];
    assert_eq!(
        after(|_, articles| articles[1].body.extend(fits.map(|path| linked("there", path)))),
        []
    );
}

// A click would do nothing.
#[test]
fn a_broken_fragment_is_found() {
    finds(
        |_, articles| articles[1].body.push(linked("below", "#low-water")),
        Some("bells"),
        FaultKind::BrokenFragment("low-water".to_owned()),
        "the link to #low-water leads nowhere; the article has no such heading",
    );
}

// A host has a file for each page of a list and for nothing beyond, whatever the portal would say there.
#[test]
fn a_link_to_a_later_page_leads_to_one_that_there_is() {
    let faults = |to: &str, count: usize| {
        after(|_, articles| {
            articles
                .extend((0..count).map(|number| tagged(article(&format!("a-{number}"), "A"), &["music"])));
            articles[0].body.push(linked("there", to));
        })
    };
    // With the two that stand there already, 22 more fill a page.
    for list in ["/", "/magazine/", "/tags/themes/music/"] {
        let to = format!("{list}page/2/");
        let broken = Fault {
            article: Some(slug("tides")),
            kind: FaultKind::BrokenLink(to[1..].to_owned()),
        };
        assert_eq!(faults(&to, 22), [broken], "{to}");
        assert_eq!(faults(&to, 24), [], "{to}");
        assert_eq!(faults(&format!("{list}page/1/"), 0), [], "{list}");
    }
}

// A site without tags or authors has no page of them that a menu could lead to.
#[test]
fn a_link_to_all_tags_or_all_authors_leads_somewhere_where_there_are_any() {
    let broken = |to: &str| Fault {
        article: Some(slug("bells")),
        kind: FaultKind::BrokenLink(to.to_owned()),
    };
    for (to, has_any) in [
        ("tags/", true),
        ("tags/themes/", true),
        ("tags/countries/", false),
        ("tags/moods/", false),
        ("authors/", false),
    ] {
        let faults = after(|_, articles| articles[1].body.push(linked("there", &format!("/{to}"))));
        let expected: &[Fault] = &[broken(to)];
        assert_eq!(faults, if has_any { &[] } else { expected }, "{to}");
    }
    let faults = after(|_, articles| {
        articles[0].bylines.push(Byline {
            name: "Ana".to_owned(),
            slug: slug("ana"),
        });
        articles[1].body.push(linked("there", "/authors/"));
    });
    assert_eq!(faults, []);
}

// A number without a note is a promise that is not kept.
#[test]
fn an_unknown_note_is_found() {
    finds(
        |_, articles| articles[0].body.push(reference("2")),
        Some("tides"),
        FaultKind::UnknownNote("2".to_owned()),
        "there is no footnote “2”; write it or remove the reference",
    );
}

// An id stands once in a page: links to the second heading would lead to the first.
#[test]
fn two_headings_with_one_id_are_found() {
    finds(
        |_, articles| articles[0].body.push(heading("low-water")),
        Some("tides"),
        FaultKind::DuplicateHeading("low-water".to_owned()),
        "two headings have the id “low-water”; give one of them another",
    );
}

// A heading with the id of the live region is written over with the title of each page.
#[test]
fn a_heading_with_an_id_of_the_portals_is_found() {
    finds(
        |_, articles| articles[0].body.push(heading("portal_live")),
        Some("tides"),
        FaultKind::ReservedHeading("portal_live".to_owned()),
        "a heading cannot have the id “portal_live”, because ids that begin with portal_ are the portal’s own; give it another",
    );
}

fn words_with_link() -> Vec<Inline> {
    let run = Run {
        text: "there".to_owned(),
        marks: Vec::new(),
        lang: None,
        link: Some(href("/nowhere/")),
    };
    vec![Inline::Run(run)]
}

fn picture() -> Image {
    Image {
        src: MediaPath::parse("media/a.avif").expect("it is a media path"),
        alt: None,
        caption: words_with_link(),
        credit: None,
        width: None,
        height: None,
        sources: Vec::new(),
    }
}

/// Blocks of every kind that can hold text, each with one broken link in it, named after the place.
fn blocks_with_link() -> Vec<(&'static str, Block)> {
    let text = words_with_link;
    let inner = || vec![linked("there", "/nowhere/")];
    let cell = || Cell {
        text: text(),
        header: false,
        align: None,
    };
    let table = |caption, head, rows| Block::Table(Table { caption, head, rows });
    let gallery = |images, caption| Block::Gallery(Gallery { images, caption });
    let list = List {
        ordered: false,
        start: None,
        items: vec![Vec::new(), inner()],
    };
    let pull_quote = PullQuote {
        text: text(),
        attribution: None,
    };
    let callout = Callout {
        tone: Tone::Tip,
        title: None,
        body: inner(),
    };
    let details = Details {
        summary: "More".to_owned(),
        body: inner(),
    };
    let note = Note {
        id: "1".to_owned(),
        body: inner(),
    };
    let embed = Embed {
        service: slug("youtube"),
        id: "x".to_owned(),
        title: None,
        link: Some(href("/nowhere/")),
    };
    vec![
        ("paragraph", Block::Paragraph(Paragraph { text: text() })),
        ("list", Block::List(list)),
        ("quote", Block::Quote(Quote { body: inner() })),
        ("pull quote", Block::PullQuote(pull_quote)),
        ("figure", Block::Figure(Figure { image: picture() })),
        ("picture of a gallery", gallery(vec![picture()], Vec::new())),
        ("gallery", gallery(Vec::new(), text())),
        ("caption of a table", table(text(), Vec::new(), Vec::new())),
        ("head of a table", table(Vec::new(), vec![cell()], Vec::new())),
        (
            "row of a table",
            table(Vec::new(), Vec::new(), vec![vec![cell()]]),
        ),
        ("callout", Block::Callout(callout)),
        ("details", Block::Details(details)),
        ("footnote", Block::Footnotes(Footnotes { notes: vec![note] })),
        ("embed", Block::Embed(embed)),
    ]
}

// A new kind of block is easily forgotten here, and then links in it are never looked at.
#[test]
fn links_are_found_wherever_text_can_stand() {
    let broken = || {
        let kind = FaultKind::BrokenLink("nowhere/".to_owned());
        [Fault {
            article: Some(slug("bells")),
            kind,
        }]
    };
    for (place, block) in blocks_with_link() {
        let found = after(|site, articles| {
            site.consent = Some(with_embeds_of("youtube"));
            articles[1].body.push(block);
        });
        assert_eq!(found, broken(), "in a {place}");
    }
    assert_eq!(
        after(|_, articles| articles[1].lead = words_with_link()),
        broken(),
        "in the lead"
    );
    assert_eq!(
        after(|_, articles| articles[1].image = Some(picture())),
        broken(),
        "in the lead picture's caption"
    );
}

fn with_embeds_of(service: &str) -> Consent {
    let text = format!(
        r#"{{"revision":1,"services":[
            {{"id":"{service}","category":"marketing","name":"A","provider":"A","purpose":"A",
              "embed":{{"url":"https://a.example/{{id}}"}}}},
            {{"id":"counter","category":"statistics","name":"B","provider":"B","purpose":"B",
              "script":{{"src":"https://b.example/b.js"}}}}]}}"#
    );
    serde_json::from_str(&text).expect("they are privacy settings")
}

// Nobody is asked about a service that is not described, so nothing of it can ever be shown.
#[test]
fn an_embed_of_a_service_without_embeds_is_found() {
    let embed = |service: &str| {
        Block::Embed(Embed {
            service: slug(service),
            id: "x".to_owned(),
            title: None,
            link: None,
        })
    };
    for (service, consent, is_unknown) in [
        ("tube", None, true),
        ("tube", Some(with_embeds_of("youtube")), true),
        ("counter", Some(with_embeds_of("youtube")), true),
        ("youtube", Some(with_embeds_of("youtube")), false),
    ] {
        let found = after(|site, articles| {
            site.consent = consent;
            articles[1].body.push(embed(service));
        });
        let fault = Fault {
            article: Some(slug("bells")),
            kind: FaultKind::UnknownService(slug(service)),
        };
        let wanted: Vec<_> = is_unknown.then_some(fault).into_iter().collect();
        assert_eq!(found, wanted, "{service}");
    }
}

// Whoever wants to know before answering must find the page.
#[test]
fn a_policy_page_that_there_is_not_is_found() {
    let found = after(|site, _| {
        let mut consent = with_embeds_of("youtube");
        consent.policy = Some(href("/nowhere/"));
        site.consent = Some(consent);
    });
    let kind = FaultKind::BrokenLink("nowhere/".to_owned());
    assert_eq!(found, [Fault { article: None, kind }]);
}
