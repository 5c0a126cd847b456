//! The window: gathers what happened, draws, and sends commands to the session. The only place where the session changes and where
//! effects leave for the world.

mod beside;
mod end;
mod hints;
mod motion;
mod perform;

use super::actions::Action;
use super::card::{self, CardView};
use super::composition::Composition;
use super::contents::ContentsView;
use super::dialogs::{Answer, Dialogs, Purpose};
use super::find::{self, FindView};
use super::focus::{self, Focus};
use super::fonts::{self, SystemFonts};
use super::keys::Keys;
use super::notes::{Export, NotesView};
use super::reader::{HitMarks, Lists, ReaderView, Selected, Words};
use super::settings::{self, SettingsView};
use super::sheets::{Goal, Sheet, SheetAsked, sheet_ui};
use super::strings::Strings;
use super::theme::Palette;
use super::told::Told;
use super::{asked, menus, notices, page_style, status};
use crate::jobs::Jobs;
use crate::model::Place;
use crate::state::{
    Command, FindCommand, Finding, InputSource, LoadRequest, Message, NotesCommand, Selection, Session,
};
use beside::Beside;
use eframe::egui::accesskit::Role;
use eframe::egui::{
    self, CentralPanel, Context, Event, Frame, Key, Margin, Modifiers, Panel, Popup, SetOpenCommand, UiBuilder,
    ViewportCommand,
};
use hints::{drop_hint_ui, welcome_ui};
use std::time::Duration;

/// A load shorter than this shows no progress, in seconds.
const QUIET_LOAD_SECS: f64 = 0.2;

/// The clipboard has this many frames to answer.
const PASTE_FRAMES: u8 = 10;

/// The place being read is saved so often, in seconds: what a crash may cost.
const PLACE_SECS: f64 = 2.0;

/// The text size changes by this factor a step.
const TEXT_STEP: f32 = 1.1;
/// The second of two clicks comes so soon after the first, in seconds.
const DOUBLE_CLICK_SECS: f64 = 0.4;
/// What a notch of the wheel scrolls by.
const NOTCH_POINTS: f32 = 40.0;
/// Least and most of what a hint may take of the window's width, and what it leaves of it.
const HINT_POINTS: (f32, f32) = (120.0, 500.0);
const HINT_MARGIN_POINTS: f32 = 40.0;

/// The window and what it is made of.
pub struct App {
    session: Session,
    jobs: Jobs,
    dialogs: Box<dyn Dialogs>,
    reader: ReaderView,
    notes: NotesView,
    contents: ContentsView,
    find: FindView,
    card: CardView,
    sheet: Sheet,
    /// What the desktop's dialog was asked to find a file for.
    exported: Option<Export>,
    keys: Keys,
    composition: Composition,
    system_fonts: Option<SystemFonts>,
    focus: Focus,
    settings: SettingsView,
    beside: Beside,
    dressed: Option<Palette>,
    /// The toolkit was told to animate nothing.
    reduces_motion: bool,
    /// Input time at which the present load was first seen.
    load_seen_secs: Option<f64>,
    /// Input time at which the place was first seen to differ from the saved one.
    place_moved_secs: Option<f64>,
    /// Frames in which the clipboard may still answer; 0 if it was not asked.
    paste_frames: u8,
    window_title: String,
    has_shown_text: bool,
}

impl App {
    /// A window on a session. `jobs` must wake the window when it has something to say; [`prepare`] comes first.
    #[must_use]
    pub fn new(session: Session, jobs: Jobs, dialogs: Box<dyn Dialogs>) -> Self {
        Self {
            session,
            jobs,
            dialogs,
            reader: ReaderView::default(),
            notes: NotesView::default(),
            contents: ContentsView::default(),
            find: FindView::default(),
            card: CardView::default(),
            sheet: Sheet::None,
            exported: None,
            keys: Keys::default(),
            composition: Composition::default(),
            system_fonts: None,
            focus: Focus::default(),
            settings: SettingsView::default(),
            beside: Beside::default(),
            dressed: None,
            reduces_motion: false,
            load_seen_secs: None,
            place_moved_secs: None,
            paste_frames: 0,
            window_title: String::new(),
            has_shown_text: false,
        }
    }

    /// Draws what no bundled face has with these. In tests there are none, so that pictures do not depend on what is installed.
    #[must_use]
    pub fn with_system_fonts(mut self, ctx: &Context, fonts: SystemFonts) -> Self {
        fonts::install(ctx, Some(&fonts));
        self.system_fonts = Some(fonts);
        self
    }

    /// What the window shows, for tests.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Changes the session and sends the effects on their way.
    pub fn send(&mut self, ctx: &Context, command: Command) {
        if matches!(command, Command::SetNotesOpen(true) | Command::SetContentsOpen(true)) {
            // They stand where the settings do.
            self.settings.close(ctx);
            self.beside.contents_last = matches!(command, Command::SetContentsOpen(_));
        }
        for effect in self.session.apply(command) {
            if let Some(text) = self.jobs.run(effect) {
                ctx.copy_text(text);
            }
        }
    }

    fn send_all(&mut self, ctx: &Context, commands: &mut Vec<Command>) {
        for command in commands.drain(..) {
            self.send(ctx, command);
        }
    }

    fn words(&self) -> &'static Strings {
        Strings::of(self.session.settings().interface_lang)
    }

    /// One frame: what happened, then the picture, then what was asked for in it.
    pub fn frame_ui(&mut self, ui: &mut egui::Ui) {
        let ctx = ui.ctx().clone();
        if let Some(fonts) = &self.system_fonts {
            self.reader.take_advances(fonts.follow(&ctx));
        }
        let was_focused = self.focus.was_taken();
        self.focus.follow(&ctx);
        let had_sheet = self.sheet != Sheet::None;
        if !had_sheet {
            self.focus.keep(&ctx);
        }
        // A menu that Esc closes in this frame has had the key.
        self.reader.takes_keys = self.sheet == Sheet::None && !egui::Popup::is_any_open(&ctx);
        let mut out = self.jobs.poll();
        self.take_input(&ctx, &mut out);
        if out.iter().any(|command| matches!(command, Command::TextReady(..))) {
            // Another article takes the place of the one that is being written about.
            let mut before = Vec::new();
            self.notes.flush(&mut before);
            out.splice(0..0, before);
        }
        self.send_all(&ctx, &mut out);
        self.notes.follow(&ctx, &self.session, &mut out);
        self.send_all(&ctx, &mut out);
        let zoom = ctx.input(egui::InputState::zoom_delta);
        if (zoom - 1.0).abs() > f32::EPSILON {
            out.push(Command::SetTextSize(self.session.text_size_points() * zoom));
        }
        self.reader.words.book.follow(self.session.article().and_then(|article| article.linker.as_ref()));
        if self.reader.takes_keys {
            self.settings.take_input(&ctx);
            let bitext = self.session.article().map(|article| &article.bitext);
            let (pinned, has_text) = (self.session.selected_bead(), self.session.text_range().is_some());
            self.card.take_input(&ctx, bitext, pinned, has_text, &mut self.reader.words.book);
        }
        self.take_action_keys(&ctx, &mut out);
        let mut actions = Vec::new();
        let words = self.words();
        let palette = self.dress(&ctx);

        Panel::top("menu").show(ui, |ui| {
            menus::menu_bar_ui(ui, &self.menu_scene(&palette), &mut actions, &mut out);
        });
        if !self.session.messages().is_empty() {
            let frame = Frame::new().fill(palette.notice);
            Panel::top("notices").frame(frame).show(ui, |ui| {
                notices::notices_ui(ui, &self.session, words, &palette, &mut actions, &mut out);
            });
        }
        let show_progress = self.show_progress(&ctx);
        Panel::bottom("status")
            .frame(Frame::new().fill(palette.chrome).inner_margin(Margin::symmetric(10, 4)))
            .show(ui, |ui| status::status_ui(ui, &self.session, self.reader.reading(), words, show_progress, &mut out));
        let style = page_style(&palette, &self.session, words);
        let listed = self.session.article().filter(|_| self.find.is_open);
        let faces = style.typography.styles;
        let advances = listed.map(|article| self.reader.measure_faces(ui, article, faces)).unwrap_or_default();
        let cover = self.reader.cover(style.view);
        let scene = find::Scene { session: &self.session, style: &style, advances: &advances, cover };
        self.find.panels_ui(ui, &scene, self.reader.takes_keys, &mut out);
        let mut goal = self.beside_ui(ui, &palette, words, &mut out);
        CentralPanel::default().frame(Frame::new().fill(palette.page)).show(ui, |ui| {
            let scene = settings::Scene { session: &self.session, palette: &palette, s: words };
            let is_covered = self.settings.cover_ui(ui, &scene, &mut out);
            if self.panels().covers {
                goal = self.cover_ui(ui, &palette, words, &mut out);
            } else if is_covered {
                self.card.close();
            } else {
                self.page_ui(ui, &palette, words, &mut actions, &mut out);
            }
        });
        self.follow_card(&mut out);
        // Now that the page knows the rows that these are.
        if let Some(place) = goal {
            self.reader.jump_to(place);
            ctx.request_repaint();
        }
        self.sheet_ui(&ctx, &palette, words, had_sheet, &mut out);
        drop_hint_ui(&ctx, &palette, words);
        focus::ring_ui(&ctx, &palette);

        if let Some(id) = self.reader.note_clicked.take() {
            out.push(Command::Notes(NotesCommand::GoTo(id.clone())));
            self.notes.show(id, &mut out);
        }
        if self.notes.take_shows_pinned() {
            self.reader.leave();
            self.reader.show_pinned();
        }
        if let Some(only) = self.notes.export_wanted.take() {
            self.open_export(Some(only));
        }
        if self.reader.takes_keys && !was_focused {
            self.take_escape(&ctx, &mut out);
        }
        for action in actions {
            self.perform(&ctx, action, &mut out);
        }
        self.send_all(&ctx, &mut out);
        self.save_place(&ctx);
        self.name_window(&ctx);
        self.take_close(&ctx);
    }

    /// Draws the open sheet, if there is one, and does what it asks for. `had_sheet`: one was there before this frame.
    fn sheet_ui(
        &mut self,
        ctx: &Context,
        palette: &Palette,
        words: &'static Strings,
        had_sheet: bool,
        out: &mut Vec<Command>,
    ) {
        match (sheet_ui(ctx, &mut self.sheet, &self.session, palette, words, out), &self.sheet) {
            (SheetAsked::Dialog, Sheet::Export(export)) => {
                // Kept, for the sheet may be gone when the dialog answers, of which there is one at a time.
                self.exported.get_or_insert_with(|| export.clone());
                self.dialogs.ask_where(ctx, &export.file_name(), words);
            }
            (SheetAsked::GoTo(Goal::Row(row)), _) => self.reader.jump_to(Place { row, fraction: 0.0 }),
            (SheetAsked::GoTo(Goal::Share(share)), _) => self.reader.jump_to_share(share),
            _ => {}
        }
        self.focus.give_back(ctx, had_sheet && self.sheet == Sheet::None);
    }

    /// Saves the place now and then while it moves, and once it rests; nothing is drawn for it in between.
    fn save_place(&mut self, ctx: &Context) {
        if !self.session.is_place_unsaved() {
            self.place_moved_secs = None;
            return;
        }
        let now_secs = ctx.input(|input| input.time);
        let left_secs = PLACE_SECS - (now_secs - *self.place_moved_secs.get_or_insert(now_secs));
        if left_secs > 0.0 {
            ctx.request_repaint_after(Duration::from_secs_f64(left_secs));
        } else {
            self.send(ctx, Command::RememberPlace);
            self.place_moved_secs = None;
        }
    }

    fn page_ui(
        &mut self,
        ui: &mut egui::Ui,
        palette: &Palette,
        words: &'static Strings,
        actions: &mut Vec<Action>,
        out: &mut Vec<Command>,
    ) {
        let Some(article) = self.session.article() else {
            welcome_ui(ui, words, actions);
            return;
        };
        let style = page_style(palette, &self.session, words);
        let list =
            UiBuilder::new().accessibility_role(Role::List).accessibility_label(status::title(&article.request, words));
        let (notes, selected) = (self.session.notes(), Selected::of(&self.session));
        let shows_all = self.find.is_open;
        let hits =
            self.session.finding().map(|finding| HitMarks { finding, at: self.session.visited_hit(), shows_all });
        self.reader.words.looked_up = self.card.word();
        let advances = self.reader.measure_faces(ui, article, style.typography.styles);
        let room = ui.available_rect_before_wrap();
        let page = ui
            .scope_builder(list, |ui| self.reader.reader_ui(ui, article, notes, hits.as_ref(), &selected, &style, out))
            .inner;
        let is_wanted = std::mem::take(&mut self.reader.menu_wanted).then_some(SetOpenCommand::Bool(true));
        let menu = Popup::menu(&page).open_memory(is_wanted).at_pointer_fixed();
        menu.show(|ui| menus::pair_menu_ui(ui, &self.menu_scene(palette), actions));
        if let Some((lang, point)) = self.reader.words.clicked.take() {
            self.card.open(&article.bitext, &mut self.reader.words.book, lang, point, true);
            ui.ctx().request_repaint();
        } else {
            let cover = self.reader.cover(style.view);
            let scene = card::Scene {
                lists: Lists { bitext: &article.bitext, style: &style, advances: &advances, cover },
                places: self.session.word_places(),
                page: room,
                is_moving: self.reader.is_moving(),
                can_write: self.session.can_write_notes(),
            };
            let Words { book, looked_up_rect: at, .. } = &mut self.reader.words;
            let asked = self.card.card_ui(ui.ctx(), *at, book, &scene);
            if asked.note {
                actions.push(Action::WriteNote);
            }
            if asked.find_all {
                actions.push(Action::Find);
            }
            if let Some((hit, sentence)) = asked.place.and_then(|hit| Some((hit, hit.sentence(&article.bitext)?))) {
                self.card.go_to(&hit, book);
                self.reader.leave();
                out.push(Command::Select(Some(Selection { lang: hit.lang, sentence })));
                ui.ctx().request_repaint();
            }
        }
        // A text that is about to be paired anew will have other rows.
        let lists = if self.session.loading().is_none() { self.reader.to_measure() } else { vec![] };
        if !lists.is_empty() {
            self.reader.expect(self.jobs.measure(lists));
        }
        if !self.has_shown_text {
            self.has_shown_text = true;
            log::info!("first readable frame");
        }
    }

    /// The places of the card's word are looked for while it is open.
    fn follow_card(&self, out: &mut Vec<Command>) {
        let wanted = self.card.wanted();
        if self.session.word_places().map(Finding::wanted) != wanted.as_ref() {
            out.push(Command::Find(FindCommand::LookUp(wanted)));
        }
    }

    fn menu_scene<'a>(&'a self, palette: &'a Palette) -> menus::Scene<'a> {
        let [can_go_back, can_go_forward] = self.reader.ways();
        let (session, keys, s) = (&self.session, &self.keys, self.words());
        menus::Scene { session, keys, palette, s, can_go_back, can_go_forward }
    }

    /// Files dropped, text pasted, dialogs answered.
    fn take_input(&mut self, ctx: &Context, out: &mut Vec<Command>) {
        let dropped: Vec<_> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        if !dropped.is_empty() {
            out.push(Command::Open(asked::files(dropped)));
        }
        // A field knows Ctrl+V alone.
        let with_shift = Modifiers::COMMAND | Modifiers::SHIFT;
        if ctx.text_edit_focused() && ctx.input_mut(|input| input.consume_key(with_shift, Key::V)) {
            ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
        }
        if self.paste_frames > 0 {
            self.take_paste(ctx, out);
        }
        let answer = self.dialogs.answer();
        // Whatever has become of the dialog, what was to be saved with it waits no more.
        let export = if answer.is_some() { self.exported.take() } else { None };
        match answer {
            Some(Answer::Files(Purpose::Article, paths)) => out.push(Command::Open(asked::files(paths))),
            Some(Answer::Files(Purpose::Translation, paths)) => {
                out.extend(paths.into_iter().next().map(asked::whole).map(Command::AddTranslation));
            }
            Some(Answer::SaveTo(path)) => {
                if let Some(Export { of, format, only, .. }) = export {
                    out.push(Command::Notes(NotesCommand::Export { of, format, path, only }));
                }
                if matches!(self.sheet, Sheet::Export(_)) {
                    self.sheet = Sheet::None;
                }
            }
            Some(Answer::Unavailable) => out.push(Command::Report(Message::NoDialog)),
            Some(Answer::Cancelled) | None => {}
        }
    }

    /// The clipboard answers with an event within a few frames; an empty one does not answer.
    fn take_paste(&mut self, ctx: &Context, out: &mut Vec<Command>) {
        let pasted = ctx.input_mut(|input| {
            let is_text = |event: &Event| matches!(event, Event::Paste(text) if !text.trim().is_empty());
            // Taken, so that it does not go into a field as well.
            let at = input.events.iter().position(is_text)?;
            if let Event::Paste(text) = input.events.remove(at) { Some(text) } else { None }
        });
        self.paste_frames -= 1;
        if let Some(text) = pasted {
            self.paste_frames = 0;
            out.push(Command::Open(LoadRequest::text(InputSource::Pasted(text.into()))));
        } else if self.paste_frames == 0 {
            out.push(Command::Report(Message::NothingToPaste));
        } else {
            ctx.request_repaint();
        }
    }

    fn dress(&mut self, ctx: &Context) -> Palette {
        let system_is_dark = ctx.system_theme() == Some(egui::Theme::Dark);
        let palette = *Palette::of(self.session.settings().theme, system_is_dark);
        if self.dressed != Some(palette) {
            palette.dress(ctx);
            self.dressed = Some(palette);
        }
        let hint_points = (ctx.content_rect().width() - HINT_MARGIN_POINTS).clamp(HINT_POINTS.0, HINT_POINTS.1);
        if (ctx.global_style().spacing.tooltip_width - hint_points).abs() >= 1.0 {
            ctx.all_styles_mut(|style| style.spacing.tooltip_width = hint_points);
        }
        let reduces_motion = self.session.settings().reduces_motion;
        if self.reduces_motion != reduces_motion {
            motion::reduce(ctx, reduces_motion);
            self.reduces_motion = reduces_motion;
        }
        palette
    }

    /// True once a load has taken long enough to be worth showing; keeps the window drawing while it lasts.
    fn show_progress(&mut self, ctx: &Context) -> bool {
        if self.session.loading().is_none() {
            self.load_seen_secs = None;
            return false;
        }
        ctx.request_repaint_after(Duration::from_millis(100));
        let now_secs = ctx.input(|input| input.time);
        now_secs - *self.load_seen_secs.get_or_insert(now_secs) >= QUIET_LOAD_SECS
    }

    fn name_window(&mut self, ctx: &Context) {
        let words = self.words();
        let title = self.session.article().map_or_else(
            || "Duizhao 对照".to_owned(),
            |article| format!("{} — Duizhao 对照", status::title(&article.request, words)),
        );
        // The tree of a screen reader is made anew every frame.
        ctx.accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label(title.as_str()));
        if title != self.window_title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.window_title = title;
        }
    }
}

/// Gives a context the bundled faces and the habits this window counts on.
pub fn prepare(ctx: &Context) {
    fonts::install(ctx, None);
    ctx.add_plugin(Told);
    // The reader has text sizes of its own; zooming the whole interface would change them twice.
    ctx.options_mut(|options| {
        options.zoom_with_keyboard = false;
        // As desktops have it; the toolkit's own is short.
        options.input_options.max_double_click_delay = DOUBLE_CLICK_SECS;
        options.input_options.scroll_zoom_speed = TEXT_STEP.ln() / NOTCH_POINTS;
    });
}
