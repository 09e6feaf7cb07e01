//! The policies of Trusted Types that a service's script makes: how they are named, in `site.toml` and in what hosts send.

/// The attribute of a script that names the policies of Trusted Types which it makes.
pub(crate) const NAMES: &str = "data-policies";

/// The name of a policy of Trusted Types, if the text is one
/// (<https://w3c.github.io/trusted-types/dist/spec/#trusted-types-csp-directive>).
pub(crate) fn parse(text: &str) -> Option<String> {
    let right = !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-#=_/@.%".contains(&byte));
    right.then(|| text.to_owned())
}
