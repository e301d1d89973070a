//! `waypost doctor`: whether this computer is as it should be.

use super::{Shared, environment, kiosk, print};
use crate::config::kiosk::{FILE, KioskConfig};
use crate::config::trusted::ROOT;
use crate::corpus::Corpus;
use crate::doctor::{self, Desk, Machine, Verdict};
use crate::error::{Error, Exit};
use crate::terminal;
use clap::Args;
use std::io::{IsTerminal, Write};
use std::path::Path;

#[derive(Args, Debug)]
pub(super) struct DoctorArgs {
    /// Check a computer that many people share, as the kiosk's guide sets it up
    #[arg(long)]
    kiosk: bool,
}

pub(super) fn run(shared: &Shared, args: &DoctorArgs, out: &mut dyn Write) -> Result<Exit, Error> {
    let machine = Machine::this();
    let lines = if args.kiosk {
        let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
        let config = KioskConfig::read(Path::new(FILE), ROOT);
        let settings = config.as_ref().map(kiosk::for_doctor);
        doctor::kiosk(&machine, settings.as_ref().map_err(|error| error.message.as_str()), &Corpus::shipped(), today)
    } else {
        doctor::desk(&machine, &desk(shared), &shared.corpus()?)
    };
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    print(out, &text)?;
    let failed = lines.iter().any(|line| line.verdict == Verdict::Fail);
    Ok(if failed { Exit::Nothing } else { Exit::Done })
}

fn desk(shared: &Shared) -> Desk {
    Desk {
        term: environment("TERM").unwrap_or_default(),
        size: std::io::stdout().is_terminal().then(terminal::size),
        depth: terminal::depth(environment),
        places: shared.places(),
        library: shared.library_folder(),
    }
}
