//! Words that are read by what stands beside them.

/// `"dei3"` for 得 in 我得走了: the syllables of a word between two others, an empty one at an edge. `None` where the usual reading goes.
pub(super) fn among(before: &str, word: &str, after: &str) -> Option<&'static str> {
    let begins = |list: &str| after.chars().next().is_some_and(|c| list.contains(c));
    match word {
        // Must, not the particle of manner and degree, which follows a verb.
        "得" => (is_pronoun(before) || is_adverb(before)).then_some("dei3"),
        // Of people, 人们, not someone's ways.
        "为人" | "為人" => matches!(after, "们" | "們").then_some("wei4 ren2"),
        // 那只鸟, but not 那只会.
        "只" => (is_count(before) && !begins("会會能要有是想好怕在因可用需应應须須靠剩")).then_some("zhi1"),
        "行" => is_count(before).then_some("hang2"),
        // To give back, not "still".
        "还" | "還" => begins("给給钱錢债債清贷貸").then_some("huan2"),
        // To grow, not "long".
        "长" | "長" => begins("着著得出满滿高成在").then_some("zhang3"),
        "数" | "數" => begins("着著到了清").then_some("shu3"),
        "倒" => begins("在了下着著").then_some("dao3"),
        // To plant, not "kind".
        "种" | "種" => (!is_count(before) && begins("树樹花菜地田下着著了粮糧在出")).then_some("zhong4"),
        // To be, not "for".
        "为" | "為" | "爲" => {
            (is_adverb(before) || is_count(after) || before.ends_with(BECOMES) || begins("零")).then_some("wei2")
        }
        _ => None,
    }
}

/// What something is divided, changed, chosen or called into with 为.
const BECOMES: [char; 24] = [
    '分', '称', '稱', '改', '选', '選', '译', '譯', '视', '視', '变', '變', '化', '列', '作', '定', '评', '評', '命',
    '名', '升', '降', '增', '减',
];

fn is_pronoun(word: &str) -> bool {
    matches!(word, "我" | "你" | "您" | "他" | "她" | "它" | "咱" | "谁" | "誰") || word.ends_with(['们', '們'])
}

fn is_adverb(word: &str) -> bool {
    matches!(
        word,
        "都" | "也"
            | "还"
            | "還"
            | "就"
            | "总"
            | "總"
            | "必"
            | "可"
            | "真"
            | "非"
            | "又"
            | "均"
            | "皆"
            | "即"
            | "约"
            | "約"
            | "仅"
            | "僅"
            | "最"
            | "应"
            | "應"
            | "既"
    )
}

/// True for what ends in a numeral, or points at one of several: a measure word follows.
fn is_count(word: &str) -> bool {
    word.ends_with(|c: char| {
        c.is_ascii_digit() || "〇一二三四五六七八九十百千万萬两兩几幾半这這那哪每某多数數".contains(c)
    })
}
