//! What the forms and near relations of an English word have in common, for pairing words. Coarser than the dictionary's stems: "French" is
//! "France" here, as 法国 is both.

use crate::lexicon;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A base, then what is taken for it besides what `lexicon::stem` knows.
const RELATED: &str = "\
have 've;show shown;strike stricken;undergo underwent undergone;undertake undertaken;overcome overcame;bite bit;forbid forbade;\
person people;good well;far further farther;many more most much;little less least;crisis crises;die death dead;live alive;will 'll wo;\
can ca;may might;analysis analyses;sell sale;choose choice;lose loss;grow growth;speak speech;fly flight;succeed success successful;\
strong strength;long length;high height;wide width;young youth;true truth;safe safety;poor poverty;free freedom;hot heat;warm warmth;\
pursue pursuit;destroy destruction;maintain maintenance;receive reception receipt;decide decision;divide division;expand expansion;\
extend extension;defend defence defense;attend attendance;respond response;explode explosion;produce production product;\
reduce reduction;describe description;sign signature;compete competition;economy economic;politics political;military army;\
china chinese;britain british;france french;germany german;japan japanese;spain spanish;greece greek;poland polish;sweden swedish;\
turkey turkish;thailand thai;america american;switzerland swiss;netherlands dutch;europe european;israel israeli;palestine palestinian;\
vietnam vietnamese;iraq iraqi;pakistan pakistani;egypt egyptian;argentina argentine;sea maritime;sun solar;moon lunar;law legal;\
city urban;village rural;year annual;day daily;month monthly;week weekly;program programme;center centre;defense defence;\
theater theatre;labor labour;color colour;honor honour;favor favour;organization organisation;neighbor neighbour;traveler traveller";

/// Words of English grammar.
const GRAMMAR: &str = "\
a an the of to in on at for by with from as and or but that which who whose whom this these it its is are was were be been being have \
has had do does did will would can could may might shall should 's ' not n't he his him she her they their them we us our i my you your \
there here than then so such also into over under up down out about after before during between through when where while what how if \
because both all some any more most other one no only very just";

static BASES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let mut bases = HashMap::new();
    for family in RELATED.split(';') {
        let mut forms = family.split(' ');
        if let Some(base) = forms.next() {
            bases.extend(forms.map(|form| (form, base)));
        }
    }
    bases
});

static GRAMMAR_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| GRAMMAR.split_whitespace().collect());
static GRAMMAR_STEMS: LazyLock<HashSet<String>> = LazyLock::new(|| GRAMMAR.split_whitespace().map(stem).collect());

/// The stem of a word in lower case.
pub(super) fn stem(word: &str) -> String {
    let base = BASES.get(word).copied().unwrap_or(word);
    if base.len() > 3 && base.bytes().all(|b| b.is_ascii_alphabetic()) {
        lexicon::stem(base)
    } else {
        // Short words and what is no word keep their letters, but "was" is "be".
        let irregular = base.len() <= 3 && base.bytes().all(|b| b.is_ascii_alphabetic() || b == b'\'');
        if irregular { lexicon::stem(base) } else { base.to_owned() }
    }
}

/// True for a word, in lower case, that English has for its grammar.
pub(super) fn is_grammar(word: &str) -> bool {
    GRAMMAR_WORDS.contains(word)
}

/// True for the stem of such a word.
pub(super) fn is_grammar_stem(stem: &str) -> bool {
    GRAMMAR_STEMS.contains(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_share_a_stem() {
        for (a, b) in [
            ("went", "go"),
            ("chinese", "china"),
            ("strength", "strong"),
            ("programme", "programs"),
            ("was", "is"),
            ("n't", "not"),
            ("economic", "economies"),
        ] {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
        assert_ne!(stem("harbor"), stem("harbinger"));
        assert_eq!(stem("8.4"), "8.4");
        assert!(is_grammar("the") && is_grammar_stem(&stem("were")) && !is_grammar("harbor"));
    }
}
