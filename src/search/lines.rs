//! The line that fits a query best: a title, a name, or one thing that people ask.
//!
//! What people ask of a record is many short questions. A record that has two
//! words of a query in one of them answers it better than one that has each in
//! another, which a sum over the whole field cannot tell.

use rustc_hash::FxHashMap;

/// What the words of a query have found in each line.
#[derive(Default)]
pub(super) struct Lines {
    /// By document, field and line.
    found: FxHashMap<(usize, usize, usize), Line>,
    /// The number of the present word.
    word: usize,
    /// What a line with every word would have.
    all: f32,
}

#[derive(Default)]
struct Line {
    /// What the words before the one numbered `word` found.
    sum: f32,
    word: usize,
    /// The best that this one found.
    best: f32,
}

impl Lines {
    /// Begins a word of the query; `rare` is its rareness.
    pub fn begin_word(&mut self, rare: f32) {
        self.word += 1;
        self.all += rare;
    }

    /// The present word is in a line; of several forms of it there, the best counts. Only a word that `begins` a line makes
    /// it one that may fit.
    pub fn add(&mut self, place: (usize, usize, usize), weight: f32, begins: bool) {
        let line = if begins { Some(self.found.entry(place).or_default()) } else { self.found.get_mut(&place) };
        let Some(line) = line else { return };
        if line.word != self.word {
            *line = Line { sum: line.sum + line.best, word: self.word, best: 0.0 };
        }
        line.best = line.best.max(weight);
    }

    /// Each document with what its best line has, times the share of the query that this is.
    pub fn best(&self) -> FxHashMap<usize, f32> {
        let mut best: FxHashMap<usize, f32> = FxHashMap::default();
        for (&(document, ..), line) in &self.found {
            let sum = line.sum + line.best;
            let known = best.entry(document).or_default();
            *known = known.max(sum * sum / self.all);
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn two_words_in_one_line_are_more_than_one_in_each_of_two() {
        let mut lines = Lines::default();
        for (rare, places) in [(1.0, [(0, 0, 3), (1, 0, 3)]), (1.0, [(0, 0, 3), (1, 0, 4)])] {
            lines.begin_word(rare);
            for place in places {
                lines.add(place, rare * 0.5, true);
                lines.add(place, rare, true);
            }
        }
        assert_eq!((lines.best()[&0], lines.best()[&1]), (2.0, 0.5));
    }
}
