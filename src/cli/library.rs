//! `waypost library` reads the library; what changes it is another program, `waypost-import`, to which `waypost import` and
//! `waypost library remove` hand over. That one holds everything that parses foreign files.

use super::{Shared, json, print};
use crate::error::{Error, Exit};
use crate::files;
use crate::library::{Document, Library};
use crate::text::scrub::scrub;
use crate::text::width::width;
use clap::{Args, Subcommand};
use std::ffi::OsString;
use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The program that writes libraries. It lies beside this one, and is looked for nowhere else.
const IMPORTER: &str = "waypost-import";

#[derive(Args, Debug)]
pub(super) struct LibraryArgs {
    #[command(subcommand)]
    command: LibraryCommand,
}

#[derive(Debug, Subcommand)]
enum LibraryCommand {
    /// Print the documents there are
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Compare every file with its checksum, and the list of documents with what is there
    Verify,
    /// Take documents out
    Remove {
        /// Their ids, such as source/local-handbook
        #[arg(required = true)]
        ids: Vec<OsString>,
    },
}

/// What is handed to the importer as it is.
#[derive(Args, Debug)]
#[command(disable_help_flag = true)]
pub(super) struct ImportArgs {
    /// Files or folders, and how to take them in; `waypost import --help` says more
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "FILE|DIR|OPTION")]
    args: Vec<OsString>,
}

pub(super) fn run(shared: &Shared, args: &LibraryArgs, out: &mut dyn Write) -> Result<Exit, Error> {
    match &args.command {
        LibraryCommand::List { json } => list(shared, *json, out),
        LibraryCommand::Verify => verify(shared, out),
        LibraryCommand::Remove { ids } => {
            hand_over(std::iter::once(OsString::from("remove")).chain(ids.iter().cloned()).chain(folder(shared)))
        }
    }
}

pub(super) fn import(shared: &Shared, args: &ImportArgs) -> Result<Exit, Error> {
    let lang = shared.lang.iter().flat_map(|lang| [OsString::from("--lang"), lang.into()]);
    hand_over(args.args.iter().cloned().chain(lang).chain(folder(shared)))
}

/// The library's folder as an argument, where it was named as one.
fn folder(shared: &Shared) -> impl Iterator<Item = OsString> {
    shared.library.iter().flat_map(|folder| [OsString::from("--library"), folder.into()])
}

fn list(shared: &Shared, as_json: bool, out: &mut dyn Write) -> Result<Exit, Error> {
    let library = opened(shared)?.map(|(_, library)| library);
    let documents: Vec<&Document> = library.iter().flat_map(Library::documents).collect();
    if as_json {
        let rows = serde_json::to_value(&documents).map_err(|error| Error::new(Exit::Internal, error.to_string()))?;
        json(out, &rows)?;
    } else if documents.is_empty() {
        super::say("There is no document in the library. `waypost import FILE` takes one in.");
    } else {
        let rows: Vec<[String; 3]> = documents.iter().map(|document| row(document)).collect();
        let wide = |column: usize| rows.iter().map(|row| width(&row[column])).max().unwrap_or(0);
        let (ids, sizes) = (wide(0), wide(1));
        let line = |[id, size, title]: &[String; 3]| {
            let after = |cell: &str, wide: usize| " ".repeat(wide - width(cell) + 2);
            format!("{id}{}{size}{}{title}\n", after(id, ids), after(size, sizes))
        };
        let lines: String = rows.iter().map(line).collect();
        print(out, &lines)?;
    }
    Ok(if documents.is_empty() { Exit::Nothing } else { Exit::Done })
}

/// Id, size with what is amiss, and title.
fn row(document: &Document) -> [String; 3] {
    let Document { id, title, pages, passages, unreadable, pictures, unsure_order, .. } = document;
    let count = |number: u32, one: &str| format!("{number} {one}{}", if number == 1 { "" } else { "s" });
    let size = if *pages == 0 { count(*passages, "passage") } else { count(*pages, "page") };
    let lost = if unreadable.is_empty() { String::new() } else { format!(", {} not readable", unreadable.len()) };
    let scans = if pictures.is_empty() { String::new() } else { format!(", {} without text", pictures.len()) };
    let unsure = if *unsure_order { ", to be checked by a reader" } else { "" };
    [scrub(id), size + &lost + &scans + unsure, scrub(title)]
}

fn verify(shared: &Shared, out: &mut dyn Write) -> Result<Exit, Error> {
    let Some((folder, library)) = opened(shared)? else {
        super::say("There is no library to verify.");
        return Ok(Exit::Nothing);
    };
    let passages = library.verify().map_err(|error| {
        let wrong = files::wrong(&folder, &error);
        // It could be opened: the list of its documents is whole.
        Error::new(wrong.exit, format!("{} `waypost library list` still prints which they were.", wrong.message))
    })?;
    let documents = library.documents().count();
    print(out, &format!("{} is whole. Documents: {documents}. Passages: {passages}.\n", folder.display()))?;
    Ok(Exit::Done)
}

fn opened(shared: &Shared) -> Result<Option<(PathBuf, Library)>, Error> {
    let Some(folder) = shared.library_folder() else { return Ok(None) };
    Ok(files::open_library(&folder)?.map(|library| (folder, library)))
}

/// Becomes the importer. Returns only where that cannot be.
fn hand_over(args: impl Iterator<Item = OsString>) -> Result<Exit, Error> {
    let own = std::env::current_exe().map_err(|error| Error::new(Exit::Missing, format!("{IMPORTER}: {error}.")))?;
    let folder = own.parent().unwrap_or(Path::new("/"));
    let importer = folder.join(IMPORTER);
    if !importer.is_file() {
        return Err(missing(folder));
    }
    let error = Command::new(&importer).args(args).exec();
    Err(Error::new(Exit::Missing, format!("{} cannot be started: {error}.", importer.display())))
}

/// That the importer is not in `folder`, and the command that brings it there.
fn missing(folder: &Path) -> Error {
    let of_cargo = |profile: &str| folder.ends_with(profile) && folder.ancestors().any(|path| path.ends_with("target"));
    let way_out = if of_cargo("release") {
        "Build it: cargo build --release -p waypost-import"
    } else if of_cargo("debug") {
        "Build it: cargo build -p waypost-import"
    } else {
        "Install its package, which is made with waypost's: sudo apt install ./waypost-import_*.deb"
    };
    let what = format!("Documents are taken in by {IMPORTER}, which is not in {}. {way_out}", folder.display());
    Error::new(Exit::Missing, what)
}
