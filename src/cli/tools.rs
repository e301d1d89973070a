//! `waypost check`, `waypost index`, and the files that are made from the program.

use super::{Shared, print};
use crate::check;
use crate::error::{Error, Exit};
use crate::files;
use clap::Args;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;

#[derive(Args, Debug)]
pub(super) struct CheckArgs {
    /// The corpus folder [default: the folder named by --corpus, else ./corpus]
    dir: Option<PathBuf>,
}

pub(super) fn check(shared: &Shared, args: &CheckArgs, out: &mut dyn Write) -> Result<Exit, Error> {
    let folder = args.dir.clone().or_else(|| shared.corpus.clone()).unwrap_or_else(|| PathBuf::from("corpus"));
    if !folder.is_dir() {
        let what = format!("{} is no folder. Name the corpus folder: waypost check DIR.", folder.display());
        return Err(Error::new(Exit::Missing, what));
    }
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date().to_string();
    let report = check::corpus(&files::read_corpus(&folder)?, &today);
    for fault in &report.faults {
        print(out, &format!("{}/{fault}\n", folder.display()))?;
    }
    super::say(&format!("{} records, {} faults.", report.records, report.faults.len()));
    Ok(if report.faults.is_empty() { Exit::Done } else { Exit::Nothing })
}

#[derive(Args, Debug)]
pub(super) struct IndexArgs {
    /// Write the index to this folder
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
}

pub(super) fn index(shared: &Shared, args: &IndexArgs, out: &mut dyn Write) -> Result<Exit, Error> {
    let corpus = shared.corpus()?;
    let total = corpus.records().len();
    let asked = args.to.clone();
    let folder = asked.or_else(|| shared.places().into_iter().find(|place| place.writable).map(|place| place.folder));
    let folder =
        folder.ok_or_else(|| Error::new(Exit::CannotWrite, "There is no folder for the index. Name one with --to."))?;
    let shows = std::io::stderr().is_terminal();
    let path = files::build_index(&corpus, &folder, |done| {
        if shows && (done.is_multiple_of(25) || done == total) {
            let _ = write!(std::io::stderr(), "\r{done} of {total} records");
        }
    })?;
    if shows {
        let _ = writeln!(std::io::stderr());
    }
    print(out, &format!("{}\n", path.display()))?;
    Ok(Exit::Done)
}

#[derive(Args, Debug)]
pub(super) struct GenerateArgs {
    /// What to write: schema
    what: String,
}

pub(super) fn generate(args: &GenerateArgs, out: &mut dyn Write) -> Result<Exit, Error> {
    let text = match args.what.as_str() {
        "schema" => crate::generate::schema(),
        other => {
            let what = format!("`{other}` cannot be generated. Use schema.");
            return Err(Error::new(Exit::Usage, what));
        }
    };
    print(out, &text)?;
    Ok(Exit::Done)
}
