//! The best passages for a query of tantivy's, as many as are wanted, for as long as there is time.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use tantivy::query::{EnableScoring, Query};
use tantivy::{DocAddress, DocId, Score, Searcher, SegmentReader, TERMINATED};

/// How many passages are looked at between two questions whether there is time.
const STEP: usize = 128;

/// A passage with its score; by score, then the earlier one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    /// What it scored.
    pub score: Score,
    /// Where it lies.
    pub address: DocAddress,
}

impl Eq for Scored {}

impl PartialOrd for Scored {
    fn partial_cmp(&self, other: &Scored) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Scored {
    fn cmp(&self, other: &Scored) -> std::cmp::Ordering {
        self.score.total_cmp(&other.score).then(other.address.cmp(&self.address))
    }
}

/// How the matches of a query are gone through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// tantivy skips what cannot be among the best: for words alone, all of which must be there or any of which may.
    Pruned,
    /// One by one: for what tantivy does not prune.
    Stepped,
}

/// The `limit` best passages, the best first, and whether `stop` has left any out.
pub fn top(
    searcher: &Searcher,
    query: &dyn Query,
    pace: Pace,
    limit: usize,
    stop: &dyn Fn() -> bool,
) -> tantivy::Result<(Vec<Scored>, bool)> {
    let weight = query.weight(EnableScoring::enabled_from_searcher(searcher))?;
    let mut best = Best { limit, heap: BinaryHeap::new(), stopped: false, stop };
    for (segment, reader) in (0..).zip(searcher.segment_readers()) {
        if best.has_to_stop() {
            break;
        }
        match pace {
            Pace::Pruned => weight.for_each_pruning(best.threshold(), reader, &mut |document, score| {
                best.add(reader, segment, document, score);
                if best.has_to_stop() { Score::INFINITY } else { best.threshold() }
            })?,
            Pace::Stepped => {
                let mut scorer = weight.scorer(reader, 1.0)?;
                let mut seen = 0;
                while scorer.doc() != TERMINATED {
                    let score = scorer.score();
                    best.add(reader, segment, scorer.doc(), score);
                    seen += 1;
                    if seen % STEP == 0 && best.has_to_stop() {
                        break;
                    }
                    scorer.advance();
                }
            }
        }
    }
    let mut found: Vec<Scored> = best.heap.into_iter().map(|Reverse(scored)| scored).collect();
    found.sort_by(|a, b| b.cmp(a));
    Ok((found, best.stopped))
}

struct Best<'a> {
    limit: usize,
    /// The worst on top.
    heap: BinaryHeap<Reverse<Scored>>,
    stopped: bool,
    stop: &'a dyn Fn() -> bool,
}

impl Best<'_> {
    fn has_to_stop(&mut self) -> bool {
        self.stopped = self.stopped || (self.stop)();
        self.stopped
    }

    /// What a passage must exceed to be among the best.
    fn threshold(&self) -> Score {
        let full = self.heap.len() >= self.limit;
        self.heap.peek().filter(|_| full).map_or(Score::MIN, |Reverse(worst)| worst.score)
    }

    fn add(&mut self, reader: &SegmentReader, segment: u32, document: DocId, score: Score) {
        let alive = reader.alive_bitset().is_none_or(|alive| alive.is_alive(document));
        if alive && score > self.threshold() {
            self.heap.push(Reverse(Scored { score, address: DocAddress::new(segment, document) }));
            if self.heap.len() > self.limit {
                self.heap.pop();
            }
        }
    }
}
