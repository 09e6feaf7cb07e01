//! The files of the bundle.

mod support;

use content::bundle::{article_file, chunk_file};
use support::slug;

// Deployers write cache rules and other generators by these names.
#[test]
fn the_files_stand_where_the_documentation_says() {
    assert_eq!(article_file(&slug("tide-tables")), "articles/tide-tables.json");
    assert_eq!(
        chunk_file("0a1b2c3d4e5f6071"),
        "lists/chunks/0a1b2c3d4e5f6071.json"
    );
    assert_eq!((content::bundle::SITE, content::bundle::FORMAT), ("site.json", 1));
}

#[cfg(feature = "json")]
mod in_json {
    use content::bundle;
    use content::json::{self, Decode, DecodeError, Place, Problem, Value};
    use content::site::Site;

    #[derive(Debug, PartialEq)]
    struct WholeSite(Site);

    impl Decode for WholeSite {
        fn decode(value: Value, _: Place<'_>) -> Result<Self, DecodeError> {
            bundle::decode_site(value).map(Self)
        }
    }

    fn read(text: &str) -> Result<Site, DecodeError> {
        json::from_text(text).map(|WholeSite(site)| site)
    }

    // An old app in an open tab meets a newer bundle: it says so at once, instead of failing somewhere inside.
    #[test]
    fn a_newer_format_is_refused_before_anything_else() {
        for version in ["2", "1.5", "99", "1e9"] {
            let error = read(&format!(r#"{{"name":7,"format":{version}}}"#)).expect_err(version);
            assert_eq!(error.path, "$.format");
            let told =
                "$.format: this app reads bundles of format 1; bring the app up to date, found “a newer one”";
            assert_eq!(error.to_string(), told);
        }
    }

    // Without a version nobody can tell what the rest means.
    #[test]
    fn a_site_without_a_version_is_refused() {
        for (text, path) in [
            (r#"{"name":"The Tide","language":"en"}"#, "$.format"),
            (r#"{"format":"1","name":"The Tide","language":"en"}"#, "$.format"),
            (r#"{"format":1,"language":"en"}"#, "$.name"),
            (r#"{"format":1,"name":"The Tide"}"#, "$.language"),
            ("[]", "$"),
        ] {
            assert_eq!(read(text).expect_err(text).path, path);
        }
    }

    // The smallest site there is.
    #[test]
    fn a_site_needs_a_version_a_name_and_a_language() {
        let site = read(r#"{"format":1,"name":"The Tide","language":"en"}"#).expect("it is a site");
        assert_eq!((site.name.as_str(), site.sections.len()), ("The Tide", 0));
    }

    // The one-file site: what can be counted is counted.
    #[test]
    fn a_site_with_its_articles_inline_is_completed_when_it_is_read() {
        let text = r#"{"format":1,"name":"The Tide","language":"en",
            "sections":[{"slug":"magazine","name":"Magazine","count":99}],
            "articles":[{"slug":"tides","section":"magazine","title":"Tides"},{"slug":"about","title":"About"}]}"#;
        let site = read(text).expect("it is a site");
        assert_eq!(site.sections[0].count, Some(1));
        assert_eq!(site.pages, [super::slug("about")]);
    }

    // One wrong article in the one file: the path leads to it.
    #[test]
    fn a_wrong_article_within_the_site_is_named() {
        let text = r#"{"format":1,"name":"The Tide","language":"en","articles":[{"slug":"a","title":"A"},{"slug":"B","title":"B"}]}"#;
        let error = read(text).expect_err("B is no slug");
        assert_eq!(error.path, "$.articles[1].slug");
        assert!(matches!(error.problem, Problem::Invalid { .. }));
    }
}
