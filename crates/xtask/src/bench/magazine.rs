//! A magazine of any size that nobody wrote: the same number always gives the same bytes.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use fastrand::Rng;

/// The sections and how many of twenty articles stand in each.
const SECTIONS: [(&str, u32); 3] = [("magazine", 12), ("events", 5), ("resources", 3)];

/// The words of an article's text, headings and lists together.
const TEXT: usize = 600;

const SEED: u64 = 0x0F11;
const SYLLABLES: [&str; 24] = [
    "ma", "ri", "to", "ve", "lan", "kes", "du", "por", "ni", "sal", "bre", "mo", "ti", "gar", "fe", "un",
    "ol", "qua", "ster", "ha", "bi", "lo", "cor", "den",
];
const SMALL: [&str; 12] = [
    "the", "and", "of", "in", "with", "for", "from", "that", "was", "by", "its", "not",
];

/// Writes a content folder with so many articles.
///
/// # Errors
/// When the system refuses.
pub(super) fn write(folder: &Path, articles: usize) -> io::Result<()> {
    let mut rng = Rng::with_seed(SEED);
    let words = vocabulary(&mut rng, 12_000);
    let themes = names(&words, 300, 200);
    let countries = names(&words, 700, 120);
    let authors = names(&words, 1_100, 400);
    fs::create_dir_all(folder)?;
    fs::write(folder.join("site.toml"), site(&themes))?;
    for (section, _) in SECTIONS {
        fs::create_dir_all(folder.join(section))?;
    }
    let slugs: Vec<_> = (0..articles)
        .map(|number| {
            let word = |rng: &mut Rng| words[rng.usize(..words.len())].as_str();
            format!("{}-{}-{number}", word(&mut rng), word(&mut rng))
        })
        .collect();
    let sections: Vec<_> = slugs.iter().map(|_| section(&mut rng)).collect();
    for (number, slug) in slugs.iter().enumerate() {
        let mut text = String::with_capacity(6_000);
        let mut writer = Writer {
            rng: &mut rng,
            words: &words,
        };
        let title = writer.sentence(6);
        let lead = writer.sentence(22);
        let (year, month, day) = (
            2000 + writer.rng.u32(..26),
            writer.rng.u32(1..=12),
            writer.rng.u32(1..=28),
        );
        let author = writer.pick(&authors);
        let tags = writer.several(&themes, 3);
        let places = writer.several(&countries, 2);
        let _ = write!(
            text,
            "+++\ntitle = \"{title}\"\nlead = \"{lead}\"\nauthors = [\"{author}\"]\n\
             published = {year}-{month:02}-{day:02}\n\n[tags]\nthemes = {tags}\ncountries = {places}\n+++\n"
        );
        let mut left = TEXT;
        while left > 0 {
            let count = left.min(75);
            left -= count;
            match writer.rng.u32(..10) {
                0 => {
                    let _ = write!(text, "\n## {}\n", writer.sentence(5).trim_end_matches('.'));
                }
                1 => {
                    let _ = write!(text, "\n- {}\n- {}\n", writer.sentence(12), writer.sentence(12));
                }
                _ => {}
            }
            let other = writer.rng.usize(..articles);
            let _ = write!(
                text,
                "\n{} *{}* and [{}](/{}/{}/). {}\n",
                writer.sentence(count / 2),
                writer.plain(3),
                writer.plain(3),
                sections[other],
                slugs[other],
                writer.sentence(count - count / 2 - 7),
            );
        }
        fs::write(folder.join(sections[number]).join(format!("{slug}.md")), text)?;
    }
    Ok(())
}

fn site(themes: &[String]) -> String {
    let mut text =
        "name = \"The Measured Tide\"\nlanguage = \"en\"\naddress = \"https://example.org/\"\n".to_owned();
    for (section, _) in SECTIONS {
        let _ = write!(
            text,
            "\n[[sections]]\nslug = \"{section}\"\nname = \"{section}\"\n"
        );
    }
    text.push_str("\n[[taxonomies]]\nslug = \"themes\"\nname = \"Themes\"\n");
    for theme in &themes[..8] {
        let slug = theme.to_lowercase().replace(' ', "-");
        let _ = write!(
            text,
            "\n[[taxonomies.tags]]\nslug = \"{slug}\"\nname = \"{theme}\"\n"
        );
    }
    text.push_str("\n[[taxonomies]]\nslug = \"countries\"\nname = \"Countries\"\n");
    text
}

fn vocabulary(rng: &mut Rng, count: usize) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut words = Vec::with_capacity(count);
    while words.len() < count {
        let syllables = rng.usize(2..=4);
        let word: String = (0..syllables)
            .map(|_| SYLLABLES[rng.usize(..SYLLABLES.len())])
            .collect();
        if seen.insert(word.clone()) {
            words.push(word);
        }
    }
    words
}

/// Names of two words.
fn names(words: &[String], from: usize, count: usize) -> Vec<String> {
    (from..from + count)
        .map(|at| format!("{} {}", capital(&words[at]), words[at + count]))
        .collect()
}

fn capital(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}

fn section(rng: &mut Rng) -> &'static str {
    let mut at = rng.u32(..20);
    for (section, share) in SECTIONS {
        if at < share {
            return section;
        }
        at -= share;
    }
    SECTIONS[0].0
}

struct Writer<'a> {
    rng: &'a mut Rng,
    words: &'a [String],
}

impl Writer<'_> {
    /// A few words are everywhere and most are rare, as in every language.
    fn word(&mut self) -> &str {
        if self.rng.u32(..10) < 3 {
            return SMALL[self.rng.usize(..SMALL.len())];
        }
        let at = self.skewed(self.words.len());
        &self.words[at]
    }

    fn skewed(&mut self, count: usize) -> usize {
        // The square of a number that is even between 0 and 1, in whole numbers.
        let one = self.rng.usize(..count);
        one * self.rng.usize(..=one) / count
    }

    fn plain(&mut self, count: usize) -> String {
        let mut text = String::new();
        for at in 0..count {
            if at > 0 {
                text.push(' ');
            }
            text.push_str(self.word());
        }
        text
    }

    fn sentence(&mut self, count: usize) -> String {
        capital(&self.plain(count.max(1))) + "."
    }

    fn pick<'n>(&mut self, names: &'n [String]) -> &'n str {
        &names[self.skewed(names.len())]
    }

    fn several(&mut self, names: &[String], most: usize) -> String {
        let count = self.rng.usize(1..=most);
        let chosen: BTreeSet<_> = (0..count).map(|_| self.pick(names)).collect();
        let quoted: Vec<_> = chosen.iter().map(|name| format!("\"{name}\"")).collect();
        format!("[{}]", quoted.join(", "))
    }
}
