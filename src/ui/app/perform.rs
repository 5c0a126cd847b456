//! What each menu item and key does.

use super::{App, PASTE_FRAMES, TEXT_STEP};
use crate::model::{Arrangement, Bitext, NoteId, PageView, Place, Settings, Sides};
use crate::state::{Command, InputSource, LoadRequest, Message, NotesCommand, Selection, Step, TextPoint};
use crate::text::Lang;
use crate::ui::actions::Action;
use crate::ui::dialogs::Purpose;
use crate::ui::keys::KeysSheet;
use crate::ui::notes::{Export, NotesView};
use crate::ui::sheets::Sheet;
use crate::ui::{SAMPLE, menu_keys, shown_view, status};
use eframe::egui::{Context, Key, Modifiers, Popup, ViewportCommand};

impl App {
    /// Does what keys ask for, so that it is seen in this very frame.
    pub(super) fn take_action_keys(&mut self, ctx: &Context, out: &mut Vec<Command>) {
        let is_composing = self.composition.goes_on(ctx);
        self.keys.follow(&self.session.settings().keys);
        if self.sheet != Sheet::None {
            if is_composing {
                // It gives up what is being put together, and not the sheet.
                ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
            }
            return;
        }
        if is_composing {
            return;
        }
        for action in self.keys.pressed(ctx) {
            self.perform(ctx, action, out);
            // Two keys may come in one frame, and the second acts on what the first has done.
            self.send_all(ctx, out);
        }
        if self.sheet != Sheet::None {
            // A menu that was left open is below it.
            Popup::close_all(ctx);
        }
    }

    pub(super) fn perform(&mut self, ctx: &Context, action: Action, out: &mut Vec<Command>) {
        let size = self.session.text_size_points();
        let view = self.session.view();
        match action {
            Action::Open => self.dialogs.ask(ctx, Purpose::Article, self.words()),
            Action::AddTranslation => self.dialogs.ask(ctx, Purpose::Translation, self.words()),
            Action::OpenPath => self.sheet = Sheet::Path(String::new()),
            Action::Recent => self.sheet = Sheet::Recent,
            Action::AllKeys => self.sheet = Sheet::Keys(KeysSheet::default()),
            Action::About => self.sheet = Sheet::About,
            Action::Paste => {
                self.paste_frames = PASTE_FRAMES;
                ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
                ctx.request_repaint();
            }
            Action::Reload => out.push(Command::Reload),
            Action::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            Action::CopySentence => out.push(Command::CopySentence),
            Action::CopyText => out.push(Command::CopyText),
            Action::CopyPair => out.push(Command::CopyPair),
            Action::CopyQuote => {
                let title = self.session.article().map(|article| status::title(&article.request, self.words()));
                out.extend(title.map(Command::CopyQuote));
            }
            Action::CopyPairWithNotes => out.push(Command::CopyPairWithNotes),
            Action::LookUp => self.look_up(ctx, out),
            Action::WriteNote if self.card.word().is_some() => {
                if let Some((range, body)) = self.card.noted(&self.reader.cover(shown_view(&self.session))) {
                    self.notes.write_on(&self.session, &range, body, out);
                    self.card.close();
                }
            }
            Action::WriteNote | Action::AnotherNote => {
                if !self.session.has_selection() {
                    // Of what is in view, the first.
                    self.walk(ctx, Step::Next, out);
                }
                self.notes.write(&self.session, action == Action::AnotherNote, out);
            }
            Action::HighlightYellow
            | Action::HighlightGreen
            | Action::HighlightBlue
            | Action::HighlightPink
            | Action::HighlightPurple => out.extend(action.colour().map(NotesView::highlight)),
            Action::NotesPanel => {
                // The settings stand in its place.
                let is_shown = self.panels().notes;
                out.push(Command::SetNotesOpen(!is_shown));
            }
            Action::Undo => out.push(NotesView::undo()),
            Action::Redo => out.push(NotesView::redo()),
            Action::Back => self.reader.go_back(),
            Action::Forward => self.reader.go_forward(),
            Action::GoTo => {
                if self.session.article().is_some() {
                    self.sheet = Sheet::GoTo(String::new());
                }
            }
            Action::Contents => {
                let is_shown = self.panels().contents;
                out.push(Command::SetContentsOpen(!is_shown));
            }
            Action::Settings => self.settings.toggle(ctx),
            Action::Typography => self.settings.open_at_type(),
            Action::Bookmark => {
                // Not the row that is cut off at the top.
                out.push(Command::ToggleBookmark(self.reader.top_pair().map(|(row, _)| row)));
            }
            Action::Export => self.open_export(None),
            Action::RetrySave => out.push(Command::Notes(NotesCommand::RetrySave)),
            Action::Find => self.open_find(),
            Action::FindNext | Action::FindPrevious => self.find.step(&self.session, action == Action::FindNext, out),
            Action::ClearSelection => out.push(Command::Select(None)),
            Action::NextPair => self.walk(ctx, Step::Next, out),
            Action::PreviousPair => self.walk(ctx, Step::Previous, out),
            Action::NextDoubtful => self.walk(ctx, Step::NextDoubtful(None), out),
            Action::SelectDown => out.push(Command::ExtendText(Step::Next)),
            Action::SelectUp => out.push(Command::ExtendText(Step::Previous)),
            Action::PageDown => self.reader.turn_page(1.0),
            Action::PageUp => self.reader.turn_page(-1.0),
            Action::ToStart => self.reader.jump_to(Place::default()),
            Action::ToEnd => self.reader.jump_to(Place { row: usize::MAX, fraction: 1.0 }),
            Action::Reveal => {
                self.reader.reveal();
                ctx.request_repaint();
            }
            Action::Focus => {
                match self.reader.hovered() {
                    _ if view.is_focused || self.session.has_selection() => {}
                    Some((row, bead)) => out.push(Command::Walk(Step::From(row, bead))),
                    None => self.walk(ctx, Step::Next, out),
                }
                out.push(Command::SetView(PageView { is_focused: !view.is_focused, ..view }));
            }
            Action::MenuBar => menu_keys::focus_bar(ctx),
            Action::TextLarger => out.push(Command::SetTextSize(size * TEXT_STEP)),
            Action::TextSmaller => out.push(Command::SetTextSize(size / TEXT_STEP)),
            Action::TextReset => out.push(Command::SetTextSize(Settings::default().text_size_points)),
            Action::FullScreen => fill_screen(ctx),
            Action::Sample => out.push(Command::Open(LoadRequest::text(InputSource::Sample(SAMPLE)))),
            // A text in one language has no sides to go in step, whatever was chosen for others.
            Action::Sync if !shown_view(&self.session).is_in_columns() => {}
            _ => out.extend(view_asked(action, view).map(Command::SetView)),
        }
    }

    /// Esc that nothing else has wanted takes away the newest message. One that asks stays: not to be answered is not to be told no.
    pub(super) fn take_escape(&self, ctx: &Context, out: &mut Vec<Command>) {
        let can_go = |message: &Message| !message.stays() && !matches!(message, Message::NotesMaybe(_));
        if let Some(newest) = self.session.messages().iter().rposition(can_go)
            && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
        {
            out.push(Command::Dismiss(newest));
        }
    }

    /// Pins another pair: from the pinned one if that can be seen, or else from the top of the view.
    fn walk(&mut self, ctx: &Context, step: Step, out: &mut Vec<Command>) {
        // The next step starts where this one has led.
        self.send_all(ctx, out);
        let pinned = self.session.selected_bead();
        let has_left = pinned.is_some_and(|pair| self.reader.has_left(pair));
        let top = self.reader.top_pair();
        let step = match (step, top.filter(|_| has_left || !self.session.has_selection())) {
            (Step::NextDoubtful(_), top) => Step::NextDoubtful(top),
            (_, Some((row, bead))) => Step::From(row, bead),
            _ => step,
        };
        self.send(ctx, Command::Walk(step));
    }

    /// Shows the bar to find words in; with the word of an open card, which it takes the place of.
    fn open_find(&mut self) {
        if let Some(word) = self.card.wanted() {
            self.find.open_with(&word);
            self.card.close();
        } else if self.session.article().is_some() {
            self.find.open(&self.session);
        }
    }

    /// Opens the card on the first word of what is selected, or closes it.
    fn look_up(&mut self, ctx: &Context, out: &mut Vec<Command>) {
        if self.card.word().is_some() {
            self.card.close();
            return;
        }
        if !self.session.has_selection() {
            // Of what is in view, the first.
            self.walk(ctx, Step::Next, out);
        }
        let Some(article) = self.session.article() else { return };
        let text = self.session.text_range();
        // A word that was chosen is looked up, however plain it is.
        let word = text.and_then(|range| self.reader.words.selected_word(&article.bitext, &range));
        let text = word
            .map(|word| (word.lang, TextPoint { block: word.block, byte: word.span.start() }))
            .or_else(|| text.map(|range| (range.lang, range.ends().0)));
        let pinned = || self.session.selection().and_then(|pinned| self.uncovered(&article.bitext, pinned));
        if let Some((lang, point)) = text.or_else(pinned) {
            self.card.open(&article.bitext, &mut self.reader.words.book, lang, point, word.is_some());
            self.reader.show_pinned();
            ctx.request_repaint();
        }
    }

    /// Where a sentence begins, or its counterpart if it is covered; `None` if there is none.
    fn uncovered(&self, bitext: &Bitext, pinned: Selection) -> Option<(Lang, TextPoint)> {
        let mut shown = pinned;
        if self.reader.is_covered(shown_view(&self.session), bitext, pinned) {
            let (row, bead) = bitext.bead_of_sentence(pinned.lang, pinned.sentence)?;
            let lang = pinned.lang.other();
            let sentence = bitext.rows[row].beads[bead].sentences[lang].clone().next()?;
            shown = Selection { lang, sentence };
        }
        let sentence = bitext.sentences[shown.lang].get(shown.sentence)?;
        Some((shown.lang, TextPoint { block: sentence.block, byte: sentence.span.start() }))
    }

    pub(super) fn open_export(&mut self, only: Option<Vec<NoteId>>) {
        let notes = self.session.notes().filter(|notes| !notes.all().is_empty());
        if let Some((article, notes)) = self.session.article().zip(notes) {
            let title = status::title(&article.request, self.words());
            self.sheet = Sheet::Export(Export::beside(article, notes, &title, only));
        }
    }
}

/// The view that an action asks for, if it changes nothing else.
fn view_asked(action: Action, view: PageView) -> Option<PageView> {
    Some(match action {
        Action::Aligned => PageView { arrangement: Arrangement::Aligned, ..view },
        Action::Columns => PageView { arrangement: Arrangement::Columns, ..view },
        Action::Stacked => PageView { arrangement: Arrangement::Stacked, ..view },
        Action::Sync => PageView { is_sync_off: !view.is_sync_off, ..view },
        Action::BothSides => PageView { sides: Sides::Both, ..view },
        Action::OnlyEn => PageView { sides: Sides::En, ..view },
        Action::OnlyZh => PageView { sides: Sides::Zh, ..view },
        Action::SwapSides => PageView { is_swapped: !view.is_swapped, ..view },
        Action::Cover => PageView { is_covered: !view.is_covered, ..view },
        Action::Pinyin => PageView { has_pinyin: !view.has_pinyin, ..view },
        _ => return None,
    })
}

/// Fills the screen, or stops filling it.
fn fill_screen(ctx: &Context) {
    let is_full = ctx.input(|input| input.viewport().fullscreen.unwrap_or(false));
    ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!is_full));
}
