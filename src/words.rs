//! The interface's words, in Project Fluent (`corpus/ui/<lang>.ftl`).
//!
//! Keys that code names come from [`Msg`], so a misspelt key does not compile;
//! keys made of data (a group, a fact's name) go through [`Words::named`], and
//! `check` holds that each has its words. A language without words of its own
//! falls to English, key by key.

use crate::lang::Lang;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

const ENGLISH: &str = include_str!("../corpus/ui/en.ftl");

macro_rules! messages {
    ($($(#[$doc:meta])* $variant:ident = $key:literal,)*) => {
        /// A message of the interface.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum Msg { $($variant,)* }

        impl Msg {
            /// Every message.
            pub const ALL: &'static [Msg] = &[$(Msg::$variant,)*];

            /// The key in the `.ftl` files.
            pub fn key(self) -> &'static str {
                match self { $(Msg::$variant => $key,)* }
            }
        }
    };
}

messages! {
    AboutTitle = "about-title",
    AccessLabel = "label-access",
    AuthorsLabel = "label-authors",
    CheckedOn = "checked-on",
    CheckedSure = "checked-sure",
    CheckedFairlySure = "checked-fairly-sure",
    CheckedSureAlone = "checked-sure-alone",
    CheckedFairlySureAlone = "checked-fairly-sure-alone",
    ContainerLabel = "label-container",
    DateYear = "date-year",
    DateMonth = "date-month",
    DateDay = "date-day",
    Days = "days",
    SearchLeftOut = "search-left-out",
    SearchDocuments = "search-documents",
    NarrowDocuments = "narrow-documents",
    InFullStart = "in-full-start",
    InFullNote = "in-full-note",
    InFullNone = "in-full-none",
    InFullAbout = "in-full-about",
    InFullPictures = "in-full-pictures",
    InFullUnsure = "in-full-unsure",
    InFull = "in-full",
    DocumentsAlone = "documents-alone",
    DocumentPage = "document-page",
    EditorsLabel = "label-editors",
    ExtentLabel = "label-extent",
    FindNone = "find-none",
    FindNoneDocument = "find-none-document",
    FindNoneShort = "find-none-short",
    FolderHint = "folder-hint",
    FindPassage = "find-passage",
    FindPlace = "find-place",
    FindPrompt = "find-prompt",
    FindPromptDocument = "find-prompt-document",
    FindPromptShort = "find-prompt-short",
    HeadingsTitle = "headings-title",
    HeadingsTitleDocument = "headings-title-document",
    HeadingsNone = "headings-none",
    HelpLineFull = "help-line-full",
    HelpLineLong = "help-line-long",
    HelpLineMiddle = "help-line-middle",
    HelpLineShort = "help-line-short",
    HelpLineTiny = "help-line-tiny",
    HelpTitle = "help-title",
    HelpBrowse = "help-browse",
    HelpRead = "help-read",
    HelpAnywhere = "help-anywhere",
    HelpIntro = "help-intro",
    HoursAlways = "hours-always",
    HoursLocal = "hours-local",
    HoursZone = "hours-zone",
    InEnglish = "in-english",
    LanguageTitle = "language-title",
    LanguageEnglishOnly = "language-english-only",
    LanguagesLabel = "label-languages",
    LicenceLabel = "label-licence",
    Minutes = "minutes",
    MinutesSeconds = "minutes-seconds",
    ModeDesk = "mode-desk",
    Months = "months",
    NarrowAll = "narrow-all",
    NoteDanger = "note-danger",
    NoteGoOn = "note-go-on",
    NoteHide = "note-hide",
    NoteHideHow = "note-hide-how",
    NoteIdle = "note-idle",
    NoteIdleNever = "note-idle-never",
    NoteKept = "note-kept",
    NoteLimits = "note-limits",
    NoteReturn = "note-return",
    NoteTitle = "note-title",
    NoteTry = "note-try",
    NoteTryShort = "note-try-short",
    NumberGroup = "number-group",
    PaneAgencies = "pane-agencies",
    PaneGuide = "pane-guide",
    PaneServices = "pane-services",
    PaneSources = "pane-sources",
    PaneVisas = "pane-visas",
    Police = "police",
    PoliceNot = "police-not",
    PoliceSometimes = "police-sometimes",
    ActsOnImmigration = "acts-on-immigration",
    ActsOnImmigrationNot = "acts-on-immigration-not",
    ActsOnImmigrationSometimes = "acts-on-immigration-sometimes",
    PublishedLabel = "label-published",
    PublisherLabel = "label-publisher",
    PublisherPages = "publisher-pages",
    SafetyIdle = "safety-idle",
    SafetyKept = "safety-kept",
    SafetyNoLock = "safety-no-lock",
    SafetySandbox = "safety-sandbox",
    SafetyTitle = "safety-title",
    SearchHint = "search-hint",
    SearchLabel = "search-label",
    SearchNone = "search-none",
    SearchNoneHelp = "search-none-help",
    SearchNearest = "search-nearest",
    SearchRelaxed = "search-relaxed",
    SearchTooLong = "search-too-long",
    SearchCorrected = "search-corrected",
    SearchKinds = "search-kinds",
    Seconds = "seconds",
    SeeAlso = "see-also",
    SmsWord = "sms-word",
    SourcesHeading = "sources-heading",
    TextIn = "text-in",
    TitleLabel = "label-title",
    UrlLabel = "label-url",
    AsOf = "as-of",
    Years = "years",
    KeyAgain = "key-again",
    KeyBack = "key-back",
    KeyChoose = "key-choose",
    KeyClear = "key-clear",
    KeyClose = "key-close",
    KeyCite = "key-cite",
    KeyEnds = "key-ends",
    KeyEscAgain = "key-esc-again",
    KeyEscHides = "key-esc-hides",
    KeyFind = "key-find",
    KeyFindMove = "key-find-move",
    KeyFinish = "key-finish",
    KeyGoOn = "key-go-on",
    KeyHeadings = "key-headings",
    KeyHelp = "key-help",
    KeyHide = "key-hide",
    KeyLanguage = "key-language",
    KeyLinks = "key-links",
    KeyMoveInText = "key-move-in-text",
    KeyNarrow = "key-narrow",
    KeyOpen = "key-open",
    KeyPage = "key-page",
    KeyPanes = "key-panes",
    KeyQuit = "key-quit",
    KeyRead = "key-read",
    KeyScroll = "key-scroll",
    KeySearch = "key-search",
    KeySideways = "key-sideways",
    KeyType = "key-type",
    KeyFold = "key-fold",
    KeyErase = "key-erase",
}

/// The words of one language.
pub struct Words {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// The words of `lang`, English where it has none.
    pub fn new(lang: Lang) -> Words {
        let mut bundle = FluentBundle::new_concurrent(vec![lang.tag().parse().unwrap_or_default()]);
        // What the file's faulty lines would say is missing, and `check` and a test name them.
        let resource = FluentResource::try_new(ENGLISH.to_owned()).unwrap_or_else(|(whole, _)| whole);
        bundle.add_resource_overriding(resource);
        // Isolation marks matter where the interface runs right to left; elsewhere they would only be noise.
        bundle.set_use_isolating(matches!(lang, Lang::Ar | Lang::FaAf | Lang::Ps));
        Words { lang, bundle }
    }

    /// The language whose words these are.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// A message without arguments.
    pub fn text(&self, msg: Msg) -> String {
        self.format(msg, &[])
    }

    /// A message with its arguments filled in.
    pub fn format(&self, msg: Msg, args: &[(&'static str, Arg<'_>)]) -> String {
        self.look_up(msg.key(), args).unwrap_or_default()
    }

    /// The `.help` of a message: what the help screen says of a key.
    pub fn help(&self, msg: Msg) -> String {
        let pattern = self.bundle.get_message(msg.key()).and_then(|message| message.get_attribute("help"));
        pattern.map_or_else(String::new, |help| {
            self.bundle.format_pattern(help.value(), None, &mut Vec::new()).into_owned()
        })
    }

    /// The message `<family>-<name>`, such as `group-visa-t`; None where there is none.
    pub fn named(&self, family: &str, name: &str) -> Option<String> {
        self.look_up(&format!("{family}-{name}"), &[])
    }

    fn look_up(&self, key: &str, args: &[(&'static str, Arg<'_>)]) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut values = FluentArgs::new();
        for (name, arg) in args {
            values.set(*name, arg.value());
        }
        let text = self.bundle.format_pattern(pattern, Some(&values), &mut Vec::new());
        Some(text.into_owned())
    }
}

/// An argument of a message.
#[derive(Clone, Copy, Debug)]
pub enum Arg<'a> {
    /// Words, put in as they are.
    Text(&'a str),
    /// A number, by which Fluent chooses the plural form.
    Number(usize),
}

impl Arg<'_> {
    fn value(&self) -> FluentValue<'_> {
        match *self {
            Arg::Text(text) => FluentValue::from(text),
            Arg::Number(number) => FluentValue::from(number),
        }
    }
}

impl Words {
    /// A day, month or year written `YYYY[-MM[-DD]]`, as people of the language write it; the input where it is none.
    pub fn date(&self, iso: &str) -> String {
        let mut parts = iso.split('-');
        let year = parts.next().unwrap_or_default();
        let month = parts.next().and_then(|month| month.parse().ok());
        let day = parts.next().map(|day| day.trim_start_matches('0'));
        match (month, day) {
            (Some(month), Some(day)) => self.format(
                Msg::DateDay,
                &[("year", Arg::Text(year)), ("month", Arg::Number(month)), ("day", Arg::Text(day))],
            ),
            (Some(month), None) => {
                self.format(Msg::DateMonth, &[("year", Arg::Text(year)), ("month", Arg::Number(month))])
            }
            _ => self.format(Msg::DateYear, &[("year", Arg::Text(year))]),
        }
    }

    /// A number with its thousands set apart.
    pub fn number(&self, number: u32) -> String {
        let digits = number.to_string();
        let mark = self.text(Msg::NumberGroup);
        let mut out = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                out.push_str(&mark);
            }
            out.push(digit);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::{ENGLISH, Msg, Words};
    use crate::lang::Lang;

    #[test]
    fn the_file_parses_and_every_message_has_words() {
        let resource = fluent_syntax::parser::parse(ENGLISH).unwrap();
        let mut keys: Vec<&str> = resource
            .body
            .iter()
            .filter_map(|entry| match entry {
                fluent_syntax::ast::Entry::Message(message) => Some(message.id.name),
                _ => None,
            })
            .collect();
        keys.sort_unstable();
        assert!(keys.is_sorted_by(|a, b| a < b), "a key stands twice");
        for msg in Msg::ALL {
            assert!(keys.binary_search(&msg.key()).is_ok(), "{} has no words", msg.key());
        }
    }

    #[test]
    fn dates_and_numbers_read_as_people_write_them() {
        let words = Words::new(Lang::En);
        assert_eq!(words.date("2026-11-02"), "2 Nov 2026");
        assert_eq!(words.date("2025-07"), "Jul 2025");
        assert_eq!(words.date("2024"), "2024");
        assert_eq!(words.number(1_234_567), "1,234,567");
        assert_eq!(words.number(950), "950");
    }
}
