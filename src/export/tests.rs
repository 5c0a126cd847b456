//! Every format is read back by a parser that others wrote.

use super::*;
use crate::lexicon::Lexicon;
use crate::model::{Bead, Bitext, Block, BlockKind, Colour, NoteId, Quote, Row, Sentence, SourceRef, Target};
use proptest::prelude::*;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use scraper::{Html, Selector};

fn note(id: &str, en: &str, zh: &str, body: &str) -> Note {
    let quote = |text: &str| {
        (!text.is_empty()).then(|| Quote {
            quote: text.to_owned(),
            prefix: String::new(),
            suffix: String::new(),
            chars: (0, text.chars().count()),
            occurrence: (1, 1),
        })
    };
    Note {
        id: NoteId(id.to_owned()),
        created: "2026-03-01T08:00:00Z".parse().unwrap(),
        modified: "2026-03-02T23:59:00Z".parse().unwrap(),
        revision: 1,
        body: body.to_owned(),
        tags: vec!["idiom".to_owned(), "two words".to_owned()],
        colour: Colour::Green,
        target: Target { en: quote(en), zh: quote(zh) },
        conflict_of: None,
    }
}

fn article() -> ArticleRef {
    let source = SourceRef { paths: vec!["/texts/ferry.txt".into()], blake3: String::new(), bytes: 1 };
    ArticleRef { title: "The Night Ferry".to_owned(), sources: vec![source], text: PerLang::default() }
}

/// One collection of one note.
fn with<T>(note: &Note, f: impl FnOnce(&Collection) -> T) -> T {
    let article = article();
    let entry = Entry { note, spans: PerLang::default(), heading: Some("Part *one*"), sentence: Some(7) };
    f(&Collection { article: &article, entries: vec![entry] })
}

/// Strings that mean something in one format or another.
const ODD: &[&str] = &[
    "",
    "plain words",
    "=1+1",
    "-2",
    "@SUM(A1)",
    "+cmd",
    "＝ full width",
    "a,b;\"c\"\td",
    "two\nlines",
    "a blank line\n\nbetween",
    "    four spaces",
    "# not a heading",
    "- not a list",
    "1. not a list",
    "12) neither",
    "> not a quotation",
    "*stars* _lines_ `ticks` ~~strike~~ ==mark== $x$ $$y$$ [link](url) ![picture](p) [[wiki]] #tag ^ref %%comment%%",
    "<b>bold</b> &amp; <script>alert(1)</script> &copy;",
    "a\\b \\* \\",
    "trailing backslash\\\nnext",
    "---",
    "===",
    "heading?\n===",
    "heading?\n---",
    "| a | b |\n|---|---|",
    "```\ncode\n```",
    "~~~",
    "{{c1::cloze}} {{Field}} [sound:a.mp3] [latex]x[/latex] [$]x[/$] \\(x\\) \\[y\\]",
    "https://example.org/a_b_c?x=1&y=2",
    "“引号”——破折号……《书名》",
    "emoji 🙂 and \u{202e}bidi",
    "tab\there",
    "term\n: definition",
    "{% raw %} {{ title }} {# note #}",
];

/// Words without what a format may change: white space.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Texts of a Markdown document: paragraphs inside quotations, and others.
fn read_markdown(markdown: &str) -> (Vec<String>, Vec<String>) {
    let (mut quoted, mut plain, mut depth, mut text) = (vec![], vec![], 0, String::new());
    // Everything that readers of Markdown add to it, but for curly quotes, which change text on purpose.
    let options = pulldown_cmark::Options::all() - pulldown_cmark::Options::ENABLE_SMART_PUNCTUATION;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::BlockQuote(_)) => depth += 1,
            Event::End(TagEnd::BlockQuote(_)) => depth -= 1,
            Event::Start(Tag::Paragraph | Tag::Heading { .. }) => text.clear(),
            Event::Text(part) => text.push_str(&part),
            Event::SoftBreak => text.push(' '),
            Event::HardBreak => text.push('\n'),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_)) => {
                if depth > 0 { &mut quoted } else { &mut plain }.push(text.clone());
            }
            other => panic!("{other:?} in {markdown:?}"),
        }
    }
    (quoted, plain)
}

fn markdown_comes_back(text: &str) {
    let note = note("n1", "The tide turned.", text, text);
    let markdown = with(&note, |c| markdown(c, DEFAULT_TEMPLATE)).unwrap();
    let (quoted, plain) = read_markdown(&markdown);
    let expected = squeezed(text.trim());
    assert_eq!(squeezed(&quoted.join(" ")), squeezed(&format!("The tide turned. {expected}")), "{markdown}");
    let body = &plain[4..plain.len() - 2];
    assert_eq!(squeezed(&body.join(" ")), expected, "{markdown}");
    assert_eq!(plain[0], "The Night Ferry");
    assert_eq!(plain.last().unwrap(), "duizhao: ferry.txt, sentence 7, n1");
}

fn csv_comes_back(text: &str) {
    let note = note("n1", text, text, text);
    let csv = with(&note, csv);
    let mut reader = ::csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let record = reader.records().next().unwrap().unwrap();
    for field in [1, 2, 3] {
        let expected = if field == 3 { text } else { text.trim() };
        let cell = &record[field];
        assert_eq!(cell.strip_prefix('\'').filter(|rest| *rest == expected).unwrap_or(cell), expected);
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
    }
}

fn anki_comes_back(text: &str) {
    let note = note("n1", text, "", text);
    let lexicon = Lexicon::bundled().unwrap();
    let deck = with(&note, |c| anki(c, &lexicon));
    let lines: Vec<&str> = deck.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(lines.len(), 1, "{deck}");
    let fields: Vec<&str> = lines[0].split('\t').collect();
    assert_eq!((fields.len(), fields[0]), (6, "n1"));
    for (source, read) in [(fields[1], crate::layout::plain("", text.trim(), "")), (fields[4], text.to_owned())] {
        for markup in ["{{", "[sound:", "[latex]", "[$", "\\(", "\\["] {
            assert!(!source.contains(markup), "{source}");
        }
        let html = Html::parse_fragment(&source.replace("<br>", "\n"));
        assert_eq!(squeezed(&html.root_element().text().collect::<String>()), squeezed(&read));
    }
}

fn html_comes_back(text: &str) {
    let note = note("n1", text, text, text);
    let page = with(&note, |c| html(c, None));
    let page = Html::parse_document(&page);
    let texts = |selector: &str| {
        let selector = Selector::parse(selector).unwrap();
        page.select(&selector).map(|e| e.text().collect::<String>()).collect::<Vec<_>>().join(" ")
    };
    // What is quoted is as the page has it; what was written about it is as it was written.
    for side in ["section [lang=en] mark.green", "section [lang=zh] mark.green"] {
        assert_eq!(squeezed(&texts(side)), squeezed(&crate::layout::plain("", text.trim(), "")), "{side}");
    }
    assert_eq!(squeezed(&texts("aside .note p:not(.tags)")), squeezed(text));
    assert!(page.select(&Selector::parse("script, b").unwrap()).next().is_none());
}

fn json_comes_back(text: &str) {
    let note = note("n1", text, text, text);
    let value: serde_json::Value = serde_json::from_str(&with(&note, json)).unwrap();
    let read: Note = serde_json::from_value(value["notes"][0].clone()).unwrap();
    assert_eq!((read, &value["notes"][0]["sentence"]), (note, &serde_json::json!(7)));
}

#[test]
fn odd_texts_come_back_from_every_format() {
    for text in ODD {
        markdown_comes_back(text);
        csv_comes_back(text);
        anki_comes_back(text);
        html_comes_back(text);
        json_comes_back(text);
    }
}

proptest! {
    #[test]
    fn any_text_comes_back_from_every_format(
        parts in proptest::collection::vec(prop_oneof![
            "[ -~]{0,6}", "[\\n\\\\`*_\\[\\]<>&#=~$|:.0-9+ -]{0,5}", "[一-龥，。“”]{0,4}"
        ], 0..7)
    ) {
        let text = parts.concat();
        markdown_comes_back(&text);
        csv_comes_back(&text);
        anki_comes_back(&text);
        html_comes_back(&text);
        json_comes_back(&text);
    }
}

#[test]
fn the_default_layout_is_what_the_manual_says() {
    let note = note("0190", "The tide turned at two.", "两点钟潮水转向了。", "turn: 转向\nof the tide");
    let expected = "\
# The Night Ferry

Source: ferry.txt

Date: 2026-03-02

## Part \\*one\\*

> The tide turned at two.
>
> 两点钟潮水转向了。

turn: 转向\\
of the tide

#idiom #two-words

duizhao: ferry.txt, sentence 7, 0190
";
    assert_eq!(with(&note, |c| markdown(c, DEFAULT_TEMPLATE)).unwrap(), expected);
    assert_eq!(with(&note, |c| markdown(c, DEFAULT_TEMPLATE)), with(&note, |c| markdown(c, DEFAULT_TEMPLATE)));
}

#[test]
fn a_reader_may_lay_notes_out_otherwise_and_is_told_what_is_wrong() {
    let note = note("n1", "Hello.", "你好。", "body");
    let row = "{% for n in notes %}{{ n.zh }}|{{ n.en }}|{{ n.colour }}{% endfor %}";
    assert_eq!(with(&note, |c| markdown(c, row)).unwrap(), "你好。|Hello.|green");
    let error = with(&note, |c| markdown(c, "first\n{% for n in %}")).unwrap_err();
    assert_eq!(error.line, 2);
    assert!(with(&note, |c| markdown(c, "{{ notes | nonsense }}")).is_err());
}

#[test]
fn cards_have_the_columns_that_anki_is_told_of() {
    let note = note("n1", "The old man kept the light.", "老人守着灯。", "");
    let lexicon = Lexicon::bundled().unwrap();
    let deck = with(&note, |c| anki(c, &lexicon));
    let expected = "#separator:tab\n#html:true\n#columns:Id\tEnglish\tChinese\tPinyin\tNote\tTags\n#tags column:6\n\
        n1\tThe old man kept the light.\t老人守着灯。\tlǎorén shǒu zhe dēng\t\tidiom two_words\n";
    assert_eq!(deck, expected);
}

#[test]
fn the_page_has_the_article_in_two_columns_with_marks_and_notes_beside_them() {
    let block = |lang, kind, text: &str| Block { lang, kind, text: text.to_owned(), line: 0, file: 0 };
    let (en, zh) = ("The tide\n> turned.\nWe slept.", "潮水\n转向了。");
    let code = "```sh\nif tide < 2; then\n\tsleep 1\nfi\n```";
    let sentence = |block, text: &str| Sentence { block, span: ByteSpan::whole(text) };
    let row = |en: std::ops::Range<usize>, zh: std::ops::Range<usize>| {
        let both = PerLang { en, zh };
        let beads = vec![Bead { sentences: both.clone(), confidence: 1.0, doubt: None }];
        Row { blocks: both, confidence: 1.0, doubt: None, beads }
    };
    let bitext = Bitext {
        blocks: PerLang {
            en: vec![block(Lang::En, BlockKind::Paragraph, en), block(Lang::En, BlockKind::Verbatim, code)],
            zh: vec![block(Lang::Zh, BlockKind::Paragraph, zh)],
        },
        sentences: PerLang { en: vec![sentence(0, en), sentence(1, code)], zh: vec![sentence(0, zh)] },
        rows: vec![row(0..1, 0..1), row(1..2, 1..1)],
    };
    let (placed, lost) = (note("n1", "The tide turned.", "潮水转向了。", "here"), note("n2", "**Gone.**", "", "lost"));
    let article = article();
    let passage = |text: &str, end| vec![Passage { block: 0, span: ByteSpan::new(text, 0, end).unwrap() }];
    let spans = PerLang { en: passage(en, 18), zh: passage(zh, zh.len()) };
    let entries = vec![
        Entry { note: &placed, spans, heading: None, sentence: Some(1) },
        Entry { note: &lost, spans: PerLang::default(), heading: None, sentence: None },
    ];
    let page = html(&Collection { article: &article, entries }, Some(&bitext));
    let page = Html::parse_document(&page);
    let texts = |selector: &str| -> Vec<String> {
        page.select(&Selector::parse(selector).unwrap()).map(|e| e.text().collect()).collect()
    };
    assert_eq!(texts("section:first-of-type [lang=en] p"), ["The tide turned. We slept."]);
    assert_eq!(texts("section:first-of-type mark"), ["The tide turned.", "潮水转向了。"]);
    assert_eq!(texts("section:first-of-type aside .note > p:not(.tags)"), ["here"]);
    assert_eq!(texts("section [lang=en] pre > code"), ["if tide < 2; then\n    sleep 1\nfi"]);
    assert_eq!(texts("section:last-of-type mark"), ["Gone."]);
    assert!(texts("h2")[0].contains("not known"));
}

#[test]
fn the_page_has_what_marks_of_markdown_mean() {
    // What the block is, its text, and the page's element for it.
    let table = [
        (BlockKind::Heading(2), "## The **Ferry**", "<p>The <strong>Ferry</strong></p>"),
        (
            BlockKind::Paragraph,
            "A *slow* boat,\n`ls -l` said.",
            "<p>A <em>slow</em> boat, <code>ls -l</code> said.</p>",
        ),
        (BlockKind::Paragraph, "> We wait\n> for it.", "<p class=\"quote\">We wait for it.</p>"),
        (BlockKind::Verse, "Slow boat,\n  slow water.", "<p class=\"verse\">Slow boat,\n  slow water.</p>"),
        (BlockKind::Verse, "> Slow boat,\n> slow water.", "<p class=\"quote verse\">Slow boat,\nslow water.</p>"),
        (BlockKind::ListItem(0), "- a *rope*", "<p>• a <em>rope</em></p>"),
        (BlockKind::ListItem(1), "- a rope", "<p style=\"margin-left: 1.4em\">• a rope</p>"),
        (BlockKind::Verbatim, "```\na  **b**\n```", "<pre><code>a  **b**</code></pre>"),
        (
            BlockKind::Paragraph,
            "The [**old** pier](https://a.example) &mdash; gone.",
            "<p>The <strong>old</strong> pier — gone.</p>",
        ),
        (BlockKind::Paragraph, "Plain < text & no more.", "<p>Plain &lt; text &amp; no more.</p>"),
    ];
    let article = article();
    for (kind, text, expected) in table {
        let bitext = in_english_alone(kind, text);
        let shown = |entries| {
            let page = Html::parse_document(&html(&Collection { article: &article, entries }, Some(&bitext)));
            page.select(&Selector::parse("section [lang=en]").unwrap()).next().unwrap().inner_html()
        };
        assert_eq!(shown(vec![]), expected);
        // A note on all of it marks all that is read of it, marks of Markdown or not.
        let (note, span) = (note("n", text, "", ""), ByteSpan::whole(text));
        let spans = PerLang { en: vec![Passage { block: 0, span }], zh: vec![] };
        let marked = shown(vec![Entry { note: &note, spans, heading: None, sentence: None }]);
        let text_of = |page: &str| Html::parse_fragment(page).root_element().text().collect::<String>();
        assert_eq!(text_of(&marked), text_of(expected));
        assert_eq!(marked.matches("<mark").count(), 1, "{marked}");
    }
}

#[test]
fn a_rule_stands_across_the_page_and_the_title_has_no_marks() {
    let article = ArticleRef { title: "The **Night** Ferry".to_owned(), ..article() };
    let page =
        html(&Collection { article: &article, entries: vec![] }, Some(&in_english_alone(BlockKind::Rule, "* * *")));
    let page = Html::parse_document(&page);
    let select =
        |selector: &str| page.select(&Selector::parse(selector).unwrap()).map(|e| e.html()).collect::<Vec<_>>();
    assert_eq!(select("section > hr"), ["<hr>"]);
    assert!(select("section p").is_empty());
    assert_eq!(select("h1"), ["<h1>The Night Ferry</h1>"]);
}

/// A text of one block.
fn in_english_alone(kind: BlockKind, text: &str) -> Bitext {
    let block = Block { lang: Lang::En, kind, text: text.to_owned(), line: 0, file: 0 };
    let row = Row { blocks: PerLang { en: 0..1, zh: 0..0 }, confidence: 1.0, doubt: None, beads: vec![] };
    Bitext { blocks: PerLang { en: vec![block], zh: vec![] }, sentences: PerLang::default(), rows: vec![row] }
}

#[test]
fn without_a_text_notes_stand_as_they_stood_in_it() {
    let mut first = note("b", "First.", "", "");
    let mut second = note("a", "Second.", "", "");
    let mut chinese = note("c", "", "三", "");
    first.target.en.as_mut().unwrap().chars = (1, 5);
    second.target.en.as_mut().unwrap().chars = (9, 12);
    chinese.target.zh.as_mut().unwrap().chars = (0, 1);
    let book = Notebook {
        file_id: uuid::Uuid::nil(),
        revision: 1,
        saved_at: first.modified,
        article: article(),
        notes: [chinese, second, first].map(Into::into).to_vec(),
        drafts: vec![],
        trash: vec![],
    };
    let ids: Vec<&str> = Collection::of_notebook(&book).entries.iter().map(|e| &*e.note.id.0).collect();
    assert_eq!(ids, ["b", "a", "c"]);
}
