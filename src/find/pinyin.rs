//! Letters as pinyin: every way to cut them into syllables at once, as a graph from letter to letter.

use super::fold::Units;
use crate::lexicon::{Lexicon, Syllables};
use std::collections::HashMap;

/// Places between letters are the bits of a number.
const MAX_LETTERS: usize = 63;
/// No syllable is longer: `zhuang`.
const MAX_SYLLABLE: usize = 6;

/// Letters that are whole syllables, and which character is read as which part of them.
#[derive(Clone, Debug)]
pub(super) struct Spelled {
    /// For each character that is read as a part: from which place between letters to which.
    parts: HashMap<char, Vec<(u8, u8)>>,
    /// How many letters there are.
    end: u8,
}

impl Spelled {
    /// `None` for what cannot be cut into syllables, such as most English words. Spaces, apostrophes and hyphens stand between syllables; tone
    /// marks may be there.
    pub fn new(typed: &str) -> Option<Self> {
        let mut units = Units::default();
        // The fold would take the dots of ü, whatever its tone, for an accent.
        let v = |c: char| if "üǖǘǚǜÜǕǗǙǛ".contains(c) { 'v' } else { c };
        units.read(&typed.chars().map(v).collect::<String>(), false, false);
        let chars = units.chars();
        let is_between = |c: &char| matches!(c, ' ' | '\'' | '-');
        if !chars.iter().all(|c| c.is_ascii_lowercase() || is_between(c)) {
            return None;
        }
        let runs: Vec<String> = chars.split(is_between).map(|run| run.iter().collect()).collect();
        let end = runs.iter().map(String::len).sum::<usize>();
        if !(1..=MAX_LETTERS).contains(&end) {
            return None;
        }
        let lexicon = Lexicon::bundled().ok()?;
        let mut edges: Vec<(String, (u8, u8))> = Vec::new();
        let (mut reached, mut base) = (1_u64, 0);
        for run in runs {
            for from in 0..run.len() {
                if reached & 1 << (base + from) == 0 {
                    continue;
                }
                for to in from + 1..=run.len().min(from + MAX_SYLLABLE) {
                    let letters = &run[from..to];
                    if lexicon.is_syllable(letters) && may_stand(letters, base + from) {
                        reached |= 1 << (base + to);
                        edges.push((letters.to_owned(), ((base + from) as u8, (base + to) as u8)));
                    }
                }
            }
            base += run.len();
        }
        if reached & 1 << end == 0 {
            return None;
        }
        // It takes some time to make; only now it is needed.
        let syllables = Syllables::bundled();
        let mut parts_of: HashMap<u16, Vec<(u8, u8)>> = HashMap::new();
        for (letters, edge) in edges {
            if let Some(number) = syllables.number(&letters) {
                parts_of.entry(number).or_default().push(edge);
            }
        }
        let mut parts: HashMap<char, Vec<(u8, u8)>> = HashMap::new();
        for (c, number) in syllables.readings() {
            if let Some(edges) = parts_of.get(number) {
                parts.entry(*c).or_default().extend(edges);
            }
        }
        Some(Self { parts, end: end as u8 })
    }

    /// True if a character can be the first.
    pub fn begins_with(&self, c: char) -> bool {
        // Of what is written in letters nothing needs to be looked up.
        c > '\u{2e7f}' && self.parts.get(&c).is_some_and(|parts| parts.iter().any(|(from, _)| *from == 0))
    }

    /// How many characters at the start of these are read as all of the letters; of several ways the longest.
    pub fn len_at(&self, chars: &[char]) -> Option<usize> {
        let (mut places, mut found) = (1_u64, None);
        for (at, c) in chars.iter().enumerate() {
            let Some(parts) = self.parts.get(c) else { break };
            let here = |from: u8| places & 1 << from != 0;
            places = parts.iter().filter(|(from, _)| here(*from)).fold(0, |next, (_, to)| next | 1 << to);
            if places == 0 {
                break;
            }
            if places & 1 << self.end != 0 {
                found = Some(at + 1);
            }
        }
        found
    }
}

/// What is said without a vowel is hardly ever meant: `men` is not 么嗯. But 儿 follows other syllables as `r`.
fn may_stand(letters: &str, at: usize) -> bool {
    letters.contains(['a', 'e', 'i', 'o', 'u', 'v']) || letters == "r" && at > 0
}
