//! Arguments, settings, languages.

use crate::support::program::{BINARY, Home, Program};

#[test]
fn without_a_terminal_the_commands_are_printed() {
    let answer = Program::with(&[]).exits(64);
    for command in ["waypost search WORDS", "waypost show ID", "waypost list", "waypost --help"] {
        assert!(answer.out.contains(command), "{command} is not in:\n{}", answer.out);
    }
    Program::with(&["visa/t"]).exits(64).prints("waypost show ID");
}

#[test]
fn help_and_version_are_answers() {
    let help = Program::with(&["--help"]).exits(0);
    for word in ["search", "show", "list", "check", "index", "--lang", "--corpus", "without a trace"] {
        assert!(help.out.contains(word), "{word} is not in:\n{}", help.out);
    }
    assert!(!help.out.contains("generate"), "a command for developers is hidden:\n{}", help.out);
    Program::with(&["--version"]).exits(0).prints(concat!("waypost ", env!("CARGO_PKG_VERSION")));
    for command in ["search", "show", "list", "check", "index"] {
        Program::with(&[command, "--help"]).exits(0).prints("Usage: waypost");
    }
}

#[test]
fn arguments_that_are_not_understood_end_with_64_and_a_sentence() {
    for args in [
        &["--nonsense"][..],
        &["search"],
        &["search", "--limit", "0", "visa"],
        &["search", "--limit", "many", "visa"],
        &["search", "--kind", "film", "visa"],
        &["list", "film"],
        &["show"],
        &["show", "visa/t", "--format", "pdf"],
        &["--theme", "pink"],
        &["search", "--lang"],
    ] {
        let answer = Program::with(args).exits(64).answers_nothing();
        assert!(answer.err.starts_with("waypost: ") && answer.err.len() > 20, "{args:?}: {:?}", answer.err);
    }
    let answer = Program::with(&["--langue", "es"]).exits(64).says("waypost: unknown option --langue.\n");
    assert!(answer.err.contains("'--lang'") && answer.err.contains("Usage: waypost"), "{}", answer.err);
    let answer = Program::with(&["search", "--\u{1b}[2J"]).exits(64).says("unknown option --\u{fffd}[2J.");
    assert!(!answer.err.contains('\u{1b}'), "{:?}", answer.err);
}

#[test]
fn an_option_for_every_command_may_stand_before_the_command_too() {
    let corpus = crate::support::fixture("corpus");
    let corpus = corpus.to_str().unwrap();
    let after = Program::with(&["list", "--lang", "es", "--corpus", corpus]).exits(0).out;
    assert_eq!(Program::with(&["--lang", "es", "--corpus", corpus, "list"]).exits(0).out, after);
    assert_eq!(Program::with(&["--corpus", corpus, "list", "--lang", "es"]).exits(0).out, after);
    Program::with(&["--lang", "es", "search", "T visa"]).exits(0).prints("(visa/t)");
}

#[test]
fn an_argument_that_is_not_utf8_is_refused_and_not_a_crash() {
    use std::os::unix::ffi::OsStrExt;
    let home = Home::new();
    for args in [&[&b"show"[..], b"visa/\xff"][..], &[b"search", b"\xff\xfe"], &[b"list", b"\xc3"]] {
        let args = args.iter().map(|arg| std::ffi::OsStr::from_bytes(arg));
        let mut command = assert_cmd::Command::new(BINARY);
        let output = command.env_clear().envs(home.environment()).args(args).output().unwrap();
        assert_eq!(output.status.code(), Some(64), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn settings_that_cannot_be_read_end_with_78_and_name_the_file() {
    for settings in [r#"{"langauge":"es"}"#, "{", "\"es\"", r#"{"language":7}"#] {
        let home = Home::new().with_settings(settings);
        Program::at_home(home, &["list"]).exits(78).answers_nothing().says("config/waypost/config.json");
    }
}

#[test]
fn the_language_comes_from_the_option_then_the_settings_then_the_environment() {
    let corpus = crate::support::fixture("corpus");
    let show = ["show", "guide/lost-papers", "--corpus", corpus.to_str().unwrap()];
    let spanish = "Perdí mis papeles\n";
    Program::with(&show).env("LANG", "es_MX.UTF-8").exits(0).prints(spanish);
    Program::with(&show).env("LANG", "de_DE.UTF-8").env("LC_ALL", "es_ES").exits(0).prints(spanish);
    let settings = || Home::new().with_settings(r#"{"language":"es"}"#);
    Program::at_home(settings(), &show).env("LANG", "uk_UA").exits(0).prints(spanish);
    let asked = [&show[..], &["--lang", "en"]].concat();
    Program::at_home(settings(), &asked).exits(0).prints("My papers are gone\n");
}

#[test]
fn a_language_that_waypost_does_not_have_falls_to_english() {
    let english = Program::with(&["show", "visa/t", "--lang", "en"]).exits(0).out;
    for tag in ["xx", "de", "C", "POSIX", "", "::", "../../etc", "en-US", "\u{202e}"] {
        assert_eq!(Program::with(&["show", "visa/t", "--lang", tag]).exits(0).out, english, "{tag:?}");
    }
    let found = Program::with(&["search", "--json", "--lang", "xx", "passport"]).exits(0).out;
    assert_eq!(found, Program::with(&["search", "--json", "passport"]).exits(0).out);
}

#[test]
fn traditional_characters_are_answered_with_a_note() {
    for tag in ["zh-TW", "zh_HK.UTF-8", "zh-Hant"] {
        Program::with(&["show", "visa/t", "--lang", tag]).exits(0).says("traditional");
    }
    assert_eq!(Program::with(&["show", "visa/t", "--lang", "zh-CN"]).exits(0).err, "");
}

#[test]
fn a_program_without_a_home_answers_too() {
    let nowhere = |args| Program::with(args).without("HOME").without("XDG_CONFIG_HOME").without("XDG_CACHE_HOME");
    nowhere(&["show", "visa/t"]).exits(0).prints("T visa\n");
    nowhere(&["search", "T visa"]).exits(0).prints("(visa/t)");
}

#[test]
fn nothing_is_left_in_the_home_nor_where_one_stands() {
    let (home, here) = (Home::new(), tempfile::tempdir().unwrap());
    let mut command = assert_cmd::Command::new(BINARY);
    command.env_clear().envs(home.environment()).current_dir(here.path()).args(["search", "passport"]);
    assert!(command.output().unwrap().status.success());
    for folder in [home.path(), here.path()] {
        let left: Vec<_> = std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()).collect();
        assert!(left.is_empty(), "{left:?}");
    }
}
