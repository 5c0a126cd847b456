//! The page in a window of its own: a text, what is asked of it, and what a frame shows.

use super::*;

/// A xorshift (Marsaglia 2003): the same operations every time.
pub(super) struct Chance(pub(super) u64);

impl Chance {
    pub(super) fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 33) as usize) % n
    }

    pub(super) fn between(&mut self, least: f32, most: f32) -> f32 {
        least + (most - least) * self.below(10_000) as f32 / 10_000.0
    }

    pub(super) fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// A line of the page: side, block, its bytes there, and its top below the top of the view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Seen {
    pub(super) lang: Lang,
    pub(super) block: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

/// What a frame shows.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shown {
    pub(super) lines: Vec<Seen>,
    /// Of columns the side that was moved last.
    pub(super) leader: Option<Lang>,
    pub(super) is_in_step: bool,
    pub(super) marked: Marked,
    pub(super) view_points: f64,
    /// Of the list that a side stands in: true if its view is at the start, and at the end.
    pub(super) is_at_start: PerLang<bool>,
    pub(super) is_at_end: PerLang<bool>,
}

impl Shown {
    /// The side of each list: `None` for all that is on the page, if that is one.
    pub(super) fn lists(&self) -> Vec<Option<Lang>> {
        if self.leader.is_some() { Lang::BOTH.map(Some).to_vec() } else { vec![None] }
    }

    /// True if what a list shows stays where it is when all is laid out anew: all but the side that follows the other one.
    pub(super) fn is_read(&self, list: Option<Lang>) -> bool {
        list.is_none() || !self.is_in_step || list == self.leader
    }

    pub(super) fn lines(&self, list: Option<Lang>) -> impl Iterator<Item = &Seen> {
        self.lines.iter().filter(move |line| list.is_none_or(|lang| lang == line.lang))
    }
}

pub(super) struct World {
    pub(super) ctx: Context,
    pub(super) view: ReaderView,
    pub(super) session: Session,
    pub(super) pairings: Vec<Arc<Bitext>>,
    pub(super) size: Vec2,
    pub(super) top: f32,
    pub(super) time_secs: f64,
}

fn bitext() -> Bitext {
    let mut text = String::new();
    for chapter in 1..=6 {
        let _ = write!(text, "# Chapter {chapter}\n\n# 第{chapter}章\n\n");
        for line in SAMPLE.lines().skip(1) {
            let _ = write!(text, "{line}\n\n");
        }
        // A paragraph higher than most windows.
        let _ = write!(
            text,
            "{}\n\n{}\n\n",
            "The keeper wrote it all down, day after day. ".repeat(60),
            "守塔人天天记录。".repeat(90)
        );
    }
    let input = Input { path: None, bytes: text.into_bytes(), encoding: None };
    provisional(import(&[input]).unwrap().document)
}

/// The same text, paired at random.
fn paired_anew(bitext: &Bitext, chance: &mut Chance) -> Bitext {
    let mut at = PerLang { en: 0, zh: 0 };
    let mut rows = Vec::new();
    let len = PerLang::from_fn(|lang| bitext.blocks[lang].len());
    while at.en < len.en || at.zh < len.zh {
        let blocks = PerLang::from_fn(|lang| at[lang]..(at[lang] + chance.of(&[0, 1, 1, 1, 1, 2])).min(len[lang]));
        if blocks.en.is_empty() && blocks.zh.is_empty() {
            continue;
        }
        let sentences = PerLang::from_fn(|lang| {
            let all = &bitext.sentences[lang];
            let first = |block: usize| all.partition_point(|sentence| sentence.block < block);
            first(blocks[lang].start)..first(blocks[lang].end)
        });
        let count = sentences.en.len().max(sentences.zh.len());
        let beads = (0..count).map(|n| {
            let range = |lang: Lang| {
                let all = &sentences[lang];
                let place = |n: usize| (all.start + n).min(all.end);
                place(n)..place(n + 1)
            };
            Bead { sentences: PerLang::from_fn(range), confidence: 0.5, doubt: None }
        });
        let beads = beads.collect();
        at = PerLang::from_fn(|lang| blocks[lang].end);
        rows.push(Row { blocks, confidence: 0.5, doubt: None, beads });
    }
    Bitext { rows, ..bitext.clone() }
}

impl World {
    pub(super) fn new(chance: &mut Chance) -> Self {
        let ctx = Context::default();
        prepare(&ctx);
        ctx.all_styles_mut(|style| style.animation_time = 0.0);
        let first = bitext();
        let pairings: Vec<_> = (0..6).map(|_| Arc::new(paired_anew(&first, chance))).collect();
        for pairing in &pairings {
            pairing.check().unwrap();
        }
        let mut session = Session::new(Settings::default(), Library::default());
        drop(session.apply(Command::Open(LoadRequest::text(InputSource::Sample(SAMPLE)))));
        let job = session.loading().unwrap().job;
        let loaded = Loaded { bitext: Arc::new(first), sources: vec![], warnings: vec![], kept: None };
        drop(session.apply(Command::TextReady(job, loaded)));
        let view = ReaderView { takes_keys: true, ..ReaderView::default() };
        Self { ctx, view, session, pairings, size: vec2(900.0, 400.0), top: TOP_POINTS, time_secs: 0.0 }
    }

    pub(super) fn article(&self) -> &Article {
        self.session.article().unwrap()
    }

    pub(super) fn style(&self) -> PageStyle {
        page_style(Palette::of(Theme::Light, false), &self.session, &EN)
    }

    pub(super) fn apply(&mut self, command: Command) {
        drop(self.session.apply(command));
    }

    pub(super) fn page(&self) -> Rect {
        Rect::from_min_max(pos2(0.0, self.top), self.size.to_pos2())
    }

    pub(super) fn frame(&mut self, events: Vec<Event>) -> Shown {
        for command in self.draw(events) {
            // Clicks are not what this is about.
            if matches!(command, Command::SetPlace(_)) {
                self.apply(command);
            }
        }
        self.shown()
    }

    /// What the reader asks for in a frame.
    pub(super) fn draw(&mut self, events: Vec<Event>) -> Vec<Command> {
        self.time_secs += 1.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.size)),
            time: Some(self.time_secs),
            predicted_dt: 1.0,
            events,
            ..RawInput::default()
        };
        let (style, selected, page) = (self.style(), Selected::of(&self.session), self.page());
        let mut out = Vec::new();
        let ctx = self.ctx.clone();
        let mut output = ctx.run_ui(input, |ui| {
            CentralPanel::default().frame(egui::Frame::new()).show(ui, |ui| {
                let article = self.session.article().unwrap();
                ui.scope_builder(egui::UiBuilder::new().max_rect(page), |ui| {
                    self.view.reader_ui(ui, article, None, None, &selected, &style, &mut out);
                });
            });
        });
        output.textures_delta.clear();
        out
    }

    pub(super) fn shown(&mut self) -> Shown {
        let bitext = self.article().bitext.clone();
        let frame = Frame::new(self.page(), &self.style());
        let rows = self.view.settle(&bitext, &frame);
        let mut lines = Vec::new();
        for (_, top, layout) in &rows {
            for block in &layout.blocks {
                for (n, line) in block.lines.iter().enumerate() {
                    let height = f64::from(block.style.line_height_points);
                    let line_top = top + f64::from(block.top_points) + n as f64 * height;
                    // Pinyin comes and goes above the characters.
                    let top = line_top + f64::from(block.style.ruby_room_points());
                    let (start, end, bottom) = (line.span.start(), line.span.end(), line_top + height);
                    lines.push(Seen { lang: block.lang, block: block.block, start, end, top, bottom });
                }
            }
        }
        let height = f64::from(self.page().height());
        let mut at_edges = |lang| {
            let scroll = &self.view.flow(lang, &bitext, &frame).0.scroll;
            let is_at_end = scroll.top_points() + height >= scroll.heights().total() - POINTS;
            (scroll.place() == Place::default(), is_at_end)
        };
        let at_edges = PerLang { en: at_edges(Lang::En), zh: at_edges(Lang::Zh) };
        let (is_at_start, is_at_end) =
            (PerLang::from_fn(|lang| at_edges[lang].0), PerLang::from_fn(|lang| at_edges[lang].1));
        let leader = frame.other.map(|_| self.view.leader(&frame));
        let marked = Selected::of(&self.session).marked;
        Shown { lines, leader, is_in_step: frame.is_in_step, marked, view_points: height, is_at_start, is_at_end }
    }
}
