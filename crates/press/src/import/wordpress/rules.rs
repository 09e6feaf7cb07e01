//! Rules of `MemberPress`: items of their own that keep others for members.

use super::index::{Index, Item};

/// What the rules of an export close.
#[derive(Debug, Default)]
pub(super) struct Rules<'i>(Vec<Rule<'i>>);

/// What kind of thing a rule closes, and which of them.
#[derive(Debug)]
struct Rule<'i> {
    kind: &'i str,
    content: &'i str,
}

impl<'i> Rules<'i> {
    /// The rules that are in force.
    pub(super) fn of(index: &'i Index) -> Self {
        let rules = index
            .items
            .iter()
            .filter(|item| item.kind == "memberpressrule" && item.status == "publish");
        let rules = rules.filter_map(|rule| {
            let field = |name: &str| {
                let found = rule.access.iter().find(|(key, _)| key == name);
                found.map(|(_, value)| value.as_str())
            };
            Some(Rule {
                kind: field("_mepr_rules_type")?,
                content: field("_mepr_rules_content").unwrap_or_default(),
            })
        });
        Self(rules.collect())
    }

    /// Why an item is for members alone, where a rule says so.
    pub(super) fn closes(&self, item: &Item) -> Option<String> {
        let is_closed = self.0.iter().any(|rule| rule.closes(item));
        is_closed.then(|| "a rule of MemberPress keeps it for members".to_owned())
    }
}

impl Rule<'_> {
    fn closes(&self, item: &Item) -> bool {
        let of_term = |taxonomy: &str| {
            let mut terms = item.terms.iter();
            terms.any(|(own, slug)| own == taxonomy && slug == self.content)
        };
        let number = || self.content.parse::<u64>().unwrap_or_default();
        match self.kind.split_once('_').unwrap_or((self.kind, "")) {
            ("all", "") => true,
            ("all", kind) => kind == item.kind,
            ("single", _) => number() != 0 && number() == item.id,
            ("parent", _) => number() != 0 && number() == item.parent,
            ("category", _) => of_term("category"),
            ("tag", _) => of_term("post_tag"),
            ("tax", taxonomy) => of_term(taxonomy.split("||").next().unwrap_or(taxonomy)),
            // A part of an address, or a pattern of it, of which nobody knows more here.
            ("partial" | "custom", _) => {
                let plain = self.content.trim_matches(['^', '$', '/', '*', '.']);
                !plain.is_empty() && item.link.contains(plain)
            }
            _ => false,
        }
    }
}
