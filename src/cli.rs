//! The command line.
//!
//! `waypost` opens the browser; its commands answer in plain lines or JSON,
//! for scripts and for people who like a prompt. What is typed as an argument
//! stays in the shell's history, so help says so, and words can be piped in.

mod admin;
mod browse;
mod doctor;
mod ids;
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
use crate::files::{self, IndexFiles};
use crate::lang::Lang;
use crate::library::Library;
use crate::text::scrub::scrub;
use clap::error::{ContextKind, ErrorKind};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;

const HISTORY: &str = "Your shell keeps what you type on the command line. To search without a trace, open waypost \
and type there, or use `waypost search -` and type the words on the next line.";

/// An offline reference for people at risk of human trafficking, and for those who help them.
#[derive(Debug, Default, Parser)]
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
#[derive(Args, Clone, Debug, Default)]
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
    if let Some(other) = beside_kiosk(&args) {
        let what = format!("unknown option {}. `--kiosk` stands alone. Leave out all else.", shown(&other));
        return Err(Error::new(Exit::Usage, what));
    }
    // Nothing to parse: clap's table of all commands would be made for nothing, before the first frame.
    let parsed = if args.len() < 2 { Ok(Cli::default()) } else { Cli::try_parse_from(args) };
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() => return Err(not_understood(&error)),
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

/// What stands beside `--kiosk`, with which nothing may stand. (clap's `exclusive` does not mean commands, help and
/// version.)
fn beside_kiosk(args: &[OsString]) -> Option<String> {
    let args: Vec<_> = args.iter().skip(1).map(|arg| arg.to_string_lossy()).collect();
    let of_doctor = args.first().is_some_and(|command| command == "doctor");
    let names_kiosk = |arg: &str| arg == "--kiosk" || arg.starts_with("--kiosk=");
    if of_doctor || !args.iter().take_while(|arg| *arg != "--").any(|arg| names_kiosk(arg)) {
        return None;
    }
    // Where it stands twice, the second.
    args.iter().find(|arg| *arg != "--kiosk").or(args.get(1)).map(ToString::to_string)
}

/// What clap says of arguments that it does not know, in our words where there are some.
fn not_understood(error: &clap::Error) -> Error {
    let text = error.to_string();
    let text = text.trim_start_matches("error: ").trim_end();
    let message = match (error.kind(), error.get(ContextKind::InvalidArg)) {
        (ErrorKind::UnknownArgument, Some(arg)) => {
            let rest = text.split_once('\n').map_or("", |(_, rest)| rest);
            format!("unknown option {arg}.\n{rest}")
        }
        _ => text.to_owned(),
    };
    // What was typed may hold anything.
    Error::new(Exit::Usage, scrub(&message))
}

/// The start of what was typed, as plain text.
fn shown(typed: &str) -> String {
    scrub(&typed.chars().take(80).collect::<String>())
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
    fn wish(&self, config: &Config) -> String {
        config.language(self.lang.as_deref(), environment)
    }

    /// The language of the answer, and whether traditional Chinese was asked for, of which there is none.
    fn lang(&self) -> Result<Lang, Error> {
        let wish = self.wish(&self.config()?);
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
        if self.corpus.is_some() {
            say(&self.preparing());
            return IndexFiles::in_memory(corpus);
        }
        files::load_index(corpus, &self.places(), say)
    }

    /// The library, where there is one that can be used. What is wrong with it goes to `say`, and the program goes on without
    /// it.
    fn open_library(&self, say: &mut dyn FnMut(&str)) -> Option<Library> {
        let library = files::open_library(&self.library_folder()?);
        library.unwrap_or_else(|error| {
            say(&error.message);
            None
        })
    }

    /// Where the imported documents lie.
    fn library_folder(&self) -> Option<PathBuf> {
        let asked = self.library.clone().or_else(|| std::env::var_os("WAYPOST_LIBRARY").map(PathBuf::from));
        files::library_folder(asked, config::data_folder())
    }

    /// The index that lies ready. Where there is none, `say` is told what comes next.
    fn ready_index(&self, corpus: &Corpus, say: &mut dyn FnMut(&str)) -> Option<IndexFiles> {
        let places = if self.corpus.is_some() { Vec::new() } else { self.places() };
        let mut broken = String::new();
        let found = files::find_index(corpus, &places, &mut |line| broken = line.to_owned());
        if found.is_none() {
            say(&if broken.is_empty() { self.preparing() } else { broken });
        }
        found
    }

    /// Makes the index that the next start finds ready, where a folder for it can be written.
    fn keep_index(&self, corpus: &Corpus) {
        // Where it cannot be made, the next start tries again, and says so.
        let _ = files::load_index(corpus, &self.places(), &mut |_| {});
    }

    /// What is said while an index is made.
    fn preparing(&self) -> String {
        match &self.corpus {
            None => "Preparing the search index. This is done once.".to_owned(),
            Some(folder) => {
                let folder = folder.to_string_lossy();
                format!("Preparing the search index of {} in memory. This is done at each start.", scrub(&folder))
            }
        }
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
