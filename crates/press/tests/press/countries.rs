//! Countries as tags: what they are called by Unicode's data, their slugs, and how articles name them.

use content::language::Language;
use press::edition::compose::{Outcome, compose};
use press::read::countries::Country;

use crate::support::{content, write};

/// Every code that ISO 3166-1 has assigned, by the tz database's `iso3166.tab`, and XK.
const CODES: &str = "\
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ \
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO \
    FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE \
    JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO \
    MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW \
    PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM \
    TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

/// Some names in English, French, Spanish, German, Chinese and Arabic, as CLDR 48 and 49 have them.
const NAMES: [(&str, [&str; 6]); 6] = [
    (
        "PT",
        [
            "Portugal",
            "Portugal",
            "Portugal",
            "Portugal",
            "葡萄牙",
            "البرتغال",
        ],
    ),
    (
        "VN",
        ["Vietnam", "Viêt Nam", "Vietnam", "Vietnam", "越南", "فيتنام"],
    ),
    (
        "TR",
        ["Türkiye", "Turquie", "Turquía", "Türkei", "土耳其", "تركيا"],
    ),
    ("EG", ["Egypt", "Égypte", "Egipto", "Ägypten", "埃及", "مصر"]),
    (
        "CI",
        [
            "Côte d’Ivoire",
            "Côte d’Ivoire",
            "Côte d’Ivoire",
            "Côte d’Ivoire",
            "科特迪瓦",
            "ساحل العاج",
        ],
    ),
    (
        "CD",
        [
            "Congo - Kinshasa",
            "Congo-Kinshasa",
            "República Democrática del Congo",
            "Kongo-Kinshasa",
            "刚果（金）",
            "الكونغو - كينشاسا",
        ],
    ),
];

const LANGUAGES: [&str; 6] = ["en", "fr", "es", "de", "zh", "ar"];

/// A site of one taxonomy, `countries`, with these tags, and an article that carries those.
fn composed(language: &str, tags: &str, carried: &[&str]) -> Outcome {
    let article = format!("+++\ntitle = \"A\"\ntags = {carried:?}\n+++\n\nText.\n");
    let folder = content(&[("magazine/a.md", &article)]);
    let site = format!(
        "name = \"Test\"\nlanguage = \"{language}\"\n\n[[sections]]\nslug = \"magazine\"\nname = \"Magazine\"\n\n\
         [[taxonomies]]\nslug = \"countries\"\nname = \"Countries\"\n\n{tags}"
    );
    let folder = folder.path().join("content");
    write(&folder.join("site.toml"), site);
    compose(&folder).expect("the folder holds a site.toml")
}

fn tags(outcome: &Outcome) -> Vec<(&str, &str)> {
    let edition = outcome.edition.as_ref().expect("the site can be read");
    edition.site.taxonomies[0]
        .tags
        .iter()
        .map(|tag| (tag.slug.as_ref(), tag.name.as_str()))
        .collect()
}

/// What is wrong, but for tags that no article carries.
fn wrong(outcome: &Outcome) -> Vec<String> {
    let said = outcome.diagnostics.iter().map(ToString::to_string);
    said.filter(|said| !said.contains("no article carries")).collect()
}

fn tag(code: &str) -> String {
    format!("[[taxonomies.tags]]\ncountry = \"{code}\"\n\n")
}

// A code that is none would be a tag without a name; one that is missing would be a country that cannot be said.
#[test]
fn exactly_the_codes_of_iso_3166_are_countries() {
    let letters = || (b'A'..=b'Z').map(char::from);
    let codes = letters().flat_map(|first| letters().map(move |second| format!("{first}{second}")));
    let countries: Vec<_> = codes.filter(|code| Country::parse(code).is_some()).collect();
    assert_eq!(countries, CODES.split(' ').collect::<Vec<_>>());
    for text in ["", "P", "pt", "Pt", "PRT", "PT ", "620", "P1", "ПТ", "Portugal"] {
        assert_eq!(Country::parse(text), None, "{text}");
    }
}

// The names are the whole point, and they must be those that the reader's language has.
#[test]
fn a_country_is_called_what_the_language_of_the_site_calls_it() {
    for (code, names) in NAMES {
        for (language, name) in LANGUAGES.into_iter().zip(names) {
            let outcome = composed(language, &tag(code), &[name]);
            let (_, published) = tags(&outcome)[0];
            assert_eq!(published, name, "{code} in {language}");
            assert_eq!(wrong(&outcome), Vec::<String>::new());
        }
    }
    let name = |code, language| {
        let language = Language::parse(language).expect("a tag");
        Country::parse(code).expect("a code").name(&language)
    };
    // Tags with a region or a script take the names of the nearest language that has some.
    assert_eq!(name("EG", "de-AT").as_deref(), Some("Ägypten"));
    assert_eq!(name("EG", "zh-Hans").as_deref(), Some("埃及"));
    assert_eq!(name("NZ", "zh-TW").as_deref(), Some("紐西蘭"));
    assert_eq!(name("EG", "tlh"), None);
}

// A site may declare every country there is: no two of them may then share an address.
#[test]
fn all_countries_stand_side_by_side_in_each_language() {
    for language in LANGUAGES {
        let all: String = CODES.split(' ').map(tag).collect();
        let outcome = composed(language, &all, &[]);
        assert_eq!(wrong(&outcome), Vec::<String>::new(), "{language}");
        assert_eq!(tags(&outcome).len(), 250, "{language}");
    }
}

// Addresses that have been published must not follow a change of words.
#[test]
fn a_name_and_a_slug_that_are_given_win() {
    let given = "[[taxonomies.tags]]\ncountry = \"VN\"\nname = \"Viet Nam\"\nslug = \"vietnam\"\n";
    assert_eq!(
        tags(&composed("fr", given, &["Viet Nam"])),
        [("vietnam", "Viet Nam")]
    );
    let slug = "[[taxonomies.tags]]\ncountry = \"EG\"\nslug = \"egypt\"\n";
    assert_eq!(tags(&composed("fr", slug, &["Égypte"])), [("egypt", "Égypte")]);
}

// Without a slug a declared tag has the address that it would have had undeclared.
#[test]
fn a_slug_that_is_left_out_is_made_from_the_name() {
    assert_eq!(
        tags(&composed("fr", &tag("EG"), &["Égypte"])),
        [("egypte", "Égypte")]
    );
    assert_eq!(
        tags(&composed("en", &tag("EG"), &["egypt"])),
        [("egypt", "Egypt")]
    );
    let named = "[[taxonomies.tags]]\nname = \"Hải Phòng\"\n";
    let declared = composed("en", named, &["Hải Phòng"]);
    let undeclared = composed("en", "", &["Hải Phòng"]);
    assert_eq!(tags(&declared), [("hai-phong", "Hải Phòng")]);
    assert_eq!(tags(&declared), tags(&undeclared));
}

// A tag of two letters is a tag as any other: articles name what is published, and no codes.
#[test]
fn a_code_in_an_article_is_a_name_of_its_own() {
    let outcome = composed("en", &tag("PT"), &["Portugal", "PT"]);
    assert_eq!(tags(&outcome), [("portugal", "Portugal"), ("pt", "PT")]);
}

// Readers look for Égypte under E and for Ägypten under A, not behind Z, where their code points are.
#[test]
fn tags_stand_in_the_order_of_the_alphabet_of_the_language() {
    let all: String = ["ZM", "EG", "ES", "DE", "CH"].map(tag).concat();
    let names = |language| -> Vec<String> {
        let outcome = composed(language, &all, &[]);
        tags(&outcome)
            .iter()
            .map(|(_, name)| (*name).to_owned())
            .collect()
    };
    assert_eq!(
        names("fr"),
        ["Allemagne", "Égypte", "Espagne", "Suisse", "Zambie"]
    );
    assert_eq!(
        names("de"),
        ["Ägypten", "Deutschland", "Sambia", "Schweiz", "Spanien"]
    );
    // By their sounds: āi, dé, ruì, xī, zàn.
    assert_eq!(names("zh"), ["埃及", "德国", "瑞士", "西班牙", "赞比亚"]);
}

// The same country as a place and as a subject is two tags of two taxonomies.
#[test]
fn a_country_may_stand_in_several_taxonomies() {
    let twice = format!(
        "{}[[taxonomies]]\nslug = \"languages\"\nname = \"Languages\"\n\n{}",
        tag("PT"),
        tag("PT")
    );
    assert_eq!(
        wrong(&composed("en", &twice, &["Portugal"])),
        Vec::<String>::new()
    );
}
