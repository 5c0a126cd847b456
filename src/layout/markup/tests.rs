use super::*;
use proptest::prelude::*;

/// What is drawn, what is strong in `{}`, what is stressed in `<>`, and code in `⟨⟩`.
fn drawn(text: &str, kind: BlockKind) -> String {
    let Some(markup) = Markup::of(text, kind, false) else { return text.to_owned() };
    let marks = |kind: Emphasis| match kind {
        Emphasis::Strong => Some(['{', '}']),
        Emphasis::Stressed => Some(['<', '>']),
        Emphasis::Code => Some(['⟨', '⟩']),
        Emphasis::Bullet => None,
    };
    let mut drawn = String::new();
    for (byte, c) in markup.text.char_indices() {
        let begun = markup.emphasis.iter().filter(|(range, _)| range.start == byte);
        drawn.extend(begun.filter_map(|(_, kind)| Some(marks(*kind)?[0])));
        drawn.push(c);
        let ended = markup.emphasis.iter().filter(|(range, _)| range.end == byte + c.len_utf8());
        drawn.extend(ended.filter_map(|(_, kind)| Some(marks(*kind)?[1])));
    }
    drawn
}

#[test]
fn marks_are_not_drawn() {
    for (source, shown) in [
        ("The **old** pier", "The {old} pier"),
        ("**“旧码头”**还在", "{“旧码头”}还在"),
        ("它比*城*还老", "它比<城>还老"),
        ("an _old_ pier, __really__", "an <old> pier, {really}"),
        ("***both***", "{both}"),
        ("*来源：[日报](http://example.org/a)*", "<来源：日报>"),
        ("*a **b** c*", "<a b c>"),
        ("***[so](a) and*** so", "{so and} so"),
        ("**a *b* c**", "{a b c}"),
        ("Type `ls -l *.txt` here", "Type ⟨ls -l *.txt⟩ here"),
        ("``a`b`` and `` `c` ``, ` d`", "⟨a`b⟩ and ⟨`c`⟩, ⟨ d⟩"),
        ("用`x = \"好\"--`和**`git`**", "用⟨x = \"好\"--⟩和⟨git⟩"),
        ("**see `a*b` now** or *`x`y*", "{see }⟨a*b⟩{ now} or ⟨x⟩<y>"),
        ("[`ls`](a) \\`b\\` `&amp;\n<br>`", "⟨ls⟩ `b` ⟨&amp; <br>⟩"),
        ("a ``b` c", "a ``b` c"),
        // A typist's quotes.
        ("`So,' he said, `and so.' `No.'", "`So,' he said, `and so.' `No.'"),
        ("See [the map](https://example.org/map) first", "See the map first"),
        ("见[**地图**](a.png)。", "见{地图}。"),
        ("![A barge](barge.jpg)", "A barge"),
        ("2*3*4 = 24", "2*3*4 = 24"),
        ("snake_case_name", "snake_case_name"),
        ("5 * 3 * 2", "5 * 3 * 2"),
        ("*a note without an end", "*a note without an end"),
        ("** not strong **", "** not strong **"),
        ("fill in ____ here", "fill in ____ here"),
        ("\\*as it is\\*", "*as it is*"),
        ("*a \\* b* \\\\ \\c", "<a * b> \\ \\c"),
        ("See <https://example.org/a_b_c> or <anna@example.org>", "See https://example.org/a_b_c or anna@example.org"),
        ("Salt&nbsp;&amp; bread&mdash;&unknown; AT&T", "Salt\u{a0}& bread—&unknown; AT&T"),
        ("One <!-- *two* -->three", "One three"),
        ("<!-- none -->", "<!-- none -->"),
        ("One<br>two<br />\nthree", "One two three"),
        ("一<BR/>二", "一二"),
        ("> 一<br>\n> 二", "一二"),
        ("one\\\ntwo", "one two"),
        ("一\\\n二", "一二"),
        ("2 < 3 > 1, a <b> c", "2 < 3 > 1, a <b> c"),
        ("![](https://example.org/i/barge.jpg?w=800)", "barge.jpg"),
        ("![ ](barge%20(2).jpg \"A barge\")", "barge%20(2).jpg"),
        ("![]()", "![]()"),
        ("[![A barge](a.jpg)](https://example.org/a)", "A barge"),
        ("A [river](https://example.org/Wye_(river)) (so)", "A river (so)"),
        ("A [river [the Wye]](a) b", "A river [the Wye] b"),
        ("A [river](a\nb) c", "A [river](a b) c"),
        ("a[1] and b[2]", "a[1] and b[2]"),
        ("[half](", "[half]("),
        ("****", "****"),
        ("> Water remembers.", "Water remembers."),
        ("> > 水的记性很长。", "水的记性很长。"),
        // Hard wraps.
        ("a line which\n   is **wrapped\n here**", "a line which is {wrapped here}"),
        ("第一项，\n  折了行", "第一项，折了行"),
        ("a *well-*\nknown pier", "a <well->known pier"),
        ("> Water\n>   remembers.", "Water remembers."),
        ("5 > 3", "5 > 3"),
    ] {
        assert_eq!(drawn(source, BlockKind::Paragraph), shown, "{source}");
    }
    assert_eq!(drawn("> a lamp\n> *a* net", BlockKind::Verse), "a lamp\n<a> net");
    for (source, shown) in [
        ("# A Walk", "A Walk"),
        ("### 看什么 ###", "看什么"),
        ("## C#", "C#"),
        ("# Title<br> ##", "Title"),
        ("# 看<br>什么 ##", "看什么"),
        ("## The *first* lock", "The <first> lock"),
        ("#1 in town", "#1 in town"),
        ("# ", "# "),
        ("Plain title", "Plain title"),
    ] {
        assert_eq!(drawn(source, BlockKind::Heading(2)), shown, "{source}");
    }
    for (source, shown) in [
        ("```rust\nlet a = *b;\n\n    c(__d__);\n```", "let a = *b;\n\n    c(__d__);"),
        ("~~~\n雨\n~~~", "雨"),
        ("```\n\tif x:\n  \ty\t# `z`\n\n``\n```", "    if x:\n    y   # `z`\n\n``"),
        ("```\n```", "```\n```"),
        ("```\n\n```", "```\n\n```"),
    ] {
        assert_eq!(drawn(source, BlockKind::Verbatim), shown, "{source}");
    }
    // Code is never widened, and a rule is no bullet.
    let code = Markup::of("```\n雨\"雨\"...\n```", BlockKind::Verbatim, true);
    assert_eq!(code.map(|markup| markup.text).as_deref(), Some("雨\"雨\"..."));
    assert_eq!(Markup::of("```*a*```", BlockKind::Verbatim, true), None);
    assert_eq!(Markup::of("* * *", BlockKind::Rule, true), None);
}

#[test]
fn items_have_bullets_and_captions_are_told() {
    for (source, shown, marker) in [
        ("- Bring bread", "• Bring bread", "• "),
        ("* *Bread* and salt", "• <Bread> and salt", "• "),
        ("+ 面包", "• 面包", "• "),
        ("•面包", "•面包", "•"),
        ("12.  Bread", "12.  Bread", "12.  "),
        ("2、面包", "2、面包", "2、"),
        ("（3） 面包", "（3） 面包", "（3） "),
        ("①面包", "①面包", "①"),
        ("3.5 million", "3.5 million", ""),
        ("- ", "- ", ""),
    ] {
        let markup = Markup::of(source, BlockKind::ListItem(0), false);
        let got = markup.as_ref().map_or("", |markup| &markup.text[..markup.marker_bytes]);
        assert_eq!((drawn(source, BlockKind::ListItem(0)).as_str(), got), (shown, marker), "{source}");
    }
    for (source, is_caption) in [
        ("![A *long* barge](barge.jpg)", true),
        ("[![](barge.jpg)](https://example.org/a)", true),
        ("[See ![](barge.jpg)](https://example.org/a)", false),
        ("![A barge](barge.jpg) and more", false),
        ("![A barge](a.jpg) ![Two](b.jpg)", false),
        ("[A barge](barge.jpg)", false),
    ] {
        let markup = Markup::of(source, BlockKind::Paragraph, false);
        assert_eq!(markup.is_some_and(|markup| markup.is_caption), is_caption, "{source}");
    }
}

proptest! {
    #[test]
    fn places_go_there_and_back(text in "([ab*_`\\[\\]()!>#+ \t水。.\"'“”\\\\\n-]|<br>|&amp;|<!--|-->){0,40}", widens_marks: bool) {
        for kind in [BlockKind::Paragraph, BlockKind::Heading(1), BlockKind::ListItem(0), BlockKind::Verse, BlockKind::Verbatim] {
            let Some(markup) = Markup::of(&text, kind, widens_marks) else { continue };
            prop_assert!(!markup.text.trim().is_empty());
            let mut last = 0;
            for (byte, c) in markup.text.char_indices() {
                let source = markup.source_of(byte);
                let is_same = text[source..].starts_with(c);
                let is_other = text[source..].starts_with(['"', '\'', '.', '。', '-', '*', '+']) && "“”‘’…•".contains(c)
                    || c == ' ' && text[source..].starts_with(|c: char| c.is_whitespace() || c == '<');
                prop_assert!(is_same || is_other);
                prop_assert!(markup.shown_of(source) <= byte && (!is_same || markup.shown_of(source) == byte));
                prop_assert!(source >= last);
                last = source;
            }
            for byte in (0..=text.len()).filter(|byte| text.is_char_boundary(*byte)) {
                prop_assert!(markup.text.is_char_boundary(markup.shown_of(byte)));
            }
            prop_assert_eq!(markup.shown_of(text.len()), markup.text.len());
            for (range, _) in &markup.emphasis {
                prop_assert!(markup.text.get(range.clone()).is_some_and(|part| !part.is_empty()));
            }
        }
    }
}
