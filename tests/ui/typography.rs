//! How lines are set: chosen beside the page, seen on it, without moving what is read.

use super::{Bench, english, is_aligned, settings};
use duizhao::model::{InterfaceLang, Place, Theme, TypeStyle, Typography};
use duizhao::state::{Command, InputSource, LoadRequest};
use duizhao::text::PerLang;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, pos2};
use egui_kittest::kittest::{NodeT, Queryable};

/// Marks that meet, dashes, quotations, figures with units, both languages in a line, half-width marks.
const SETTING: &str = "\
The Keeper of the Old Light

守灯的人

“Who is there?” she called from the stairs; nobody answered. The wind, at 60 km/h, had put out the lamp — for the first time in 31 years.

“谁在那儿？”她在楼梯上喊道，“是不是老李？”没有人回答。时速60公里的大风吹灭了灯——这是31年来的第一次……她读过《海图志》（1927年版），书里说：“灯灭则人往。”

She typed “status” on the old Linux box, and it said: OK, 3.5% left, 20℃ in the lamp room.

她在那台旧Linux机器上输入“status”,它回答说:OK,剩余电量3.5%,灯室温度20℃(大约).价格是¥300,还是1,200 元?

It costs nothing to listen, the old man used to say.

老人常说：听一听，又不花钱。

1. The rope, 2. the lamp, 3. the log.

一是绳子、二是灯、三是航海日志。
";

fn with_setting(width: f32, height: f32, theme: Theme) -> Bench {
    pasted(width, height, theme, SETTING)
}

fn pasted(width: f32, height: f32, theme: Theme, text: &str) -> Bench {
    let mut bench = Bench::new(width, height, settings(theme, InterfaceLang::En));
    bench.send(Command::Open(LoadRequest::text(InputSource::Pasted(text.into()))));
    bench.wait("the text", is_aligned);
    bench.settle();
    bench
}

#[test]
fn a_picture_of_marks_and_figures() {
    with_setting(1180.0, 720.0, Theme::Light).harness.snapshot("setting_light");
}

#[test]
fn a_picture_of_marks_and_figures_in_a_narrow_window() {
    with_setting(420.0, 900.0, Theme::Sepia).harness.snapshot("setting_sepia_narrow");
}

#[test]
fn a_picture_of_marks_and_figures_in_a_wide_window() {
    with_setting(1700.0, 640.0, Theme::Dark).harness.snapshot("setting_dark_wide");
}

/// Lists inside lists, which one language indents by spaces and the other by a tab.
const NESTED: &str = "\
# What the Ferry Carries

# 渡轮运什么

- Letters, of which there are fewer each winter than there were in the winter before

- 信件，每个冬天都比上一个冬天更少

  - those for the school, in the blue bag that nobody else is allowed to open before the boat has landed

\t- 学校的信，装在船靠岸以前谁也不准打开的蓝色袋子里

    1. the newspaper of last week

\t\t1. 上周的报纸

    2. seeds

\t\t2. 种子

  - all others

\t- 其余的信

- Eggs

- 鸡蛋
";

#[test]
fn a_picture_of_lists_inside_lists() {
    let mut bench = pasted(820.0, 560.0, Theme::Light, NESTED);
    bench.harness.snapshot("setting_nested");
}

#[test]
fn a_picture_of_the_faces_without_serifs() {
    let mut bench = with_setting(1180.0, 720.0, Theme::Light);
    let sans = PerLang { en: TypeStyle::Sans, zh: TypeStyle::Sans };
    bench.send(Command::SetTypography(Typography { styles: sans, ..Typography::default() }));
    bench.settle();
    bench.harness.snapshot("setting_sans");
}

/// A saved web page: headings, a byline, a quotation, a link, a picture with its caption, a list.
const MARKDOWN: &str = "\
# A Walk Along the Old Canal

# 沿着旧运河走一走

By Lin Qiao, 12 May 2023

林乔，2023年5月12日

The canal begins **behind the market**, where *nobody* looks; [the archive](https://example.org/a) says it was dug by hand in 2*3 years.

运河从**“市场背后”**开始，那里*没有人*看；据[档案馆](https://example.org/a)记载，它是花了2*3年用手挖出来的。

![A barge passes under the bridge.](barge.jpg)

## The First Lock

## 第一道船闸

> Water has a long memory, the keeper said, and he let the gate down so slowly that we heard every drop of it fall.

> 守闸人说，水的记性很长。他把闸门放得那么慢，我们听见了每一滴水落下去的声音，一滴，又一滴。

- Bring bread for the ducks.

- 给鸭子带点面包。

### The way back ###

### 回程 ###

It rained.

下雨了。
";

#[test]
fn marks_of_markdown_are_not_drawn_but_kept() {
    let mut bench = pasted(1180.0, 760.0, Theme::Light, MARKDOWN);
    bench.harness.snapshot("setting_markdown");
    bench.harness.get_by_label("The First Lock").click();
    bench.settle();
    let session = bench.session();
    let (selection, bitext) = (session.selection().unwrap(), &session.article().unwrap().bitext);
    assert_eq!(bitext.sentence(selection.lang, selection.sentence), "## The First Lock");
}

/// What is typed in a line and in blocks, with all that is drawn otherwise beside it: quotes, dots, dashes, marks of half width.
const CODE: &str = r#"# What the Lamp Runs On

# 灯靠什么运行

The lamp reads the file `lamp.toml` in the evening -- never before -- and if `level = "low"` is written in the file, the lamp runs `lamp --dim=3` by itself. Write a quote as ``a`b``; the name of a colour may be Chinese, too.

灯在晚上读`lamp.toml`文件,从来不提前;要是文件里写着`level = "low"`,灯就自己运行`lamp --dim=3`...引号写成``a`b``;颜色的名字可以是中文:`灯.亮度, 灯.颜色`,"都行"。

```python
def dim(lamp, level=3):
	for step in range(level):	# slowly, it is old
		lamp.set(1.0 - step / 10)
	return "done" if lamp.lit else None
```

```python
def dim(lamp, level=3):
	for step in range(level):	# 慢一点,它旧了
		lamp.set(1.0 - step / 10)
	return "done" if lamp.lit else None
```

Where it all stands, **nobody but `root`** may write:

东西都放在这里，**除了`root`**谁也不能写：

~~~
lamp/
├── bin/
│   └── lamp
└── lamp.toml   → what it reads
~~~

~~~
lamp/
├── bin/
│   └── lamp
└── lamp.toml   → 它读的
~~~
"#;

#[test]
fn code_is_set_as_it_is_typed() {
    let mut bench = pasted(1180.0, 820.0, Theme::Light, CODE);
    bench.harness.snapshot("setting_code");
}

/// Opens the choices by the menu.
fn open_choices(bench: &mut Bench) {
    bench.harness.get_by_label("View").click();
    bench.settle();
    bench.harness.get_by_label("Typography…").click();
    bench.settle();
}

#[test]
fn the_menu_leads_to_the_choices_and_to_the_size_of_the_open_article() {
    let mut bench = Bench::with_sample(1000.0, 700.0, english());
    bench.send(Command::Open(LoadRequest::text(InputSource::Pasted(SETTING.into()))));
    bench.wait("the text", |session| is_aligned(session) && session.article().is_some_and(|a| !a.paths().is_empty()));
    bench.send(Command::SetTextSize(24.0));
    bench.send(Command::Open(LoadRequest::text(InputSource::Pasted(MARKDOWN.into()))));
    bench.wait("the other text", |session| is_aligned(session) && session.library().recent.len() == 2);
    bench.send(Command::SetTextSize(15.0));
    bench.send(Command::Open(LoadRequest::text(InputSource::Pasted(SETTING.into()))));
    bench.wait("the first again", |session| is_aligned(session) && session.text_size_points() > 20.0);
    for _ in 0..2 {
        open_choices(&mut bench);
        let size = bench.harness.get_by_role_and_label(Role::Slider, "English size");
        assert_eq!(size.accesskit_node().numeric_value(), Some(24.0));
        assert!(bench.harness.get_by_label("Serif").is_focused(), "the menu gives it the keyboard and never closes it");
    }
    assert!((bench.session().settings().text_size_points - 15.0).abs() < f32::EPSILON);
}

#[test]
fn each_language_has_a_face_and_a_size_of_its_own() {
    let mut bench = Bench::with_sample(1000.0, 700.0, english());
    open_choices(&mut bench);
    for (label, en, zh) in [
        ("Hei", TypeStyle::Serif, TypeStyle::Sans),
        ("Sans", TypeStyle::Sans, TypeStyle::Sans),
        ("Song", TypeStyle::Sans, TypeStyle::Serif),
    ] {
        bench.harness.get_by_label(label).click();
        bench.settle();
        assert_eq!(bench.session().settings().typography.styles, PerLang { en, zh });
    }
}

#[test]
fn choices_keep_the_place() {
    // Room for the choices, and beside them for columns that English alone makes high.
    let mut bench = Bench::with_sample(1420.0, 700.0, english());
    open_choices(&mut bench);
    bench.harness.hover_at(pos2(300.0, 300.0));
    bench.press(Key::PageDown);
    let place = |bench: &Bench| bench.session().article().map(|article| article.place).unwrap_or_default();
    let before = place(&bench);
    assert!(before.row > 2, "{before:?}");
    let is_near = |at: Place| at.row == before.row && (at.fraction - before.fraction).abs() < 0.02;
    for (label, chosen) in [
        ("Justify Chinese lines", Typography { is_justified: false, ..Typography::default() }),
        ("Indent Chinese paragraphs", Typography { is_justified: false, is_indented: false, ..Typography::default() }),
    ] {
        bench.harness.get_by_label(label).click();
        bench.settle();
        assert_eq!(bench.session().settings().typography, chosen, "{label} is changed");
        assert!(is_near(place(&bench)), "{label}: {:?} for {before:?}", place(&bench));
    }
    let plain = Typography {
        has_gaps: false,
        widens_marks: false,
        zh_size_ratio: 1.3,
        ..bench.session().settings().typography
    };
    bench.send(Command::SetTypography(plain));
    bench.settle();
    assert!(is_near(place(&bench)), "{:?} for {before:?}", place(&bench));
    assert_eq!(bench.session().settings().typography, plain);
}
