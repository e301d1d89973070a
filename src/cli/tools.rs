//! `waypost check`, `waypost index`, and the files that are made from the program.

use super::{Shared, print};
use crate::check;
use crate::error::{Error, Exit};
use crate::files;
use crate::lang::Lang;
use crate::words::Words;
use clap::Args;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

#[derive(Args, Debug)]
pub(super) struct CheckArgs {
    /// The corpus folder [default: the folder named by --corpus, else ./corpus]
    dir: Option<PathBuf>,
    /// Also print how hard each record is to read
    #[arg(long)]
    readability: bool,
    /// Also print the records that should have been checked again by now
    #[arg(long)]
    stale: bool,
    /// Print what may change and when to look again, instead of checking
    #[arg(long, conflicts_with_all = ["readability", "stale"])]
    calendar: bool,
}

pub(super) fn check(shared: &Shared, args: &CheckArgs, out: &mut dyn Write) -> Result<Exit, Error> {
    let folder = args.dir.clone().or_else(|| shared.corpus.clone()).unwrap_or_else(|| PathBuf::from("corpus"));
    if !folder.is_dir() {
        let what = format!("{} is no folder. Name the corpus folder: waypost check DIR.", folder.display());
        return Err(Error::new(Exit::Missing, what));
    }
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date().to_string();
    let files = files::read_corpus(&folder)?;
    if args.calendar {
        return calendar(&files, &today, out);
    }
    let report = check::corpus(&files, &today);
    for fault in &report.faults {
        print(out, &format!("{}/{fault}\n", folder.display()))?;
    }
    for stale in report.stale.iter().filter(|_| args.stale) {
        print(out, &format!("{}/{stale}\n", folder.display()))?;
    }
    if args.readability {
        readability(&files, out)?;
    }
    let (records, faults, stale) = (report.records, report.faults.len(), report.stale.len());
    super::say(&format!("{records} records, {faults} faults, {stale} to be checked again (--stale)."));
    Ok(if report.faults.is_empty() { Exit::Done } else { Exit::Nothing })
}

/// A table of grades, the hardest first, and the mean.
#[allow(clippy::cast_precision_loss, reason = "a corpus has far fewer records than a float can count")]
fn readability(files: &[crate::corpus::assemble::File], out: &mut dyn Write) -> Result<(), Error> {
    let (corpus, _) = crate::corpus::assemble::assemble(files);
    let mut grades = check::readability(&corpus, &Words::new(Lang::En));
    grades.sort_by(|a, b| b.grade.total_cmp(&a.grade));
    for found in &grades {
        print(out, &format!("{:5.1}  {:5} words  {}\n", found.grade, found.words, found.id))?;
    }
    let mean = grades.iter().map(|found| found.grade).sum::<f64>() / grades.len().max(1) as f64;
    let words: usize = grades.iter().map(|found| found.words).sum();
    let count = grades.len();
    let line = format!(
        "Flesch-Kincaid grade: {mean:.1} on average over {count} records, {words} words; none left out of the count.\n"
    );
    print(out, &line)
}

fn calendar(files: &[crate::corpus::assemble::File], today: &str, out: &mut dyn Write) -> Result<Exit, Error> {
    let mut entries = check::calendar(files)?;
    entries.sort_by(|a, b| a.on.cmp(&b.on));
    for entry in &entries {
        let due = if entry.on.as_str() <= today { "  DUE" } else { "" };
        let again = entry.every_days.map(|days| format!(", then every {days} days")).unwrap_or_default();
        print(out, &format!("{}{due}{again}\n    {}\n    {}\n\n", entry.on, entry.what, entry.records.join(" ")))?;
    }
    Ok(Exit::Done)
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
    /// The checkout to write them into
    #[arg(default_value = ".")]
    root: PathBuf,
    /// Write man pages and completions into this folder instead
    #[arg(long, value_name = "DIR", conflicts_with = "root")]
    to: Option<PathBuf>,
}

/// Writes the files that are made from the program: into a checkout, or into a folder for a package.
pub(super) fn generate(
    shared: &Shared,
    args: &GenerateArgs,
    command: &clap::Command,
    out: &mut dyn Write,
) -> Result<Exit, Error> {
    match &args.to {
        Some(folder) => for_package(folder, command, out),
        None => for_checkout(shared, args, out),
    }
}

fn for_package(folder: &Path, command: &clap::Command, out: &mut dyn Write) -> Result<Exit, Error> {
    let pages = crate::generate::man_pages(command).into_iter().map(|(name, page)| (format!("man/{name}"), page));
    let completions = crate::generate::completions(command).into_iter();
    let completions = completions.map(|(name, text)| (format!("completions/{name}"), text));
    for (name, bytes) in pages.chain(completions) {
        write(&folder.join(name), &bytes, out)?;
    }
    Ok(Exit::Done)
}

fn for_checkout(shared: &Shared, args: &GenerateArgs, out: &mut dyn Write) -> Result<Exit, Error> {
    let corpus = shared.corpus()?;
    let search = shared.index(&corpus, &mut super::say)?.search()?;
    let readme = std::fs::read_to_string(args.root.join("README.md"))
        .map_err(|error| files::unreadable(&args.root.join("README.md"), &error))?;
    let readme = crate::generate::readme(&readme).ok_or_else(|| {
        Error::new(Exit::Format, "README.md has no `<!-- keys -->` to `<!-- /keys -->`. Add both lines.")
    })?;
    for (name, text) in [
        ("docs/facts.schema.json", crate::generate::schema()),
        ("docs/screen.svg", crate::generate::picture(corpus, search)),
        ("README.md", readme),
    ] {
        write(&args.root.join(name), text.as_bytes(), out)?;
    }
    Ok(Exit::Done)
}

/// Writes a file with its folder, and prints its name.
fn write(path: &Path, bytes: &[u8], out: &mut dyn Write) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(path, bytes))
        .map_err(|error| Error::new(Exit::CannotWrite, format!("{} cannot be written: {error}.", path.display())))?;
    print(out, &format!("{}\n", path.display()))
}
