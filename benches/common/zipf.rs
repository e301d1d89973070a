//! Made-up words with the frequencies of a language.

/// How many words there are. A library of a million passages has about as many.
const WORDS: usize = 300_000;
/// Mandelbrot's form of Zipf's law: a word of rank r has the weight 1 / (r + SHIFT)^POWER.
const SHIFT: f64 = 2.7;
const POWER: f64 = 1.07;

const FIRST: [&str; 20] =
    ["b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "w", "st", "tr", "pr", "ch", "sh"];
const MIDDLE: [&str; 9] = ["a", "e", "i", "o", "u", "ea", "ou", "ai", "io"];
const LAST: [&str; 11] = ["", "", "", "n", "r", "t", "l", "s", "m", "nd", "ck"];
const ENDINGS: [&str; 8] = ["", "", "", "s", "ed", "ing", "er", "ment"];

/// Numbers that look random and are always the same (SplitMix64).
pub struct Seeded(u64);

impl Seeded {
    pub fn new(seed: u64) -> Seeded {
        Seeded(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    /// From 0 to 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// The words, the commonest first, with the sum of all weights up to each.
pub struct Vocabulary {
    words: Vec<String>,
    sums: Vec<f64>,
}

impl Vocabulary {
    pub fn new() -> Vocabulary {
        let mut seeded = Seeded::new(1);
        let mut known = std::collections::HashSet::new();
        let (mut words, mut sums, mut sum) = (Vec::new(), Vec::new(), 0.0);
        while words.len() < WORDS {
            let word = make(&mut seeded, words.len());
            if known.insert(word.clone()) {
                sum += 1.0 / (words.len() as f64 + 1.0 + SHIFT).powf(POWER);
                words.push(word);
                sums.push(sum);
            }
        }
        Vocabulary { words, sums }
    }

    pub fn at(&self, rank: usize) -> &str {
        &self.words[rank]
    }

    pub fn word(&self, seeded: &mut Seeded) -> &str {
        let wanted = seeded.share() * self.sums[WORDS - 1];
        self.at(self.sums.partition_point(|sum| *sum < wanted).min(WORDS - 1))
    }
}

/// The commoner a word the shorter it is.
fn make(seeded: &mut Seeded, rank: usize) -> String {
    let syllables = match rank {
        0..60 => 1,
        60..2_000 => 1 + seeded.below(2),
        2_000..30_000 => 2 + seeded.below(2),
        _ => 3 + seeded.below(2),
    };
    let mut word = String::new();
    for _ in 0..syllables {
        for part in [&FIRST[..], &MIDDLE[..], &LAST[..]] {
            word.push_str(part[seeded.below(part.len())]);
        }
    }
    word.push_str(if syllables > 1 { ENDINGS[seeded.below(ENDINGS.len())] } else { "" });
    word
}
