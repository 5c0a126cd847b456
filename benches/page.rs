//! How long opening takes, and what a frame of the page costs: `cargo bench --bench page`; with `-- frames` the frames of the page alone,
//! with `-- notes` those of the notes panel, with `-- find` those of finding, with `-- block` those of a text that is one long paragraph. Frames are
//! logic, layout and tessellation on one core, without painting. The time to the first readable frame
//! of the real window is measured too where Xvfb is installed.

mod book;

use book::book;
use cpu_time::ThreadTime;
use duizhao::jobs::{Jobs, memory};
use duizhao::lexicon::Lexicon;
use duizhao::model::{Arrangement, Colour, Doubt, Library, Note, NoteId, PageView, Settings};
use duizhao::state::{
    Command, InputSource, LoadRequest, NoteChange, NoteEdit, NotesCommand, Saving, Selection, Session,
};
use duizhao::store::Store;
use duizhao::text::Lang;
use duizhao::ui::{Answer, App, Dialogs, Purpose, SAMPLE, Strings, prepare};
use eframe::egui::{self, Event, Modifiers, MouseWheelUnit, RawInput, Rect, TouchPhase, pos2, vec2};
use std::fmt::Write;
use std::io::{BufRead, BufReader};
use std::ops::Add;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

struct NoDialogs;

impl Dialogs for NoDialogs {
    fn ask(&mut self, _: &egui::Context, _: Purpose, _: &'static Strings) {}
    fn ask_where(&mut self, _: &egui::Context, _: &str, _: &'static Strings) {}
    fn answer(&mut self) -> Option<Answer> {
        None
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn report(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: f64| millis(times[((times.len() - 1) as f64 * share) as usize]);
    println!("  {what:<44} median {:8.3} ms   p99 {:8.3} ms   most {:8.3} ms", at(0.5), at(0.99), at(1.0));
}

/// Frames as their reader waits for them, and what of that is their own work: the rest goes to other threads when there are more than cores.
fn report_frames(what: &str, times: impl Iterator<Item = FrameTime>) {
    let (waited, worked) = times.map(|time| (time.waited, time.worked)).unzip();
    report(what, worked);
    report("  with what it waited for", waited);
}

/// What a frame took.
#[derive(Clone, Copy)]
struct FrameTime {
    waited: Duration,
    /// On a core.
    worked: Duration,
}

impl Add for FrameTime {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { waited: self.waited + other.waited, worked: self.worked + other.worked }
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, FrameTime) {
    let (begun, thread) = (Instant::now(), ThreadTime::now());
    let result = work();
    (result, FrameTime { waited: begun.elapsed(), worked: thread.elapsed() })
}

/// Reads a line of this process's status, in MiB.
fn memory_mib(field: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(field)).unwrap_or(": 0 kB");
    line.trim_matches(|c: char| !c.is_ascii_digit()).parse::<f64>().unwrap_or(0.0) / 1024.0
}

fn open(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("a folder of our own can be written to");
    let mut session = Session::new(Settings::default(), Library::default());
    let mut jobs = Jobs::new(Store::at(folder), || ());
    let begun = Instant::now();
    let effects = session.apply(Command::Open(LoadRequest::files([path])));
    for effect in effects {
        drop(jobs.run(effect));
    }
    while let Some(command) = jobs.wait(Duration::from_mins(2)) {
        let (is_text, is_aligned) =
            (matches!(command, Command::TextReady(..)), matches!(command, Command::Aligned(..)));
        drop(session.apply(command));
        if is_text || is_aligned {
            let rows = session.article().map_or(&[][..], |article| &article.bitext.rows);
            let aligned = rows.iter().take_while(|row| row.doubt != Some(Doubt::OrderAlone)).count();
            let what = if is_text { "text to show" } else { "aligned" };
            let secs = begun.elapsed();
            println!(
                "  {name:<14} {what:<14} {:9.1} ms   {rows} rows, {aligned} of them aligned",
                millis(secs),
                rows = rows.len()
            );
        }
        if is_aligned {
            break;
        }
    }
    println!("  {name:<14} memory now {:.0} MiB, most {:.0} MiB", memory_mib("RssAnon"), memory_mib("VmHWM"));
}

struct Window {
    ctx: egui::Context,
    app: App,
    size: egui::Vec2,
    time_secs: f64,
    /// What the next frame must say.
    expected: Option<String>,
}

impl Window {
    /// A window with a text open and aligned.
    fn on(folder: &Path, text: &str) -> Self {
        let ctx = egui::Context::default();
        prepare(&ctx);
        let jobs = Jobs::new(Store::at(folder), || ());
        let app = App::new(Session::new(Settings::default(), Library::default()), jobs, Box::new(NoDialogs));
        let mut window = Self { ctx: ctx.clone(), app, size: vec2(1180.0, 800.0), time_secs: 0.0, expected: None };
        window.app.send(&ctx, Command::Open(LoadRequest::text(InputSource::Pasted(text.into()))));
        window.wait(|session| session.article().is_some_and(|article| article.is_aligned));
        window
    }

    fn wait(&mut self, is_ready: impl Fn(&Session) -> bool) {
        while !is_ready(self.app.session()) {
            self.frame(vec![]);
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn frame(&mut self, events: Vec<Event>) -> FrameTime {
        self.time_secs += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), self.size)),
            time: Some(self.time_secs),
            max_texture_side: Some(8192),
            events,
            ..RawInput::default()
        };
        let Self { app, ctx, .. } = self;
        let (mut output, drawn) = timed(|| ctx.run_ui(input, |ui| app.frame_ui(ui)));
        // There is nothing to paint on.
        output.textures_delta.clear();
        if let Some(words) = self.expected.take() {
            assert!(says(&output.shapes, &words), "the frame says {words}");
        }
        let (meshes, tessellated) = timed(|| self.ctx.tessellate(output.shapes, output.pixels_per_point));
        drop(meshes);
        drawn + tessellated
    }
}

/// True if a line of text that holds these words was drawn.
fn says(shapes: &[egui::epaint::ClippedShape], words: &str) -> bool {
    let is_said = |text: &egui::epaint::TextShape| text.galley.rows.iter().any(|row| row.text().contains(words));
    shapes.iter().any(|shape| matches!(&shape.shape, egui::Shape::Text(text) if is_said(text)))
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

fn button(pos: egui::Pos2, pressed: bool, modifiers: Modifiers) -> Event {
    Event::PointerButton { pos, button: egui::PointerButton::Primary, pressed, modifiers }
}

fn frames(folder: &Path, text: &str) {
    let mut window = Window::on(folder, text);
    for (what, arrangement, has_pinyin) in [
        ("aligned", Arrangement::Aligned, false),
        ("columns", Arrangement::Columns, false),
        ("aligned, with pinyin", Arrangement::Aligned, true),
        ("columns, with pinyin", Arrangement::Columns, true),
    ] {
        println!("  {what}");
        let ctx = window.ctx.clone();
        window.app.send(&ctx, Command::SetView(PageView { arrangement, has_pinyin, ..PageView::default() }));
        page_frames(&mut window, arrangement == Arrangement::Columns);
    }
    println!("  memory with the book open: {:.0} MiB", memory_mib("RssAnon"));
}

/// The page as it is shown now.
fn page_frames(window: &mut Window, has_two_bars: bool) {
    window.size.x = 1180.0;
    window.frame(vec![Event::PointerMoved(pos2(400.0, 400.0))]);
    for _ in 0..30 {
        window.frame(vec![]);
    }
    report_frames("nothing happens", (0..300).map(|_| window.frame(vec![])));
    report_frames("scrolling", (0..1000).map(|_| window.frame(vec![wheel(-60.0)])));
    let mut bars = vec![("dragging the scroll bar, far jumps", 1172.0)];
    if has_two_bars {
        bars.push(("dragging that of the first side", 8.0));
    }
    for (what, x) in bars {
        let bar = |y: f32| pos2(x, y);
        let press = |pressed, y| button(bar(y), pressed, Modifiers::NONE);
        window.frame(vec![Event::PointerMoved(bar(60.0)), press(true, 60.0)]);
        let drag = |i: i32| bar(60.0 + (i * 37 % 650) as f32);
        report_frames(what, (0..300).map(|i| window.frame(vec![Event::PointerMoved(drag(i))])));
        window.frame(vec![press(false, 400.0)]);
    }
    report_frames(
        "another width every frame",
        (0..200).map(|i| {
            window.size.x = 900.0 + (i * 13 % 400) as f32;
            window.frame(vec![])
        }),
    );
}

/// The page of a text that is one paragraph a side, near its end.
fn block_frames(folder: &Path, len: usize) {
    let (mut en, mut zh) = (String::new(), String::new());
    for n in 0.. {
        if en.len() + zh.len() > len {
            break;
        }
        let _ = write!(en, "The ferry of pier {n} left the island with two passengers on board. ");
        let _ = write!(zh, "{n}号码头的渡船离开了小岛，船上只有两名乘客。");
    }
    let mut window = Window::on(folder, &format!("{en}\n\n{zh}\n"));
    println!("  {} sentences", window.app.session().article().map_or(0, |a| a.bitext.sentences.en.len()));
    let end = Event::Key {
        key: egui::Key::End,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    window.frame(vec![end]);
    window.frame(vec![Event::PointerMoved(pos2(400.0, 400.0))]);
    window.frame(vec![wheel(600.0)]);
    for _ in 0..60 {
        window.frame(vec![]);
    }
    report_frames("nothing happens", (0..100).map(|_| window.frame(vec![])));
    report_frames("scrolling", (0..200).map(|_| window.frame(vec![wheel(60.0)])));
}

/// The panel with thousands of notes: scrolled, and filtered anew with every letter.
fn notes_frames(folder: &Path, text: &str, count: usize) {
    let mut window = Window::on(folder, text);
    let ctx = window.ctx.clone();
    window.wait(Session::can_write_notes);
    let sentences = window.app.session().article().map_or(0, |a| a.bitext.sentences.en.len());
    let made = jiff::Timestamp::UNIX_EPOCH;
    let mut edits = Vec::new();
    for n in 0..count {
        let sentence = n * sentences / count;
        window.app.send(&ctx, Command::Select(Some(Selection { lang: Lang::En, sentence })));
        let Some(target) = window.app.session().target_of_selection() else { continue };
        let body =
            format!("Note {n}: what was said here is said again in chapter {}. 这里的说法和前面不一样。", n % 97);
        let note = Note::new(NoteId(format!("{n:06}")), made, target, Colour::ALL[n % 5]);
        let tags = vec![format!("tag {}", n % 12)];
        edits.push(NoteEdit::Add(Note { body: if n % 3 == 0 { String::new() } else { body }, tags, ..note }));
    }
    println!("  {} notes", edits.len());
    let begun = Instant::now();
    window.app.send(&ctx, Command::Notes(NotesCommand::Edit(edits, made)));
    println!("  {:<34} {:8.1} ms", "all of them added in one step", millis(begun.elapsed()));
    let begun = Instant::now();
    while window.app.session().notes().is_none_or(|notes| notes.saving() != Saving::Saved) {
        window.frame(vec![]);
        std::thread::sleep(Duration::from_millis(1));
    }
    println!("  {:<34} {:8.1} ms", "until they are on the disk", millis(begun.elapsed()));
    let keys = Modifiers::COMMAND | Modifiers::SHIFT;
    let press = |key, modifiers| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
    window.frame(vec![press(egui::Key::N, keys)]);
    window.frame(vec![Event::PointerMoved(pos2(1000.0, 500.0))]);
    for _ in 0..30 {
        window.frame(vec![]);
    }
    report_frames("nothing happens", (0..300).map(|_| window.frame(vec![])));
    let pointer = |y: f32, pressed, modifiers| {
        [Event::PointerMoved(pos2(1000.0, y)), button(pos2(1000.0, y), pressed, modifiers)]
    };
    report_frames("scrolling the list", (0..1000).map(|_| window.frame(vec![wheel(-120.0)])));
    report_frames("scrolling it fast", (0..300).map(|_| window.frame(vec![wheel(-9000.0)])));
    // From the first to the last: Ctrl and a click, then Shift and a click.
    for _ in 0..30 {
        window.frame(vec![wheel(1e6)]);
    }
    window.frame(vec![Event::ModifiersChanged(Modifiers::COMMAND)]);
    window.frame(pointer(170.0, true, Modifiers::COMMAND).to_vec());
    window.frame(pointer(170.0, false, Modifiers::COMMAND).to_vec());
    window.frame(vec![Event::ModifiersChanged(Modifiers::NONE)]);
    for _ in 0..60 {
        window.frame(vec![wheel(-1e6)]);
    }
    window.frame(vec![Event::ModifiersChanged(Modifiers::SHIFT)]);
    window.frame(pointer(700.0, true, Modifiers::SHIFT).to_vec());
    window.frame(pointer(700.0, false, Modifiers::SHIFT).to_vec());
    window.frame(vec![Event::ModifiersChanged(Modifiers::NONE)]);
    window.frame(vec![]);
    window.expected = Some(" selected".to_owned());
    window.frame(vec![]);
    report_frames("nearly all of them selected", (0..300).map(|_| window.frame(vec![])));
    report_frames("scrolling with them selected", (0..500).map(|_| window.frame(vec![wheel(120.0)])));
    window.frame(vec![press(egui::Key::Escape, Modifiers::NONE)]);
    report_frames(
        "a colour changed every frame",
        (0..100).map(|n| {
            let change = NoteChange::Colour(Colour::ALL[n % 5]);
            let id = NoteId(format!("{:06}", n * 7 + 1));
            let edit = NotesCommand::Edit(vec![NoteEdit::Change(id, change)], made);
            let ((), sent) = timed(|| window.app.send(&ctx, Command::Notes(edit)));
            sent + window.frame(vec![])
        }),
    );
    window.frame(pointer(98.0, true, Modifiers::NONE).to_vec());
    window.frame(pointer(98.0, false, Modifiers::NONE).to_vec());
    assert!(ctx.text_edit_focused(), "the click meets the field to search in");
    report_frames(
        "a letter typed in the filter",
        (0..100).map(|n| {
            let letters = if n % 10 == 9 {
                vec![press(egui::Key::A, Modifiers::COMMAND), press(egui::Key::Delete, Modifiers::NONE)]
            } else {
                vec![Event::Text("chapter 9"[n % 10..=n % 10].to_owned())]
            };
            window.frame(letters)
        }),
    );
}

/// The page and the concordance with half a million hits.
fn find_frames(folder: &Path, text: &str) {
    let mut window = Window::on(folder, text);
    let press = |key, modifiers| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
    window.frame(vec![press(egui::Key::F, Modifiers::COMMAND)]);
    for _ in 0..5 {
        window.frame(vec![]);
    }
    window.frame(vec![Event::Text("e".to_owned())]);
    while !window.app.session().finding().is_some_and(duizhao::state::Finding::is_over) {
        window.frame(vec![]);
        std::thread::sleep(Duration::from_millis(1));
    }
    println!("  {} hits", window.app.session().finding().map_or(0, |finding| finding.hits().len()));
    window.frame(vec![Event::PointerMoved(pos2(400.0, 620.0))]);
    for _ in 0..30 {
        window.frame(vec![]);
    }
    report_frames("nothing happens", (0..300).map(|_| window.frame(vec![])));
    report_frames("scrolling the concordance", (0..500).map(|_| window.frame(vec![wheel(-120.0)])));
    report_frames("to the next hit", (0..300).map(|_| window.frame(vec![press(egui::Key::F3, Modifiers::NONE)])));
    window.frame(vec![Event::PointerMoved(pos2(400.0, 300.0))]);
    report_frames("scrolling the page", (0..500).map(|_| window.frame(vec![wheel(-60.0)])));
    println!("  memory with the hits: {:.0} MiB", memory_mib("RssAnon"));
}

/// Starts the program on a virtual display and waits until it says that text is on the screen.
fn start_window(folder: &Path) {
    let run = || -> Option<()> {
        let mut xvfb = std::process::Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut number = String::new();
        BufReader::new(xvfb.stdout.take()?).read_line(&mut number).ok()?;
        let mut times = Vec::new();
        for _ in 0..5 {
            let begun = Instant::now();
            let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_duizhao"))
                .arg(folder.join("article"))
                .env("DISPLAY", format!(":{}", number.trim()))
                .env("DUIZHAO_HOME", folder)
                .env("RUST_LOG", "duizhao=info")
                .env("LIBGL_ALWAYS_SOFTWARE", "1")
                .env_remove("WAYLAND_DISPLAY")
                .stderr(Stdio::piped())
                .spawn()
                .ok()?;
            let lines = BufReader::new(program.stderr.take()?).lines().map_while(Result::ok);
            let readable = lines.into_iter().find(|line| line.contains("first readable frame"));
            if readable.is_some() {
                times.push(begun.elapsed());
            }
            // Both may have ended by themselves.
            drop(program.kill());
            drop(program.wait());
        }
        drop(xvfb.kill());
        drop(xvfb.wait());
        if times.is_empty() {
            return None;
        }
        report("from start to the first readable frame", times);
        Some(())
    };
    if run().is_none() {
        println!("  not measured: the window could not be opened (is xvfb installed?)");
    }
}

fn main() {
    // As in the program, whose frames find their memory where the last one left it.
    memory::give_large_back();
    if std::env::args().any(|argument| argument == "frames") {
        let folder = tempfile::tempdir().expect("a temporary folder");
        println!("a frame of the 10 MB book");
        return frames(folder.path(), &book(10 << 20));
    }
    if std::env::args().any(|argument| argument == "block") {
        let folder = tempfile::tempdir().expect("a temporary folder");
        println!("a frame of 10 MB in one paragraph a side");
        return block_frames(folder.path(), 10 << 20);
    }
    if std::env::args().any(|argument| argument == "notes") {
        let folder = tempfile::tempdir().expect("a temporary folder");
        println!("a frame of a 1 MB book with its notes beside it");
        return notes_frames(folder.path(), &book(1 << 20), 5000);
    }
    if std::env::args().any(|argument| argument == "find") {
        let folder = tempfile::tempdir().expect("a temporary folder");
        println!("a frame of a 10 MB book with the hits of a letter");
        return find_frames(folder.path(), &book(10 << 20));
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let begun = Instant::now();
    let lexicon = Lexicon::bundled().expect("the dictionary is part of the program");
    let entries = lexicon.entries("灯塔").len();
    println!("dictionary ready and one word looked up: {:.2} ms, {entries} entry", millis(begun.elapsed()));
    println!("opening");
    open(folder.path(), "article", SAMPLE);
    open(folder.path(), "1 MB", &book(1 << 20));
    let large = book(10 << 20);
    open(folder.path(), "10 MB", &large);
    println!("the window, software rendering");
    start_window(folder.path());
    println!("a frame of the 10 MB book");
    frames(folder.path(), &large);
    println!("a frame of a 1 MB book with its notes beside it");
    notes_frames(folder.path(), &book(1 << 20), 5000);
}
