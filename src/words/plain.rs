//! The messages that are no more than words. `build.rs` sets them apart.

/// A message's key, the name of the attribute (empty for the message itself), the words.
pub type Plain<'a> = (&'a str, &'a str, &'a str);

/// Sets apart what needs no Fluent to be read, in the order of the keys: parsing all of it would take a start as long as
/// half its first page. The rest, with arguments or on several lines, is left for Fluent.
pub fn set_apart(source: &str) -> (Vec<Plain<'_>>, String) {
    let lines = std::iter::once(0).chain(source.match_indices('\n').map(|(at, _)| at + 1));
    let begins = |at: &usize| source[*at..].starts_with(|c: char| c.is_ascii_lowercase() || c == '-');
    let starts: Vec<usize> = lines.filter(begins).chain([source.len()]).collect();
    let (mut plain, mut rest) = (Vec::with_capacity(starts.len()), String::new());
    for entry in starts.windows(2).map(|ends| &source[ends[0]..ends[1]]) {
        let before = plain.len();
        if read_plain(entry, &mut plain).is_none() {
            plain.truncate(before);
            rest.push_str(entry);
        }
    }
    plain.sort_unstable();
    (plain, rest)
}

/// Reads a message and its attributes into `plain`, if they are no more than words on one line.
fn read_plain<'a>(entry: &'a str, plain: &mut Vec<Plain<'a>>) -> Option<()> {
    if entry.starts_with('-') {
        // A term is there for others to name it.
        return None;
    }
    let mut key = "";
    for line in entry.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (name, words) = line.split_once(" = ").filter(|(_, words)| !words.contains(['{', '}']))?;
        let attribute = if key.is_empty() {
            key = name;
            ""
        } else {
            name.trim_start().strip_prefix('.')?
        };
        plain.push((key, attribute, words.trim()));
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::super::ENGLISH;
    use super::{read_plain, set_apart};
    use fluent_bundle::FluentResource;
    use fluent_bundle::concurrent::FluentBundle;

    #[test]
    fn what_is_set_apart_reads_as_fluent_reads_it() {
        let mut whole = FluentBundle::new_concurrent(Vec::new());
        whole.add_resource(FluentResource::try_new(ENGLISH.to_owned()).unwrap()).unwrap();
        let (plain, rest) = set_apart(ENGLISH);
        for (key, attribute, words) in &plain {
            let message = whole.get_message(key).unwrap();
            let pattern = match *attribute {
                "" => message.value(),
                _ => message.get_attribute(attribute).map(|attribute| attribute.value()),
            };
            let read = whole.format_pattern(pattern.unwrap(), None, &mut Vec::new());
            assert_eq!(read, *words, "{key}.{attribute}");
        }
        assert!(plain.len() > 200, "{} messages and attributes", plain.len());
        // One on several lines, one with an argument, an attribute of a message with an argument.
        for (entry, is_plain) in [
            ("key = two words \n    .help = more\n", true),
            ("key =\n    line\n", false),
            ("key = line\n    and another\n", false),
            ("key = { $name }\n", false),
            ("key = word\n    .help = { $name }\n", false),
        ] {
            assert_eq!(read_plain(entry, &mut Vec::new()).is_some(), is_plain, "{entry}");
        }
        // A message that others name must be where they are.
        let placed = rest.split('{').skip(1).map(str::trim_start);
        assert_eq!(placed.filter(|placed| !placed.starts_with('$')).collect::<Vec<_>>(), Vec::<&str>::new());
        assert!(rest.contains("note-hide-how =\n    The screen"), "{rest}");
    }
}
