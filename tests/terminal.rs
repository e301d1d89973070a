//! The finished program on a real pseudo-terminal: how it opens, and above all how it leaves.

mod support;

use rustix::process::Signal;
use std::fs::{self, DirEntry, read_dir};
use support::library;
use support::pty::Terminal;

const F8: &[u8] = b"\x1b[19~";
const F9: &[u8] = b"\x1b[20~";
const CTRL_C: &[u8] = b"\x03";
const CTRL_X: &[u8] = b"\x18";
const DOWN: &[u8] = b"\x1b[B";

/// On the first screen, with all of it drawn: the key line comes last.
#[track_caller]
fn open(variables: &[(&str, &str)]) -> Terminal {
    Terminal::opens(variables).shows("1-888-373-7888").shows("Search:").shows("F9 hide")
}

/// The numbers of every SGR sequence in `bytes` that set a colour.
fn colours(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let sequences = text.split("\x1b[").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != ';')?;
        rest[end..].starts_with('m').then(|| rest[..end].to_owned())
    });
    // 39, 49 and 59 ask for the terminal's own colours.
    let sets = |part: &str| part.parse().is_ok_and(|code: u8| matches!(code, 30..=38 | 40..=48 | 58 | 90..=107));
    sequences.filter(|parameters| parameters.split(';').any(sets)).collect()
}

#[test]
fn it_opens_and_draws_without_a_key_and_in_colour() {
    // The cursor sits on what is chosen; it comes with the end of the frame.
    let terminal = open(&[]).until(|screen| screen.alternate_screen() && !screen.hide_cursor());
    assert!(!colours(&terminal.bytes).is_empty());
    terminal.sends(CTRL_C).ends(0).leaves_no_trace();
}

#[test]
fn without_colours_weight_and_reversal_say_it_all() {
    for variables in [&[("NO_COLOR", "1")][..], &[("TERM", "vt220")], &[("TERM", "vt220"), ("COLORTERM", "truecolor")]]
    {
        let terminal = open(variables).sends(b"passport").shows("Search: passport");
        assert_eq!(colours(&terminal.bytes), Vec::<String>::new(), "{variables:?}");
        let help = terminal.screen().cell(0, 1).unwrap();
        assert!(help.bold() && help.inverse(), "the help line stands out");
        terminal.sends(CTRL_C).ends(0).leaves_no_trace();
    }
}

#[test]
fn a_console_has_no_other_screen_and_keeps_nothing() {
    for (term, hides) in [("linux", true), ("linux", false), ("vt220", true), ("vt100", false)] {
        let mut terminal = open(&[("TERM", term)]).sends(b"\x1b[[B").shows("Kreyòl");
        if hides {
            terminal = terminal.sends(F9).shows("Kitchen");
        }
        let ended = terminal.sends(CTRL_C).ends(0);
        assert_eq!(ended.without_an_alternate_screen().trim(), "");
        ended.restores_the_terminal();
    }
}

#[test]
fn a_new_size_is_drawn_at_once() {
    let last_row_is_keys = |screen: &vt100::Screen| {
        let (rows, columns) = screen.size();
        let last = screen.rows(0, columns.get()).nth(usize::from(rows.get()) - 1).unwrap_or_default();
        last.contains("F9 hide")
    };
    let terminal = open(&[]).resized_to(120, 36).until(last_row_is_keys).shows("free, 24 hours");
    let terminal = terminal.resized_to(40, 12).until(last_row_is_keys).shows("Call 911 · 1-888-373-7888");
    let terminal = terminal.resized_to(80, 24).until(last_row_is_keys).shows("English (F2)");
    terminal.sends(CTRL_C).ends(0).leaves_no_trace();
}

#[test]
fn a_signal_restores_the_terminal_and_is_told_on() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129)] {
        open(&[]).sends(b"\r").shows("Backspace back").signalled(signal).ends(code).leaves_no_trace();
    }
}

/// The dull page stands there, and nothing of what was read.
#[track_caller]
fn covered(terminal: Terminal) -> Terminal {
    let terminal = terminal.shows("Kitchen measures").shows("Find:");
    assert!(!terminal.screen().contents().contains("assport"), "{}", terminal.screen().contents());
    terminal
}

#[test]
fn the_hide_keys_and_finish_cover_the_screen() {
    for key in [F9, F8, CTRL_X, b"\x1b[24~", b"\x1b\x1b\x1b", b"\x1a"] {
        let terminal = open(&[]).sends(b"passport").shows("They took my passport").sends(key);
        covered(terminal).sends(CTRL_C).ends(0).leaves_no_trace();
    }
    // From outside these mean: take it off the screen.
    for signal in [Signal::INT, Signal::QUIT, Signal::USR1, Signal::TSTP] {
        let terminal = open(&[]).sends(b"passport").shows("They took my passport").signalled(signal);
        covered(terminal).sends(CTRL_C).ends(0).leaves_no_trace();
    }
}

#[test]
fn home_leads_from_the_cover_to_a_session_that_knows_nothing() {
    let terminal = open(&[]).sends(b"passport").shows("They took my passport").sends(b"\r").sends(F9);
    let terminal = covered(terminal).sends(b"visa\r").shows("Nothing found.").sends(b"ho me\r");
    let terminal = terminal.shows("Search: type any word").shows("F9 hide");
    assert!(!terminal.screen().contents().contains("In: "), "no search is open");
    terminal.sends(CTRL_C).ends(0).leaves_no_trace();
}

#[test]
fn q_leaves_from_a_page_and_ctrl_c_from_everywhere() {
    let reading = || open(&[]).sends(b"q").shows("Search: q").sends(b"\x7f").shows("type any word").sends(b"\r");
    for key in [b"q", CTRL_C] {
        reading().shows("Backspace back").sends(key).ends(0).leaves_no_trace();
    }
}

#[test]
fn without_a_keyboard_or_a_screen_it_says_what_to_use() {
    let ended = Terminal::opens_by_shell("exec \"$0\" </dev/null").ends(69).restores_the_terminal();
    let said = ended.terminal.screen().contents().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("The keyboard is not a terminal. Use `waypost search`"), "{said}");
    assert!(!ended.terminal.bytes.contains(&0x1b), "nothing is drawn");
    Terminal::opens_by_shell("exec \"$0\" visa/nonsense").shows("There is no record visa/nonsense.").ends(1);
}

#[test]
fn a_terminal_that_only_takes_lines_is_told_which_commands_work() {
    let ended = Terminal::opens(&[("TERM", "dumb")]).ends(69).restores_the_terminal();
    let said = ended.terminal.screen().contents().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        said.contains("This terminal cannot show the browser") && said.contains("`waypost search WORDS`"),
        "{said}"
    );
    assert!(!ended.terminal.bytes.contains(&0x1b), "nothing is drawn");
    // The page's last line: the first ones have gone up and out of the screen by then.
    Terminal::opens_by_shell("TERM=dumb exec \"$0\" show visa/t").shows("Checked on").ends(0);
}

#[test]
fn half_a_sequence_does_not_stall_the_keys_behind_it() {
    // Half a key, half a mouse report, half a letter; then a whole key.
    for half in [&b"\x1b["[..], b"\x1b[20", b"\x1bO", b"\x1b[<0;3", b"\x1b[200~", b"\xe7\xad"] {
        let terminal = open(&[]).until(|screen| screen.cursor_position().0 == 6).sends(&[half, DOWN].concat());
        terminal
            .until(|screen| screen.cursor_position().0 > 6)
            .sends(&[half, CTRL_X].concat())
            .shows("Kitchen")
            .sends(CTRL_C)
            .ends(0)
            .leaves_no_trace();
    }
    // Escape alone is a key once nothing follows it.
    open(&[]).sends(b"passport").shows("Search: passport").sends(b"\x1b").shows("type any word").sends(CTRL_C).ends(0);
}

#[test]
fn the_terminals_settings_are_put_back_however_odd_they_were() {
    let mut terminal = Terminal::empty().prepared_by("stty -echo -ixon -opost susp ^P erase ^H");
    terminal.runs_shell("exec \"$0\" visa/t");
    terminal.shows("T visa").shows("F9 hide").sends(b"q").ends(0).restores_the_terminal();
}

#[test]
fn a_document_without_a_record_opens_by_its_id() {
    let mut terminal = Terminal::empty();
    let library = terminal.home().join("data/waypost/library");
    fs::create_dir_all(&library).unwrap();
    library::write(&library);
    terminal.runs_shell(&format!("exec \"$0\" {}", library::HANDBOOK));
    let terminal = terminal.shows("Read in full").shows("From the start").sends(b"\t\r");
    terminal.shows("Ask what the person wants").sends(b"q").ends(0).leaves_no_trace();
}

#[test]
fn a_page_pasted_by_mistake_does_not_keep_the_hide_key_waiting() {
    let page = b"My boss has my passport and I was not paid. ".repeat(90);
    covered(open(&[]).sends(&page).sends(CTRL_X)).sends(CTRL_C).ends(0).leaves_no_trace();
}

#[test]
fn it_ends_with_its_terminal() {
    open(&[]).closes(129);
}

#[test]
fn a_start_that_fails_behind_its_first_page_takes_it_off_the_screen() {
    // So few files may be open that the guard gets no pipes for its signals.
    let ended = Terminal::opens_by_shell("ulimit -n 12; exec \"$0\"").ends(70);
    assert!(ended.terminal.bytes.windows(8).any(|part| part == b"\x1b[?1049h"), "the page was there");
    let said = "waypost: internal error";
    assert!(ended.terminal.screen().contents().contains(said), "{}", ended.terminal.screen().contents());
    ended.restores_the_terminal();
}

#[test]
fn a_first_start_shows_the_records_at_once_and_keeps_an_index_for_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let variables = [("WAYPOST_INDEX", folder.path().to_str().unwrap())];
    // The search line says what goes on; then the search is there, and what was typed meanwhile is not lost.
    let terminal = Terminal::opens(&variables).shows("Preparing the search index. This is done once.").sends(b"pass");
    let terminal = terminal.shows("Search: pass").shows("passport");
    // Under a name that begins with a dot it is still being written.
    let whole = |entry: DirEntry| {
        !entry.file_name().as_encoded_bytes().starts_with(b".") && entry.path().join("manifest.json").is_file()
    };
    let kept = || read_dir(folder.path()).unwrap().flatten().any(whole);
    while !kept() {
        std::thread::yield_now();
    }
    terminal.sends(CTRL_C).ends(0).leaves_no_trace();
    let terminal = open(&variables);
    assert!(!String::from_utf8_lossy(&terminal.bytes).contains("Preparing"), "it lay ready");
    terminal.sends(CTRL_C).ends(0).leaves_no_trace();
}

#[test]
fn rows_that_the_terminal_has_moved_are_those_of_a_fresh_frame() {
    // A blank is a blank, whether it was erased or written.
    let look = |terminal: &Terminal| -> Vec<String> {
        let cells = (0..24).flat_map(|row| (0..80).map(move |column| (row, column)));
        let cells = cells.map(|(row, column)| terminal.screen().cell(row, column).unwrap());
        let letter = |cell: &vt100::Cell| if cell.has_contents() { cell.contents().to_owned() } else { " ".to_owned() };
        let cells: Vec<String> = cells
            .map(|cell| {
                format!("{}{:?}{:?}{}{}", letter(cell), cell.fgcolor(), cell.bgcolor(), cell.bold(), cell.underline())
            })
            .collect();
        cells.chunks(80).map(<[String]>::concat).collect()
    };
    let mut terminal = open(&[]).sends(b"benefits").settles().sends(b"\r").settles();
    for keys in ["jjj", "kk", "\x1b[6~", "jjjjj", "\x1b[5~", "\x1b[B\x1b[B", "\x1b[A", "\x1b[F", "k", "\x1b[H", "j"] {
        for key in keys.split_inclusive(|end: char| end.is_ascii_alphabetic() || end == '~') {
            terminal = terminal.sends(key.as_bytes()).settles();
        }
        let moved = look(&terminal);
        // A new size is drawn whole.
        terminal = terminal.resized_to(79, 24).settles().resized_to(80, 24).settles();
        for (row, (moved, fresh)) in moved.iter().zip(look(&terminal)).enumerate() {
            assert_eq!(*moved, fresh, "row {row} after {keys:?}");
        }
    }
    assert!(terminal.bytes.windows(4).any(|part| part == b"\x1b[1M"), "nothing was moved");
    terminal.sends(CTRL_C).ends(0);
}
