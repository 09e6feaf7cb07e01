//! What Ghost shows on the web to everybody: cards may be for members alone, or for letters.

use serde_json::Value;

use crate::import::account::{Account, Place};

/// The kind under which stands what is not for everybody.
const CLOSED: &str = "closed part";

/// What Ghost writes into its HTML before and behind a card that is for some.
const BEGIN: &str = "<!--kg-gated-block:begin";
const END: &str = "<!--kg-gated-block:end";

/// The HTML without cards that are for some, and how many those are. One that never ends is for some to the end.
pub(super) fn open(html: &str) -> (String, usize) {
    let mut open = String::with_capacity(html.len());
    let mut closed = 0;
    let mut rest = html;
    while let Some(start) = rest.find(BEGIN) {
        let (before, gate) = rest.split_at(start);
        open.push_str(before);
        let says_so = gate.split("-->").next().unwrap_or_default();
        let length = says_so.len();
        if says_so.contains("nonMember:true") || says_so.contains("\"nonMember\":true") {
            open.push_str(&gate[..length]);
            rest = &gate[length..];
            continue;
        }
        closed += 1;
        let end = gate
            .find(END)
            .and_then(|end| Some(end + gate[end..].find("-->")? + 3));
        rest = &gate[end.unwrap_or(gate.len())..];
    }
    open.push_str(rest);
    (open, closed)
}

/// Does everybody see a card or another node on the web?
pub(super) fn is_for_all(node: &Value) -> bool {
    let Some(visibility) = node.get("visibility") else {
        return true;
    };
    let says = |of: &Value, key: &str| of.get(key).and_then(Value::as_bool);
    match visibility {
        Value::Null => true,
        Value::String(whom) => matches!(whom.as_str(), "" | "public" | "all"),
        Value::Object(_) => {
            let is_for_web =
                says(visibility, "showOnWeb") != Some(false) && says(visibility, "emailOnly") != Some(true);
            let web = visibility.get("web");
            is_for_web && web.is_none_or(|web| web.is_null() || says(web, "nonMember") == Some(true))
        }
        _ => false,
    }
}

/// Does a card that is often for members alone say that it is for everybody?
pub(super) fn is_said_for_all(node: &Value) -> bool {
    let says = node.pointer("/visibility/web/nonMember").and_then(Value::as_bool);
    says == Some(true) && is_for_all(node)
}

/// Tells of what is not for everybody.
pub(super) fn tell(account: &mut Account, place: &Place) {
    account.read(CLOSED);
    account.withhold(CLOSED, "the card is for members alone, or for letters", place);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{is_for_all, open};

    // Versions of Ghost have said it in three ways, and what they say nothing of was never for everybody.
    #[test]
    fn what_is_not_for_everybody_is_known() {
        let gated = "a<!--kg-gated-block:begin nonMember:false memberSegment:\"\" -->b<!--kg-gated-block:end-->c\
                     <!--kg-gated-block:begin nonMember:true -->d<!--kg-gated-block:end-->\
                     <!--kg-gated-block:begin nonMember:false -->e";
        let (html, closed) = open(gated);
        assert_eq!(closed, 2);
        assert!(html.starts_with("ac") && html.contains('d') && !html.contains(">b") && !html.contains(">e"));
        for (node, is_open) in [
            (json!({}), true),
            (json!({"visibility": {"web": {"nonMember": true}}}), true),
            (
                json!({"visibility": {"showOnWeb": true, "showOnEmail": false}}),
                true,
            ),
            (json!({"visibility": {"web": {"nonMember": false}}}), false),
            (
                json!({"visibility": {"web": {"memberSegment": "status:free"}}}),
                false,
            ),
            (json!({"visibility": {"showOnWeb": false}}), false),
            (json!({"visibility": {"emailOnly": true}}), false),
            (json!({"visibility": "members"}), false),
        ] {
            assert_eq!(is_for_all(&node), is_open, "{node}");
        }
    }
}
