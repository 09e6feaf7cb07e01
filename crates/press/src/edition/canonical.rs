//! Absolute addresses, for whatever is read away from the site: feeds, sitemaps, link previews, calendars.

use content::article::{Article, Translation};
use content::href::MediaPath;
use content::route::{CONTENT, Route};
use content::site::Site;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use url::Url;

use crate::code::Code;
use crate::diagnostic::{Explanation, Fault};

/// What may not stand in a path as it is: all that has a meaning in addresses, in XML or in a server's settings.
const IN_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'$')
    .add(b'%')
    .add(b'\'')
    .add(b'*')
    .add(b';')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Why a site has no absolute addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressFault {
    /// The site does not say where it will stand.
    Missing,
    /// It says something that no browser reads as an address.
    Unreadable(String),
}

impl Fault for AddressFault {
    fn code(&self) -> Code {
        match self {
            Self::Missing => Code::AddressMissing,
            Self::Unreadable(_) => Code::AddressUnreadable,
        }
    }

    fn explain(&self) -> Explanation {
        let left_out = "feeds, the sitemap and absolute addresses in link previews are left out";
        match self {
            Self::Missing => Explanation::warning(
                format!("the site has no address, so {left_out}"),
                "write address = \"https://example.org/\", or wherever the site will stand",
            ),
            Self::Unreadable(address) => Explanation::warning(
                format!("“{address}” cannot be read as an address, so {left_out}"),
                "write it as https://example.org/ with the site’s own host",
            ),
        }
    }
}

/// Makes absolute addresses of one site.
#[derive(Clone, Debug)]
pub struct Canonical {
    root: Url,
}

impl Canonical {
    /// The addresses of a site that says where it will stand.
    ///
    /// # Errors
    /// When it does not, or not in a way that can be read.
    pub fn of(site: &Site) -> Result<Self, AddressFault> {
        let address = site.address.as_ref().ok_or(AddressFault::Missing)?;
        Url::parse(&address.as_str())
            .ok()
            .filter(|url| url.has_host() && url.path().ends_with('/'))
            .map(|root| Self { root })
            .ok_or_else(|| AddressFault::Unreadable(address.to_string()))
    }

    /// The address of a path from the site's root, without a leading slash.
    pub fn path(&self, path: &str) -> String {
        format!("{}{}", self.root, encoded(path))
    }

    /// The address of a page.
    pub fn route(&self, route: &Route) -> String {
        format!("{}{}", self.root, route.path())
    }

    /// The address of an article.
    pub fn article(&self, article: &Article) -> String {
        self.route(&route_of(article))
    }

    /// The languages in which an article can be read, with its address in each. The original also stands for all
    /// languages in which it cannot (`x-default`).
    pub fn translations(&self, article: &Article) -> Vec<(String, String)> {
        let address = |translation: &Translation| {
            self.route(&Route::of(translation.section.as_ref(), &translation.slug))
        };
        let all = article.translations.iter();
        let named = all.map(|translation| (translation.language.to_string(), address(translation)));
        let original = article.translations.first();
        named
            .chain(original.map(|original| ("x-default".to_owned(), address(original))))
            .collect()
    }

    /// The address of a file of the bundle.
    pub fn media(&self, media: &MediaPath) -> String {
        self.path(&format!("{CONTENT}/{}", media.as_str()))
    }

    /// The host, such as `example.org`.
    pub fn host(&self) -> &str {
        self.root.host_str().unwrap_or_default()
    }

    /// A name of an article that stays when the article moves to another section, which its address does not. No
    /// page answers to it.
    pub fn id(&self, article: &Article) -> String {
        format!("{}#{}", self.root, article.slug)
    }
}

/// A path as it stands in an address.
pub(crate) fn encoded(path: &str) -> String {
    utf8_percent_encode(path, IN_PATH).to_string()
}

/// The page of an article.
pub fn route_of(article: &Article) -> Route {
    Route::of(article.section.as_ref(), &article.slug)
}

/// The path from the host's root to the site's, with both slashes, as a server sees it: `/`, `/sub/path/`.
pub(crate) fn base(site: &Site) -> String {
    Canonical::of(site).map_or_else(|_| "/".to_owned(), |canonical| canonical.root.path().to_owned())
}
