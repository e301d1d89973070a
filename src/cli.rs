//! The command line.
//!
//! `waypost` opens the browser; its commands answer in plain lines or JSON,
//! for scripts and for people who like a prompt. What is typed as an argument
//! stays in the shell's history, so help says so, and words can be piped in.

mod admin;
mod browse;
mod doctor;
mod kiosk;
mod library;
mod list;
mod search;
mod show;
mod tools;

use crate::app::Theme;
use crate::config::{self, Config};
use crate::corpus::Corpus;
use crate::corpus::assemble::assemble;
use crate::error::{Error, Exit};
use crate::files::{self, IndexFiles, LibraryFiles};
use crate::id::{Id, Kind};
use crate::lang::Lang;
use crate::text::scrub::scrub;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;

const HISTORY: &str = "Your shell keeps what you type on the command line. To search without a trace, open waypost \
and type there, or use `waypost search -` and type the words on the next line.";

/// An offline reference for people at risk of human trafficking, and for those who help them.
#[derive(Debug, Parser)]
#[command(name = "waypost", version, after_help = HISTORY)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// Open at this record, such as visa/t
    id: Option<String>,
    /// Colours to draw with
    #[arg(long, value_enum)]
    theme: Option<ThemeArg>,
    /// For a computer that many people share: nothing is kept, and the keyboard leads nowhere else
    #[arg(long, exclusive = true)]
    kiosk: bool,
    #[command(flatten)]
    shared: Shared,
}

/// What every command takes.
#[derive(Args, Clone, Debug)]
struct Shared {
    /// Language of the answer, such as es or zh-Hans
    #[arg(long, value_name = "TAG", global = true)]
    lang: Option<String>,
    /// Read the records from this folder instead of the built-in ones; their index is made in memory at each start
    #[arg(long, value_name = "DIR", global = true)]
    corpus: Option<PathBuf>,
    /// Keep the search index of the built-in records in this folder; not with --corpus
    #[arg(long, value_name = "DIR", global = true)]
    index: Option<PathBuf>,
    /// Read the imported documents from this folder
    #[arg(long, value_name = "DIR", global = true)]
    library: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ThemeArg {
    Auto,
    Dark,
    Light,
    Mono,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Search, and print the records that answer
    Search(search::SearchArgs),
    /// Print one record
    Show(show::ShowArgs),
    /// Print the records there are
    List(list::ListArgs),
    /// Take documents in, to be read and searched in full
    Import(library::ImportArgs),
    /// The imported documents
    Library(library::LibraryArgs),
    /// Check a corpus, and print every fault
    Check(tools::CheckArgs),
    /// Build the search index anew
    Index(tools::IndexArgs),
    /// Check this computer, a line for each thing: OK, WARN or FAIL
    Doctor(doctor::DoctorArgs),
    /// Set up a shared computer
    Admin(admin::AdminArgs),
    /// Write the files that are made from the program itself
    #[command(hide = true)]
    Generate(tools::GenerateArgs),
}

/// Runs the program with these arguments. What is printed goes to `out`.
///
/// # Errors
/// The sentence and exit code that the process ends with.
pub fn run(args: impl IntoIterator<Item = OsString>, out: &mut dyn Write) -> Result<Exit, Error> {
    let args: Vec<OsString> = args.into_iter().collect();
    // clap's `exclusive` does not mean commands, help and version.
    let of_doctor = args.get(1).is_some_and(|command| command == "doctor");
    if args.len() != 2 && !of_doctor && args.iter().take_while(|arg| *arg != "--").any(|arg| arg == "--kiosk") {
        return Err(Error::new(Exit::Usage, "`--kiosk` stands alone. Leave out all else."));
    }
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() => {
            let text = error.to_string();
            return Err(Error::new(Exit::Usage, text.trim_start_matches("error: ").trim_end()));
        }
        Err(help) => {
            print(out, &help.to_string())?;
            return Ok(Exit::Done);
        }
    };
    let Cli { command, id, theme, kiosk, shared } = cli;
    if kiosk {
        return kiosk::run();
    }
    if let (Some(id), Some(_)) = (&id, &command) {
        let what = format!("`{}` stands before a command. Open a record or run a command, not both.", scrub(id));
        return Err(Error::new(Exit::Usage, what));
    }
    if shared.corpus.is_some() && shared.index.is_some() {
        let what = "The index of --corpus is made in memory and kept nowhere. Leave out --index, or --corpus.";
        return Err(Error::new(Exit::Usage, what));
    }
    match command {
        None => browse::run(&shared, id.as_deref(), theme.map(Theme::from), out),
        Some(Command::Search(args)) => search::run(&shared, &args, out),
        Some(Command::Show(args)) => show::run(&shared, &args, out),
        Some(Command::List(args)) => list::run(&shared, &args, out),
        Some(Command::Import(args)) => library::import(&shared, &args),
        Some(Command::Library(args)) => library::run(&shared, &args, out),
        Some(Command::Check(args)) => tools::check(&shared, &args, out),
        Some(Command::Index(args)) => tools::index(&shared, &args, out),
        Some(Command::Doctor(args)) => doctor::run(&shared, &args, out),
        Some(Command::Admin(args)) => admin::run(&args, out),
        Some(Command::Generate(args)) => tools::generate(&shared, &args, &Cli::command(), out),
    }
}

impl From<ThemeArg> for Theme {
    fn from(theme: ThemeArg) -> Theme {
        match theme {
            ThemeArg::Auto => Theme::Auto,
            ThemeArg::Dark => Theme::Dark,
            ThemeArg::Light => Theme::Light,
            ThemeArg::Mono => Theme::Mono,
        }
    }
}

fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Prints to `out`. A reader that has gone away (a pipe that was closed) is no error: there is nobody to tell.
fn print(out: &mut dyn Write, text: &str) -> Result<(), Error> {
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Error::new(Exit::CannotWrite, format!("The answer cannot be written: {error}.")))
        }
        _ => Ok(()),
    }
}

/// `value` as indented JSON with a newline.
fn json(out: &mut dyn Write, value: &serde_json::Value) -> Result<(), Error> {
    let text = serde_json::to_string_pretty(value).map_err(|error| Error::new(Exit::Internal, error.to_string()))?;
    print(out, &format!("{text}\n"))
}

impl Shared {
    fn config(&self) -> Result<Config, Error> {
        config::folders().0.map_or(Ok(Config::default()), |path| Config::read(&path))
    }

    /// The language that is wished for, as it was written.
    fn wish(&self) -> Result<String, Error> {
        Ok(self.config()?.language(self.lang.as_deref(), environment))
    }

    /// The language of the answer, and whether traditional Chinese was asked for, of which there is none.
    fn lang(&self) -> Result<Lang, Error> {
        let wish = self.wish()?;
        if Lang::wants_traditional_chinese(&wish) {
            say("There is no text in traditional characters yet.");
        }
        Ok(Lang::negotiate(&wish))
    }

    /// The records: the built-in ones, or those of the folder that was named.
    fn corpus(&self) -> Result<Corpus, Error> {
        let Some(folder) = &self.corpus else { return Ok(Corpus::shipped()) };
        let (corpus, faults) = assemble(&files::read_corpus(folder)?);
        if faults.is_empty() {
            return Ok(corpus);
        }
        let lines: Vec<String> = faults.iter().map(|fault| format!("{}/{fault}", folder.display())).collect();
        Err(Error::new(Exit::Format, lines.join("\n")))
    }

    /// The index of `corpus`: on disk for the built-in records, in memory for a folder that is being edited.
    /// What the person should know of it goes to `say`.
    fn index(&self, corpus: &Corpus, say: &mut dyn FnMut(&str)) -> Result<IndexFiles, Error> {
        if let Some(folder) = &self.corpus {
            let folder = folder.to_string_lossy();
            say(&format!("Preparing the search index of {} in memory. This is done at each start.", scrub(&folder)));
            return IndexFiles::in_memory(corpus);
        }
        files::load_index(corpus, &self.places(), say)
    }

    /// The files of the library, where there are any that can be used. What is wrong with them goes to `say`, and the
    /// program goes on without them.
    fn library_files(&self, say: &mut dyn FnMut(&str)) -> Option<LibraryFiles> {
        let files = LibraryFiles::read(&self.library_folder()?);
        let usable = files.and_then(|files| files.map(|files| files.library().map(|_| files)).transpose());
        usable.unwrap_or_else(|error| {
            say(&error.message);
            None
        })
    }

    /// Where the imported documents lie.
    fn library_folder(&self) -> Option<PathBuf> {
        let asked = self.library.clone().or_else(|| std::env::var_os("WAYPOST_LIBRARY").map(PathBuf::from));
        files::library_folder(asked, config::data_folder())
    }

    fn places(&self) -> Vec<files::Place> {
        let asked = self.index.clone().or_else(|| std::env::var_os("WAYPOST_INDEX").map(PathBuf::from));
        files::places(asked, std::env::current_exe().ok().as_deref(), config::folders().1)
    }
}

/// A line for the person, apart from the answer.
fn say(line: &str) {
    // Where even this cannot be written there is nobody to tell.
    let _ = writeln!(std::io::stderr(), "waypost: {line}");
}

/// Reads the id of a record, or says which ids are near.
fn known_id(corpus: &Corpus, text: &str) -> Result<Id, Error> {
    let parsed = text.parse::<Id>();
    if let Some(record) = parsed.as_ref().ok().and_then(|id| corpus.get(id)) {
        return Ok(record.id.clone());
    }
    let near = nearest(corpus, text);
    let offer = if near.is_empty() { String::new() } else { format!(" Did you mean {}?", near.join(", ")) };
    // What was typed may hold anything; it is shown as plain text.
    let shown = scrub(&text.chars().take(80).collect::<String>());
    let way_out = "`waypost list` prints every id.";
    match parsed {
        Ok(_) => Err(Error::new(Exit::Nothing, format!("There is no record {shown}.{offer} {way_out}"))),
        Err(_) => Err(Error::new(Exit::Usage, format!("`{shown}` is not the id of a record.{offer} {way_out}"))),
    }
}

/// The three ids that share most letter pairs with `text`.
fn nearest(corpus: &Corpus, text: &str) -> Vec<String> {
    let pairs = |text: &str| text.as_bytes().windows(2).map(<[u8]>::to_vec).collect::<Vec<_>>();
    let typed = pairs(&text.chars().take(80).collect::<String>().to_lowercase());
    let mut near: Vec<(usize, String)> = Vec::new();
    for record in corpus.records().iter().filter(|record| record.publisher.is_none()) {
        let id = record.id.to_string();
        let shared = pairs(&id).iter().filter(|pair| typed.contains(pair)).count();
        if shared * 2 >= typed.len().max(1) {
            near.push((shared * 1000 / (id.len() + typed.len()), id));
        }
    }
    near.sort_by(|a, b| b.cmp(a));
    near.into_iter().take(3).map(|(_, id)| id).collect()
}

/// The kind of a `--kind` or `list` argument.
fn known_kind(name: &str) -> Result<Kind, String> {
    Kind::from_name(name).ok_or_else(|| "use guide, agency, visa, service, source or term".to_owned())
}
