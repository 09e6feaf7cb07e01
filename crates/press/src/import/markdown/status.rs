//! What writers call the state of a text: `published`, `In review`, `Entwurf`. Nobody can list all words for what is not
//! public, so a state is one of the words known for what is, or it closes the text.

use super::public::plain;
use crate::read::settings::truth;

/// Words for what everybody may read.
const OPEN: &[&str] = &[
    "published",
    "publish",
    "public",
    "publicly available",
    "live",
    "done",
    "final",
    "finished",
    "finalized",
    "finalised",
    "complete",
    "completed",
    "posted",
    "online",
    "released",
    "visible",
    "listed",
    "approved",
    "accepted",
    "superseded",
    "ok",
    "active",
    "current",
    "stable",
    "new",
    "updated",
    "evergreen",
    "deprecated",
    "veröffentlicht",
    "veroeffentlicht",
    "öffentlich",
    "oeffentlich",
    "publiziert",
    "erschienen",
    "fertig",
    "publié",
    "publiée",
    "publie",
    "publique",
    "en ligne",
    "paru",
    "terminé",
    "publicado",
    "publicada",
    "público",
    "pública",
    "publico",
    "publica",
    "en línea",
    "terminado",
    "finalizado",
    "concluído",
    "no ar",
    "pubblicato",
    "pubblicata",
    "pubblico",
    "pubblica",
    "completato",
    "gepubliceerd",
    "openbaar",
    "klaar",
    "publicerad",
    "publicerat",
    "offentlig",
    "offentligt",
    "klar",
    "udgivet",
    "færdig",
    "publisert",
    "ferdig",
    "julkaistu",
    "julkinen",
    "valmis",
    "opublikowany",
    "opublikowane",
    "opublikowano",
    "publiczny",
    "publiczne",
    "gotowe",
    "publikováno",
    "zveřejněno",
    "veřejné",
    "hotovo",
    "közzétéve",
    "nyilvános",
    "publicat",
    "objavljeno",
    "yayınlandı",
    "yayımlandı",
    "yayında",
    "δημοσιευμένο",
    "δημοσιεύτηκε",
    "опубликовано",
    "опубликован",
    "опубликована",
    "публичный",
    "готово",
    "опубліковано",
    "публічний",
    "منشور",
    "פורסם",
    "公開",
    "公開済み",
    "公開済",
    "公開中",
    "完了",
    "公开",
    "已公开",
    "已公開",
    "发布",
    "已发布",
    "發布",
    "已發布",
    "已发表",
    "已發表",
    "完成",
    "已完成",
    "공개",
    "게시됨",
    "발행",
    "발행됨",
    "완료",
    "xuất bản",
    "đã xuất bản",
    "diterbitkan",
    "terbit",
];

/// Words for who may read it, where that is everybody.
const EVERYBODY: &[&str] = &[
    "all",
    "anyone",
    "everyone",
    "everybody",
    "free",
    "open",
    "alle",
    "tous",
    "todos",
    "tutti",
    "iedereen",
];

/// Words for what was never published, which as a tag can mean nothing else.
const DRAFT: &[&str] = &[
    "draft",
    "drafts",
    "unpublished",
    "not published",
    "no publish",
    "do not publish",
    "dont publish",
    "not for publication",
    "entwurf",
    "entwürfe",
    "unveröffentlicht",
    "nicht veröffentlicht",
    "nicht veröffentlichen",
    "brouillon",
    "brouillons",
    "non publié",
    "ne pas publier",
    "borrador",
    "borradores",
    "no publicado",
    "no publicar",
    "rascunho",
    "rascunhos",
    "não publicado",
    "não publicar",
    "bozza",
    "bozze",
    "non pubblicato",
    "non pubblicare",
    "niet gepubliceerd",
    "niet publiceren",
    "utkast",
    "kladde",
    "udkast",
    "luonnos",
    "szkic",
    "taslak",
    "черновик",
    "чернетка",
    "مسودة",
    "טיוטה",
    "下書き",
    "非公開",
    "草稿",
    "未公開",
    "未发布",
    "未發布",
    "초안",
    "비공개",
    "nháp",
];

/// Words for what is not public under keys that may be about other things as well. As tags they are topics: what is private
/// is what many people write about.
const PRIVATE: &[&str] = &[
    "wip",
    "work in progress",
    "unfinished",
    "private",
    "personal only",
    "unlisted",
    "confidential",
    "privat",
    "privé",
    "privado",
    "privato",
    "приватно",
    "私密",
];

/// Words for what is not public, which under other keys than those of a state name a topic.
const CLOSED_STATE: &[&str] = &[
    "hidden",
    "secret",
    "pending",
    "review",
    "in review",
    "to do",
    "todo",
    "scheduled",
    "future",
    "planned",
    "archived",
    "archive",
    "embargoed",
    "withdrawn",
    "retracted",
    "rejected",
    "on hold",
    "members",
    "members only",
    "subscribers",
    "paid",
    "premium",
    "internal",
    "restricted",
    "protected",
    "trash",
    "trashed",
    "deleted",
    "inactive",
    "disabled",
    "in progress",
    "not started",
    "writing",
    "editing",
    "idea",
    "backlog",
    "auto draft",
    "inherit",
    "concept",
    "koncept",
];

fn is_one(words: &[&str], text: &str) -> bool {
    words.iter().any(|word| plain(word) == text)
}

/// Does a state say that everybody may read the text?
pub(super) fn is_open(state: &str) -> bool {
    let text = plain(state);
    truth(state.trim()) == Some(true) || is_one(OPEN, &text)
}

/// The same of a key that says who may read it.
pub(super) fn is_for_everybody(readers: &str) -> bool {
    is_open(readers) || is_one(EVERYBODY, &plain(readers))
}

/// Does a word, under a key that may be about something else, say that the text is not public?
pub(super) fn is_closed(state: &str) -> bool {
    is_closed_name(state) || is_one(CLOSED_STATE, &plain(state))
}

/// The same of the state of something that takes place: what is planned there is no text.
pub(super) fn is_closed_event(state: &str) -> bool {
    let is_planned = ["scheduled", "planned", "future"].contains(&&*plain(state));
    is_closed(state) && !is_planned
}

/// Does a word say that a text is not public, whatever key it stands under?
pub(super) fn is_closed_name(name: &str) -> bool {
    let name = plain(name);
    is_one(DRAFT, &name) || is_one(PRIVATE, &name)
}

/// Is a tag one of those that keep a text back? One below another, such as `status/draft`, says the same.
pub(super) fn is_closing_tag(tag: &str) -> bool {
    let mut parts = tag.split('/');
    parts.any(|part| is_one(DRAFT, &plain(part)))
}

/// The same in a vault, most of which nobody was meant to read.
pub(super) fn is_closing_tag_of_vault(tag: &str) -> bool {
    let mut parts = tag.split('/');
    parts.any(is_closed_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    // A list of words that close a text is never whole: whatever is not known to be public is not.
    #[test]
    fn a_state_is_public_only_where_its_word_is_known_to_mean_that() {
        for state in [
            "published",
            "✅ Done",
            "Veröffentlicht",
            "公開済み",
            "Publié",
            "evergreen",
            "yes",
        ] {
            assert!(is_open(state), "{state}");
        }
        for state in [
            "To publish",
            "Ready for review",
            "archived",
            "Entwurf",
            "brouillon",
            "非公開",
            "seedling",
            "open",
            "3",
            "",
        ] {
            assert!(!is_open(state), "{state}");
        }
        assert!(is_for_everybody("open"));
        assert!(!is_for_everybody("members-only"));
    }

    // Tags are about topics, and only few of them say how far a text is.
    #[test]
    fn a_tag_closes_a_text_where_it_can_mean_nothing_else() {
        for tag in ["draft", "status/draft", "Entwurf", "do-not-publish", "下書き"] {
            assert!(is_closing_tag(tag), "{tag}");
        }
        for tag in ["review", "archive", "Private", "wip", "NFL Draft", "drafting"] {
            assert!(!is_closing_tag(tag), "{tag}");
        }
        assert!(is_closing_tag_of_vault("status/private"));
    }

    // What takes place is planned before it does, and announced all the same.
    #[test]
    fn an_event_that_is_scheduled_is_public() {
        assert!(!is_closed_event("Scheduled"));
        assert!(is_closed_event("draft"));
    }
}
