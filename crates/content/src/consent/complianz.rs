//! Cookies of Complianz, a consent plugin for WordPress, that a site's readers may still have.
//!
//! Since version 6 it sets `cmplz_statistics`, `cmplz_marketing` and `cmplz_preferences` to `allow` or `deny`, and
//! `cmplz_banner-status` to `dismissed` once a choice was made; on a network of sites the names begin with `cmplz_rt_`.
//! Before that it set `cmplz_stats`, `cmplz_prefs`, `cmplz_all`, `cmplz_choice` and `complianz_consent_status`. Source:
//! `cookiebanner/js/complianz.js` of the plugin and complianz.io, “Cookies from Complianz, what are they for”.

/// What its cookies say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Legacy {
    /// There are none.
    Absent,
    /// There are some, and no choice was made, or something was allowed: the reader is asked.
    Undecided,
    /// A choice was made, and nothing was allowed.
    Refused,
}

impl Legacy {
    /// Looks through the names and values of the cookies that a page can see.
    pub fn of<'a>(cookies: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let (mut present, mut decided, mut allowed) = (false, false, false);
        for (name, value) in cookies {
            let Some(name) = name
                .strip_prefix("cmplz_")
                .or_else(|| name.strip_prefix("complianz_"))
            else {
                continue;
            };
            present = true;
            match name.strip_prefix("rt_").unwrap_or(name) {
                "banner-status" => decided |= value == "dismissed",
                "choice" => decided |= value == "set",
                "consent_status" => {
                    decided |= value == "deny";
                    allowed |= value == "allow";
                }
                "functional" => {}
                _ => allowed |= value == "allow",
            }
        }
        match (present, decided, allowed) {
            (false, ..) => Self::Absent,
            (true, true, false) => Self::Refused,
            _ => Self::Undecided,
        }
    }
}
