//! Values to test with: hand-made ones, and strategies that make many.
#![allow(dead_code, reason = "each test program uses its own part")]

use content::article::{
    Article, Byline, Card, Event, Similar, TagReference, Tagging, Thumbnail, Translation,
};
use content::block::{
    Align, Audio, Block, Callout, Captions, Cell, Code, Details, Embed, Figure, File, Footnotes, Gallery,
    Heading, Image, Level, List, Note, Paragraph, PullQuote, Quote, Separator, Source, Table, Tone, Unknown,
    Video,
};
use content::bundle::FORMAT;
use content::consent::{
    Attribute, AttributeName, Category, Consent, Cookie, CookiePath, Days, EmbedTemplate, Endpoint, Features,
    Frame, Host, Key, Load, MAX_SERVICES, NamePattern, Ratio, Revision, Sandbox, Script, ScriptKind,
    ScriptSource, Service, SiteId, Storage,
};
use content::day::{Day, Moment};
use content::href::{Href, MediaPath};
use content::inline::{Inline, Mark, NoteReference, Run};
use content::language::Language;
use content::site::{FooterBlock, Link, Order, Section, Site, Tag, Taxonomy, Year};
use content::slug::Slug;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

pub(crate) fn slug(text: &str) -> Slug {
    Slug::parse(text).expect("the test names a slug")
}

pub(crate) fn day(text: &str) -> Day {
    Day::parse(text).expect("the test names a day")
}

pub(crate) fn href(text: &str) -> Href {
    Href::parse(text).expect("the test names a link")
}

/// An article of the magazine, with nothing but a title.
pub(crate) fn article(name: &str, title: &str) -> Article {
    Article {
        slug: slug(name),
        section: Some(slug("magazine")),
        title: title.to_owned(),
        lead: Vec::new(),
        authors: Vec::new(),
        bylines: Vec::new(),
        published: None,
        updated: None,
        website: None,
        tags: Vec::new(),
        language: None,
        translations: Vec::new(),
        image: None,
        series: None,
        before: None,
        after: None,
        minutes: None,
        event: None,
        deadline: None,
        calendar: false,
        aliases: Vec::new(),
        related: Vec::new(),
        body: Vec::new(),
        similar: Vec::new(),
    }
}

/// The same article with tags of the taxonomy “themes”.
pub(crate) fn tagged(mut article: Article, tags: &[&str]) -> Article {
    article.tags = vec![Tagging {
        taxonomy: slug("themes"),
        tags: tags.iter().map(|tag| slug(tag)).collect(),
    }];
    article
}

pub(crate) fn paragraph(text: &str) -> Block {
    Block::Paragraph(Paragraph {
        text: vec![Inline::Text(text.to_owned())],
    })
}

pub(crate) fn linked(words: &str, link: &str) -> Block {
    let run = Run {
        text: words.to_owned(),
        marks: Vec::new(),
        lang: None,
        link: Some(href(link)),
    };
    Block::Paragraph(Paragraph {
        text: vec![Inline::Run(run)],
    })
}

pub(crate) fn heading(id: &str) -> Block {
    let level = Level::new(2).expect("2 is a level");
    Block::Heading(Heading {
        level,
        id: id.to_owned(),
        text: vec![Inline::Text(id.to_owned())],
    })
}

/// Magazine and opportunities (by closing day), themes and countries, a page about.
pub(crate) fn site() -> Site {
    let section = |name: &str, order| Section {
        slug: slug(name),
        name: name.to_owned(),
        description: None,
        order,
        count: None,
    };
    let taxonomy = |name: &str, tags: &[&str]| Taxonomy {
        slug: slug(name),
        name: name.to_owned(),
        tags: tags
            .iter()
            .map(|tag| Tag {
                slug: slug(tag),
                name: (*tag).to_owned(),
                description: None,
                count: None,
            })
            .collect(),
    };
    Site {
        format: FORMAT,
        name: "The Tide".to_owned(),
        tagline: None,
        logo: None,
        address: None,
        language: Language::parse("en").expect("en is a language"),
        sections: vec![
            section("magazine", None),
            section("opportunities", Some(Order::Closing)),
        ],
        taxonomies: vec![
            taxonomy("themes", &["heritage", "music", "craft"]),
            taxonomy("countries", &["malta", "viet-nam"]),
        ],
        navigation: Vec::new(),
        footer: Vec::new(),
        pages: vec![slug("about")],
        years: Vec::new(),
        words: None,
        offline: false,
        consent: None,
        articles: Vec::new(),
    }
}

pub(crate) fn slugs() -> impl Strategy<Value = Slug> {
    "[a-z0-9]{1,8}(-[a-z0-9]{1,5}){0,2}".prop_map(|text| slug(&text))
}

pub(crate) fn days() -> impl Strategy<Value = Day> {
    (1..=9999_u16, 1..=12_u8, 1..=28_u8)
        .prop_map(|(year, month, day)| Day::new(year, month, day).expect("every month has 28 days"))
}

/// Text with whatever a keyboard can make, quotes, right-to-left marks and control characters among it.
pub(crate) fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Z ]{0,20}",
        2 => "\\PC{0,12}",
        1 => Just("\u{202E}\u{0}\t\"\\</script><b>None null".to_owned()),
        1 => Just("潮汐表 — جدول المد".to_owned()),
    ]
}

fn moments() -> impl Strategy<Value = Moment> {
    (days(), option::of((0..24_u8, 0..60_u8))).prop_map(|(day, time)| Moment { day, time })
}

fn hrefs() -> impl Strategy<Value = Href> {
    prop_oneof![
        "https?://[a-z]{1,8}\\.example(/[a-zé%20?&=]{0,9})?",
        "(mailto|tel):[a-z0-9@+]{1,9}",
        "/([a-z]{1,9}/?)?",
        "#[a-zé潮]{0,9}",
    ]
    .prop_map(|text| href(&text))
}

fn media() -> impl Strategy<Value = MediaPath> {
    "media(/[a-zé-]{1,8}){1,2}\\.(avif|mp3)"
        .prop_map(|text| MediaPath::parse(&text).expect("it is a media path"))
}

fn languages() -> impl Strategy<Value = Language> {
    prop_oneof![Just("en"), Just("ar-EG"), Just("zh-Hans"), Just("fr")]
        .prop_map(|tag| Language::parse(tag).expect("it is a language"))
}

fn marks() -> impl Strategy<Value = Mark> {
    prop_oneof![
        Just(Mark::Strong),
        Just(Mark::Em),
        Just(Mark::Code),
        Just(Mark::Sub),
        Just(Mark::Sup),
        Just(Mark::Strike),
    ]
}

pub(crate) fn inlines() -> impl Strategy<Value = Vec<Inline>> {
    let run = (
        words(),
        vec(marks(), 0..3),
        option::of(languages()),
        option::of(hrefs()),
    )
        .prop_map(|(text, marks, lang, link)| {
            Inline::Run(Run {
                text,
                marks,
                lang,
                link,
            })
        });
    let piece = prop_oneof![
        words().prop_map(Inline::Text),
        run,
        words().prop_map(|note| Inline::Note(NoteReference { note })),
        Just(Inline::line_break()),
    ];
    vec(piece, 0..4)
}

fn thumbnails() -> impl Strategy<Value = Thumbnail> {
    let size = || option::of(any::<u32>());
    (media(), size(), size(), sources()).prop_map(|(src, width, height, sources)| Thumbnail {
        src,
        width,
        height,
        sources,
    })
}

fn sources() -> impl Strategy<Value = Vec<Source>> {
    vec(
        (media(), 0..5000_u32).prop_map(|(src, width)| Source { src, width }),
        0..3,
    )
}

fn images() -> impl Strategy<Value = Image> {
    let size = (option::of(any::<u32>()), option::of(any::<u32>()));
    (
        media(),
        option::of(words()),
        inlines(),
        option::of(words()),
        size,
        sources(),
    )
        .prop_map(|(src, alt, caption, credit, (width, height), sources)| Image {
            src,
            alt,
            caption,
            credit,
            width,
            height,
            sources,
        })
}

fn captions() -> impl Strategy<Value = Captions> {
    (media(), languages(), option::of(words())).prop_map(|(src, language, label)| Captions {
        src,
        language,
        label,
    })
}

fn cells() -> impl Strategy<Value = Cell> {
    let align = prop_oneof![Just(Align::Start), Just(Align::Center), Just(Align::End)];
    (inlines(), any::<bool>(), option::of(align)).prop_map(|(text, header, align)| Cell {
        text,
        header,
        align,
    })
}

fn leaves() -> impl Strategy<Value = Block> {
    let level = (2..=6_u8).prop_map(|level| Level::new(level).expect("it is a level"));
    let text = prop_oneof![
        inlines().prop_map(|text| Block::Paragraph(Paragraph { text })),
        (level, words(), inlines()).prop_map(|(level, id, text)| Block::Heading(Heading { level, id, text })),
        (inlines(), option::of(words()))
            .prop_map(|(text, attribution)| Block::PullQuote(PullQuote { text, attribution })),
        (option::of(words()), words()).prop_map(|(language, text)| Block::Code(Code { language, text })),
        (inlines(), vec(cells(), 0..3), vec(vec(cells(), 0..3), 0..3))
            .prop_map(|(caption, head, rows)| Block::Table(Table { caption, head, rows })),
        Just(Block::Separator(Separator {})),
        "[a-z ]{0,12}".prop_map(|text| {
            Block::Unknown(Unknown {
                kind: "timeline".to_owned(),
                text: text.trim().to_owned(),
            })
        }),
    ];
    let seen = prop_oneof![
        images().prop_map(|image| Block::Figure(Figure { image })),
        (vec(images(), 0..3), inlines())
            .prop_map(|(images, caption)| Block::Gallery(Gallery { images, caption })),
        (slugs(), words(), option::of(words()), option::of(hrefs())).prop_map(
            |(service, id, title, link)| Block::Embed(Embed {
                service,
                id,
                title,
                link
            })
        ),
        (media(), option::of(words()), option::of(words())).prop_map(
            |(src, title, transcript)| Block::Audio(Audio {
                src,
                title,
                transcript
            })
        ),
        (
            media(),
            option::of(words()),
            option::of(media()),
            option::of(any::<u32>()),
            option::of(words()),
            vec(captions(), 0..3)
        )
            .prop_map(|(src, title, poster, width, transcript, captions)| {
                Block::Video(Video {
                    src,
                    title,
                    poster,
                    width,
                    height: width,
                    transcript,
                    captions,
                })
            }),
        (media(), words(), option::of(any::<u32>())).prop_map(|(src, title, bytes)| Block::File(File {
            src,
            title,
            bytes
        })),
    ];
    prop_oneof![text, seen]
}

/// Blocks of every kind, some within others.
pub(crate) fn blocks() -> impl Strategy<Value = Block> {
    let tone = || {
        prop_oneof![
            Just(Tone::Note),
            Just(Tone::Tip),
            Just(Tone::Important),
            Just(Tone::Warning),
            Just(Tone::Caution)
        ]
    };
    leaves().prop_recursive(3, 12, 3, move |inner| {
        let body = || vec(inner.clone(), 0..3);
        prop_oneof![
            (any::<bool>(), option::of(any::<u32>()), vec(body(), 0..3)).prop_map(
                |(ordered, start, items)| Block::List(List {
                    ordered,
                    start,
                    items
                })
            ),
            body().prop_map(|body| Block::Quote(Quote { body })),
            (tone(), option::of(words()), body()).prop_map(|(tone, title, body)| Block::Callout(Callout {
                tone,
                title,
                body
            })),
            (words(), body()).prop_map(|(summary, body)| Block::Details(Details { summary, body })),
            vec((words(), body()).prop_map(|(id, body)| Note { id, body }), 0..3)
                .prop_map(|notes| Block::Footnotes(Footnotes { notes })),
        ]
    })
}

fn events() -> impl Strategy<Value = Event> {
    (
        moments(),
        option::of(moments()),
        option::of(words()),
        option::of(words()),
    )
        .prop_map(|(start, end, zone, venue)| Event {
            start,
            end,
            zone,
            venue,
        })
}

pub(crate) fn cards() -> impl Strategy<Value = Card> {
    (
        (
            slugs(),
            option::of(slugs()),
            words(),
            option::of(words()),
            vec(words(), 0..2),
        ),
        (
            option::of(days()),
            option::of(days()),
            option::of(events()),
            option::of(languages()),
            option::of(thumbnails()),
        ),
    )
        .prop_map(
            |((slug, section, title, lead, authors), (published, deadline, event, language, image))| Card {
                slug,
                section,
                title,
                lead,
                authors,
                published,
                deadline,
                event,
                language,
                image,
            },
        )
}

pub(crate) fn articles() -> impl Strategy<Value = Article> {
    let tagging = || (slugs(), vec(slugs(), 0..3)).prop_map(|(taxonomy, tags)| Tagging { taxonomy, tags });
    let shared = || (slugs(), slugs()).prop_map(|(taxonomy, tag)| TagReference { taxonomy, tag });
    let translation =
        (slugs(), option::of(slugs()), languages(), words()).prop_map(|(slug, section, language, name)| {
            Translation {
                slug,
                section,
                language,
                name,
            }
        });
    let byline = (words(), slugs()).prop_map(|(name, slug)| Byline { name, slug });
    let similar = (cards(), vec(shared(), 0..3)).prop_map(|(card, shared)| Similar { card, shared });
    (
        (
            slugs(),
            option::of(slugs()),
            words(),
            inlines(),
            vec(words(), 0..3),
        ),
        (
            option::of(days()),
            option::of(days()),
            option::of(hrefs()),
            vec(tagging(), 0..3),
            option::of(languages()),
        ),
        (
            option::of(images()),
            option::of(words()),
            option::of(events()),
            option::of(days()),
            vec(hrefs(), 0..2),
        ),
        (
            vec(slugs(), 0..3),
            vec(blocks(), 0..5),
            vec(similar, 0..2),
            vec(byline, 0..2),
            vec(translation, 0..2),
            any::<bool>(),
        ),
    )
        .prop_map(
            |(
                (slug, section, title, lead, authors),
                (published, updated, website, tags, language),
                (image, series, event, deadline, aliases),
                (related, body, similar, bylines, translations, calendar),
            )| Article {
                slug,
                section,
                title,
                lead,
                authors,
                bylines,
                published,
                updated,
                website,
                tags,
                language,
                translations,
                image,
                series,
                before: None,
                after: None,
                minutes: Some(4),
                event,
                deadline,
                calendar,
                aliases,
                related,
                body,
                similar,
            },
        )
}

/// Sites whose parts have slugs of their own, none of them reserved.
pub(crate) fn sites() -> impl Strategy<Value = Site> {
    let names = |prefix: &'static str| {
        proptest::collection::btree_set("[a-z]{1,6}", 1..4).prop_map(move |names| {
            names
                .iter()
                .map(|name| slug(&[prefix, name].concat()))
                .collect::<Vec<_>>()
        })
    };
    let link = (words(), hrefs()).prop_map(|(label, href)| Link { label, href });
    (
        names("s-"),
        vec((names("t-"), option::of(words())), 0..3),
        names("p-"),
        vec(link, 0..3),
        words(),
        inlines(),
        option::of(consents()),
        option::of(proptest::collection::btree_map("[a-z_]{1,9}", words(), 0..4)),
        0..3_u32,
        option::of(thumbnails()),
    )
        .prop_map(
            |(sections, taxonomies, pages, links, words, text, consent, interface, number_of_years, logo)| {
                Site {
                    offline: number_of_years == 1,
                    words: interface.map(Into::into),
                    format: FORMAT,
                    name: words.clone(),
                    tagline: Some(words.clone()),
                    logo,
                    address: content::href::SiteAddress::parse("https://site.example/sub/"),
                    language: Language::parse("en").expect("en is a language"),
                    sections: sections
                        .into_iter()
                        .map(|slug| Section {
                            slug,
                            name: words.clone(),
                            description: None,
                            order: Some(Order::Closing),
                            count: Some(7),
                        })
                        .collect(),
                    taxonomies: (1_u32..)
                        .zip(taxonomies)
                        .map(|(number, (tags, description))| Taxonomy {
                            slug: slug(&["x", &number.to_string()].concat()),
                            name: words.clone(),
                            tags: tags
                                .into_iter()
                                .map(|slug| Tag {
                                    slug,
                                    name: words.clone(),
                                    description: description.clone(),
                                    count: Some(number),
                                })
                                .collect(),
                        })
                        .collect(),
                    navigation: links.clone(),
                    footer: vec![FooterBlock {
                        title: words.clone(),
                        text,
                        links,
                    }],
                    pages,
                    years: (1..=number_of_years)
                        .rev()
                        .map(|year| Year { year, count: 7 })
                        .collect(),
                    consent,
                    articles: Vec::new(),
                }
            },
        )
}

fn hosts() -> impl Strategy<Value = Host> {
    "(\\*\\.)?[a-z]{1,6}\\.example(:[0-9]{2,4})?".prop_map(|text| Host::parse(&text).expect("it is a host"))
}

fn patterns() -> impl Strategy<Value = NamePattern> {
    "[a-z_]{1,9}\\*?".prop_map(|text| NamePattern::parse(&text).expect("it is a pattern"))
}

fn scripts() -> impl Strategy<Value = Script> {
    let source = || {
        "https://[a-z]{1,6}\\.example/[a-z/]{0,6}"
            .prop_map(|text| ScriptSource::parse(&text).expect("it is one"))
    };
    let kind = prop_oneof![
        Just(ScriptKind::Generic),
        Just(ScriptKind::Matomo),
        Just(ScriptKind::Plausible),
        Just(ScriptKind::Ga4),
    ];
    let attributes = vec(
        ("data-[a-z]{1,5}", words()).prop_map(|(name, value)| Attribute {
            name: AttributeName::parse(&name).expect("it is an attribute"),
            value,
        }),
        0..3,
    );
    (source(), kind, source(), attributes).prop_map(|(src, kind, endpoint, attributes)| Script {
        src,
        kind: Some(kind),
        site: SiteId::parse("site-1"),
        endpoint: Some(endpoint),
        attributes,
    })
}

fn frames() -> impl Strategy<Value = Frame> {
    (
        "https://[a-z]{1,6}\\.example/([a-z]{0,6}/)?\\{(id|path)\\}[a-z/?=]{0,6}",
        option::of(words()),
    )
        .prop_map(|(url, title)| Frame {
            url: EmbedTemplate::parse(&url).expect("it is a template"),
            ratio: Some(Ratio::Strip),
            allow: Features::parse("fullscreen; encrypted-media"),
            sandbox: Sandbox::parse("allow-scripts"),
            title,
        })
}

/// Services of every kind; their ids are whatever comes.
pub(crate) fn services() -> impl Strategy<Value = Service> {
    let category = prop_oneof![
        Just(Category::Functional),
        Just(Category::Statistics),
        Just(Category::Marketing)
    ];
    let load = prop_oneof![scripts().prop_map(Load::Script), frames().prop_map(Load::Embed)];
    let cookie =
        (patterns(), option::of(hosts()), option::of(words())).prop_map(|(name, domain, duration)| Cookie {
            name,
            domain,
            path: CookiePath::parse("/forum"),
            duration,
        });
    (
        (
            slugs(),
            category,
            words(),
            (option::of(hrefs()), any::<bool>()),
            load,
        ),
        (
            vec(hosts(), 0..3),
            vec(cookie, 0..3),
            vec(patterns(), 0..2),
            vec(patterns(), 0..2),
        ),
    )
        .prop_map(
            |((id, category, words, (policy, ask_again), load), (hosts, cookies, storage, databases))| {
                Service {
                    id,
                    category,
                    name: words.clone(),
                    provider: words.clone(),
                    purpose: words,
                    policy,
                    ask_again,
                    hosts,
                    cookies,
                    storage,
                    databases,
                    load,
                }
            },
        )
}

/// Privacy settings with up to [`MAX_SERVICES`] services.
pub(crate) fn consents() -> impl Strategy<Value = Consent> {
    (
        0..=0x00ff_ffff_u32,
        option::of(1..=180_u32),
        option::of(hrefs()),
        vec(services(), 0..=MAX_SERVICES),
    )
        .prop_map(|(revision, days, policy, mut services)| {
            for (number, service) in (0_u32..).zip(&mut services) {
                service.id = slug(&["service-", &number.to_string()].concat());
            }
            Consent {
                revision: Revision::new(revision).expect("it is a revision"),
                expires_after_days: days.and_then(Days::new),
                storage: Some(Storage::LocalStorage),
                key: Key::parse("choice"),
                policy,
                record: Endpoint::parse("/consent"),
                services,
                faults: Vec::new(),
            }
        })
}
