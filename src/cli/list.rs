//! `waypost list`.

use super::ids::known_kind;
use super::{Shared, json, print};
use crate::error::{Error, Exit};
use crate::id::Kind;
use clap::Args;
use serde_json::json;
use std::io::Write;

#[derive(Args, Debug)]
pub(super) struct ListArgs {
    /// Only this kind: guide, agency, visa, service, source or term
    #[arg(value_parser = known_kind)]
    kind: Option<Kind>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(shared: &Shared, args: &ListArgs, out: &mut dyn Write) -> Result<Exit, Error> {
    let corpus = shared.corpus()?;
    let lang = shared.lang()?;
    let kinds = args.kind.map_or(Kind::ALL.to_vec(), |kind| vec![kind]);
    let records: Vec<_> = kinds.into_iter().flat_map(|kind| corpus.listed(kind)).collect();
    if args.json {
        let entry = |record: &&crate::corpus::Record| {
            let text = record.text(lang);
            json!({
                "id": record.id.to_string(),
                "kind": record.id.kind().name(),
                "title": text.title,
                "summary": text.summary,
                "lang": text.lang.tag(),
                "checked_on": record.checked_on,
            })
        };
        json(out, &records.iter().map(entry).collect())?;
    } else {
        let lines: String = records
            .iter()
            .map(|record| format!("{:<52} {}\n", record.id.to_string(), record.text(lang).title))
            .collect();
        print(out, &lines)?;
    }
    Ok(if records.is_empty() { Exit::Nothing } else { Exit::Done })
}
