//! Thousands of things a reader and the window can do, one after the other, on the real view: what is read stays where it is unless the
//! reader moves it, and then all of it moves together. Of two columns that is the one that leads; the other one is where the map puts it,
//! goes the same way, and never moves by itself.

use super::held::Marked;
use super::{FRESH_SECS, Frame, PageStyle, ReaderView, Selected, measured};
use crate::align::provisional;
use crate::import::{Input, import};
use crate::jobs::Heights;
use crate::model::{Arrangement, Bead, Bitext, Library, PageView, Place, Row, Settings, Sides, Theme, TypeStyle};
use crate::state::{Article, Command, InputSource, LoadRequest, Loaded, Selection, Session, TextPoint, TextRange};
use crate::text::{Lang, PerLang};
use crate::ui::strings::EN;
use crate::ui::theme::Palette;
use crate::ui::{SAMPLE, page_style, prepare};
use eframe::egui::{
    self, CentralPanel, Context, Event, Modifiers, MouseWheelUnit, PointerButton, Pos2, RawInput, Rect, TouchPhase,
    Vec2, pos2, vec2,
};
use std::fmt::Write;
use std::sync::{Arc, mpsc};

mod clicks;
mod world;

use world::{Chance, Seen, Shown, World};

const OPERATIONS: usize = 10_000;
/// `DUIZHAO_OPS_SEED` goes another way.
const SEED: u64 = 0x1234_5678_9abc_def1;
/// What nobody sees.
const POINTS: f64 = 0.5;
/// The window's other parts are above the page.
const TOP_POINTS: f32 = 30.0;

/// What an operation may do to the view.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Effect {
    /// The page is laid out anew; what is marked stays, or the line at the top.
    LaysOut,
    /// Every line stays, to the bit.
    Nothing,
    /// The reader moves the view.
    Moves,
    /// The reader moves one of two sides.
    MovesOne(Lang),
}

/// What the reader looks at: the first line in view of what is marked; else the first one on the page that is more than half in view, or the
/// start.
struct Watched {
    line: Seen,
    is_at_start: bool,
}

impl Watched {
    /// Of a list; where the middle of a line is on an edge of the view, that line or the next.
    fn of(shown: &Shown, list: Option<Lang>) -> Vec<Self> {
        let is_above = |line: &Seen, y: f64| line.top + line.bottom < 2.0 * y;
        let first_of = |lines: &mut dyn Iterator<Item = Seen>| {
            let mut lines = lines.filter(|line| !is_above(line, -POINTS));
            let first = lines.next();
            let next = first.filter(|line| is_above(line, POINTS)).and_then(|_| lines.next());
            [first, next].into_iter().flatten().collect::<Vec<_>>()
        };
        let marked = shown.marked.iter().flatten().map(|range| {
            let (from, to) = range.ends();
            let part = |line: &Seen| {
                let [start, end] = [(line.block, line.start), (line.block, line.end)];
                let is_part = line.lang == range.lang && end > (from.block, from.byte) && start < (to.block, to.byte);
                let start = if line.block == from.block { line.start.max(from.byte) } else { line.start };
                is_part.then_some(Seen { start, ..*line })
            };
            let mut parts = shown.lines(list).filter_map(part);
            let lines = first_of(&mut parts);
            lines.into_iter().filter(|line| is_above(line, shown.view_points + POINTS)).collect::<Vec<_>>()
        });
        let mut watched: Vec<Self> = Vec::new();
        for lines in marked {
            let is_sure = |line: &Seen| !is_above(line, POINTS) && is_above(line, shown.view_points - POINTS);
            let is_enough = lines.iter().any(is_sure);
            watched.extend(lines.into_iter().map(|line| Self { line, is_at_start: false }));
            if is_enough {
                return watched;
            }
        }
        let top = first_of(&mut shown.lines(list).copied()).into_iter();
        watched.extend(top.map(|line| Self { line, is_at_start: shown.is_at_start[line.lang] }));
        watched
    }
}

/// Where the text that was watched is now: itself, or its translation if only that is shown.
fn found(shown: &Shown, bitext: &Bitext, watched: &Seen) -> Option<Seen> {
    let at = |lang: Lang, block: usize, byte: usize| {
        let mut of_block = shown.lines.iter().filter(move |line| (line.lang, line.block) == (lang, block));
        of_block.rfind(|line| line.start <= byte).copied()
    };
    at(watched.lang, watched.block, watched.start).or_else(|| {
        let sentence = bitext.sentence_at(watched.lang, watched.block, watched.start)?;
        let (row, bead) = bitext.bead_of_sentence(watched.lang, sentence)?;
        let lang = watched.lang.other();
        let sentence = bitext.sentences[lang].get(bitext.rows[row].beads[bead].sentences[lang].clone())?.first()?;
        at(lang, sentence.block, sentence.span.start())
    })
}

/// By how much the lines of a side, or of both, that two frames have in common are further down.
fn ways(before: &Shown, now: &Shown, only: Option<Lang>) -> Vec<f64> {
    let same = |a: &Seen, b: &Seen| (a.lang, a.block, a.start, a.end) == (b.lang, b.block, b.start, b.end);
    let old = |line: &Seen| before.lines.iter().find(|old| same(old, line));
    now.lines(only).filter_map(|line| Some(line.top - old(line)?.top)).collect()
}

/// True if all lines that two frames have in common are further up or down by the same; in columns those of each side.
fn moved_as_one(before: &Shown, now: &Shown) -> bool {
    let is_one = |by: Vec<f64>| by.windows(2).all(|by| (by[0] - by[1]).abs() <= POINTS);
    now.lists().into_iter().all(|list| is_one(ways(before, now, list)))
}

/// True if the columns did not go apart.
fn moved_one_way(before: &Shown, now: &Shown) -> bool {
    let way = |lang| ways(before, now, Some(lang)).first().copied().filter(|by| by.abs() > POINTS).unwrap_or(0.0);
    way(Lang::En) * way(Lang::Zh) >= 0.0
}

/// True if two frames show the same, to what nobody sees.
fn is_still(before: &Shown, now: &Shown) -> bool {
    before.lines.len() == now.lines.len() && ways(before, now, None).iter().all(|by| by.abs() <= 1e-6)
}

fn wheel(points: f32) -> Event {
    Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, points),
        phase: TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    }
}

fn button(pos: Pos2, pressed: bool) -> Event {
    Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE }
}

impl World {
    /// Does one thing at random.
    fn operate(&mut self, chance: &mut Chance) -> (&'static str, Effect, Vec<Event>) {
        let view = self.session.view();
        let typography = self.session.settings().typography;
        let middle = pos2(self.size.x / 2.0, self.page().center().y);
        let is_columns = self.view.shown.as_ref().is_some_and(|shown| shown.other.is_some());
        let none = Vec::new;
        match chance.below(23) {
            0..=3 => {
                let over = pos2(chance.between(0.2, 0.8) * self.size.x, middle.y);
                ("wheel", Effect::Moves, vec![Event::PointerMoved(over), wheel(chance.between(-600.0, 600.0))])
            }
            4 => {
                self.view.turn_page(chance.of(&[1.0, 1.0, -1.0]));
                ("page", Effect::Moves, none())
            }
            5 => {
                let x = if is_columns { chance.of(&[6.0, self.size.x - 6.0]) } else { self.size.x - 6.0 };
                let bar = pos2(x, chance.between(self.top + 5.0, self.size.y - 5.0));
                ("scroll bar", Effect::Moves, vec![Event::PointerMoved(bar), button(bar, true), button(bar, false)])
            }
            6 => {
                let row = chance.below(self.article().bitext.rows.len() + 1);
                match chance.below(4) {
                    0 => self.view.go_back(),
                    1 => self.view.go_forward(),
                    _ => self.view.jump_to(Place { row, fraction: f64::from(chance.between(0.0, 1.0)) }),
                }
                ("jump", Effect::Moves, none())
            }
            7 => {
                let lang = chance.of(&Lang::BOTH);
                let sentence = chance.below(self.article().bitext.sentences[lang].len());
                self.mark(lang, sentence, chance);
                ("pin", Effect::Moves, none())
            }
            8..=10 => {
                self.size = vec2(chance.between(360.0, 1300.0).round(), chance.between(200.0, 500.0).round());
                ("resize", Effect::LaysOut, none())
            }
            11..=12 => {
                let points = chance.between(10.0, 40.0);
                self.apply(Command::SetTextSize(points));
                ("text size", Effect::LaysOut, none())
            }
            13 => {
                let styles = PerLang::from_fn(|_| chance.of(&[TypeStyle::Serif, TypeStyle::Sans]));
                let mut typography = crate::model::Typography { styles, ..typography };
                typography.is_justified ^= chance.below(2) == 0;
                typography.is_indented ^= chance.below(2) == 0;
                typography.zh_size_ratio = chance.between(0.8, 1.5);
                self.apply(Command::SetTypography(typography));
                ("typography", Effect::LaysOut, none())
            }
            14 => {
                let sides = chance.of(&[Sides::Both, Sides::Both, Sides::Both, Sides::En, Sides::Zh]);
                self.apply(Command::SetView(PageView { sides, ..view }));
                ("sides", Effect::LaysOut, none())
            }
            15 => {
                self.apply(Command::SetView(PageView { is_swapped: !view.is_swapped, ..view }));
                ("swap", Effect::LaysOut, none())
            }
            16 => {
                let columns = [Arrangement::Columns; 3];
                let all = [&columns[..], &[Arrangement::Aligned, Arrangement::Stacked]].concat();
                self.apply(Command::SetView(PageView { arrangement: chance.of(&all), ..view }));
                ("arrangement", Effect::LaysOut, none())
            }
            17 => {
                let job = self.article().job;
                let at = chance.below(self.pairings.len());
                self.apply(Command::Aligned(job, self.pairings[at].clone()));
                ("pairing", Effect::LaysOut, none())
            }
            18 => {
                self.send_heights(chance);
                ("heights", Effect::Nothing, none())
            }
            19 => {
                self.apply(Command::SetView(PageView { has_pinyin: !view.has_pinyin, ..view }));
                ("pinyin", Effect::LaysOut, none())
            }
            20 if is_columns => {
                self.apply(Command::SetView(PageView { is_sync_off: !view.is_sync_off, ..view }));
                ("step", Effect::LaysOut, none())
            }
            21 if is_columns => {
                let lang = chance.of(&Lang::BOTH);
                let held = Event::ModifiersChanged(Modifiers::ALT);
                let event = wheel(chance.between(-200.0, 200.0));
                ("wheel of one side", Effect::MovesOne(lang), vec![self.over(lang), held, event])
            }
            _ => ("pointer", Effect::Nothing, vec![Event::PointerMoved(pos2(chance.between(0.0, 900.0), middle.y))]),
        }
    }

    /// Pins a sentence, selects some paragraphs, or lets go.
    fn mark(&mut self, lang: Lang, sentence: usize, chance: &mut Chance) {
        match chance.below(4) {
            0 => self.apply(Command::Select(None)),
            1 => {
                let block = chance.below(self.article().bitext.blocks[lang].len());
                let last = (block + chance.below(3)).min(self.article().bitext.blocks[lang].len() - 1);
                let to = TextPoint { block: last, byte: self.article().bitext.blocks[lang][last].text.len() };
                let from = TextPoint { block, byte: 0 };
                self.apply(Command::SelectText(Some(TextRange { lang, from, to })));
            }
            _ => self.apply(Command::Select(Some(Selection { lang, sentence }))),
        }
    }

    /// The pointer comes over a column.
    fn over(&self, lang: Lang) -> Event {
        let x = self.size.x * if lang == self.session.view().first() { 0.3 } else { 0.7 };
        Event::PointerMoved(pos2(x, self.page().center().y))
    }

    /// Heights come from the thread that measures: some of them, for the page as it is now.
    fn send_heights(&mut self, chance: &mut Chance) {
        let bitext = self.article().bitext.clone();
        let Frame { metrics, other, .. } = Frame::new(self.page(), &self.style());
        let list = if other.is_some() { chance.below(2) } else { 0 };
        let metrics = other.filter(|_| list == 1).unwrap_or(metrics);
        let len = bitext.rows.len();
        let measure = measured::measure(bitext, metrics, self.view.advances.clone());
        let first = chance.below(len);
        let rows = first..(first + 1 + chance.below(40)).min(len);
        let (answers, heights) = mpsc::channel();
        answers.send(Heights { list, first, points: rows.map(measure).collect() }).unwrap();
        self.view.expect(heights);
    }
}

/// Why a layout anew is not one that holds what was watched; `None` if it does.
fn fault(before: &Watched, now: &Shown, bitext: &Bitext) -> Option<String> {
    let old = before.line;
    let new = found(now, bitext, &old);
    let lang = new.map_or(old.lang, |new| new.lang);
    // What a lower window has no room for is not read any more.
    if old.top >= now.view_points {
        return None;
    }
    // At the very top, the very top is what is read.
    if before.is_at_start {
        return (!now.is_at_start[lang]).then(|| "not at the start any more".to_owned());
    }
    let Some(new) = new else {
        // Of a side that is not shown it may have no translation, and a line that is cut by the edge goes over it when it becomes lower; so does
        // one that a lower window has no room for.
        let is_seen = old.top >= 0.0 && old.bottom <= now.view_points && now.lines(Some(old.lang)).next().is_some();
        return is_seen.then(|| format!("{old:?} is out of view"));
    };
    let by = new.top - old.top;
    let is_held = by.abs() <= POINTS || now.is_at_start[lang] && by < 0.0 || now.is_at_end[lang] && by > 0.0;
    (!is_held).then(|| format!("{old:?} moved by {by} to {new:?}"))
}

impl World {
    /// What is shown in each frame until the wheel has rolled out.
    fn roll_out(&mut self, now: Shown) -> Vec<Shown> {
        let mut all = vec![now];
        while self.ctx.input(|input| input.is_scrolling() || input.smooth_scroll_delta() != Vec2::ZERO) {
            all.push(self.frame(vec![]));
        }
        all
    }

    /// Puts the side that follows where the map says once more.
    fn in_step_again(&mut self) -> Shown {
        self.view.columns.look_again();
        self.frame(vec![])
    }
}

/// Why what was watched is not where it was although all was only laid out anew.
fn faults(watched: &[Watched], before: &Shown, now: &Shown, bitext: &Bitext) -> Vec<String> {
    // Where columns become one list, or come in step, it is the side that leads which stays.
    let stays = |list: Option<Lang>| before.is_read(list) && now.leader.is_some() && now.is_read(list);
    let lists = before.lists().into_iter().filter(|list| *list == before.leader || stays(*list));
    let faults = lists.map(|list| {
        let of_list = watched.iter().filter(|watched| list.is_none_or(|lang| lang == watched.line.lang));
        of_list.map(|watched| fault(watched, now, bitext)).collect::<Vec<_>>()
    });
    let wrong = faults.filter(|faults| !faults.contains(&None));
    wrong.map(|faults| format!("{faults:?}")).collect()
}

/// What is watched from now on.
fn watch(watched: &mut Vec<Watched>, before: &Shown, now: &Shown, effect: Effect) {
    let were_columns = before.leader.is_some();
    // Between one list and columns it is the side that leads whose line goes over.
    if let Some(leader) = before.leader.xor(now.leader) {
        watched.retain(|watched| watched.line.lang == leader);
    }
    for list in now.lists() {
        let is_of = |watched: &Watched| list.is_none_or(|lang| lang == watched.line.lang);
        let by = ways(before, now, list);
        let has_moved = by.is_empty() || by.iter().any(|by| by.abs() > 1e-6);
        let is_anew = match effect {
            _ if before.marked[0] != now.marked[0] => true,
            Effect::Moves | Effect::MovesOne(_) => has_moved,
            // The one that follows.
            _ => were_columns && !now.is_read(list),
        };
        let is_held_by_end = !is_anew && matches!(effect, Effect::Moves | Effect::MovesOne(_));
        if is_anew {
            watched.retain(|watched| !is_of(watched));
        }
        if is_anew || is_held_by_end || !watched.iter().any(is_of) {
            // Held by an end, perhaps: what was read before may count, or what is read now.
            watched.extend(Watched::of(now, list));
        }
    }
}

#[test]
fn what_is_read_moves_only_when_the_reader_moves_it() {
    check_operations(std::env::var("DUIZHAO_OPS_SEED").map_or(SEED, |seed| seed.parse().unwrap()));
}

/// Columns that come apart in a window too low for what is pinned on one of them.
#[test]
fn what_is_read_stays_beside_what_is_marked_on_the_other_side() {
    check_operations(2);
}

fn check_operations(seed: u64) {
    let mut chance = Chance(seed);
    let mut world = World::new(&mut chance);
    let mut before = world.frame(vec![]);
    // It is not one that was just opened.
    world.time_secs += FRESH_SECS;
    let mut watched = Watched::of(&before, None);
    let (mut laid_out, mut moved, mut columns) = (0, 0, 0);
    let mut wrong: Vec<String> = Vec::new();
    for n in 0..OPERATIONS {
        let (what, effect, events) = world.operate(&mut chance);
        let mut now = world.frame(events);
        let mut fails = |says: String| {
            wrong.push(format!("operation {n}, {what}: {:?}, {:?}: {says}", world.size, world.session.view()));
        };
        match effect {
            Effect::Nothing if now != before => fails("something moved".to_owned()),
            Effect::Nothing => {}
            Effect::LaysOut => {
                faults(&watched, &before, &now, &world.article().bitext).into_iter().for_each(fails);
                laid_out += 1;
            }
            Effect::Moves => {
                let mut last = before.clone();
                for next in world.roll_out(now) {
                    if !moved_as_one(&last, &next) {
                        wrong.push(format!("operation {n}, {what}: not all moved by the same"));
                    }
                    // A jump brings in step what was moved alone.
                    if matches!(what, "wheel" | "page") && next.is_in_step && !moved_one_way(&last, &next) {
                        wrong.push(format!("operation {n}, {what}: the sides went apart"));
                    }
                    last = next;
                }
                now = last;
                moved += usize::from(now != before);
            }
            Effect::MovesOne(lang) => {
                world.roll_out(now);
                now = world.frame(vec![Event::ModifiersChanged(Modifiers::NONE)]);
                let [own, other] = [lang, lang.other()].map(|lang| ways(&before, &now, Some(lang)));
                // A side that is all in view is not moved; its wheel moves the other one.
                if ![&own, &other].iter().any(|by| by.iter().all(|by| by.abs() < 1e-6)) {
                    wrong.push(format!("operation {n}, {what}: {own:?} and {other:?}"));
                }
            }
        }
        watch(&mut watched, &before, &now, effect);
        columns += usize::from(now.leader.is_some());
        before = now;
        if n % 16 == 0 {
            if world.frame(vec![]) != before {
                wrong.push(format!("operation {n}, {what}: moves by itself"));
            }
            if before.is_in_step {
                let again = world.in_step_again();
                if !is_still(&before, &again) {
                    wrong.push(format!("operation {n}, {what}: is not where the map says"));
                }
                before = again;
            }
        }
    }
    assert!(wrong.is_empty(), "{} times: {:#?}", wrong.len(), &wrong[..wrong.len().min(12)]);
    assert!(laid_out > OPERATIONS / 4 && moved > OPERATIONS / 10, "{laid_out} laid out anew, {moved} moved");
    // About a tenth, by chance: in large letters the sides do not stand beside each other.
    assert!(columns > OPERATIONS / 12, "{columns} in columns");
}

#[test]
fn an_article_that_was_just_opened_begins_below_its_messages() {
    // Whether something was done to it, how long ago it was opened, and whether its beginning goes down with the view.
    for (is_touched, secs, is_at_start) in [(false, 0.0, true), (true, 0.0, false), (false, FRESH_SECS, false)] {
        let mut world = World::new(&mut Chance(SEED));
        let before = world.frame(vec![]);
        world.frame(if is_touched {
            vec![button(pos2(5.0, 5.0), true), button(pos2(5.0, 5.0), false)]
        } else {
            vec![]
        });
        world.time_secs += secs - 0.5;
        world.top += 36.0;
        let now = world.frame(vec![]);
        let by = now.lines[0].top - before.lines[0].top;
        let expected = if is_at_start { 0.0 } else { -36.0 };
        assert!((by - expected).abs() < POINTS, "{is_touched}, {secs}: {by} from the view's top");
        assert_eq!(now.is_at_start.en, is_at_start);
    }
}

#[test]
fn a_window_that_was_higher_for_a_while_shows_what_it_showed() {
    let mut world = World::new(&mut Chance(SEED));
    for arrangement in [Arrangement::Columns, Arrangement::Aligned, Arrangement::Stacked] {
        world.apply(Command::SetView(PageView { arrangement, ..world.session.view() }));
        world.frame(vec![]);
        world.view.jump_to_share(1.0);
        let before = world.frame(vec![]);
        world.size.y += 300.0;
        assert!(!is_still(&before, &world.frame(vec![])), "the end comes down, and the text with it");
        world.size.y -= 300.0;
        assert!(is_still(&before, &world.frame(vec![])), "{arrangement:?}");
    }
}

#[test]
fn a_line_at_the_start_stays_with_its_side_when_the_page_becomes_columns() {
    let mut world = World::new(&mut Chance(SEED));
    let show = |world: &mut World, change: fn(&mut PageView)| {
        let mut view = world.session.view();
        change(&mut view);
        world.apply(Command::SetView(view));
        world.frame(vec![])
    };
    show(&mut world, |view| view.arrangement = Arrangement::Aligned);
    show(&mut world, |view| view.is_swapped ^= true);
    show(&mut world, |view| (view.arrangement, view.is_sync_off) = (Arrangement::Columns, true));
    show(&mut world, |view| view.is_swapped ^= true);
    for lang in Lang::BOTH {
        let now = world.frame(vec![world.over(lang), wheel(-500.0)]);
        let before = world.roll_out(now).pop().unwrap();
        let watched = Watched::of(&before, Some(lang));
        world.apply(Command::SetTextSize(world.style().size_points.en + 3.0));
        let now = world.frame(vec![]);
        let bitext = &world.article().bitext;
        assert!(watched.iter().any(|watched| fault(watched, &now, bitext).is_none()), "{lang:?}");
    }
}

#[test]
fn a_side_that_was_moved_alone_stays_there_whichever_leads_and_however_wide_the_page_is() {
    let mut world = World::new(&mut Chance(SEED));
    let job = world.article().job;
    world.apply(Command::Aligned(job, world.pairings[0].clone()));
    world.apply(Command::SetView(PageView { arrangement: Arrangement::Columns, ..world.session.view() }));
    world.frame(vec![]);
    for row in (0..world.article().bitext.rows.len()).step_by(4) {
        for (leader, moved) in [(Lang::En, Lang::Zh), (Lang::Zh, Lang::En), (Lang::Zh, Lang::Zh)] {
            world.view.jump_to(Place { row, fraction: 0.5 });
            world.frame(vec![]);
            for (lang, held, points) in [(leader, Modifiers::NONE, -10.0), (moved, Modifiers::ALT, -150.0)] {
                let events = vec![world.over(lang), Event::ModifiersChanged(held), wheel(points)];
                let now = world.frame(events);
                world.roll_out(now);
            }
            let before = world.frame(vec![Event::ModifiersChanged(Modifiers::NONE)]);
            let again = world.in_step_again();
            assert!(is_still(&before, &again), "{row}, {leader:?} leads, {moved:?} was moved");
            world.size.x -= 100.0;
            world.frame(vec![]);
            world.size.x += 100.0;
            let again = world.frame(vec![]);
            assert!(is_still(&before, &again), "{row}, {leader:?} leads, {moved:?} was moved, and the page was narrow");
        }
    }
}
