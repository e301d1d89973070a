//! The bibliographic data of a source as rows of its box of facts.

use super::{FactRow, Look, Run, shown};
use crate::corpus::facts::{Document, Value};
use crate::words::{Msg, Words};

/// What is known of `document`, in the order in which a library card gives it.
pub(super) fn rows(document: &Document, words: &Words) -> Vec<FactRow> {
    let Document { authors, editors, container, volume, number, pages, chapter, .. } = document;
    let mut part = container.clone().unwrap_or_default();
    for (before, piece) in [(" ", volume), (", no. ", number), (", ch. ", chapter), (", pp. ", pages)] {
        if let Some(piece) = piece {
            part.push_str(before);
            part.push_str(piece.trim_start_matches("ch. ").trim_start_matches("pp. "));
        }
    }
    let part = part.trim_start_matches([',', ' ']).to_owned();
    let languages = Value::Languages(document.languages.clone());
    let rows = [
        (Msg::TitleLabel, Look::Emphasis, document.title.clone()),
        (Msg::AuthorsLabel, Look::Plain, authors.join("; ")),
        (Msg::EditorsLabel, Look::Plain, editors.join("; ")),
        (Msg::ContainerLabel, Look::Plain, part),
        (Msg::PublisherLabel, Look::Plain, document.publisher.clone()),
        (
            Msg::PublishedLabel,
            Look::Plain,
            document.published.as_deref().map(|date| words.date(date)).unwrap_or_default(),
        ),
        (Msg::ExtentLabel, Look::Plain, document.extent.clone().unwrap_or_default()),
        (Msg::LanguagesLabel, Look::Plain, shown(&languages, words)),
        (Msg::UrlLabel, Look::Fact, shown(&Value::Url(document.url.clone()), words)),
        (Msg::LicenceLabel, Look::Plain, document.licence.clone().unwrap_or_default()),
        (Msg::AccessLabel, Look::Plain, words.named("access", document.access.name()).unwrap_or_default()),
    ];
    rows.into_iter()
        .filter(|(_, _, text)| !text.is_empty())
        .map(|(label, look, text)| FactRow { label: words.text(label), runs: vec![Run::new(text, look)] })
        .collect()
}
