//! How alike a Chinese reading and a Latin name sound: edit distance over classes of sounds, in which what transcription confuses is cheap
//! to exchange.

use std::sync::LazyLock;

/// Two sounds, and what exchanging them costs; anything else costs 1.
const NEAR: &str = "bp 15,dt 15,gk 15,gJ 25,kC 35,JC 20,JZ 20,CS 25,CZ 25,SZ 25,Ss 15,Zs 10,sC 30,nN 5,mn 20,mN 35,fW 15,fh 30,fb 35,hg 30,hk 25,\
hW 35,nL 40,tC 35,tZ 35,dJ 30,dZ 35,JY 25,Ji 30,SJ 30,JS 30,Wu 5,Yi 5,WY 50,Wb 30";
const VOWELS: &[u8] = b"aeiouYW";
const VOWEL_FOR_VOWEL: f32 = 0.25;
/// Exchanging a vowel for anything costs so much of the table's price.
const VOWEL_SHARE: f32 = 0.8;
/// How much a vowel counts in the length of a name.
const VOWEL_LENGTH: f32 = 0.35;

static COSTS: LazyLock<Vec<f32>> = LazyLock::new(|| {
    let mut costs = vec![1.0; 128 * 128];
    for a in VOWELS {
        for b in VOWELS {
            costs[at(*a, *b)] = VOWEL_FOR_VOWEL;
        }
    }
    for pair in NEAR.split(',') {
        let (sounds, cost) = pair.split_at(2);
        if let (&[a, b], Ok(cost)) = (sounds.as_bytes(), cost.trim().parse::<f32>()) {
            costs[at(a, b)] = cost / 100.0;
            costs[at(b, a)] = cost / 100.0;
        }
    }
    for sound in 0..128 {
        costs[at(sound, sound)] = 0.0;
    }
    costs
});

fn at(a: u8, b: u8) -> usize {
    usize::from(a & 127) << 7 | usize::from(b & 127)
}

fn gap(sound: u8) -> f32 {
    match sound {
        b'h' | b'g' | b'N' | b'n' => 0.3,
        b'L' | b't' | b's' | b'd' | b'k' | b'f' | b'Z' => 0.45,
        _ if VOWELS.contains(&sound) => 0.25,
        _ => 0.8,
    }
}

/// The sounds of a Chinese syllable in pinyin without its tone.
pub(super) fn of_syllable(pinyin: &str) -> Vec<u8> {
    let changed = replaced(
        pinyin,
        &[
            ("v", "u"),
            ("zh", "J"),
            ("ch", "C"),
            ("sh", "S"),
            ("x", "S"),
            ("q", "C"),
            ("j", "J"),
            ("z", "Z"),
            ("c", "Z"),
            ("r", "L"),
            ("l", "L"),
            ("w", "W"),
            ("y", "Y"),
            ("ng", "N"),
        ],
    );
    if changed == "eL" { b"L".to_vec() } else { changed.into_bytes() }
}

/// The sounds of a Latin word in lower case.
pub(super) fn of_name(word: &str) -> Vec<u8> {
    let changed = replaced(
        word,
        &[
            ("tch", "C"),
            ("sch", "S"),
            ("ch", "C"),
            ("sh", "S"),
            ("zh", "J"),
            ("ph", "f"),
            ("th", "t"),
            ("gh", "g"),
            ("kh", "h"),
            ("ck", "k"),
            ("qu", "ku"),
            ("x", "ks"),
            ("ng", "N"),
            ("j", "J"),
            ("ce", "se"),
            ("ci", "si"),
            ("c", "k"),
            ("q", "k"),
            ("v", "f"),
            ("w", "W"),
            ("y", "i"),
            ("r", "L"),
            ("l", "L"),
            ("z", "Z"),
            ("dg", "J"),
        ],
    );
    let mut sounds: Vec<u8> = changed.bytes().filter(u8::is_ascii_alphabetic).collect();
    sounds.dedup_by(|a, b| a == b && !b"aeiou".contains(a));
    sounds
}

fn replaced(word: &str, changes: &[(&str, &str)]) -> String {
    changes
        .iter()
        .fold(word.to_owned(), |word, (from, to)| if word.contains(from) { word.replace(from, to) } else { word })
}

/// How alike two rows of sounds are, 0 to 1.
pub(super) fn likeness(a: &[u8], b: &[u8]) -> f32 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let costs = &*COSTS;
    let mut row: Vec<f32> = Vec::with_capacity(b.len() + 1);
    row.push(0.0);
    for sound in b {
        row.push(row[row.len() - 1] + gap(*sound));
    }
    for x in a {
        let share = if VOWELS.contains(x) { VOWEL_SHARE } else { 1.0 };
        let mut diagonal = row[0];
        row[0] += gap(*x);
        for (j, y) in b.iter().enumerate() {
            let exchange = diagonal + costs[at(*x, *y)] * share;
            diagonal = row[j + 1];
            row[j + 1] = exchange.min(diagonal + gap(*x)).min(row[j] + gap(*y));
        }
    }
    let length =
        |sounds: &[u8]| sounds.iter().map(|s| if VOWELS.contains(s) { VOWEL_LENGTH } else { 1.0 }).sum::<f32>();
    (1.0 - row[b.len()] / f32::midpoint(length(a), length(b))).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sound_like_their_transcriptions() {
        let han = |syllables: &str| syllables.split(' ').flat_map(of_syllable).collect::<Vec<u8>>();
        for (syllables, name, other) in [
            ("lun dun", "london", "paris"),
            ("ba li", "paris", "london"),
            ("yue han sun", "johnson", "madison"),
            ("ka te", "carter", "bush"),
        ] {
            let (near, far) = (likeness(&han(syllables), &of_name(name)), likeness(&han(syllables), &of_name(other)));
            assert!(near > 0.5 && near > far + 0.2, "{syllables}: {name} {near}, {other} {far}");
        }
        assert!((likeness(b"L", b"L") - 1.0).abs() < 1e-6 && likeness(b"", b"L") == 0.0);
    }
}
