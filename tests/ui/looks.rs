//! What the page looks like: every theme in every arrangement, with all that an article may have.

use super::{Bench, is_aligned, settings};
use duizhao::model::{Arrangement, InterfaceLang, PageView, Theme};
use duizhao::state::{Command, InputSource, LoadRequest};
use egui_kittest::SnapshotResults;
use egui_kittest::kittest::Queryable;

/// Headings of two levels, a byline, a caption, lists, a quotation, both kinds of emphasis, quotes inside quotes, figures with units, Latin
/// words in Chinese; straight quotes and dots as they are typed.
const ARTICLE: &str = r#"# The Last Slow Train

# 最后一趟慢车

By He Wen, 3 November 2025

何文，2025年11月3日

The 6063 needs 12 hours and 4 minutes for 350 km, and one stop still costs ¥1.50. Nobody on board calls it *slow*; they call it **the bus**.

6063次列车走350公里要用12小时4分钟，坐一站仍然只要¥1.50。车上没有人嫌它*慢*，大家都叫它**“公交车”**。

![Spring onions in the third carriage, at 5.40 in the morning](onions.jpg)

![清晨5点40分，第三节车厢里的小葱](onions.jpg)

“Did he really say ‘wait for me’?” she asked. “He did,” said Luo Min, the conductor, “and so we waited. Four minutes...”

"他真的说了'等等我'吗?"她问。"真的,"列车员罗敏说,"所以我们就等了。等了四分钟..."

## What it carries

## 车上有什么

On the morning I took it, the luggage van held:

我坐车的那天早上，行李车里有：

- 240 eggs in straw, packed by somebody who had clearly done this all her life and did not trust anybody else with it

- 240个鸡蛋，垫着稻草，一看就是装了一辈子鸡蛋、又信不过别人的人装的

- a sewing machine

- 一台缝纫机

- two *very* quiet geese

- 两只*特别*安静的鹅

> A fast train takes you past a place, Luo Min told me. This one takes you through it, and you get to know who lives there.

> 罗敏对我说，快车带你经过一个地方。这趟车带你走进去，你会知道那里住着什么人。

A student beside me was learning words for IELTS; her phone said “No Service”, and the Wi-Fi had gone at the first tunnel. There were two rules:

我旁边的学生在背IELTS单词，手机上显示“No Service”，过了第一个隧道Wi-Fi就断了。车上有两条规矩：

1. Geese travel in the van.

1. 鹅坐行李车。

2. Whoever gets on last shuts the door, and shuts it gently, because Granny Wu is asleep.

2. 最后上车的人关门，关的时候轻一点，因为吴奶奶在睡觉。

## Where it ends

## 终点

At Qingyuan the line stops at a wall. “Is that all?” I asked. “That,” she said, “is the *first* stop tomorrow.”

到了清源，铁轨在一堵墙前停住了。"就到这儿了?"我问。她说:"这儿,是明天的*第一*站。"
"#;

fn bench(width: f32, height: f32, theme: Theme, lang: InterfaceLang, arrangement: Arrangement) -> Bench {
    let mut bench = Bench::new(width, height, settings(theme, lang));
    bench.send(Command::Open(LoadRequest::text(InputSource::Pasted(ARTICLE.into()))));
    bench.wait("the text", is_aligned);
    bench.send(Command::SetView(PageView { arrangement, ..PageView::default() }));
    // The marks along the scroll bars are made anew when they come.
    bench.wait("the notes", |session| session.can_write_notes());
    bench.settle();
    bench
}

#[test]
fn pictures_of_every_theme_in_every_arrangement() {
    use Arrangement::{Aligned, Columns, Stacked};
    use InterfaceLang::{En, Zh};
    let mut results = SnapshotResults::new();
    for (name, theme, aligned, columns, stacked) in [
        ("light", Theme::Light, En, En, Zh),
        ("dark", Theme::Dark, En, Zh, En),
        ("sepia", Theme::Sepia, Zh, En, En),
        ("sepia_dark", Theme::SepiaDark, En, En, Zh),
        ("high_contrast", Theme::HighContrast, Zh, Zh, En),
    ] {
        for (how, arrangement, lang) in
            [("aligned", Aligned, aligned), ("columns", Columns, columns), ("stacked", Stacked, stacked)]
        {
            let mut bench = bench(1180.0, 860.0, theme, lang, arrangement);
            bench.harness.get_by_label_contains("Nobody on board").click();
            bench.settle();
            bench.harness.get_by_label_contains("He did").hover();
            bench.settle();
            bench.harness.snapshot(format!("look_{name}_{how}"));
            results.extend(bench.harness.take_snapshot_results());
        }
    }
}

#[test]
fn pictures_of_a_narrow_and_of_a_wide_window() {
    let mut results = SnapshotResults::new();
    for (name, width, height) in [("look_narrow", 420.0, 900.0), ("look_wide", 1800.0, 900.0)] {
        let mut bench = bench(width, height, Theme::Light, InterfaceLang::Zh, Arrangement::Aligned);
        bench.harness.snapshot(name);
        results.extend(bench.harness.take_snapshot_results());
    }
}

#[test]
fn a_picture_of_wrapped_lines_quotations_and_what_markdown_writes_otherwise() {
    let mut bench = Bench::new(1100.0, 760.0, settings(Theme::Light, InterfaceLang::En));
    let text = "The Well-Known Pier\n===================\n\n出名的码头\n==========\n\nPhoto by Anna Lee\n\n照片由李安娜提供\n\n\
        The pier is well-\nknown in the town, and nobody asks *who\nbuilt* it &mdash; not even \\*once\\*.\n\n\
        这座码头在城里很有名，可是没有一个人会问一问，\n是*谁*建造了它，<!-- 待查 -->连一次也没有。\n\n\
        > Water remembers what the town\n> forgets, and gives nothing back.\n>\n> It asks **twice**.\n\n\
        > 水记得这座城忘记的一切，\n> 什么也不还。\n>\n> 它问**两遍**。\n\n\
        - Bread for the gulls, which\n  wait at <https://example.org/pier>\n- Salt\n\n- 给海鸥的面包，它们\n  在码头上等着\n- 盐\n";
    let path = bench.write("pier.md", text.as_bytes());
    bench.send(Command::Open(LoadRequest::files([path])));
    bench.wait("the article", is_aligned);
    bench.settle();
    bench.harness.snapshot("look_wrapped");
}
