//! Cutting text into the dictionary's words by dynamic programming: the fewest words, then those that weigh least.

use super::Index;
use crate::text::{is_han, is_latin};

/// Longer words of the dictionary are names and sayings that also come apart well; in characters.
const MAX_WORD_CHARS: usize = 8;

/// Marks that have a counterpart in the other language.
fn is_paired_mark(c: char) -> bool {
    "？！；：…—“”‘’\"?!;:()（）「」『』".contains(c)
}

/// `weigh` decides among cuts into equally many words.
pub(super) fn segment<'t>(headwords: &Index, text: &'t str, weigh: impl Fn(&str) -> u32) -> Vec<&'t str> {
    let mut words = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some(&(start, c)) = chars.peek() {
        let mut end_of = |belongs: &dyn Fn(char) -> bool| {
            while chars.next_if(|(_, c)| belongs(*c)).is_some() {}
            chars.peek().map_or(text.len(), |(i, _)| *i)
        };
        if is_han(c) {
            let end = end_of(&is_han);
            cut_run(headwords, &text[start..end], &weigh, &mut words);
        } else if is_latin(c) {
            let end = end_of(&is_latin);
            words.push(&text[start..end]);
        } else if c.is_ascii_digit() {
            let end = end_of(&|c| c.is_ascii_digit() || c == '.' || c == ',');
            words.push(text[start..end].trim_end_matches(['.', ',']));
        } else {
            chars.next();
            if is_paired_mark(c) {
                words.push(&text[start..start + c.len_utf8()]);
            }
        }
    }
    words
}

/// The longest headword that the text starts with.
pub(super) fn longest_match<'t>(headwords: &Index, text: &'t str) -> Option<&'t str> {
    let fst = headwords.as_fst();
    let mut node = fst.root();
    let mut longest = None;
    for (i, byte) in text.bytes().enumerate() {
        let Some(index) = node.find_input(byte) else { break };
        node = fst.node(node.transition_addr(index));
        if node.is_final() {
            longest = text.get(..=i);
        }
    }
    longest
}

/// Cuts one run of Chinese characters.
fn cut_run<'t>(headwords: &Index, run: &'t str, weigh: impl Fn(&str) -> u32, words: &mut Vec<&'t str>) {
    let bounds: Vec<usize> = run.char_indices().map(|(i, _)| i).chain([run.len()]).collect();
    let n = bounds.len() - 1;
    // The cheapest way to reach each character: (words, what they weigh), and where its last word starts.
    let mut best = vec![(u32::MAX, u32::MAX, 0_usize); n + 1];
    best[0] = (0, 0, 0);
    for i in 0..n {
        let (word_count, weight, _) = best[i];
        let mut reach = |len: usize| {
            let there = &mut best[i + len];
            if word_count + 1 > there.0 {
                return;
            }
            let cost = (word_count + 1, weight + weigh(&run[bounds[i]..bounds[i + len]]));
            // On a tie the later start wins, which makes the last word the shorter one.
            if cost <= (there.0, there.1) {
                *there = (cost.0, cost.1, i);
            }
        };
        reach(1);
        for len in word_lengths(headwords, run, &bounds[i..]) {
            reach(len);
        }
    }
    let first = words.len();
    let mut j = n;
    while j > 0 {
        let i = best[j].2;
        words.push(&run[bounds[i]..bounds[j]]);
        j = i;
    }
    words[first..].reverse();
}

/// The lengths, in characters, of the words of two characters or more that start at `bounds[0]`. One walk through the automaton.
fn word_lengths(headwords: &Index, run: &str, bounds: &[usize]) -> impl Iterator<Item = usize> + use<> {
    let fst = headwords.as_fst();
    let mut node = fst.root();
    let mut lengths = [0_usize; MAX_WORD_CHARS];
    let mut count = 0;
    'walk: for (len, pair) in bounds.windows(2).take(MAX_WORD_CHARS).enumerate() {
        for byte in &run.as_bytes()[pair[0]..pair[1]] {
            let Some(index) = node.find_input(*byte) else { break 'walk };
            node = fst.node(node.transition_addr(index));
        }
        if len > 0 && node.is_final() {
            lengths[count] = len + 1;
            count += 1;
        }
    }
    lengths.into_iter().take(count)
}
