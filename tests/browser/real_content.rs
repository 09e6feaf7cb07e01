//! Content that nobody wrote for this project, where it has been downloaded beside the checkout.

use std::fs;
use std::path::{Path, PathBuf};

use xtask::workspace::Workspace;

use crate::support::{Browser, Portal, skip_optional};

/// What stands beside the checkout; none where the test is to be skipped.
fn shared(name: &str) -> Option<PathBuf> {
    let root = Workspace::new().root().to_owned();
    let path = root.parent()?.join("shared").join(name);
    if path.exists() {
        return Some(path);
    }
    skip_optional(&format!("there is no {}", path.display()));
    None
}

fn write(folder: &Path, name: &str, text: impl AsRef<[u8]>) {
    let file = folder.join(name);
    fs::create_dir_all(file.parent().expect("a file stands in a folder"))
        .and_then(|()| fs::write(&file, text))
        .expect("the test's own folder is writable");
}

/// The parts of the reference page, cut out of its text.
struct Reference {
    website: String,
    countries: Vec<String>,
    themes: Vec<String>,
    title: String,
    lead: String,
    paragraphs: Vec<String>,
    caption: String,
    dates: Vec<String>,
    about_title: String,
    about: String,
}

impl Reference {
    fn cut(text: &str) -> Self {
        let after = |label: &str| {
            let (_, rest) = text
                .split_once(&format!("\n{label}"))
                .unwrap_or_else(|| panic!("no {label}"));
            rest.trim_start().to_owned()
        };
        let bracketed = |text: &str| -> Vec<String> {
            let parts = text.split("\n\n").next().unwrap_or_default().split('[').skip(1);
            parts
                .filter_map(|part| Some(part.split_once(']')?.0.to_owned()))
                .collect()
        };
        let website = after("WEBSITE");
        let (_, website) = website.split_once("](").expect("the website is a link");
        let title = after("# ");
        let (title, rest) = title.split_once('\n').expect("the title is a line");
        let (text_part, _) = rest
            .split_once("## Similar content")
            .expect("similar content ends the article");
        let mut parts: Vec<String> = text_part
            .split("\n\n")
            .map(|part| part.trim().to_owned())
            .filter(|part| !part.is_empty())
            .collect();
        let unmarked = |part: &str| part.trim_matches('*').to_owned();
        let (lead, caption) = (
            unmarked(&parts.remove(0)),
            parts.pop().expect("there is a caption"),
        );
        let is_date = |line: &&str| line.len() == 11 && line.as_bytes()[..2].iter().all(u8::is_ascii_digit);
        let about = after("### ");
        let (about_title, about) = about.split_once('\n').expect("a title is a line");
        let about = about.trim().split("\n\n").next().unwrap_or_default();
        let (_, about_words) = about.split_once(") ").expect("it begins with a link");
        Self {
            website: website.split(')').next().unwrap_or_default().to_owned(),
            countries: bracketed(&after("COUNTRIES")),
            themes: bracketed(&after("THEMES")),
            title: title.trim().to_owned(),
            lead,
            caption: unmarked(&caption),
            paragraphs: parts,
            dates: text
                .lines()
                .map(str::trim)
                .filter(is_date)
                .map(str::to_owned)
                .collect(),
            about_title: about_title.to_owned(),
            about: about_words.to_owned(),
        }
    }

    /// A content folder that makes the page: the article, six others with its tags and the dates of its cards, and
    /// the pages that the footer names.
    fn write(&self, folder: &Path) {
        let list = |names: &[String]| format!("{names:?}");
        write(
            folder,
            "site.toml",
            format!(
                "name = \"culture360\"\nlanguage = \"en\"\n\
                 [[sections]]\nslug = \"insights\"\nname = \"Insights\"\n\
                 [[taxonomies]]\nslug = \"countries\"\nname = \"Countries\"\n\
                 [[taxonomies]]\nslug = \"themes\"\nname = \"Themes\"\n\
                 [[footer]]\ntitle = {:?}\ntext = \"[culture360.asef.org](http://culture360.asef.org) {}\"\n\
                 links = [{{ label = \"More about ASEF culture360\", href = \"/about/\" }}, {{ label = \"FAQ\", href = \"/faq/\" }}]\n",
                self.about_title, self.about
            ),
        );
        let tags = format!(
            "[tags]\ncountries = {}\nthemes = {}\n",
            list(&self.countries),
            list(&self.themes)
        );
        write(
            folder,
            "insights/policy-brief.md",
            format!(
                "+++\ntitle = {:?}\nwebsite = {:?}\n{tags}+++\n\n*{}*\n\n{}\n\n![](media/picture.avif {:?})\n",
                self.title,
                self.website,
                self.lead,
                self.paragraphs.join("\n\n"),
                self.caption
            ),
        );
        for (number, date) in self.dates.iter().enumerate() {
            let months = [
                "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
            ];
            let month = months.iter().position(|month| date[3..6] == **month);
            let month = month.expect("the page writes months so") + 1;
            let (day, year) = (&date[..2], &date[7..]);
            write(
                folder,
                &format!("insights/piece-{number}.md"),
                format!(
                    "+++\ntitle = \"Piece {number}\"\npublished = {year}-{month:02}-{day}\n{tags}[image]\nsrc = \"media/picture.avif\"\n+++\n\nWords.\n"
                ),
            );
        }
        for (page, title) in [("about", "About"), ("faq", "FAQ")] {
            write(
                folder,
                &format!("pages/{page}.md"),
                format!("+++\ntitle = \"{title}\"\n+++\n\nWords.\n"),
            );
        }
        let picture = Workspace::new().root().join("content/media/the-ropeworks.avif");
        let picture = fs::read(picture).expect("the demo content has pictures");
        write(folder, "media/picture.avif", picture);
    }
}

// The page that this project was asked to equal, from its text, through press, on the screen.
#[test]
fn the_reference_page_renders_whole_and_in_order() {
    let Some(file) = shared("reference/culture360-article.md") else {
        return;
    };
    let reference = Reference::cut(&fs::read_to_string(file).expect("the text can be read"));
    assert_eq!(reference.dates.len(), 6, "{:?}", reference.dates);
    assert_eq!(reference.themes.len(), 3, "{:?}", reference.themes);
    let content = tempfile::tempdir().expect("the system has a folder for temporary files");
    reference.write(content.path());
    let Some(portal) = Portal::pressed(content.path()) else {
        return;
    };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    browser.visit("/insights/policy-brief/");

    // As it is seen: the style sheet writes labels and tags in capitals.
    let seen = |selector: &str| {
        let script = format!(
            "[...document.querySelectorAll(\"{selector}\")].map(({{ innerText }}) => innerText.trim())"
        );
        let seen = browser.read(&script);
        let seen = seen.as_array().cloned().unwrap_or_default();
        seen.iter()
            .map(|words| words.as_str().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(seen(".facts dt"), ["WEBSITE", "COUNTRIES", "THEMES"]);
    let site = reference
        .website
        .trim_start_matches("https://")
        .trim_end_matches('/');
    assert_eq!(seen(".facts dd > a"), [site.to_uppercase()]);
    assert_eq!(
        browser.read("document.querySelector('.facts dd > a').href"),
        reference.website
    );
    let tags: Vec<_> = reference
        .countries
        .iter()
        .chain(&reference.themes)
        .cloned()
        .collect();
    let mut sorted = seen(".facts .tags a");
    sorted.sort();
    let mut expected = tags;
    expected.sort();
    assert_eq!(sorted, expected);
    assert_eq!(seen("main h1"), [reference.title.as_str()]);
    assert_eq!(seen(".lead"), [reference.lead.as_str()]);
    assert_eq!(browser.style(".lead", "font-style"), "italic");
    assert_eq!(seen(".prose > p"), reference.paragraphs);
    browser.come_to(".prose figure");
    browser.wait_for(
        "the picture",
        "document.querySelector('.prose > figure img').naturalWidth > 0",
    );
    assert_eq!(seen(".prose > figure figcaption"), [reference.caption.as_str()]);
    assert_eq!(
        browser.style(".prose > figure figcaption", "font-style"),
        "italic"
    );
    browser.come_to(".similar h2");
    assert_eq!(seen(".similar h2"), ["Similar content"]);
    let mut dates = seen(".similar .card-when");
    dates.sort();
    let mut expected: Vec<_> = reference
        .dates
        .iter()
        .map(|date| format!("POSTED ON {date}"))
        .collect();
    expected.sort();
    assert_eq!(dates, expected);
    assert_eq!(
        browser.count(".similar .card:has(img):has(.card-when):has(.card-title)"),
        6
    );
    let about = reference.about_title.to_uppercase();
    assert_eq!(seen(".footer h2"), [about]);
    let words = browser.text(".footer p");
    assert_eq!(words, format!("culture360.asef.org {}", reference.about));
    // The reference writes its links in capitals; ours at the foot are quiet.
    assert_eq!(seen(".footer .links a"), ["More about ASEF culture360", "FAQ"]);
    browser.assert_order(&[
        ".facts > div:nth-child(1)",
        ".facts > div:nth-child(2) .tags",
        ".facts > div:nth-child(3) .tags",
        "main h1",
        ".lead",
        ".prose > p",
        ".prose > figure img",
        ".prose > figure figcaption",
        ".similar h2",
        ".similar .card",
        ".footer h2",
        ".footer .links a[href='/about/']",
        ".footer .links a[href='/faq/']",
    ]);
    browser.click(".footer .links a[href='/faq/']");
    browser.arrived("/faq/", "FAQ");
    browser.assert_clean();
}

// Ten years of a real blog: odd names, odd front matter, long lists.
#[test]
fn the_posts_of_18f_can_be_browsed() {
    /// Two posts that share their name with an earlier one, which only Jekyll's dated addresses allow.
    const RENAMED: [&str; 2] = [
        "2024-01-12-andrew-hyder-award.md",
        "2024-08-20-andrew-hyder-award.md",
    ];
    let Some(posts) = shared("data/18f-posts") else {
        return;
    };
    let content = tempfile::tempdir().expect("the system has a folder for temporary files");
    let site = "name = \"18F\"\nlanguage = \"en\"\n[[sections]]\nslug = \"posts\"\nname = \"Posts\"\n\
                [[taxonomies]]\nslug = \"themes\"\nname = \"Themes\"\n";
    write(content.path(), "site.toml", site);
    for post in fs::read_dir(posts).expect("the folder was there a moment ago") {
        let path = post.expect("the folder can be listed").path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let name = match RENAMED.iter().position(|renamed| *renamed == name) {
            Some(place) => name.replace(".md", &format!("-{place}.md")),
            None => name,
        };
        let text = fs::read(&path).expect("the post can be read");
        write(content.path(), &format!("posts/{name}"), text);
    }
    let Some(portal) = Portal::pressed(content.path()) else {
        return;
    };
    let Some(browser) = Browser::on(portal) else {
        return;
    };
    browser.visit("/");
    assert!(browser.count(".card") > 5);
    browser.follow("/posts/");
    browser.arrived("/posts/", "Posts");
    assert_eq!(browser.text(".list-count"), "509 articles");
    browser.click(".pager a[rel=next]");
    browser.arrived("/posts/page/2/", "Posts, Page 2 of 22");
    assert_eq!(browser.count(".card"), 24);
    for place in [1, 24] {
        let link = format!(".card:nth-child({place}) .card-title a");
        let title = browser.text(&link);
        browser.click(&link);
        browser.wait_for(
            "the post",
            &format!(
                "document.querySelector('main .article h1')?.textContent === {}",
                serde_json::json!(title)
            ),
        );
        assert!(browser.count(".prose > p") > 0);
        assert!(browser.count(".similar .card") > 0);
        if place == 24 {
            let tag = browser
                .texts(".tags a")
                .first()
                .cloned()
                .expect("the post has tags");
            browser.click(".tags a");
            browser.wait_for(
                "the tag's list",
                &format!(
                    "document.querySelector('main .list h1')?.textContent === {}",
                    serde_json::json!(tag)
                ),
            );
            assert!(browser.count(".card") > 0);
        } else {
            browser.back();
            browser.arrived("/posts/page/2/", "Posts, Page 2 of 22");
        }
    }
    browser.assert_clean();
}
