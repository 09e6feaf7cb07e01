//! What the portals of one host call what they store.

use content::consent::Key;
use content::stored::key;
use proptest::prelude::*;

use crate::values::consent;

// Readers have records, lists and appearances under these names.
#[test]
fn at_the_root_of_a_host_names_are_as_they_were() {
    let mut consent = consent();
    assert_eq!(consent.cookie("/", false), "consent");
    assert_eq!(consent.cookie("/", true), "__Host-consent");
    consent.key = Key::parse("choice");
    assert_eq!(consent.cookie("/", true), "__Host-choice");
    assert_eq!(key("saved", "/"), "saved");
}

// What is decided, saved or chosen at one portal says nothing about another. The form is a promise to what readers have.
#[test]
fn below_the_root_names_tell_the_portals_apart() {
    let consent = consent();
    assert_eq!(key("saved", "/a/"), "saved~/a/");
    assert_eq!(consent.cookie("/a/", false), "consent~eab");
    assert_ne!(consent.cookie("/a/", false), consent.cookie("/b/", false));
    assert_eq!(
        consent.cookie("/a/", true),
        ["__Host-", &consent.cookie("/a/", false)].concat()
    );
}

proptest! {
    // Whatever the root is called, servers and browsers take the name.
    #[test]
    fn a_cookie_has_a_name_of_letters_that_cookies_may_have(root in "/(\\PC{1,40}/)?") {
        let name = consent().cookie(&root, true);
        prop_assert!(name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_~".contains(&byte)), "{}", name);
        prop_assert!(name.len() <= "__Host-consent~abc".len());
    }
}
