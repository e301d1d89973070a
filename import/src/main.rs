//! The door: arguments in, exit code out.

use std::io::Write;

fn main() {
    let exit = waypost_import::cli::run(std::env::args_os()).unwrap_or_else(|error| {
        // Where even this cannot be written there is nobody to tell.
        let _ = writeln!(std::io::stderr(), "waypost-import: {}", error.message);
        error.exit
    });
    std::process::exit(exit as i32);
}
