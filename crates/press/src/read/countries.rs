//! What countries are called, by Unicode's Common Locale Data Repository: the names that browsers have as well.

use std::fmt;

use content::language::Language;
use icu_experimental::displaynames::provider::LocaleNamesRegionV0;
use icu_experimental::displaynames::{DisplayNamesOptions, multi::RegionDisplayNames};
use icu_experimental::provider::Baked;
use icu_locale_core::Locale;
use icu_locale_core::subtags::Region;
use icu_provider::{DataError, DataProvider, DataRequest, DataResponse};

/// Codes that have names and are no countries: parts of some, groups of several, and what stands for none.
const OTHERS: [&str; 14] = [
    "AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ",
];

/// A country or territory: a code that ISO 3166-1 has assigned, or XK, which is in use for Kosovo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country(Region);

impl Country {
    /// What a text must be to be one, as a sentence without a full stop.
    pub const RULE: &str =
        "write the two capital letters that ISO 3166-1 has for it, such as PT for Portugal";

    /// The country of a code.
    pub fn parse(text: &str) -> Option<Self> {
        let is_code = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
        let region = Region::try_from_str(text).ok()?;
        let is_country = is_code
            && !OTHERS.contains(&text)
            && name_of(region, &Locale::try_from_str("en").ok()?).is_some();
        is_country.then_some(Self(region))
    }

    /// Its name in a language; none where nobody has told it.
    pub fn name(self, language: &Language) -> Option<String> {
        name_of(self.0, &Locale::try_from_str(&language.as_str()).ok()?)
    }
}

impl fmt::Display for Country {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

fn name_of(region: Region, locale: &Locale) -> Option<String> {
    let names =
        RegionDisplayNames::try_new_unstable(&Quiet, locale.into(), DisplayNamesOptions::default()).ok()?;
    names.of(region).map(ToOwned::to_owned)
}

/// The data that are compiled in. Without it a debug build prints a line of its own for a language that has no names,
/// beside the error that says so.
struct Quiet;

impl DataProvider<LocaleNamesRegionV0> for Quiet {
    fn load(&self, mut request: DataRequest<'_>) -> Result<DataResponse<LocaleNamesRegionV0>, DataError> {
        request.metadata.silent = true;
        Baked.load(request)
    }
}
