//! How like two words are, for words that nothing knows: misspelt, cut short, or run together.

/// The least letters that a word within another must have.
const WITHIN: usize = 4;
/// The letters of a word that are compared: with so few, nothing is allocated for each of some ten thousand words.
const LETTERS: usize = 32;

/// From 0 for nothing in common to 1 for the same: the share of letters that are right where one is written for the
/// other, or that one takes of the other that holds it. Under a half it may be given as 0.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "words have far fewer letters than a float can count")]
pub fn likeness(a: &str, b: &str) -> f32 {
    let (mut a_letters, mut b_letters) = (['\0'; LETTERS], ['\0'; LETTERS]);
    let (a, b) = (letters(a, &mut a_letters), letters(b, &mut b_letters));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.is_empty() {
        return 0.0;
    }
    let of_long = |letters: usize| letters as f32 / long.len() as f32;
    let within = short.len() >= WITHIN && long.windows(short.len()).any(|window| window == short);
    let held = if within { of_long(short.len()) } else { 0.0 };
    // Two words have no more letters right than they have in common: that is soon counted, and rules out most words.
    let common = short.iter().filter(|letter| long.contains(letter)).count();
    // One of half the length of the other would be all that is right in it.
    let written = if short.len() * 2 > long.len() && common * 2 >= long.len() {
        of_long(long.len() - distance(short, long))
    } else {
        0.0
    };
    held.max(written)
}

fn letters<'a>(word: &str, room: &'a mut [char; LETTERS]) -> &'a [char] {
    let mut count = 0;
    for (place, letter) in room.iter_mut().zip(word.chars()) {
        *place = letter;
        count += 1;
    }
    &room[..count]
}

/// Letters to insert, drop, change or swap with their neighbour to make `a` of `b`. (Optimal string alignment.)
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before = [0; LETTERS + 1];
    let mut above = std::array::from_fn(|at| at);
    for (i, &x) in a.iter().enumerate() {
        let mut row = [i + 1; LETTERS + 1];
        for (j, &y) in b.iter().enumerate() {
            let mut cost = (above[j] + usize::from(x != y)).min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && x == b[j - 1] && a[i - 1] == y {
                cost = cost.min(before[j - 1] + 1);
            }
            row[j + 1] = cost;
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::likeness;

    #[test]
    fn the_nearer_the_more_alike() {
        for (a, b, least) in [
            ("visa", "visa", 1.0),
            ("polis", "police", 0.6),
            ("pasprt", "passport", 0.7),
            ("lwaeyr", "lawyer", 0.6),
            ("bosspassport", "passport", 0.6),
            ("traffick", "trafficking", 0.7),
            ("签证", "签证", 1.0),
        ] {
            assert!(likeness(a, b) >= least && likeness(a, b) == likeness(b, a), "{a} {b}: {}", likeness(a, b));
        }
        for (a, b) in [("", ""), ("", "visa"), ("qzxwvk", "passport"), ("is", "visa"), ("visa", "hotline")] {
            assert!(likeness(a, b) < 0.5, "{a} {b}: {}", likeness(a, b));
        }
    }
}
