//! Packs CC-CEDICT into the forms the program reads: `pack_dictionary cc-cedict.txt frequencies.txt cedict.bin simplified.txt`. The same texts
//! give the same bytes. `scripts/pack-dictionary` fetches the text and runs this.

use duizhao::lexicon::{Entry, Headword, RecordItems, Section, Writer, gloss_words, is_gloss_stopword, stem};
use duizhao::text::is_han;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

/// For each headword its stems and their weights, 0 to 1.
type Glosses = BTreeMap<String, BTreeMap<String, f32>>;

/// What a cross-reference to another headword keeps of that one's weights.
const REFERENCE_WEIGHT: f32 = 0.9;
/// The weight of a word in parentheses.
const ASIDE_WEIGHT: f32 = 0.15;
/// Each further sense weighs this much less, as a share of the first.
const SENSE_STEP: f32 = 0.05;

/// Worth of a character that all translations of a word share, as an association.
const KIN_WEIGHT: f32 = 0.8;
/// Weaker kinship is chance.
const MIN_KIN_WEIGHT: f32 = 0.08;
/// A character must be so many times as common among a word's translations as anywhere.
const KIN_LIFT: f32 = 4.0;
/// Added to the number of a word's translations, so that one of one is not all.
const KIN_DOUBT: f32 = 1.0;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let mut arg = || args.next().ok_or("usage: pack_dictionary CC-CEDICT.txt FREQUENCIES.txt OUT.bin OUT.txt");
    let (source, frequencies, target, characters) = (arg()?, arg()?, arg()?, arg()?);
    let text = std::fs::read_to_string(source)?;
    let frequencies = std::fs::read_to_string(frequencies)?;
    let simplified = simplified(&text);
    let bytes = pack(&text, &frequencies, &simplified)?;
    println!("{} bytes", bytes.len());
    std::fs::write(target, bytes)?;
    let head = "# Derived from CC-CEDICT by examples/pack_dictionary.rs; licence in LICENSE.md.\n".to_owned();
    std::fs::write(characters, simplified.iter().fold(head, |out, (old, new)| out + &format!("{old}{new}\n")))?;
    Ok(())
}

/// Each traditional character and the simplified one it is most often written as. A character that the
/// simplified words have more often than that stays what it is: 著 becomes 着, 座 does not become 坐.
fn simplified(text: &str) -> BTreeMap<char, char> {
    let mut written: BTreeMap<char, BTreeMap<char, u32>> = BTreeMap::new();
    let mut kept: BTreeMap<char, u32> = BTreeMap::new();
    for entry in text.lines().filter(|line| !line.starts_with('#')).filter_map(Entry::parse) {
        if entry.traditional.chars().count() != entry.simplified.chars().count() {
            continue;
        }
        for (old, new) in entry.traditional.chars().zip(entry.simplified.chars()) {
            *written.entry(old).or_default().entry(new).or_default() += 1;
            *kept.entry(new).or_default() += 1;
        }
    }
    let pairs: BTreeMap<char, char> = written
        .iter()
        .filter_map(|(old, counts)| {
            let changed = counts.iter().filter(|(new, _)| *new != old && is_han(*old) && is_han(**new));
            let (new, count) = changed.max_by_key(|(new, count)| (**count, std::cmp::Reverse(**new)))?;
            (*count > kept.get(old).copied().unwrap_or(0)).then_some((*old, *new))
        })
        .collect();
    println!("simplified characters: {}", pairs.len());
    // 乹 is written 乾, and that 干.
    let last = |old: char, new: char| pairs.get(&new).copied().filter(|last| *last != old).unwrap_or(new);
    pairs.iter().map(|(old, new)| (*old, last(*old, *new))).collect()
}

/// How rare headwords are, simplified or traditional: from 0, each step a third as often.
struct Rarities<'t> {
    /// By words in simplified characters, the logarithm of how often they were counted, less four.
    listed: BTreeMap<&'t str, u8>,
    simplified: &'t BTreeMap<char, char>,
}

impl Rarities<'_> {
    /// Longer words are not listed: what else could be made of their characters is no rival.
    const LONGEST_CHARS: usize = 3;
    const MOST: u8 = 9;
    /// Of a word and a character that are not listed.
    const OF_A_WORD: u8 = 10;
    const OF_A_CHARACTER: u8 = 13;

    fn of(&self, word: &str) -> u8 {
        let chars = word.chars().count();
        if chars > Self::LONGEST_CHARS {
            return Self::MOST;
        }
        let simplified = || word.chars().map(|c| self.simplified.get(&c).copied().unwrap_or(c)).collect::<String>();
        let often = self.listed.get(word).or_else(|| self.listed.get(simplified().as_str()));
        let unlisted = if chars == 1 { Self::OF_A_CHARACTER } else { Self::OF_A_WORD };
        often.map_or(unlisted, |often| Self::MOST.saturating_sub(*often))
    }
}

fn pack(text: &str, frequencies: &str, simplified: &BTreeMap<char, char>) -> Result<Vec<u8>, Box<dyn Error>> {
    let listed = frequencies.lines().filter_map(|line| line.split_once('\t'));
    let listed =
        listed.map(|(word, often)| Ok((word, often.parse()?))).collect::<Result<_, std::num::ParseIntError>>()?;
    let rarities = Rarities { listed, simplified };
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let entries: Vec<Entry> = lines.filter_map(Entry::parse).collect();
    let notice: Vec<&str> = text.lines().take_while(|line| line.starts_with('#')).collect();

    let glosses = glosses(&entries);
    let mut lists: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    let mut readings: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut words: BTreeMap<String, u64> = BTreeMap::new();
    for (id, entry) in (0..).zip(&entries) {
        for headword in [&entry.simplified, &entry.traditional] {
            lists.entry(headword).or_default().insert(id);
            if headword.chars().count() == 1 && headword.chars().all(is_han) {
                readings.entry(headword).or_default().extend(entry.toneless());
            }
        }
        for word in entry.senses.iter().flat_map(|sense| gloss_words(sense)) {
            *words.entry(word).or_default() += 1;
        }
    }
    let stems: BTreeMap<&str, u16> = numbered(glosses.values().flat_map(BTreeMap::keys).map(String::as_str))?;
    let numbers = stems.clone();
    let syllables: BTreeMap<&str, u16> = numbered(readings.values().flatten().map(String::as_str))?;

    let of = |ids: &BTreeSet<u32>| ids.iter().map(|id| &entries[*id as usize]).collect::<Vec<_>>();
    let spoken: BTreeMap<&str, &str> =
        lists.iter().filter_map(|(headword, ids)| Some((*headword, spoken(headword, &of(ids))?))).collect();
    let tones: BTreeMap<&str, u16> = numbered(spoken.values().flat_map(|pinyin| pinyin.split_whitespace()))?;

    // Headwords that share everything, as most traditional ones do with their simplified twins, share a record.
    let mut offsets: BTreeMap<Vec<u8>, u64> = BTreeMap::new();
    let mut records: Vec<u8> = Vec::new();
    let mut headwords: Vec<(&str, u64)> = Vec::new();
    for (headword, entry_ids) in &lists {
        let is_verb = of(entry_ids).iter().flat_map(|entry| &entry.senses).any(|sense| sense.starts_with("to "));
        let spoken = spoken.get(headword).into_iter().flat_map(|pinyin| pinyin.split_whitespace());
        let spoken: Vec<u16> = spoken.map(|syllable| tones[syllable]).collect();
        let entry_ids: Vec<u32> = entry_ids.iter().copied().collect();
        let readings: Vec<u16> = readings.get(headword).into_iter().flatten().map(|s| syllables[s.as_str()]).collect();
        let associations = glosses.get(*headword).into_iter().flatten();
        let associations: Vec<(u16, f32)> =
            associations.map(|(stem, weight)| (stems[stem.as_str()], *weight)).collect();
        let record = Writer::record(&RecordItems {
            entries: &entry_ids,
            readings: &readings,
            spoken: &spoken,
            is_verb,
            associations: &associations,
        });
        let record = record.ok_or("a headword has too much to it")?;
        let offset = *offsets.entry(record).or_insert_with_key(|record| {
            let offset = records.len() as u64;
            records.extend(record);
            offset
        });
        let indexed = Headword::new(offset, rarities.of(headword)).ok_or("there are too many records")?;
        headwords.push((headword, indexed.value()));
    }

    let counts = [entries.len(), lists.len(), offsets.len(), stems.len(), words.len(), syllables.len(), tones.len()];
    println!("entries, headwords, records, stems, words, syllables, the same with tones: {counts:?}");
    let mut out = Writer::default();
    out.set(Section::Headwords, fst_map(headwords.into_iter())?);
    out.set(Section::Stems, fst_map(stems.iter().map(|(stem, id)| (*stem, u64::from(*id))))?);
    out.set(Section::Words, fst_map(words.iter().map(|(word, count)| (word.as_str(), *count)))?);
    out.set(Section::Records, records);
    out.set_lists(Section::SyllableEnds, Section::Syllables, &syllables.keys().collect::<Vec<_>>());
    out.set_lists(Section::SpokenEnds, Section::Spoken, &tones.keys().collect::<Vec<_>>());
    out.set_entries(&entries);
    let kin = kin(&glosses);
    out.set(Section::KinChars, fst_map((0..).zip(kin.keys()).map(|(list, c)| (c.as_str(), list)))?);
    let list = |stems: &Vec<(&str, f32)>| {
        Writer::associations(&stems.iter().map(|(stem, weight)| (numbers[stem], *weight)).collect::<Vec<_>>())
    };
    out.set_lists(Section::KinEnds, Section::Kin, &kin.values().map(list).collect::<Vec<_>>());
    out.set(Section::Notice, notice.join("\n").into_bytes());
    Ok(out.finish())
}

/// How a headword with these entries is read where nothing else is known: by the first that is no name and no variant, and has a syllable for
/// each character.
fn spoken<'e>(headword: &str, entries: &[&'e Entry]) -> Option<&'e str> {
    let is_minor = |entry: &&&Entry| {
        let sense = entry.senses.first().map_or("", String::as_str);
        // Surnames and other names are written with a capital; a variant stands for another word.
        (entry.is_name(), sense.contains("variant of") || sense.starts_with("used in"))
    };
    let chars = headword.chars().count();
    // `xx5` stands for a reading that nobody knows.
    let is_whole = |entry: &&&Entry| {
        (chars == 1 || entry.pinyin.split_whitespace().count() == chars) && !entry.pinyin.contains("xx")
    };
    entries.iter().filter(is_whole).min_by_key(is_minor).map(|entry| entry.pinyin.as_str())
}

/// Numbers from 0 for what there is, in its order; an error if there is more than the number's type holds.
fn numbered<T: Ord, N: TryFrom<usize>>(items: impl Iterator<Item = T>) -> Result<BTreeMap<T, N>, N::Error> {
    let items: BTreeSet<T> = items.collect();
    items.into_iter().enumerate().map(|(id, item)| Ok((item, N::try_from(id)?))).collect()
}

fn fst_map<'k>(pairs: impl Iterator<Item = (&'k str, u64)>) -> Result<Vec<u8>, fst::Error> {
    let mut builder = fst::MapBuilder::memory();
    for (key, id) in pairs {
        builder.insert(key, id)?;
    }
    builder.into_inner()
}

/// How strongly each headword, simplified or traditional, is tied to each stem of its glosses.
fn glosses(entries: &[Entry]) -> Glosses {
    let mut glosses = Glosses::new();
    let mut references: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for entry in entries {
        let weights = entry_weights(entry);
        for headword in [&entry.simplified, &entry.traditional] {
            let known = glosses.entry(headword.clone()).or_default();
            for (stem, weight) in &weights {
                raise(known, stem, *weight);
            }
            references.entry(headword).or_default().extend(entry.senses.iter().flat_map(|sense| referred(sense)));
        }
    }
    for (headword, targets) in references {
        let found: Vec<(String, f32)> = targets
            .iter()
            .filter_map(|target| glosses.get(target))
            .flat_map(|weights| weights.iter().map(|(stem, weight)| (stem.clone(), weight * REFERENCE_WEIGHT)))
            .collect();
        let known = glosses.entry(headword.to_owned()).or_default();
        for (stem, weight) in found {
            raise(known, &stem, weight);
        }
    }
    glosses
}

/// For each character the stems that it is kin to: those of which it stands in more headwords than chance would have it, each with the
/// share of the stem's weight that is in headwords with this character, by [`KIN_WEIGHT`].
fn kin(glosses: &Glosses) -> BTreeMap<String, Vec<(&str, f32)>> {
    let mut totals: BTreeMap<&str, f32> = BTreeMap::new();
    let mut ties: BTreeMap<char, BTreeMap<&str, f32>> = BTreeMap::new();
    let mut headwords_with: BTreeMap<char, f32> = BTreeMap::new();
    for (headword, stems) in glosses {
        for c in headword.chars().filter(|c| is_han(*c)) {
            *headwords_with.entry(c).or_default() += 1.0;
            for (stem, weight) in stems {
                *ties.entry(c).or_default().entry(stem).or_default() += weight;
            }
        }
        for (stem, weight) in stems {
            *totals.entry(stem).or_default() += weight;
        }
    }
    let all = glosses.len() as f32;
    let mut kin = BTreeMap::new();
    for (c, stems) in ties {
        let usual = KIN_LIFT * headwords_with[&c] / all;
        let worth = stems.into_iter().filter_map(|(stem, sum)| {
            let weight = (sum / (totals[stem] + KIN_DOUBT) - usual).min(1.0) * KIN_WEIGHT;
            (weight >= MIN_KIN_WEIGHT).then_some((stem, weight))
        });
        let worth: Vec<(&str, f32)> = worth.collect();
        if !worth.is_empty() {
            kin.insert(c.to_string(), worth);
        }
    }
    kin
}

fn raise(weights: &mut BTreeMap<String, f32>, stem: &str, weight: f32) {
    let known = weights.entry(stem.to_owned()).or_default();
    *known = known.max(weight);
}

fn entry_weights(entry: &Entry) -> BTreeMap<String, f32> {
    let mut weights = BTreeMap::new();
    for (n, sense) in entry.senses.iter().enumerate() {
        if sense.starts_with("CL:") {
            continue;
        }
        let (main, aside) = without_asides(sense);
        for alternative in main.split([';', ',']) {
            let words: Vec<String> = gloss_words(alternative).collect();
            let mut stems: Vec<String> = words.iter().filter(|w| !is_gloss_stopword(w)).map(|w| stem(w)).collect();
            if stems.is_empty() {
                let articles = ["to", "the", "a", "an", "of"];
                stems = words.iter().filter(|w| !articles.contains(&w.as_str())).take(2).map(|w| stem(w)).collect();
            }
            if stems.len() > 1 {
                stems.retain(|s| s != "surnam");
            }
            let weight = 1.0 / (stems.len() as f32).sqrt() / (1.0 + SENSE_STEP * n as f32);
            for stem in &stems {
                raise(&mut weights, stem, weight);
            }
        }
        for word in gloss_words(&aside).filter(|w| !is_gloss_stopword(w)) {
            raise(&mut weights, &stem(&word), ASIDE_WEIGHT);
        }
    }
    weights
}

/// A sense without characters, readings and parentheses, and what stood in the parentheses.
fn without_asides(sense: &str) -> (String, String) {
    let (mut main, mut aside) = (String::new(), String::new());
    let (mut round, mut square) = (0_u32, 0_u32);
    for c in sense.chars() {
        match c {
            '[' => square += 1,
            ']' => square = square.saturating_sub(1),
            '(' => {
                round += 1;
                aside.push(' ');
            }
            ')' => {
                round = round.saturating_sub(1);
                main.push(' ');
            }
            _ if square > 0 => {}
            _ if is_han(c) || matches!(c, '|' | '·') => main.push(' '),
            _ if round > 0 => aside.push(c),
            _ => main.push(c),
        }
    }
    (main, aside)
}

/// The simplified headwords that a sense refers to: "variant of 裡|里[li3]".
fn referred(sense: &str) -> Vec<String> {
    const PHRASES: [&str; 10] = [
        "variant of ",
        "see also ",
        "see ",
        "abbr. for ",
        "abbr. of ",
        "same as ",
        "equivalent to ",
        "equivalent of ",
        "also written ",
        "short for ",
    ];
    PHRASES
        .iter()
        .flat_map(|phrase| sense.match_indices(phrase).map(|(i, _)| &sense[i + phrase.len()..]))
        .filter_map(|rest| {
            let end = rest.find(|c: char| !is_han(c) && c != '|').unwrap_or(rest.len());
            let word = rest[..end].rsplit('|').next()?;
            (!word.is_empty()).then(|| word.to_owned())
        })
        .collect()
}
