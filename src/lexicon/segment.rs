//! Cutting text into the dictionary's words by dynamic programming: those that weigh least together.

use super::Index;
use super::format::Headword;
use crate::text::{is_han, is_latin};

/// Longer words of the dictionary are names and sayings that also come apart well; in characters.
const MAX_WORD_CHARS: usize = 8;

/// Marks that have a counterpart in the other language.
fn is_paired_mark(c: char) -> bool {
    "？！；：…—“”‘’\"?!;:()（）「」『』".contains(c)
}

/// `weigh` is given how many characters a word has, and what the index says of it.
pub(super) fn segment<'t>(
    headwords: &Index,
    text: &'t str,
    weigh: impl Fn(usize, Option<Headword>) -> u32,
) -> Vec<&'t str> {
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
fn cut_run<'t>(
    headwords: &Index,
    run: &'t str,
    weigh: impl Fn(usize, Option<Headword>) -> u32,
    words: &mut Vec<&'t str>,
) {
    let bounds: Vec<usize> = run.char_indices().map(|(i, _)| i).chain([run.len()]).collect();
    let n = bounds.len() - 1;
    // The lightest way to reach each character: what its words weigh, and where the last one starts.
    let mut best = vec![(u64::MAX, 0_usize); n + 1];
    best[0] = (0, 0);
    for i in 0..n {
        let (weight, _) = best[i];
        for (index, headword) in words_at(headwords, run, &bounds[i..]).into_iter().enumerate() {
            let chars = index + 1;
            // A character alone is a word in any case.
            if headword.is_none() && chars > 1 {
                continue;
            }
            let weight = weight + u64::from(weigh(chars, headword));
            // On a tie the later start wins, which makes the last word the shorter one.
            if weight <= best[i + chars].0 {
                best[i + chars] = (weight, i);
            }
        }
    }
    let first = words.len();
    let mut j = n;
    while j > 0 {
        let i = best[j].1;
        words.push(&run[bounds[i]..bounds[j]]);
        j = i;
    }
    words[first..].reverse();
}

/// For each number of characters, less one, the word that starts at `bounds[0]` and has so many. One walk through the automaton.
fn words_at(headwords: &Index, run: &str, bounds: &[usize]) -> [Option<Headword>; MAX_WORD_CHARS] {
    let fst = headwords.as_fst();
    let mut node = fst.root();
    let mut value = fst::raw::Output::zero();
    let mut words = [None; MAX_WORD_CHARS];
    for (word, pair) in words.iter_mut().zip(bounds.windows(2)) {
        for byte in &run.as_bytes()[pair[0]..pair[1]] {
            let Some(index) = node.find_input(*byte) else { return words };
            let transition = node.transition(index);
            value = value.cat(transition.out);
            node = fst.node(transition.addr);
        }
        if node.is_final() {
            *word = Some(Headword(value.cat(node.final_output()).value()));
        }
    }
    words
}
