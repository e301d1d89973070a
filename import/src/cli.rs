//! The command line of `waypost-import`.

use crate::document::Wishes;
use crate::import::Importer;
use crate::process::Workers;
use crate::tell::Teller;
use crate::{fetch, files};
use crate::{worker, write};
use clap::{Args, Parser, Subcommand};
use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;
use waypost::corpus::Corpus;
use waypost::error::{Error, Exit};
use waypost::id::{Id, Kind};
use waypost::lang::Lang;

const AFTER: &str = "The library is a folder on this computer: --library, else WAYPOST_LIBRARY, else \
$XDG_DATA_HOME/waypost/library. `waypost library list` shows what is in it.";

/// Takes documents into waypost's library, so that they can be searched and read in full: PDF, web pages (HTML), EPUB,
/// Word (.docx), Markdown and plain text.
#[derive(Debug, Parser)]
#[command(name = "waypost-import", version, after_help = AFTER, args_conflicts_with_subcommands = true)]
#[command(subcommand_negates_reqs = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    import: ImportArgs,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Download sources of the guide from the addresses in their records, and import them. This uses the network
    Fetch(FetchArgs),
    /// Take documents out of the library
    Remove(RemoveArgs),
}

#[derive(Args, Debug)]
struct ImportArgs {
    /// Files, or folders with files
    #[arg(required_unless_present = "worker", value_name = "FILE|DIR")]
    paths: Vec<PathBuf>,
    /// The source record that the file is the text of, such as source/tip-report-2024
    #[arg(long = "as", value_name = "ID", value_parser = source)]
    id: Option<Id>,
    /// The title, if the file's own is wrong
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// The language, if the file does not say it: en, es, uk, ar, fa-AF, ps, ht, fr, zh-Hans, vi, ru, pt
    #[arg(long, value_name = "LANG", value_parser = lang)]
    lang: Option<Lang>,
    #[command(flatten)]
    shared: Shared,
    /// Read one file from standard input, as the importer asks it
    #[arg(long, hide = true)]
    worker: bool,
}

#[derive(Args, Debug)]
struct Shared {
    /// The library's folder
    #[arg(long, value_name = "DIR")]
    library: Option<PathBuf>,
    /// Print one line of JSON for each file
    #[arg(long)]
    json: bool,
    /// Read files also where the reader cannot be locked away. Only for files that you made yourself
    #[arg(long)]
    unsafe_no_sandbox: bool,
}

#[derive(Args, Debug)]
struct FetchArgs {
    /// The ids of the sources, such as source/tip-report-2024
    #[arg(required_unless_present = "all", value_name = "SOURCE", value_parser = source)]
    sources: Vec<Id>,
    /// All sources that the guide rests on
    #[arg(long, conflicts_with = "sources")]
    all: bool,
    /// Where the source is now, if it has moved
    #[arg(long, value_name = "URL", conflicts_with = "all")]
    address: Option<String>,
    #[command(flatten)]
    shared: Shared,
}

#[derive(Args, Debug)]
struct RemoveArgs {
    /// The ids of the documents, as `waypost library list` shows them
    #[arg(required = true, value_name = "ID")]
    ids: Vec<Id>,
    /// The library's folder
    #[arg(long, value_name = "DIR")]
    library: Option<PathBuf>,
}

/// Runs the program on `args`, its own name among them.
///
/// # Errors
/// The sentence and exit code that the process ends with.
pub fn run(args: impl IntoIterator<Item = OsString>) -> Result<Exit, Error> {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() => {
            let text = error.to_string();
            return Err(Error::new(Exit::Usage, text.trim_start_matches("error: ").trim_end()));
        }
        Err(help) => {
            // A reader that has gone away is no error: there is nobody to tell.
            let _ = write!(std::io::stdout(), "{help}");
            return Ok(Exit::Done);
        }
    };
    match cli.command {
        None if cli.import.worker => Ok(worker::run(!cli.import.shared.unsafe_no_sandbox)),
        None => import(cli.import),
        Some(Command::Fetch(args)) => fetch(args),
        Some(Command::Remove(args)) => remove(args),
    }
}

fn import(args: ImportArgs) -> Result<Exit, Error> {
    let found = files::find(&args.paths);
    if found.len() > 1 && (args.id.is_some() || args.title.is_some()) {
        let what = "`--as` and `--title` are of one file. Name one file, or leave them out.";
        return Err(Error::new(Exit::Usage, what));
    }
    let wishes = Wishes { id: args.id, title: args.title, lang: args.lang, address: None };
    let mut teller = Teller::new(args.shared.json, found.len());
    let mut importer =
        Importer::new(write::folder(args.shared.library)?, Workers::new(!args.shared.unsafe_no_sandbox)?, &mut teller)?;
    for (path, found) in &found {
        match found {
            Ok(()) => importer.import(path, &wishes)?,
            Err(unread) => importer.fail(path, unread)?,
        }
    }
    importer.finish()?;
    Ok(teller.end())
}

fn fetch(args: FetchArgs) -> Result<Exit, Error> {
    let corpus = Corpus::shipped();
    let mut sources = match args.all {
        true => fetch::of_the_guide(&corpus),
        false => args.sources.iter().map(|id| fetch::source(&corpus, id)).collect::<Result<_, _>>()?,
    };
    match (args.address, sources.as_mut_slice()) {
        (None, _) => {}
        (Some(address), [source]) => source.address = address,
        (Some(_), _) => return Err(Error::new(Exit::Usage, "`--address` is of one source. Name one source.")),
    }
    let mut teller = Teller::new(args.shared.json, sources.len());
    let mut importer =
        Importer::new(write::folder(args.shared.library)?, Workers::new(!args.shared.unsafe_no_sandbox)?, &mut teller)?;
    fetch::fetch(&sources, &fetch::folder()?, &mut importer)?;
    importer.finish()?;
    Ok(teller.end())
}

fn remove(args: RemoveArgs) -> Result<Exit, Error> {
    let folder = write::folder(args.library)?;
    if !folder.is_dir() {
        return Err(Error::new(Exit::Missing, format!("There is no library in {}.", folder.display())));
    }
    let mut writer = write::open(&folder)?;
    let mut exit = Exit::Done;
    for id in args.ids {
        let removed = writer.remove(&id.to_string());
        let line = if removed { format!("Removed {id}.") } else { format!("{id} is not in the library.") };
        if removed {
            let _ = writeln!(std::io::stdout(), "{line}");
        } else {
            let _ = writeln!(std::io::stderr(), "waypost-import: {line} `waypost library list` shows what is.");
            exit = Exit::Nothing;
        }
    }
    writer.finish().map_err(|error| write::failed(&folder, &error))?;
    Ok(exit)
}

/// The id of a source record.
fn source(text: &str) -> Result<Id, String> {
    match text.parse::<Id>() {
        Ok(id) if id.kind() == Kind::Source => Ok(id),
        _ => Err("write the id of a source, such as source/tip-report-2024".to_owned()),
    }
}

fn lang(text: &str) -> Result<Lang, String> {
    Lang::from_tag(text)
        .ok_or_else(|| format!("use one of {}", Lang::all().map(Lang::tag).collect::<Vec<_>>().join(", ")))
}
