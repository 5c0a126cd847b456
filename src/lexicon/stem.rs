//! English stems: irregular forms by a table, the rest by Porter's second algorithm (snowballstem.org),
//! which pairs sentences a little better than his first did.

use rust_stemmers::{Algorithm, Stemmer};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The base form, then the forms that no rule leads back to it.
const IRREGULAR: &str = "\
be am is are was were been being;have has had having;do does did done;go goes went gone;say said;see saw seen;come came;\
take took taken;give gave given;get got gotten;make made;know knew known;think thought;tell told;find found;feel felt;\
leave left;keep kept;begin began begun;bring brought;write wrote written;sit sat;stand stood;hear heard;run ran;lose lost;\
pay paid;meet met;lead led;speak spoke spoken;lie lay lain lying;rise rose risen;fall fell fallen;send sent;build built;\
spend spent;catch caught;buy bought;sell sold;teach taught;fight fought;seek sought;hold held;grow grew grown;\
draw drew drawn;drive drove driven;break broke broken;choose chose chosen;throw threw thrown;fly flew flown;eat ate eaten;\
drink drank drunk;sing sang sung;swim swam swum;ring rang rung;sink sank sunk;spring sprang sprung;wear wore worn;\
tear tore torn;bear bore borne born;swear swore sworn;steal stole stolen;freeze froze frozen;forget forgot forgotten;\
hide hid hidden;ride rode ridden;shake shook shaken;wake woke woken;win won;hang hung;dig dug;stick stuck;strike struck;\
swing swung;cling clung;sleep slept;weep wept;sweep swept;creep crept;deal dealt;dream dreamt;mean meant;burn burnt;\
learn learnt;bend bent;lend lent;bind bound;wind wound;grind ground;bite bitten;blow blew blown;shoot shot;shine shone;\
slide slid;understand understood;become became;arise arose arisen;awake awoke;beat beaten;forgive forgave forgiven;\
kneel knelt;lay laid;leap leapt;light lit;shrink shrank shrunk;spin spun;spit spat;stink stank;sting stung;\
stride strode;add added adding;err erred erring;undertake undertook;withdraw withdrew withdrawn;withstand withstood;\
man men;woman women;child children;foot feet;tooth teeth;mouse mice;goose geese;wife wives;life lives;knife knives;\
leaf leaves;thief thieves;self selves;wolf wolves;half halves;shelf shelves;loaf loaves;die died dying;tie tied tying;\
good better best;bad worse worst;i me my mine myself;he him his himself;she her hers herself;we us our ours ourselves;\
they them their theirs themselves;you your yours yourself yourselves;it its itself;who whom whose;this these;that those;\
can could;will would;shall should;not n't;one ones";

static BASES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut bases = HashMap::new();
    for family in IRREGULAR.split(';') {
        let mut forms = family.split(' ');
        if let Some(base) = forms.next() {
            bases.extend(forms.map(|form| (form, base)));
        }
    }
    bases
});

static STEMMER: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

/// What a form is of that no rule leads back.
pub(super) fn irregular_base(form: &str) -> Option<&'static str> {
    BASES.get(form).copied()
}

/// The forms of a base that no rule leads back to it.
pub(super) fn irregular_forms(base: &str) -> impl Iterator<Item = &'static str> {
    let families = IRREGULAR.split(';').map(|family| family.split(' '));
    families.filter(move |family| family.clone().next() == Some(base)).flat_map(|family| family.skip(1))
}

/// The stem of an English word in any case: what its forms have in common, not always a word itself.
#[must_use]
pub fn stem(word: &str) -> String {
    let lower = word.to_lowercase();
    let base = irregular_base(&lower).unwrap_or(&lower);
    if base.len() > 2 { STEMMER.stem(base).into_owned() } else { base.to_owned() }
}
