//! Words that are looked up by number or by halving: the interface's, stop words, synonyms.

use super::json;
use super::strings::Strings;
use serde_json::Value;
use std::fmt::Write as _;
use std::path::Path;

#[path = "../src/words/messages.rs"]
mod messages;
#[path = "../src/words/plain.rs"]
mod plain;

use messages::Msg;

/// The interface's words: those that are no more than words, and what is left for Fluent.
pub fn words(strings: &mut Strings, source: &str) -> String {
    let (plain, rest) = plain::set_apart(source);
    // A screen asks for some thirty messages: what code names is found by its number.
    let place = |msg: &Msg| plain.iter().position(|(key, attribute, _)| *key == msg.key() && attribute.is_empty());
    let places: Vec<Option<usize>> = Msg::ALL.iter().map(place).collect();
    let mut out = format!("pub static PLACES: [Option<u16>; {}] = {places:?};\n", places.len());
    writeln!(out, "pub static PLAIN: [(Str, Str, Str); {}] = [", plain.len()).unwrap();
    for (key, attribute, words) in plain {
        let (key, attribute, words) = (strings.add(key), strings.add(attribute), strings.add(words));
        writeln!(out, "    ({key}, {attribute}, {words}),").unwrap();
    }
    write!(out, "];\npub const REST: &str = {rest:?};\n").unwrap();
    out
}

/// Stop words and synonyms, each in an order in which it is found by halving.
pub fn lexicon(strings: &mut Strings, index: &Path) -> String {
    let lines = |file: &str| serde_json::from_value::<Vec<Value>>(json(&index.join(file))).unwrap();
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    let mut stop_words: Vec<String> = lines("stopwords/en.json").iter().map(word).collect();
    stop_words.sort();
    let (mut names, mut members, mut groups) = (Vec::new(), Vec::new(), Vec::new());
    for (number, group) in lines("synonyms/en.json").iter().enumerate() {
        let first = members.len();
        members.extend(group.as_array().unwrap().iter().map(word));
        names.extend(members[first..].iter().map(|member| (member.clone(), number)));
        groups.push((first, members.len()));
    }
    names.sort();
    let longest = members.iter().map(|member| member.split(' ').count()).max().unwrap_or(0);
    let mut list = |words: &[String]| words.iter().map(|word| strings.add(word) + ", ").collect::<String>();
    let (count, all) = (members.len(), list(&members));
    let mut out = format!("pub static STOP_WORDS: [Str; {}] = [{}];\n", stop_words.len(), list(&stop_words));
    writeln!(out, "pub static MEMBERS: [Str; {count}] = [{all}];\npub const LONGEST: usize = {longest};").unwrap();
    writeln!(out, "pub static GROUPS: [(u16, u16); {}] = {groups:?};", groups.len()).unwrap();
    let names: String = names.iter().map(|(name, group)| format!("({}, {group}), ", strings.add(name))).collect();
    writeln!(out, "pub static NAMES: [(Str, u16); {count}] = [{names}];").unwrap();
    out
}
