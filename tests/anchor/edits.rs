//! What happens to a text between two readings.

use super::texts::{Doc, Pair, Sent, byte_of};
use duizhao::text::{Lang, is_closing, is_han};
use ferrous_opencc::OpenCC;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// `SplitMix64` (Steele, Lea and Flood 2014).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    pub fn chance(&mut self, share: f64) -> bool {
        (self.next() >> 11) as f64 / ((1_u64 << 53) as f64) < share
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

/// Puts a new text in place of a sentence's, made from its characters: for each, what it becomes.
fn rewrite(sent: &mut Sent, mut to: impl FnMut(usize, char) -> String) {
    let mut ends = vec![0];
    let mut text = String::new();
    let mut count = 0;
    for (at, c) in sent.text.chars().enumerate() {
        let new = to(at, c);
        count += new.chars().count();
        text += &new;
        ends.push(count);
    }
    sent.map.iter_mut().for_each(|at| *at = ends[*at]);
    sent.split_at = sent.split_at.map(|at| ends[at]);
    sent.text = text;
}

/// Changes a share of all characters: three in five put in place of another, the rest left out or put in.
pub fn change(doc: &mut Doc, share: f64, random: &mut Random) {
    for lang in Lang::BOTH {
        let letters: Vec<char> = doc.sents(lang).flat_map(|s| s.text.chars()).filter(|c| c.is_alphanumeric()).collect();
        if letters.is_empty() {
            continue;
        }
        for sent in doc.sents_mut(lang) {
            rewrite(sent, |_, c| {
                if !random.chance(share) {
                    return c.to_string();
                }
                let other = random.pick(&letters);
                match random.below(5) {
                    0 => String::new(),
                    1 => format!("{c}{other}"),
                    _ => other.to_string(),
                }
            });
        }
        for pair in doc.paragraphs.iter_mut().flatten() {
            pair[lang].retain(|sent| !sent.text.trim().is_empty());
        }
    }
}

/// Paragraphs in another order.
pub fn shuffle(doc: &mut Doc, random: &mut Random) {
    random.shuffle(&mut doc.paragraphs);
}

/// A tenth of the paragraphs is left out, and some of another text are put in.
pub fn replace_paragraphs(doc: &mut Doc, other: &Doc, random: &mut Random) {
    doc.paragraphs.retain(|_| !random.chance(0.1));
    // Each once: sentences are known by their names.
    let mut new: Vec<&Vec<Pair>> = other.paragraphs.iter().collect();
    random.shuffle(&mut new);
    for paragraph in new.into_iter().take(1 + doc.paragraphs.len() / 8) {
        let at = random.below(doc.paragraphs.len() + 1);
        doc.paragraphs.insert(at, paragraph.clone());
    }
}

/// Sentences go into other paragraphs, some become one with the next, some become two.
pub fn recut(doc: &mut Doc, random: &mut Random) {
    let mut rest = std::mem::take(&mut doc.paragraphs).into_iter().flatten().peekable();
    while rest.peek().is_some() {
        let mut pairs: Vec<_> = rest.by_ref().take(1 + random.below(7)).collect();
        for at in (1..pairs.len()).rev() {
            if random.chance(0.15) && !pairs[at - 1].en.is_empty() && !pairs[at - 1].zh.is_empty() {
                let next = pairs.remove(at);
                for (lang, more) in [(Lang::En, next.en), (Lang::Zh, next.zh)] {
                    let Some(last) = pairs[at - 1][lang].last_mut().filter(|_| !more.is_empty()) else { continue };
                    let comma = if lang == Lang::En { "," } else { "，" };
                    let end = last.text.trim_end_matches(is_closing).chars().count();
                    rewrite(
                        last,
                        |at, c| if at + 1 == end && !c.is_alphanumeric() { comma.to_owned() } else { c.to_string() },
                    );
                    last.joins_next = true;
                    pairs[at - 1][lang].extend(more);
                }
            }
        }
        for sent in pairs.iter_mut().flat_map(|pair| pair.en.iter_mut().chain(&mut pair.zh)) {
            let comma = sent.text.chars().position(|c| matches!(c, ',' | '，'));
            if let Some(comma) = comma.filter(|_| random.chance(0.15) && !sent.joins_next) {
                let stop = if sent.text.chars().any(is_han) { "。" } else { "." };
                rewrite(sent, |at, c| if at == comma { stop.to_owned() } else { c.to_string() });
                sent.split_at = Some(comma + 1);
            }
        }
        doc.paragraphs.push(pairs);
    }
}

/// Full width for half and back, straight quotes for curly and back, radicals for characters, accents apart.
pub fn reencode(doc: &mut Doc, random: &mut Random) {
    let radicals: HashMap<char, char> =
        ('\u{2f00}'..='\u{2fd5}').filter_map(|c| Some((c.to_string().nfkc().next()?, c))).collect();
    for lang in Lang::BOTH {
        let wide = random.chance(0.5);
        for sent in doc.sents_mut(lang) {
            rewrite(sent, |_, c| match c {
                '“' | '”' | '「' | '」' => "\"".to_owned(),
                '‘' | '’' => "'".to_owned(),
                '"' => "”".to_owned(),
                '\'' => "’".to_owned(),
                '。' => "．".to_owned(),
                '!'..='~' if wide => char::from_u32(c as u32 + 0xfee0).unwrap().to_string(),
                '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap().to_string(),
                'à'..='ÿ' => c.to_string().nfd().collect(),
                c => radicals.get(&c).unwrap_or(&c).to_string(),
            });
        }
    }
}

/// Chinese converted sentence by sentence. Conversion keeps the number of characters, or the ends alone are kept.
pub fn convert(doc: &mut Doc, converter: &OpenCC) {
    for sent in doc.sents_mut(Lang::Zh) {
        let new = converter.convert(&sent.text);
        let (old, len) = (sent.text.chars().count(), new.chars().count());
        sent.map.iter_mut().for_each(|at| *at = if *at == old { len } else { (*at).min(len) });
        sent.text = new;
    }
}

/// Changes one letter in the middle of a sentence.
pub fn near_twin(sent: &Sent, id: usize, random: &mut Random) -> Sent {
    let count = sent.text.chars().count();
    let letters: Vec<char> = sent.text.chars().filter(|c| c.is_alphanumeric()).collect();
    let mut twin = sent.text.clone();
    for _ in 0..20 {
        let at = byte_of(&sent.text, random.below(count));
        let old = sent.text[at..].chars().next().unwrap();
        let new = *random.pick(&letters);
        if old.is_alphanumeric() && !old.to_lowercase().eq(new.to_lowercase()) {
            twin.replace_range(at..at + old.len_utf8(), &new.to_string());
            break;
        }
    }
    Sent::new(id, &twin)
}
