//! The codes of what press says of content: a word for each kind, which stays when the sentence is put better. Programs tell
//! kinds apart by them, and people find them in docs/diagnostics.md.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($($name:ident = $word:literal,)*) => {
        /// The code of a kind of fault.
        #[expect(missing_docs, reason = "docs/diagnostics.md says what each of them means")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Code {
            $(#[serde(rename = $word)] $name,)*
        }

        impl Code {
            /// All of them, in the order of their words.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The word.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }
        }
    };
}

codes! {
    AddressMissing = "address-missing",
    AddressUnreadable = "address-unreadable",
    AliasElsewhere = "alias-elsewhere",
    AliasNeedsServer = "alias-needs-server",
    AliasNoPage = "alias-no-page",
    AliasNoPath = "alias-no-path",
    AliasTaken = "alias-taken",
    AliasTooLong = "alias-too-long",
    AliasTwice = "alias-twice",
    AliasWithFragment = "alias-with-fragment",
    ArticleBesideSections = "article-beside-sections",
    ArticleTooDeep = "article-too-deep",
    ArticleUnwritable = "article-unwritable",
    AuthorNoSlug = "author-no-slug",
    AuthorSameSlug = "author-same-slug",
    AuthorTwice = "author-twice",
    BadJson = "bad-json",
    BadLanguage = "bad-language",
    BadSiteJson = "bad-site-json",
    BadToml = "bad-toml",
    BadValue = "bad-value",
    BadYaml = "bad-yaml",
    BrandBoundRule = "brand-bound-rule",
    BrandFileMissing = "brand-file-missing",
    BrandNameDecomposed = "brand-name-decomposed",
    BrandSyntax = "brand-syntax",
    BrandUnreadable = "brand-unreadable",
    BrokenFragment = "broken-fragment",
    BrokenFragmentElsewhere = "broken-fragment-elsewhere",
    BrokenLink = "broken-link",
    CacheUnusable = "cache-unusable",
    CaptionsBackwards = "captions-backwards",
    CaptionsBadTimes = "captions-bad-times",
    CaptionsEmpty = "captions-empty",
    CaptionsNoLanguage = "captions-no-language",
    CaptionsNoTimes = "captions-no-times",
    CaptionsNoWebVtt = "captions-no-webvtt",
    CaptionsNotUtf8 = "captions-not-utf8",
    CaptionsSubRip = "captions-subrip",
    CaptionsTwice = "captions-twice",
    CaptionsUnreadable = "captions-unreadable",
    ChangeToCome = "change-to-come",
    CompressedFileForeign = "compressed-file-foreign",
    CountryNoName = "country-no-name",
    CountryTwice = "country-twice",
    DayTooFarAhead = "day-too-far-ahead",
    DetailsNoSummary = "details-no-summary",
    DoubtfulKey = "doubtful-key",
    DuplicateHeading = "duplicate-heading",
    DuplicateSlug = "duplicate-slug",
    EmbedBadId = "embed-bad-id",
    EmbedNoAddress = "embed-no-address",
    EmptySection = "empty-section",
    EndsBeforeStart = "ends-before-start",
    EventNoZone = "event-no-zone",
    FenceOnlyText = "fence-only-text",
    FileInTheWay = "file-in-the-way",
    FileNameChanged = "file-name-changed",
    FileNameNoSlug = "file-name-no-slug",
    FileNameNotText = "file-name-not-text",
    FileUnreadable = "file-unreadable",
    FilmTellsPlace = "film-tells-place",
    GalleryEmpty = "gallery-empty",
    HeadingEmpty = "heading-empty",
    HeadingLevelJump = "heading-level-jump",
    HeadingTopLevel = "heading-top-level",
    HeldBackDraft = "held-back-draft",
    HeldBackExpired = "held-back-expired",
    HeldBackLater = "held-back-later",
    HtmlBlock = "html-block",
    HtmlEmpty = "html-empty",
    HtmlNeverClosed = "html-never-closed",
    HtmlProgram = "html-program",
    HtmlTag = "html-tag",
    KeyByTwoNames = "key-by-two-names",
    KeyTwice = "key-twice",
    KeysTooDeep = "keys-too-deep",
    LinkNotFollowed = "link-not-followed",
    LinkToHeldBack = "link-to-held-back",
    MediaBadName = "media-bad-name",
    MediaBadPath = "media-bad-path",
    MediaElsewhere = "media-elsewhere",
    MediaKind = "media-kind",
    MediaMissing = "media-missing",
    MediaNameTooLong = "media-name-too-long",
    MediaNotPublished = "media-not-published",
    MediaNotShown = "media-not-shown",
    MediaSameName = "media-same-name",
    MissingKey = "missing-key",
    NestedTooDeep = "nested-too-deep",
    NeverShown = "never-shown",
    NoFrontMatter = "no-front-matter",
    NoKeys = "no-keys",
    NoPlainFile = "no-plain-file",
    NoPrivacyPage = "no-privacy-page",
    NoTaxonomy = "no-taxonomy",
    NotUtf8 = "not-utf8",
    OpenFrontMatter = "open-front-matter",
    PictureActive = "picture-active",
    PictureDamaged = "picture-damaged",
    PictureEmpty = "picture-empty",
    PictureInLine = "picture-in-line",
    PictureLinked = "picture-linked",
    PictureMoves = "picture-moves",
    PictureNoAlt = "picture-no-alt",
    PictureNoFile = "picture-no-file",
    PictureNoSize = "picture-no-size",
    PictureNotKept = "picture-not-kept",
    PictureNotPublished = "picture-not-published",
    PicturePrintColours = "picture-print-colours",
    PictureTellsPlace = "picture-tells-place",
    PictureTooLarge = "picture-too-large",
    PictureTruncated = "picture-truncated",
    PictureUnknownKind = "picture-unknown-kind",
    PictureUnreadable = "picture-unreadable",
    ReservedHeading = "reserved-heading",
    ReservedSlug = "reserved-slug",
    ReservedTaxonomy = "reserved-taxonomy",
    SecondFootnote = "second-footnote",
    SectionLikeFolder = "section-like-folder",
    ServiceBringsNothing = "service-brings-nothing",
    ServiceBringsTwo = "service-brings-two",
    ServiceCountsTwice = "service-counts-twice",
    ServiceOwnName = "service-own-name",
    ServiceTwice = "service-twice",
    ServicesTooMany = "services-too-many",
    TagNoSlug = "tag-no-slug",
    TagSameSlug = "tag-same-slug",
    TakenSlug = "taken-slug",
    TemplatePath = "template-path",
    TemplateTag = "template-tag",
    TranslationOfItself = "translation-of-itself",
    TranslationSameLanguage = "translation-same-language",
    TranslationTwice = "translation-twice",
    UnknownFootnote = "unknown-footnote",
    UnknownKey = "unknown-key",
    UnknownReadyMade = "unknown-ready-made",
    UnknownRelated = "unknown-related",
    UnknownSection = "unknown-section",
    UnknownService = "unknown-service",
    UnknownTag = "unknown-tag",
    UnknownTaxonomy = "unknown-taxonomy",
    UnknownTranslation = "unknown-translation",
    UnknownZone = "unknown-zone",
    UnsafeLink = "unsafe-link",
    UnusedAuthor = "unused-author",
    UnusedFootnote = "unused-footnote",
    UnusedTag = "unused-tag",
    WebsiteNoAddress = "website-no-address",
    WordsGaps = "words-gaps",
    WordsInEnglish = "words-in-english",
    WordsNoLanguage = "words-no-language",
    WordsNoOther = "words-no-other",
    WrongType = "wrong-type",
    YamlAlias = "yaml-alias",
    YearTooEarly = "year-too-early",
}

impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}
