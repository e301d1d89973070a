//! The ids that people type: of records, and of documents that have none.

use super::{Shared, say, shown};
use crate::corpus::Corpus;
use crate::error::{Error, Exit};
use crate::id::{Id, Kind};
use crate::library::Library;

/// The id of a record, or of a document of the library, as it was typed. The library is opened only for what is no record.
///
/// # Errors
/// Which ids are near: exit 1 for an id that nothing has, exit 64 for what is no id.
pub(super) fn known(shared: &Shared, corpus: &Corpus, text: &str) -> Result<Id, Error> {
    let parsed = text.parse::<Id>();
    if let Some(record) = parsed.as_ref().ok().and_then(|id| corpus.get(id)) {
        return Ok(record.id.clone());
    }
    let library = shared.open_library(&mut say);
    if let Ok(id) = &parsed
        && library.as_ref().is_some_and(|library| library.document(text).is_some())
    {
        return Ok(id.clone());
    }
    let near = nearest(corpus, library.as_ref(), text);
    let offer = if near.is_empty() { String::new() } else { format!(" Did you mean {}?", near.join(", ")) };
    let shown = shown(text);
    let documents = if library.is_some() { " `waypost library list` prints those of documents." } else { "" };
    let way_out = format!("`waypost list` prints every id.{documents}");
    match parsed {
        Ok(_) => Err(Error::new(Exit::Nothing, format!("There is no record {shown}.{offer} {way_out}"))),
        Err(_) => Err(Error::new(Exit::Usage, format!("`{shown}` is not the id of a record.{offer} {way_out}"))),
    }
}

/// The three ids that share most letter pairs with `text`.
fn nearest(corpus: &Corpus, library: Option<&Library>, text: &str) -> Vec<String> {
    let pairs = |text: &str| text.as_bytes().windows(2).map(<[u8]>::to_vec).collect::<Vec<_>>();
    let typed = pairs(&text.chars().take(80).collect::<String>().to_lowercase());
    let records = corpus.records().iter().filter(|record| record.publisher.is_none());
    let documents = library.into_iter().flat_map(Library::documents);
    // Whoever wrote the library, what is offered is an id.
    let documents = documents.filter_map(|document| document.id.parse::<Id>().ok());
    let mut ids: Vec<String> = documents.map(|id| id.to_string()).collect();
    ids.extend(records.map(|record| record.id.to_string()));
    ids.sort_unstable();
    ids.dedup();
    let mut near: Vec<(usize, String)> = Vec::new();
    for id in ids {
        let shared = pairs(&id).iter().filter(|pair| typed.contains(pair)).count();
        if shared * 2 >= typed.len().max(1) {
            near.push((shared * 1000 / (id.len() + typed.len()), id));
        }
    }
    near.sort_by(|a, b| b.cmp(a));
    near.into_iter().take(3).map(|(_, id)| id).collect()
}

/// The kind of a `--kind` or `list` argument.
pub(super) fn known_kind(name: &str) -> Result<Kind, String> {
    Kind::from_name(name).ok_or_else(|| "use guide, agency, visa, service, source or term".to_owned())
}
