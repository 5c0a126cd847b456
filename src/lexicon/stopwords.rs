//! Words that say nothing about what a sentence is about.

use super::stem;
use std::collections::HashSet;
use std::sync::LazyLock;

const GLOSS: &str = "to of the a an sb sth in on or and for with etc also used be by one as at from oneself up out into that it is lit fig esp \
usu variant abbr old see person thing particle word tw pr mainland china chinese is are idiom classifier suffix prefix no not so do go get \
make have";

const ENGLISH: &str = "the a an of to in on at and or for with by as from into onto be have do it that this there which what so than then up \
out off over down will would shall can could may might must s t d m ll re ve is was were just very too also about";

const CHINESE: &str = "的 了 着 是 在 也 就 都 又 而 与 和 地 得 之 其 便 把 被 所 以 于 啊 呢 吧 吗 呀 么 个 将 这 那 上 下 里 来 去 到 却 还 才 有 \
著 與 於 嗎 麼 個 將 這 裡 裏 來 卻 還 纔";

static GLOSS_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| GLOSS.split_whitespace().collect());
static ENGLISH_STEMS: LazyLock<HashSet<String>> = LazyLock::new(|| ENGLISH.split_whitespace().map(stem).collect());
static CHINESE_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| CHINESE.split_whitespace().collect());

/// True for a word, in lower case, that a gloss has for its grammar only.
#[must_use]
pub fn is_gloss_stopword(word: &str) -> bool {
    GLOSS_WORDS.contains(word)
}

/// True for the stem of a word of English grammar.
#[must_use]
pub fn is_stopword_en(stem: &str) -> bool {
    ENGLISH_STEMS.contains(stem)
}

/// True for a word of Chinese grammar.
#[must_use]
pub fn is_stopword_zh(word: &str) -> bool {
    CHINESE_WORDS.contains(word)
}
