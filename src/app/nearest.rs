//! What is offered where a search has found nothing: the records whose titles or names are most like what was typed.
//!
//! Search has by then tried every word as it stands, as the start of a word, and with a letter or two mended. What is left
//! is misspelt worse, or run together; so words are compared by their likeness, and the whole by the pairs of
//! letters that it shares.

use crate::corpus::{Corpus, Text};
use crate::id::{Id, Kind};
use crate::lang::Lang;
use crate::search::MAX_CHARS;
use crate::text::fold::fold;
use crate::text::near::likeness;
use std::collections::BTreeSet;

/// The most records that are offered.
const MOST: usize = 5;
/// The most words that are compared.
const WORDS: usize = 4;
/// Less alike than this is chance: half of the letters of a word, two in five of the pairs of a whole.
const WORD: f32 = 0.5;
const WHOLE: f32 = 0.4;
/// What another name counts, against the title.
const NAME: f32 = 0.95;
/// What a source counts, against the records that tell what it says.
const SOURCE: f32 = 0.8;

/// The records of `kinds` (all where it is empty) that are nearest to `typed`, the nearest first. Where none of these is
/// near, those of every kind.
pub fn nearest(corpus: &Corpus, lang: Lang, kinds: &[Kind], typed: &str) -> Vec<Id> {
    let typed = Typed::of(typed);
    let mut near: Vec<(f32, &Id)> = Vec::new();
    // An official page's title is long and names many things; the records that cite it are nearer to what people mean.
    for record in corpus.records().iter().filter(|record| record.publisher.is_none()) {
        let of_kind = if record.id.kind() == Kind::Source { SOURCE } else { 1.0 };
        let like = typed.likeness(record.text(lang)) * of_kind;
        if like > 0.0 {
            near.push((like, &record.id));
        }
    }
    if near.iter().any(|(_, id)| kinds.contains(&id.kind())) {
        near.retain(|(_, id)| kinds.contains(&id.kind()));
    }
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    near.into_iter().take(MOST).map(|(_, id)| id.clone()).collect()
}

/// What was typed, folded and cut into words and pairs of letters.
struct Typed {
    words: Vec<String>,
    /// Each pair once, and how many there are with those that come again.
    pairs: BTreeSet<(char, char)>,
    count: usize,
}

impl Typed {
    fn of(text: &str) -> Typed {
        let start: String = text.chars().take(MAX_CHARS).collect();
        let folded = fold(&start);
        let words = words(&folded).take(WORDS).map(str::to_owned).collect();
        Typed { words, pairs: pairs(&folded).collect(), count: pairs(&folded).count() }
    }

    /// How near a record's title or one of its names comes; 0 where none is near.
    fn likeness(&self, text: &Text) -> f32 {
        let names = text.official.as_deref().into_iter().chain(text.names());
        let names = names.map(|name| self.to(&fold(name)) * NAME);
        names.fold(self.to(&fold(&text.title)), f32::max)
    }

    #[allow(clippy::cast_precision_loss, reason = "a line has far fewer words and letters than a float can count")]
    fn to(&self, name: &str) -> f32 {
        let best = |word: &String| words(name).map(|other| likeness(word, other)).fold(0.0, f32::max);
        let each: Vec<f32> = self.words.iter().map(best).filter(|&like| like >= WORD).collect();
        let by_words = each.iter().sum::<f32>() / self.words.len().max(1) as f32;
        let (mut count, mut shared) = (0, 0);
        for pair in pairs(name) {
            count += 1;
            shared += usize::from(self.pairs.contains(&pair));
        }
        let whole = shared as f32 / self.count.max(count).max(1) as f32;
        let near = by_words.max(if whole >= WHOLE && shared > 1 { whole } else { 0.0 });
        // Among names that have the word, the shorter one comes first.
        if near > 0.0 { near + whole / 10.0 } else { 0.0 }
    }
}

fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The letters that stand side by side, spaces left out.
fn pairs(folded: &str) -> impl Iterator<Item = (char, char)> {
    let letters = || folded.chars().filter(|c| c.is_alphanumeric());
    letters().zip(letters().skip(1))
}

#[cfg(test)]
mod tests {
    use super::nearest;
    use crate::corpus::Corpus;
    use crate::id::Kind;
    use crate::lang::Lang;

    fn near(typed: &str) -> Vec<String> {
        nearest(&Corpus::shipped(), Lang::En, &[], typed).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn words_that_are_misspelt_badly_have_near_records() {
        for (typed, id) in [
            ("polis", "agency/local-police"),
            ("pasprt", "guide/documents-taken"),
            ("bosspassport", "guide/documents-taken"),
            ("fammly", "guide/family-members"),
            ("munny", "guide/debt-bondage"),
            ("prostetushun", "guide/sex-trafficking"),
            ("lwaer", "guide/finding-a-lawyer"),
            ("imigrashun", "agency/uscis"),
            ("chldrn", "service/unaccompanied-children"),
            ("deportashon", "term/deportation"),
        ] {
            assert!(near(typed).iter().any(|near| near == id), "{typed}: {:?}", near(typed));
        }
    }

    #[test]
    fn another_language_that_writes_alike_is_near_too() {
        for typed in ["pasaporte", "abogado", "policia", "Ausweis Polizei", "trafik"] {
            assert!(!near(typed).is_empty(), "{typed}");
        }
    }

    #[test]
    fn what_is_like_nothing_is_near_nothing() {
        for typed in ["qzxwvkqzx", "xqz", "asdfgh", "", "???", "\u{11111}"] {
            assert_eq!(near(typed), Vec::<String>::new(), "{typed}");
        }
    }

    #[test]
    fn the_kinds_that_are_asked_for_come_alone_where_one_of_them_is_near() {
        let of = |kinds: &[Kind]| nearest(&Corpus::shipped(), Lang::En, kinds, "fammly");
        assert!(of(&[Kind::Visa]).iter().all(|id| id.kind() == Kind::Visa) && !of(&[Kind::Visa]).is_empty());
        assert_eq!(of(&[Kind::Source]), of(&[]));
    }
}
