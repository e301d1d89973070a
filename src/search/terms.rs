//! The words of a query, and what each may stand for.
//!
//! A word stands for itself; with less weight for what people also call it
//! (`index/synonyms/`); and, where nothing knows it, for the words that it may
//! have been meant as.

use super::analyze::{Analysis, Word};
use super::schema::Fields;
use super::tally::Lanes;
use super::vocabulary;
use super::weights::Weights;
use crate::lang::Lang;

/// A word of the query that is looked for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The word as typed, folded.
    pub typed: String,
    /// What it is looked for as: itself first, then what else it may stand for.
    pub forms: Vec<Form>,
    /// The last word may go on.
    pub open: bool,
    /// The known words that it may go on to.
    pub longer: Vec<String>,
    /// It was not known and stands for others.
    pub corrected: bool,
}

impl Wanted {
    /// A word that stands for itself alone.
    pub fn alone(word: &str) -> Wanted {
        let itself = Form { words: vec![word.to_owned()], weight: 1.0 };
        Wanted { typed: word.to_owned(), forms: vec![itself], open: false, longer: Vec::new(), corrected: false }
    }
}

/// One thing that a word may stand for.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// One or more folded words, which must stand together.
    pub words: Vec<String>,
    /// What a match counts, against the word itself.
    pub weight: f32,
}

/// What `build.rs` makes of the files of `index/`.
mod built {
    use crate::strings::Str;

    include!(concat!(env!("OUT_DIR"), "/lexicon.rs"));
}

/// Stop words and synonyms of one language.
#[derive(Clone, Copy, Debug)]
pub struct Lexicon;

impl Lexicon {
    /// The lexicon of `lang`; the English one where it has none of its own.
    pub fn of(_lang: Lang) -> Lexicon {
        Lexicon
    }

    /// Whether `word` says nothing.
    pub(crate) fn is_stop_word(self, word: &str) -> bool {
        built::STOP_WORDS.binary_search_by(|known| (**known).cmp(word)).is_ok()
    }

    /// The numbers of the groups that `entry` belongs to.
    fn groups(self, entry: &str) -> impl Iterator<Item = usize> {
        let first = built::NAMES.partition_point(|(name, _)| **name < *entry);
        built::NAMES[first..].iter().take_while(move |(name, _)| **name == *entry).map(|(_, group)| usize::from(*group))
    }

    /// What else the words may be called.
    fn others(self, entry: &[String]) -> Vec<Vec<String>> {
        let entry = entry.join(" ");
        let groups = self.groups(&entry).map(|group| &built::GROUPS[group]);
        let members = groups.flat_map(|(from, to)| &built::MEMBERS[usize::from(*from)..usize::from(*to)]);
        let others = members.filter(|member| ***member != *entry);
        others.map(|member| member.split(' ').map(str::to_owned).collect()).collect()
    }
}

/// The words that are looked for: all but stop words, unless there are no others. Words that belong together
/// ("green card") give what else they may be called as one further thing that may, but need not, be found.
pub fn wanted(lexicon: &Lexicon, weights: &Weights, typed: &[Word], open: bool) -> (Vec<Wanted>, Vec<Vec<Form>>) {
    let exact: Vec<String> = typed.iter().map(|word| word.exact.clone()).collect();
    let all_stop = exact.iter().all(|word| lexicon.is_stop_word(word));
    let form = |words: Vec<String>| Form { words, weight: weights.synonym };
    let mut found = Vec::new();
    for (at, word) in exact.iter().enumerate() {
        if lexicon.is_stop_word(word) && !all_stop {
            continue;
        }
        let open = open && at + 1 == exact.len() && !is_an_age(word);
        let mut wanted = Wanted { open, ..Wanted::alone(word) };
        wanted.forms.extend(lexicon.others(std::slice::from_ref(word)).into_iter().map(form));
        found.push(wanted);
    }
    let mut phrases = Vec::new();
    for length in 2..=built::LONGEST {
        for window in exact.windows(length) {
            let others: Vec<Form> = lexicon.others(window).into_iter().map(form).collect();
            if !others.is_empty() {
                phrases.push(others);
            }
        }
    }
    (found, phrases)
}

/// Whether `word` is a number of one or two digits: an age or a count, not the start of some law's number.
fn is_an_age(word: &str) -> bool {
    word.len() < 3 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Finds what the last word may go on to, and lets words that the index does not know stand for the nearest ones that it
/// does. Whether there were any of these.
pub(super) fn complete_and_correct(
    lanes: &Lanes,
    fields: &Fields,
    lexicon: &Lexicon,
    weights: &Weights,
    analysis: &Analysis,
    wanted: &mut [Wanted],
) -> bool {
    let mut any = false;
    for word in wanted {
        if word.open {
            word.longer = vocabulary::completions(lanes, fields.vocabulary, &word.typed);
        }
        let known = vocabulary::known(lanes, fields, &word.typed, analysis)
            || lexicon.groups(&word.typed).next().is_some()
            || !word.longer.is_empty();
        if known {
            continue;
        }
        let nearest = vocabulary::corrections(lanes, fields, &word.typed);
        if nearest.is_empty() {
            continue;
        }
        let literal = nearest.iter().map(|near| Form { words: vec![near.clone()], weight: weights.corrected });
        let mut forms: Vec<Form> = literal.collect();
        // What the likeliest meaning is also called.
        for other in lexicon.others(std::slice::from_ref(&nearest[0])) {
            forms.push(Form { words: other, weight: weights.corrected * weights.synonym });
        }
        (word.forms, word.open, word.corrected) = (forms, false, true);
        any = true;
    }
    any
}

#[cfg(test)]
mod tests {
    use super::{Lexicon, built, wanted};
    use crate::lang::Lang;
    use crate::search::analyze::words;
    use crate::search::weights::Weights;

    fn typed(text: &str) -> Vec<String> {
        let (found, _) = wanted(&Lexicon::of(Lang::En), &Weights::shipped(), &words(Lang::En, text), true);
        found.into_iter().map(|word| word.typed).collect()
    }

    #[test]
    fn the_files_are_written_as_words_are_looked_for() {
        for entry in built::STOP_WORDS.iter().chain(&built::MEMBERS) {
            let read: Vec<String> = words(Lang::En, entry).into_iter().map(|word| word.exact).collect();
            assert_eq!(read.join(" "), **entry);
            assert!(read.len() <= built::LONGEST);
        }
        assert!(built::STOP_WORDS.is_sorted() && built::NAMES.is_sorted());
        assert_eq!(built::NAMES.len(), built::MEMBERS.len());
    }

    #[test]
    fn stop_words_are_left_out_unless_there_are_no_others() {
        assert_eq!(typed("how do i get a visa"), ["visa"]);
        assert_eq!(typed("who am i"), ["who", "am", "i"]);
    }

    #[test]
    fn words_that_belong_together_have_other_names() {
        let (_, phrases) = wanted(&Lexicon::of(Lang::En), &Weights::shipped(), &words(Lang::En, "a green card"), true);
        assert!(phrases[0].iter().any(|form| form.words == ["permanent", "resident"]));
    }
}
