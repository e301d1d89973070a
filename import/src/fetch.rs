//! Fetching the guide's sources from the addresses in their records, and importing them. The one place that uses a network.

mod client;
mod download;

use crate::document::Wishes;
use crate::files::Unread;
use crate::format::Format;
use crate::import::Importer;
use client::Client;
use std::path::{Path, PathBuf};
use waypost::config;
use waypost::corpus::{Corpus, Record};
use waypost::error::{Error, Exit};
use waypost::id::{Id, Kind};

pub use client::Trouble;

/// A source and where it is to be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its record.
    pub id: Id,
    /// Its address.
    pub address: String,
}

/// The sources that the guide rests on, with the addresses of their records.
pub fn of_the_guide(corpus: &Corpus) -> Vec<Source> {
    let guide = corpus.listed(Kind::Source).into_iter().filter(|record| record.group == "guide");
    guide.filter_map(|record| source(corpus, &record.id).ok()).collect()
}

/// The source `id`, with the address of its record.
///
/// # Errors
/// Exit 66 where there is no such record.
pub fn source(corpus: &Corpus, id: &Id) -> Result<Source, Error> {
    let document = corpus.get(id).and_then(Record::facts).and_then(|facts| facts.document);
    match document {
        Some(document) => Ok(Source { id: id.clone(), address: document.url }),
        None => {
            let what = format!("There is no source {id}. `waypost list source` prints every id.");
            Err(Error::new(Exit::Missing, what))
        }
    }
}

/// The folder of what was downloaded: below the user's cache.
///
/// # Errors
/// Exit 66 where there is no home.
pub fn folder() -> Result<PathBuf, Error> {
    let (_, cache) = config::folders();
    cache
        .map(|cache| cache.join("waypost/downloads"))
        .ok_or_else(|| Error::new(Exit::Missing, "There is no home folder for what is downloaded. Set XDG_CACHE_HOME."))
}

/// Downloads each source into `folder`, and imports it.
///
/// # Errors
/// Where nothing can be fetched at all, or files cannot be written. What is wrong with a source is reported.
pub fn fetch(sources: &[Source], folder: &Path, importer: &mut Importer<'_>) -> Result<(), Error> {
    let mut client = Client::new()?;
    for Source { id, address } in sources {
        importer.listener().begin(address);
        let path = folder.join(id.slug());
        let mut progress = |done, of| importer.listener().progress(done, of);
        let (bytes, said) = match download::download(&mut client, address, &path, &mut progress)? {
            Ok(downloaded) => downloaded,
            Err(trouble) => {
                importer.fail(Path::new(address), &trouble.into())?;
                continue;
            }
        };
        let wishes = Wishes { id: Some(id.clone()), address: Some(address.clone()), ..Wishes::default() };
        importer.take(Path::new(address), &bytes, &wishes, |reading| agree(&said, reading.format))?;
    }
    Ok(())
}

/// Whether what a server says of a document's type agrees with what the document is. Some say nothing of use.
fn agree(said: &str, format: Format) -> Result<(), Unread> {
    let kind = said.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let formats: &[Format] = match kind.as_str() {
        "application/pdf" => &[Format::Pdf],
        "text/html" | "application/xhtml+xml" => &[Format::Html],
        "application/epub+zip" => &[Format::Epub],
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => &[Format::Docx],
        "text/plain" | "text/markdown" => &[Format::Text, Format::Markdown],
        "" | "application/octet-stream" | "binary/octet-stream" | "application/zip" => return Ok(()),
        _ => &[],
    };
    if formats.contains(&format) {
        return Ok(());
    }
    Err(Unread::Type { said: kind, is: format.name() })
}

#[cfg(test)]
mod tests {
    use super::{agree, of_the_guide};
    use crate::format::Format;
    use waypost::corpus::Corpus;

    #[test]
    fn the_guide_rests_on_eleven_sources_with_addresses() {
        let sources = of_the_guide(&Corpus::shipped());
        assert_eq!(sources.len(), 11);
        assert!(sources.iter().all(|source| source.address.starts_with("https://")));
    }

    #[test]
    fn a_server_that_says_something_else_is_not_believed() {
        assert!(agree("text/html; charset=utf-8", Format::Html).is_ok());
        assert!(agree("application/octet-stream", Format::Pdf).is_ok());
        assert!(agree("", Format::Text).is_ok());
        assert!(agree("application/pdf", Format::Html).is_err());
        assert!(agree("image/png", Format::Text).is_err());
    }
}
