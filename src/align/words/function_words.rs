//! What words of Chinese grammar are in English, where a dictionary explains instead of translating, and names that newspapers cut to one
//! character.

/// The words of Chinese grammar, simplified, that a word of English grammar, in lower case, is a counterpart of; each with its place among
/// that one's counterparts.
pub fn chinese_function_words(english: &str) -> impl Iterator<Item = (&'static str, usize)> {
    FUNCTION_WORDS.split('|').filter_map(move |line| {
        let mut words = line.split(' ');
        let chinese = words.next()?;
        Some((chinese, words.position(|word| word == english)?))
    })
}

/// A Chinese word, simplified, then its counterparts from the commonest on; `_` stands inside an expression.
pub(super) const FUNCTION_WORDS: &str = "\
的 of 's that which who|地 ly|在 in at on during|和 and with|与 and with|及 and|以及 and as_well_as|并 and also|并且 and|\
而 and while but|而且 and but also|或 or|将 will would shall|要 will would must need want should|会 will would can|\
对 to for on of toward against with|对于 for to on|为 for as is to be|为了 for to in_order_to|以 to with by in for as|\
于 in on at to from|从 from since|自 from since|向 to toward from|由 by from of|被 by be|是 be|有 have there be with|具有 have|\
没有 not no without have|不 not no n't|无 no without|说 say|表示 say express|称 say call|指出 point say|认为 believe think consider say|\
这 this the it|该 the this|此 this|那 that|其 its their his the|这个 this the|这些 these this|这种 this such|一些 some|他 he|她 she|\
它 it|他们 they|我们 we|我 i|你 you|自己 own self|也 also too|还 also still|又 also again and|都 all both|均 all both|\
就 on about regard then|关于 on about|等 etc and other such as|等等 etc|上 on in at of|中 in among of during|内 in within|里 in|\
外 outside|下 under|后 after later|之后 after|以后 after|前 before ago|以前 before ago|之前 before|时 when while as during|期间 during|\
间 between among|之间 between among|同时 same_time at while meanwhile|已 have already|已经 have already|曾 have once|了 have|着 ing|\
过 have|正 be|正在 be|使 make so enable|让 let make|把 the|但 but however yet|但是 but however|不过 but however|然而 however but|\
因为 because|由于 due because as since|因此 therefore so thus|所以 so therefore|如果 if|虽然 although though|尽管 although despite|\
可以 can may|能 can able|能够 can able|可 can may|可能 may might possible likely|应 should shall must|应该 should|必须 must have_to|\
一 a an one|一个 a an one|一种 a an|一项 a an|个 a|更 more|最 most|很 very|较 more|非常 very|只 only|仅 only just|不仅 not_only|\
同 with and|跟 with|通过 through by via pass|根据 accord to under|按照 accord to under|作为 as|成为 become|各 all every various each|\
每 every each per|所有 all|其中 among of which|其他 other|另 another other|另外 in_addition another|此外 in_addition besides|\
目前 current present now|现在 now|今天 today|昨天 yesterday|今年 this_year|去年 last_year|明年 next_year|日 day|月 month|年 year|\
点 percent|新华社 xinhua|据 accord to|名 a|位 a|次 time|们 s|给 to give for|至 to until|到 to until|所 that which|之 of 's|者 who|\
多 more over|几 several few|许多 many|大 big large great|两 two|双方 both side party|之一 one of|来 come to|去 go|美 us united_states|\
英 britain uk|法 france|德 germany|日本 japan|俄 russia|韩 south_korea|朝 north_korea dprk|阿 afghanistan|菲 philippines|以色列 israel|\
巴 palestine pakistan|电 report telegraph|讯 report|与会 attend participate|为止 until|以来 since|左右 about around|\
约 about approximate|近 near nearly almost|超过 over exceed more|分别 respective|再 again|仍 still|却 but|才 only|则 while|即 namely|\
便 then|因 because for due|如 such as like if|如何 how|怎样 how|什么 what|谁 who|哪 which|呢 ?|吗 ?";
