//! What is prerendered on the pages of the sample, for readers and crawlers without the app.

use scraper::{ElementRef, Html, Selector};

use crate::support::pages::{
    PAGES, assert_lines, assert_pages, below, below_site, from_root, link, rootless, select, text,
};

/// A card as words: where it stands and how it is set, where it leads, in which direction it runs, what else it says.
fn card(address: &str, card: ElementRef<'_>) -> String {
    let words = |selector: &str| below(card, selector).concat();
    let selector = Selector::parse(".card-title").expect("it is a selector");
    let title = card.select(&selector).next().expect("a card has a title");
    let parent = card.parent().and_then(ElementRef::wrap);
    let place = parent.and_then(|parent| parent.attr("class")).unwrap_or_default();
    let class = card.attr("class").unwrap_or_default();
    let language: Vec<_> = ["lang", "dir"]
        .into_iter()
        .filter_map(|name| title.attr(name))
        .collect();
    let parts = [
        format!("{place} > {class} {}", title.value().name()),
        words(".kicker"),
        format!(
            "{} ({}) → {}",
            text(title),
            language.join(" "),
            link(address, title)
        ),
        words(".card-lead-words"),
        words(".card-by"),
        words(".card-when"),
        words(".card-reason"),
    ];
    let said: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    said.join(" | ")
}

fn cards(address: &str, page: &Html) -> String {
    let cards = select(page, ".card").into_iter();
    cards.fold(String::new(), |lines, found| {
        lines + "\n  " + &card(address, found)
    })
}

// What a list is of, what is said of it, how much it has, and the ways up and on.
#[test]
fn a_list_begins_with_its_name_and_the_ways_up_and_on() {
    assert_pages(
        r"
/: h1 The Sample
/archive/: h1 Archive
/archive/2025/: p Archive → /archive/ | h1 2025 | p 1 article | a Narrow this down → /find/?year=2025
/archive/2026/: p Archive → /archive/ | h1 2026 | p 3 articles | a Narrow this down → /find/?year=2026
/authors/: h1 Authors
/authors/ana-author/: p Authors → /authors/ | h1 Ana Author | p 2 articles
/authors/bo-writer/: p Authors → /authors/ | h1 Bo Writer | p 1 article
/calls/: h1 Calls | p 1 article | a Narrow this down → /find/?section=calls
/find/: h1 Find articles | p Pick as many filters as you like. An article needs to match one choice in each list you use.
/magazine/: h1 Magazine | p Articles. | p 3 articles | a Narrow this down → /find/?section=magazine
/saved/: h1 Saved articles | p Articles that you save with the button at their head stand here. They are kept in this browser alone.
/tags/: h1 Tags
/tags/countries/: p Tags → /tags/ | h1 Countries
/tags/countries/turkiye/: p Countries → /tags/countries/ | h1 Türkiye | p 1 article | a Narrow this down → /find/?countries=turkiye
/tags/countries/vietnam/: p Countries → /tags/countries/ | h1 Viet Nam | p A slug of its own. | p 2 articles | a Narrow this down → /find/?countries=vietnam
/tags/themes/: p Tags → /tags/ | h1 Themes
/tags/themes/eclair/: p Themes → /tags/themes/ | h1 éclair | p 1 article | a Narrow this down → /find/?themes=eclair
/tags/themes/heritage/: p Themes → /tags/themes/ | h1 heritage | p 2 articles | a Narrow this down → /find/?themes=heritage
",
        |address, page| {
            let heads = select(page, ".list-head > *, .list-ways > *, .list > h1").into_iter();
            let said = heads
                .filter(|head| head.attr("class") != Some("list-ways"))
                .map(|head| {
                    let is_link = head.value().name() == "a" || !below(head, "a").is_empty();
                    let href = head.attr("href").map(|href| below_site(address, href));
                    let leads = is_link.then(|| href.unwrap_or_else(|| link(address, head)));
                    let name = head.value().name();
                    let said = text(head);
                    leads.map_or_else(
                        || format!("{name} {said}"),
                        |leads| format!("{name} {said} → {leads}"),
                    )
                });
            said.collect::<Vec<_>>().join(" | ")
        },
    );
}

// The order of a list is a promise to readers, and a card says only what its list does not say already.
#[test]
fn a_list_shows_its_articles_in_order_as_cards() {
    assert_pages(
        r"
/:
  front > card card-lead h2 | Magazine | Every block “once” & <again> (auto) → /magazine/every-block/ | A lead with emphasis. | By Ana Author and Bo Writer | Deadline 01 Dec 2026
  front-beside > card card-small h3 | Calls | Open call (auto) → /calls/open-call/ | Apply. | Deadline 30 Jun 2026
  front-beside > card card-small h3 | Magazine | Every mark (auto) → /magazine/every-mark/ | 05 Jan 2026
  front-beside > card card-small h3 | Magazine | زيارة (ar rtl) → /magazine/zyr/ | نص. | 01 Jan 2025
/archive/2025/:
  cards > card h2 | Magazine | زيارة (ar rtl) → /magazine/zyr/ | نص. | 01 Jan 2025
/archive/2026/:
  cards > card h2 | Magazine | Every block “once” & <again> (auto) → /magazine/every-block/ | A lead with emphasis. | By Ana Author and Bo Writer | Deadline 01 Dec 2026
  cards > card h2 | Calls | Open call (auto) → /calls/open-call/ | Apply. | Deadline 30 Jun 2026
  cards > card h2 | Magazine | Every mark (auto) → /magazine/every-mark/ | The lead is a paragraph that is all emphasis. | By Ana Author | 05 Jan 2026
/authors/ana-author/:
  cards > card h2 | Magazine | Every block “once” & <again> (auto) → /magazine/every-block/ | A lead with emphasis. | By Ana Author and Bo Writer | Deadline 01 Dec 2026
  cards > card h2 | Magazine | Every mark (auto) → /magazine/every-mark/ | The lead is a paragraph that is all emphasis. | By Ana Author | 05 Jan 2026
/authors/bo-writer/:
  cards > card h2 | Magazine | Every block “once” & <again> (auto) → /magazine/every-block/ | A lead with emphasis. | By Ana Author and Bo Writer | Deadline 01 Dec 2026
/calls/:
  cards > card h2 | Open call (auto) → /calls/open-call/ | Apply. | Deadline 30 Jun 2026
/calls/open-call/:
  cards-small > card card-small h3 | Every block “once” & <again> (auto) → /magazine/every-block/ | Deadline 01 Dec 2026 | Also about heritage
/find/:
  cards > card h2 | Magazine | Every block “once” & <again> (auto) → /magazine/every-block/ | A lead with emphasis. | By Ana Author and Bo Writer | Deadline 01 Dec 2026
  cards > card h2 | Calls | Open call (auto) → /calls/open-call/ | Apply. | Deadline 30 Jun 2026
  cards > card h2 | Magazine | Every mark (auto) → /magazine/every-mark/ | The lead is a paragraph that is all emphasis. | By Ana Author | 05 Jan 2026
  cards > card h2 | Magazine | زيارة (ar rtl) → /magazine/zyr/ | نص. | 01 Jan 2025
/magazine/:
  list > card card-lead h2 | Every block “once” & <again> (auto) → /magazine/every-block/ | A lead with emphasis. | By Ana Author and Bo Writer | Deadline 01 Dec 2026
  cards > card h2 | Every mark (auto) → /magazine/every-mark/ | The lead is a paragraph that is all emphasis. | By Ana Author | 05 Jan 2026
  cards > card h2 | زيارة (ar rtl) → /magazine/zyr/ | نص. | 01 Jan 2025
/magazine/every-block/:
  cards-small > card card-small h3 | Every mark (auto) → /magazine/every-mark/ | Posted on 05 Jan 2026 | Also about Viet Nam
  cards-small > card card-small h3 | Open call (auto) → /calls/open-call/ | Deadline 30 Jun 2026 | Also about heritage
/magazine/every-mark/:
  cards-small > card card-small h3 | Every block “once” & <again> (auto) → /magazine/every-block/ | Deadline 01 Dec 2026 | Also about Viet Nam
/tags/countries/turkiye/:
  cards > card h2 | Magazine | Every block “once” & <again> (auto) → /magazine/every-block/ | A lead with emphasis. | By Ana Author and Bo Writer | Deadline 01 Dec 2026
/tags/countries/vietnam/:
  cards > card h2 | Magazine | Every block “once” & <again> (auto) → /magazine/every-block/ | A lead with emphasis. | By Ana Author and Bo Writer | Deadline 01 Dec 2026
  cards > card h2 | Magazine | Every mark (auto) → /magazine/every-mark/ | The lead is a paragraph that is all emphasis. | By Ana Author | 05 Jan 2026
/tags/themes/eclair/:
  cards > card h2 | Magazine | Every block “once” & <again> (auto) → /magazine/every-block/ | A lead with emphasis. | By Ana Author and Bo Writer | Deadline 01 Dec 2026
/tags/themes/heritage/:
  cards > card h2 | Magazine | Every block “once” & <again> (auto) → /magazine/every-block/ | A lead with emphasis. | By Ana Author and Bo Writer | Deadline 01 Dec 2026
  cards > card h2 | Calls | Open call (auto) → /calls/open-call/ | Apply. | Deadline 30 Jun 2026
",
        cards,
    );
}

// One picture is seen first and must not wait; those below it must not stand in its way.
#[test]
fn the_first_picture_of_a_page_is_loaded_before_everything_and_the_others_when_they_are_near() {
    assert_pages(
        r"
/:
  /quay-HASH-64.webp 64×40 first high loading - decoding async
  /quay-32-HASH-32.webp 32×20 first - loading lazy decoding async
/archive/2026/:
  /quay-HASH-64.webp 64×40 first - loading lazy decoding async
  /quay-32-HASH-32.webp 32×20 first - loading lazy decoding async
/authors/ana-author/:
  /quay-HASH-64.webp 64×40 first - loading lazy decoding async
  /quay-32-HASH-32.webp 32×20 first - loading lazy decoding async
/authors/bo-writer/:
  /quay-HASH-64.webp 64×40 first - loading lazy decoding async
/calls/open-call/:
  /quay-HASH-64.webp 64×40 first - loading lazy decoding async
/find/:
  /quay-HASH-64.webp 64×40 first - loading lazy decoding async
  /quay-32-HASH-32.webp 32×20 first - loading lazy decoding async
/magazine/:
  /quay-HASH-64.webp 64×40 first high loading - decoding async
  /quay-32-HASH-32.webp 32×20 first - loading lazy decoding async
/magazine/every-block/:
  /quay-HASH-64.png 64×40 first high loading - decoding async
  /quay-32-HASH-32.webp 32×20 first - loading lazy decoding async
/magazine/every-mark/:
  /quay-32-HASH-32.png 32×20 first high loading - decoding async
  /quay-HASH-64.webp 64×40 first - loading lazy decoding async
/tags/countries/turkiye/:
  /quay-HASH-64.webp 64×40 first - loading lazy decoding async
/tags/countries/vietnam/:
  /quay-HASH-64.webp 64×40 first - loading lazy decoding async
  /quay-32-HASH-32.webp 32×20 first - loading lazy decoding async
/tags/themes/eclair/:
  /quay-HASH-64.webp 64×40 first - loading lazy decoding async
/tags/themes/heritage/:
  /quay-HASH-64.webp 64×40 first - loading lazy decoding async
",
        |address, page| {
            let pictures = select(
                page,
                "#portal_main > :not(.article) img, #portal_main > .article > figure img",
            )
            .into_iter();
            let said = pictures.map(|picture| {
                let attribute = |name| picture.attr(name).unwrap_or("-");
                let source = from_root(address, attribute("src"));
                format!(
                    "\n  {} {}×{} first {} loading {} decoding {}",
                    source,
                    attribute("width"),
                    attribute("height"),
                    attribute("fetchpriority"),
                    attribute("loading"),
                    attribute("decoding"),
                )
            });
            said.collect()
        },
    );
}

// From here readers and crawlers come to every list, and see how much there is.
#[test]
fn a_directory_leads_to_every_list_with_the_number_of_its_articles() {
    assert_pages(
        r"
/archive/:
  li 2026 3 articles → /archive/2026/
  li 2025 1 article → /archive/2025/
/authors/:
  li Ana Author 2 → /authors/ana-author/
  li Bo Writer 1 → /authors/bo-writer/
/tags/:
  h2 Countries → /tags/countries/
  li Türkiye 1 → /tags/countries/turkiye/
  li Viet Nam 2 → /tags/countries/vietnam/
  h2 Themes → /tags/themes/
  li éclair 1 → /tags/themes/eclair/
  li heritage 2 → /tags/themes/heritage/
/tags/countries/:
  li Türkiye 1 → /tags/countries/turkiye/
  li Viet Nam 2 → /tags/countries/vietnam/
/tags/themes/:
  li éclair 1 → /tags/themes/eclair/
  li heritage 2 → /tags/themes/heritage/
",
        |address, page| {
            let names = select(page, ".directory .names li");
            assert_eq!(
                select(page, ".directory .names li > a.option > bdi").len(),
                names.len()
            );
            let entries = select(page, ".directory h2, .directory .names li, .years li").into_iter();
            let said = entries.map(|entry| {
                format!(
                    "\n  {} {} → {}",
                    entry.value().name(),
                    text(entry),
                    link(address, entry)
                )
            });
            said.collect()
        },
    );
}

// Until the app answers, each choice is a way to the list of it, which crawlers need not follow twice.
#[test]
fn the_page_that_finds_offers_every_choice_as_a_link() {
    assert_pages(
        r"
/find/:
  Countries
  Türkiye 1 → /tags/countries/turkiye/ nofollow
  Viet Nam 2 → /tags/countries/vietnam/ nofollow
  Themes
  éclair 1 → /tags/themes/eclair/ nofollow
  heritage 2 → /tags/themes/heritage/ nofollow
  Section
  Magazine 3 → /magazine/ nofollow
  Calls 1 → /calls/ nofollow
  Year
  2026 3 → /archive/2026/ nofollow
  2025 1 → /archive/2025/ nofollow
  4 articles
",
        |address, page| {
            let choices = select(page, ".axis li");
            assert_eq!(
                select(page, ".axis li > a.option > [dir=auto]").len(),
                choices.len()
            );
            let entries = select(page, ".axis summary, .axis li a, .chips .list-count").into_iter();
            let said = entries.map(|entry| {
                let leads = entry.attr("href").map(|href| {
                    format!(
                        " → {} {}",
                        below_site(address, href),
                        entry.attr("rel").unwrap_or_default()
                    )
                });
                format!("\n  {}{}", text(entry), leads.unwrap_or_default())
            });
            said.collect()
        },
    );
}

// Who has come to nothing is told so and shown on.
#[test]
fn a_page_with_nothing_to_show_offers_ways_on() {
    assert_pages(
        r"
/404.html:
  Page not found
  It may have moved, or there may be a slip in the address.
  You could try one of these instead:
  Home → /
  Magazine → /magazine/
  Calls → /calls/
/saved/:
  Nothing is saved yet. There is something to read here:
  Home → /
  Magazine → /magazine/
  Calls → /calls/
",
        |address, page| {
            let lines = select(
                page,
                ".notice-page > :not(ul), .saved-none[hidden] > p, .ways > li",
            )
            .into_iter();
            let said = lines.map(|line| {
                let leads = (line.value().name() == "li").then(|| format!(" → {}", link(address, line)));
                format!("\n  {}{}", text(line), leads.unwrap_or_default())
            });
            said.collect()
        },
    );
}

// What a reader wants to know before reading: where this stands, what it is about, by whom, from when and until when.
#[test]
fn the_head_of_an_article_says_what_is_known_of_it() {
    assert_pages(
        r"
/about/:
  h1 About
/calls/open-call/:
  a Calls → /calls/
  dt Themes → /tags/themes/
  li heritage → /tags/themes/heritage/
  h1 Open call
  li Posted on 01 Feb 2026 → 2026-02-01
  button SaveSaved (hidden)
  button Copy linkShare (hidden)
  dt Deadline
  dd 30 June 2026Add to calendar → /content/calendar/open-call.ics
/magazine/every-block/:
  a Magazine → /magazine/
  dt Website
  dt Countries → /tags/countries/
  li Viet Nam → /tags/countries/vietnam/
  li Türkiye → /tags/countries/turkiye/
  dt Themes → /tags/themes/
  li heritage → /tags/themes/heritage/
  li éclair → /tags/themes/eclair/
  h1 Every block “once” & <again>
  li By Ana Author and Bo Writer → /authors/ana-author/ → /authors/bo-writer/
  li Posted on 14 Mar 2026 → 2026-03-14
  li Updated on 02 Apr 2026 → 2026-04-02
  li Part of the series Samples
  button SaveSaved (hidden)
  button Copy linkShare (hidden)
  dt When
  dd 3 May 2026, 19:00 – 5 May 2026 (Lisbon time)Add to calendar → 2026-05-03T19:00 → 2026-05-05 → /content/calendar/every-block.ics
  dt Where
  dd The Rope Works
  dt Deadline
  dd 1 December 2026
/magazine/every-mark/:
  a Magazine → /magazine/
  dt Countries → /tags/countries/
  li Viet Nam → /tags/countries/vietnam/
  h1 Every mark
  li By Ana Author → /authors/ana-author/
  li Posted on 05 Jan 2026 → 2026-01-05
  button SaveSaved (hidden)
  button Copy linkShare (hidden)
/magazine/zyr/:
  a Magazine → /magazine/
  h1 زيارة
  li Posted on 01 Jan 2025 → 2025-01-01
  button SaveSaved (hidden)
  button Copy linkShare (hidden)
",
        |address, page| {
            let parts = ".breadcrumb a, .facts dt, .facts li, .article h1, .byline li, .tools > button, .occasion dt, .occasion dd";
            let said = select(page, parts).into_iter().map(|part| {
                let hidden = part.attr("hidden").map_or("", |_| " (hidden)");
                let selector = Selector::parse("a, time").expect("it is a selector");
                let itself = std::iter::once(part).filter(|part| part.value().name() == "a");
                let marks = itself.chain(part.select(&selector)).filter_map(|mark| {
                    let href = mark.attr("href").map(|href| {
                        if href.contains(':') {
                            href.to_owned()
                        } else {
                            below_site(address, href)
                        }
                    });
                    href.or_else(|| mark.attr("datetime").map(ToOwned::to_owned))
                });
                let marks = marks.fold(String::new(), |marks, mark| marks + " → " + &mark);
                format!("\n  {} {}{hidden}{marks}", part.value().name(), text(part))
            });
            said.collect()
        },
    );
}

// Each mark of Markdown and each element of HTML that stands for one, once.
#[test]
fn every_mark_is_written_as_the_element_that_means_it() {
    let address = "/magazine/every-mark/";
    let between = |start: &str, end: &str| {
        let below = PAGES[address].split_once(start).expect("the part is there").1;
        rootless(address, below.split_once(end).expect("the part ends").0)
    };
    let lead = between("<p class=\"lead\">", "</p>");
    let prose = between("<div class=\"prose\">", "</div>");
    let found = format!("{lead}\n{}\n", prose.replace("</p><p>", "</p>\n<p>"));
    assert_lines(
        r#"
The lead is a paragraph that is <strong>all</strong> emphasis.
<p>Plain, <em>em</em>, <strong>strong</strong>, <em><strong>both</strong></em>, <code>code</code>, <s>strike</s>, H<sub>2</sub>O, x<sup>2</sup> and <span lang="fr" dir="ltr">français</span>, <a href="about/">a <em>link</em></a>, <a href="https://example.org/">https://example.org/</a>, <a href="content/media/programme.pdf">a file</a><br>after a break<br>and another one.</p>
<p>HTML marks: <em>em</em>, <strong>strong</strong>, <code>code</code>, <s>strike</s> and <a href="mailto:a@example.org">a link</a>.</p>
"#,
        &found,
    );
}

// The page that explains has to name every service with what it keeps, also for readers without the app.
#[test]
fn the_policy_page_ends_with_every_service_and_the_choice_on_this_device() {
    assert_pages(
        r"
/about/:
  h2: Third-party services on this site
  h3: YouTube
  Category: Marketing
  Provider: Google Ireland Limited
  Purpose: Plays videos within articles.
  Privacy policy: policies.google.com/privacy
  Servers: www.youtube-nocookie.com
  Cookies: VISITOR_INFO1_LIVE youtube-nocookie.com, 6 months | YSC youtube-nocookie.com, until you close your browser
  h3: Matomo
  Category: Statistics
  Provider: The sample
  Purpose: Counts visits, and which pages are read.
  Privacy policy: matomo.org/privacy-policy
  Servers: stats.example.org
  Cookies: _pk_id.*, 13 months | _pk_ref.*, 6 months | _pk_ses.*, 30 minutes | _pk_cvar.*, 30 minutes | _pk_hsr.*, 30 minutes | _pk_testcookie*, until you close your browser
  h3: Talk
  Category: Functional
  Provider: The sample
  Purpose: Lets readers write to us.
  Servers: talk.example.org | *.talk.example.org
  Cookies: talk /about, until you close your browser
  Browser storage: talk-*
  Browser databases: talk
  h3: The Sample
  Category: Functional
  Cookies: __Host-consent, Your choice on this device
  Browser storage: consent-outbox, Your choice on this device | display, Display | saved, Saved articles
  h2: Your choice on this device
  output: No choice is stored on this device.
  div: Copy | Delete | Privacy Settings
",
        |_, page| {
            let parts = "#portal_services h2, #portal_services h3, #portal_services dl > div, #portal_consent-record > :not([hidden])";
            let said = select(page, parts).into_iter().map(|part| {
                let values = match below(part, "dd li, button") {
                    values if values.is_empty() => below(part, "dd"),
                    values => values,
                };
                let name = below(part, "dt").pop();
                let words = if values.is_empty() {
                    text(part)
                } else {
                    values.join(" | ")
                };
                format!("\n  {}: {words}", name.unwrap_or(part.value().name().to_owned()))
            });
            said.collect()
        },
    );
}
