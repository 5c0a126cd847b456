//! Where a line may end, beyond UAX #14: what Chinese typography asks (W3C clreq 3.1.2, prohibition of certain marks at line start and
//! line end; GB/T 15834 5.1), and figures kept with what they count.

use super::spacing::{is_beside_range_dash, is_dash};
use crate::text::{is_han, is_wide};

/// Marks that never start a line.
pub(super) const NOT_AT_START: &str = "，。、；：！？…⋯‥～·‧・•—⸺–’”）》〉」』】〕］｝〗％‰℃／．,.;:?!)]}%";
/// Marks that never end a line.
pub(super) const NOT_AT_END: &str = "‘“（《〈「『【〔［｛〖([{￥＄／";
/// Whole words that a figure counts in, behind it with or without a space.
const UNITS: &str = "℃ ° % ％ ‰ km m cm mm nm kg g mg t h min s ms kW MW GW kWh MWh GWh W V Hz kHz MHz GHz KB MB GB TB kB mL ml L °C °F mph \
     kph km/h m/s ft lb oz px pt dpi am pm a.m. p.m. 公里 千米 平方米 平方公里 立方米 厘米 毫米 公斤 千克 公顷 公分 千瓦 小时 分钟 美元 欧元 英镑 \
     日元 港元 人民币 英里 海里 英尺 英寸 世纪 年代 月份 周年 周岁 个月 公噸 小時 分鐘 歐元 英鎊 英哩 世紀 週年 個月";
/// Characters that do the same; they are all that the source's `万` or `號` need.
const UNIT_CHARACTERS: &str = "万亿萬億千百年月日号號时時点點分秒天周夜岁歲代届屆次回名人位个個家户戶座栋棟层層楼樓间間艘条條辆輛架台臺部本册冊\
     页頁篇章节節段行句字张張份件只隻头頭匹棵株朵颗顆粒块塊片双雙对對组組班队隊门門种種类類级級元角毛米里厘吨噸克斤两兩升度倍成折";
/// They may stand between a figure and its unit: `2.5 亿 元`.
const COUNTING_CHARACTERS: [char; 6] = ['百', '千', '万', '亿', '萬', '億'];
/// What such a figure counts, with or without a space before it.
const CURRENCIES: &str = "元 美元 欧元 英镑 日元 港元 人民币 歐元 英鎊 人民幣";
/// What a figure follows with a space: `No. 7`, `§ 5`, `US$ 2.5`.
const SIGNS: &str = "§ ¥ $ € £ No. Nos. no. nos. № p. pp. Fig. Figs. fig. figs. Vol. Vols. vol. vols. Ch. ch.";
/// Longest of the units, in characters.
const UNIT_CHARS: usize = 5;

/// False where a break that UAX #14 allows is forbidden all the same.
pub(super) fn may_break(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '\n', '\r']);
    let (Some(last), Some(first)) = (before.chars().next_back(), text[at..].chars().next()) else { return true };
    let has_space = before.len() < at;
    let is_plain = is_han(last) && is_han(first);
    if !is_plain && NOT_AT_END.contains(last) && !(has_space && last == '／') {
        return false;
    }
    // Behind a space a quotation mark or dash may be an opening one of English: `he said ’twas`. What follows Chinese is a Chinese one.
    let may_open = match first {
        '…' | '—' => !is_wide(last),
        '’' | '–' | '•' | '.' | '%' => true,
        _ => false,
    };
    if !is_plain && NOT_AT_START.contains(first) && !(has_space && may_open) {
        return false;
    }
    !is_inside_figure(before, last, first, &text[at..], has_space)
}

/// True between the parts of `２０`, `10～15`, `1990—|2000`, `1,200 元`, `50 km`, `30公|里`, `No. 7`, `2.5 亿 元`.
fn is_inside_figure(before: &str, last: char, first: char, rest: &str, has_space: bool) -> bool {
    if is_digit(last) {
        return !has_space && (is_digit(first) || matches!(first, '–' | '～' | '．' | '，') && is_digit_at(rest, 1))
            || UNIT_CHARACTERS.contains(first)
            || starts_with_unit(rest);
    }
    if COUNTING_CHARACTERS.contains(&last) && CURRENCIES.split(' ').any(|currency| rest.starts_with(currency)) {
        return ends_with_count(before);
    }
    if has_space && is_digit(first) {
        return ends_with_sign(before);
    }
    if has_space {
        return false;
    }
    if is_digit(first) && (is_dash(last) || matches!(last, '~' | '．')) {
        let ahead = before.chars().rev().nth(1);
        return ahead.is_some_and(is_digit) || is_beside_range_dash(ahead, last, first);
    }
    // Inside a unit of several characters.
    is_han(last) && is_han(first) && {
        let start = before.char_indices().rev().take(UNIT_CHARS).find(|(_, c)| is_digit(*c) || *c == ' ');
        start.is_some_and(|(at, c)| {
            let (count, inside) = before.split_at(at + c.len_utf8());
            // `5千|米` has a unit of its own, `5万公|里` has one behind what counts.
            let behind_counting = inside.trim_start_matches(COUNTING_CHARACTERS);
            let is_inside = |part: &str, unit: &str| {
                let left = unit.strip_prefix(part).filter(|left| !part.is_empty() && !left.is_empty());
                left.is_some_and(|left| rest.starts_with(left))
            };
            ends_with_count(count.trim_end_matches(' '))
                && units().any(|unit| is_inside(inside, unit) || is_inside(behind_counting, unit))
        })
    }
}

fn units() -> impl Iterator<Item = &'static str> {
    UNITS.split_ascii_whitespace()
}

/// True behind `2.5`, `2.5亿`, `2.5 千万`.
fn ends_with_count(before: &str) -> bool {
    let number = before.trim_end_matches(COUNTING_CHARACTERS);
    // A space belongs to a number only if something that counts follows it.
    let number = if number.len() < before.len() { number.trim_end_matches(' ') } else { number };
    number.ends_with(is_digit)
}

/// True behind one of [`SIGNS`], but not behind `shop.` or `5€`.
fn ends_with_sign(before: &str) -> bool {
    SIGNS.split(' ').any(|sign| {
        let is_word = sign.starts_with(char::is_alphabetic);
        before.strip_suffix(sign).is_some_and(|ahead| {
            let last = ahead.chars().next_back();
            !last.is_some_and(|c| is_digit(c) || is_word && c.is_alphanumeric() && !is_wide(c))
        })
    })
}

fn starts_with_unit(rest: &str) -> bool {
    units().any(|unit| {
        let behind = rest.strip_prefix(unit).map(|behind| behind.chars().next());
        // `5 ms` but not `5 msgs`.
        behind.is_some_and(|next| unit.ends_with(is_wide) || !next.is_some_and(|c| c.is_alphanumeric() && !is_wide(c)))
    })
}

pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９')
}

fn is_digit_at(text: &str, index: usize) -> bool {
    text.chars().nth(index).is_some_and(is_digit)
}
