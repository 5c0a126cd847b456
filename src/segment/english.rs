//! Where English sentences end.

use super::scan::{Stop, is_dash, stops};
use crate::text::{is_han, is_opening};

/// Never the end of a sentence: a name or a number follows.
const BEFORE_NAMES: &str = "mr mrs ms messrs dr prof gen col maj capt lt sgt cmdr adm sen rep gov pres rev hon st mt ft fr supt e.g i.e cf vs v viz \
al approx ca";

/// Not an end before a figure.
const BEFORE_FIGURES: &str =
    "no nos fig figs vol vols p pp ch sec art jan feb mar apr jun jul aug sep sept oct nov dec para eq";

/// Never an end behind an hour: `at 8 p.m. Monday`.
const DAYS: &str = "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october \
november december eastern pacific central beijing local gmt utc est edt et pt";

/// An end only before a word that starts sentences.
const INSIDE_NAMES: &str = "inc corp ltd co bros jr sr ph.d m.d u.s u.k u.n e.u d.c l.a n.y a.i p.l.a u.s.a dept univ assn mon tue tues \
wed thu thurs fri calif fla";

/// Words that start a sentence and hardly ever follow an abbreviation inside one.
const STARTERS: &str = "the a an this that these those it he she they we you i his her their our its my there here but and so yet or nor for in on \
at by to from with without as if when while where why how who what which because although though after before since until once then now still even \
some many most all no not one two three both each every few several such another other only just perhaps maybe however meanwhile instead moreover \
nobody everyone everybody someone somebody anyone nothing everything something never always sometimes soon finally again also thus therefore indeed \
besides critics analysts officials experts researchers according last next earlier later today yesterday tomorrow";

/// Longest token looked at behind a stop's word, in characters: more is no abbreviation. Keeps the time linear on text without spaces.
const MAX_TOKEN_CHARS: usize = 24;

/// How much of the text behind a stop may decide, in characters.
const MAX_AHEAD_CHARS: usize = 96;

/// A colon parts clauses of so many characters on each side, if the second starts like a sentence.
const MIN_CLAUSE_CHARS: usize = 30;

/// A word of so many letters or more is no abbreviation.
const MIN_PLAIN_LETTERS: usize = 6;

/// Verbs that say who spoke.
const SPEECH: &str = "said asked replied answered cried called shouted whispered added continued wondered demanded exclaimed inquired murmured \
muttered yelled snapped says asks";

fn is_in(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|entry| entry == word)
}

pub(super) fn ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    for stop in stops(text, is_mark) {
        let start = ends.last().copied().unwrap_or(0);
        if is_end(&stop, start) {
            ends.push(stop.end(text));
        }
    }
    ends
}

fn is_mark(c: char) -> bool {
    matches!(c, '.' | '?' | '!' | '…' | '。' | '？' | '！' | ':')
}

fn is_end(stop: &Stop<'_>, start: usize) -> bool {
    let next = head(stop.next(), MAX_AHEAD_CHARS);
    if next.is_empty() {
        return true;
    }
    if stop.marks.starts_with(is_dash) {
        return stop.is_interruption();
    }
    if stop.marks == ":" {
        return parts_clauses(stop, start, next);
    }
    let is_wide = stop.marks.contains(['。', '？', '！']);
    let has_space = stop.after.starts_with(char::is_whitespace);
    let opens = next.chars().next().is_some_and(|c| is_opening(c) || is_han(c));
    // A stop inside a number, a name or an address has no space behind it.
    if !(has_space || is_wide || opens && !next.starts_with(['[', '('])) {
        return false;
    }
    let word = next.trim_start_matches(|c: char| !c.is_alphanumeric());
    let lead = &next[..next.len() - word.len()];
    let is_name = first_word(word).contains(char::is_uppercase); // `iPad`
    if word.starts_with(char::is_lowercase) && !is_name && !has_fresh_quote(lead) && !is_item(next) {
        // `“Is it over?” he asked.` But: `He opened the drawer. short, long, short.`
        return lead.is_empty() && stop.marks == "." && stop.closers.is_empty() && ends_plainly(stop.before);
    }
    // Only marks follow, such as a closing quote standing apart: they belong to what came before.
    if word.is_empty() && !lead.contains(is_opening) {
        return false;
    }
    if next.starts_with(['—', '–', ',', ';', ':']) || next.starts_with("- ") {
        return false;
    }
    if stop.is_ellipsis() {
        return !is_first_person(word);
    }
    if stop.marks == "." && stop.closers.is_empty() {
        return is_full_stop(stop, start, word);
    }
    if stop.closes_quote() && stop.marks.contains(['?', '!']) && !lead.contains(['“', '‘', '"', '\'']) && has_tag(word)
    {
        return false;
    }
    true
}

/// True if a colon stands between two clauses that are sentences on their own.
fn parts_clauses(stop: &Stop<'_>, start: usize, next: &str) -> bool {
    let sentence = stop.before.get(start..).unwrap_or("");
    let clause = next.split(['.', '?', '!']).next().unwrap_or(next);
    let last = tail(sentence, MAX_TOKEN_CHARS).rsplit(char::is_whitespace).next().unwrap_or("");
    stop.after.starts_with(char::is_whitespace)
        && next.starts_with(char::is_uppercase)
        && is_in(STARTERS, &first_word(next).to_lowercase())
        && !is_in(SPEECH, last)
        && sentence.chars().take(MIN_CLAUSE_CHARS).count() == MIN_CLAUSE_CHARS
        && clause.chars().take(MIN_CLAUSE_CHARS).count() == MIN_CLAUSE_CHARS
}

/// True if a text ends with a word that is too long for an abbreviation.
fn ends_plainly(text: &str) -> bool {
    let last = tail(text, MAX_TOKEN_CHARS).rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    last.len() >= MIN_PLAIN_LETTERS && last.chars().all(char::is_lowercase) && !is_in(BEFORE_NAMES, last)
}

/// True if a text starts with the letter or number of an item: `(b) …`
fn is_item(text: &str) -> bool {
    let inside = text.strip_prefix('(').and_then(|rest| rest.split_once(") "));
    inside.is_some_and(|(item, _)| item.len() <= 3 && item.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// True if an opening quotation mark stands before the next word.
fn has_fresh_quote(lead: &str) -> bool {
    lead.contains(['“', '‘', '"'])
}

fn is_first_person(word: &str) -> bool {
    let first = first_word(word);
    first == "I" || first.starts_with("I’") || first.starts_with("I'")
}

/// The first characters of a text.
fn head(text: &str, chars: usize) -> &str {
    text.char_indices().nth(chars).map_or(text, |(i, _)| &text[..i])
}

/// The last characters of a text.
fn tail(text: &str, chars: usize) -> &str {
    text.char_indices().rev().nth(chars).map_or(text, |(i, c)| &text[i + c.len_utf8()..])
}

fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '’' | '\'' | '-'))).unwrap_or(text.len());
    &text[..end]
}

/// True if a single full stop with nothing closing behind it ends a sentence rather than an abbreviation.
fn is_full_stop(stop: &Stop<'_>, start: usize, next: &str) -> bool {
    let sentence = stop.before.get(start..).unwrap_or(stop.before);
    let near = tail(sentence, MAX_TOKEN_CHARS);
    let is_whole = near.len() == sentence.len();
    let token_start = near.rfind(|c: char| c.is_whitespace() || is_opening(c) || matches!(c, '"' | '—' | '/'));
    if token_start.is_none() && !is_whole {
        return true;
    }
    let token = token_start.map_or(near, |i| near[i..].trim_start_matches(|c: char| !c.is_alphanumeric()));
    let lower = token.to_lowercase();
    let starts_anew = is_in(STARTERS, &first_word(next).to_lowercase()) && next.starts_with(char::is_uppercase);
    if is_in(BEFORE_NAMES, &lower) {
        // A street ends a sentence, a saint does not: `on Main St. The house …`.
        return lower == "st" && starts_anew;
    }
    if is_in(BEFORE_FIGURES, &lower) && (lower.len() != 3 || lower == "vol" || token.starts_with(char::is_uppercase)) {
        return !next.starts_with(|c: char| c.is_ascii_digit())
            && (starts_anew || lower == "no" || lower == "sec" || lower == "art");
    }
    if is_in(INSIDE_NAMES, &lower) {
        return starts_anew;
    }
    let is_only_figures = !token.is_empty() && token.chars().all(|c| c.is_ascii_digit());
    if is_only_figures && token.len() <= 3 && is_whole && near.trim_start() == token {
        // The number of an item: `1. Rain fell.`
        return false;
    }
    if token == "I" && !(is_whole && near.trim_start() == token) {
        // The pronoun or the numeral, unless another initial follows: `I. M. Pei`.
        return !next[first_word(next).len()..].starts_with('.') || first_word(next).len() > 1;
    }
    let mut letters = token.chars();
    if let (Some(c), None) = (letters.next(), letters.next()) {
        // An initial: `J. K. Lin`. `Plan B. The port …` still ends.
        return !c.is_uppercase() || starts_anew;
    }
    let is_dotted = token.contains('.')
        && token.split('.').all(|part| part.chars().count() <= 2 && part.chars().all(char::is_alphabetic));
    if is_dotted {
        // `p.m.`, `U.S.`, `A.I.`
        let is_hour = matches!(lower.as_str(), "a.m" | "p.m");
        return starts_anew
            || token.starts_with(char::is_lowercase) && !(is_hour && is_in(DAYS, &first_word(next).to_lowercase()));
    }
    true
}

/// True if a name and a verb of speaking follow: `“Ready?” Anna Lin asked.`
fn has_tag(next: &str) -> bool {
    let words: Vec<&str> = next.split_whitespace().take(4).collect();
    let verb = words.iter().position(|w| is_in(SPEECH, w.trim_matches(|c: char| !c.is_alphanumeric())));
    let Some(verb) = verb.filter(|i| *i > 0) else { return false };
    let pronoun = is_in("he she it they we you i", &words[0].to_lowercase());
    !pronoun && words[..verb].iter().all(|w| w.starts_with(|c: char| c.is_uppercase()) || matches!(*w, "the" | "of"))
        || pronoun && words[0].starts_with(char::is_lowercase)
}
