//! Colours can be told apart: the portal's own, and those of the brands that come with it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Colours by their token, light and dark.
type Tokens = BTreeMap<String, [Colour; 2]>;

/// Red, green and blue, of 255.
#[derive(Clone, Copy, Debug)]
struct Colour([u8; 3]);

impl Colour {
    fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#')?;
        let byte = |text: &str| u8::from_str_radix(text, 16).ok();
        let part = |at: usize| match digits.len() {
            3 => digits.get(at..=at).and_then(byte).map(|digit| digit * 17),
            6 => digits.get(2 * at..2 * at + 2).and_then(byte),
            _ => None,
        };
        Some(Self([part(0)?, part(1)?, part(2)?]))
    }

    /// Relative luminance, by WCAG 2.2.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Contrast ratio, by WCAG 2.2.
    fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }
}

fn tokens(file: &str) -> Tokens {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let text = fs::read_to_string(path).expect("the style sheet is there");
    let colours = text.lines().filter_map(|line| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(": light-dark(")?;
        let (light, dark) = value.strip_suffix(");")?.split_once(',')?;
        Some((name.to_owned(), [Colour::parse(light)?, Colour::parse(dark)?]))
    });
    colours.collect()
}

// Grey on grey is elegant until one reads it in the sun, or with old eyes. AAA for what is read at length, AA for the rest.
#[test]
fn every_ink_can_be_read_on_every_paper() {
    for file in ["style/tokens.css", "docs/brands/night-train.css"] {
        let tokens = tokens(file);
        assert!(tokens.len() >= 9, "{file} has all colours: {tokens:?}");
        for (ink, least) in [("ink", 7.0), ("ink-soft", 4.5), ("accent", 4.5), ("focus", 3.0)] {
            for paper in ["paper", "paper-raised", "paper-sunken"] {
                for (scheme, name) in ["light", "dark"].iter().enumerate() {
                    let contrast = tokens[ink][scheme].contrast(tokens[paper][scheme]);
                    assert!(
                        contrast >= least,
                        "{file}, {name}: {ink} on {paper} has {contrast:.2} of {least}"
                    );
                }
            }
        }
        for (ink, paper) in tokens["accent-ink"].iter().zip(tokens["accent"]) {
            let contrast = ink.contrast(paper);
            assert!(contrast >= 4.5, "{file}: words on buttons have {contrast:.2}");
        }
    }
}

// White on black is 21, by definition; the worked example keeps the formula honest.
#[test]
fn the_formula_is_that_of_wcag() {
    let colour = |text| Colour::parse(text).expect("it is a colour");
    assert!((colour("#fff").contrast(colour("#000")) - 21.0).abs() < 1e-9);
    assert!((colour("#777777").contrast(colour("#fff")) - 4.48).abs() < 0.01);
}
