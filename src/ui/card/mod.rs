//! The dictionary card: what the dictionary says of one word of the text, beside it. Asks for a note on it; keeps which word it is about.

mod content;
mod draw;
mod glossed;
mod places;

pub use draw::Scene;

use super::reader::{Cover, LineCache};
use super::words::{Word, WordBook};
use crate::find::Hit;
use crate::model::Bitext;
use crate::state::{TextPoint, TextRange, Wanted};
use crate::text::Lang;
use content::{Content, is_content_word};
use eframe::egui::text_selection::LabelSelectionState;
use eframe::egui::{Context, Event, Key, Modifiers, Rect};
use std::sync::Arc;

/// The view's own state: nothing while no card is open.
#[derive(Default)]
pub struct CardView {
    open: Option<Open>,
}

/// An open card.
struct Open {
    bitext: Arc<Bitext>,
    /// The pair its word is in.
    bead: (usize, usize),
    /// The words it can go to, in reading order.
    stops: Vec<Word>,
    at: usize,
    content: Content,
    /// The counterpart in the other language, and whether it is sure.
    across: Vec<(String, bool)>,
    /// The lines of the places it shows.
    lines: LineCache,
    /// Where it was drawn; `None` before that.
    rect: Option<Rect>,
    /// Of the book that told what it says.
    edition: u64,
    /// Whether the next place of the word is to be gone to, or the one before.
    wanted_place: Option<bool>,
}

impl CardView {
    /// Opens the card on the word at a place, or on the first word behind it that is worth it.
    pub fn open(&mut self, bitext: &Arc<Bitext>, book: &mut WordBook, lang: Lang, point: TextPoint, is_exact: bool) {
        self.open = None;
        let sentence = bitext.sentence_at(lang, point.block, point.byte);
        let Some(bead) = sentence.and_then(|sentence| bitext.bead_of_sentence(lang, sentence)) else { return };
        let Some((words, lexicon)) = book.bead(bitext, bead).zip(book.lexicon()) else { return };
        let stops = words.walk(bitext, lang, lexicon);
        let is_behind = |word: &Word| (word.block, word.span.end()) > (point.block, point.byte);
        let at = if is_exact {
            let word = words.at(lang, point.block, point.byte);
            stops.iter().position(|stop| Some(*stop) == word)
        } else {
            let first = stops.iter().position(|word| is_behind(word) && is_content_word(&word.text(bitext)));
            first.or_else(|| stops.iter().position(is_behind))
        };
        let Some(at) = at else { return };
        let bitext = Arc::clone(bitext);
        let (content, across, lines, edition) = (Content::default(), vec![], LineCache::default(), 0);
        let mut open =
            Open { bitext, bead, stops, at, content, across, lines, rect: None, edition, wanted_place: None };
        open.look_up(book);
        self.open = Some(open);
    }

    /// Opens the card on another place of its word.
    pub fn go_to(&mut self, hit: &Hit, book: &mut WordBook) {
        let Some(Open { bitext, .. }) = self.open.take() else { return };
        let (block, byte) = (hit.block as usize, hit.start as usize);
        self.open(&bitext, book, hit.lang, TextPoint { block, byte }, true);
        if let Some(open) = &mut self.open
            && let Some(span) = hit.span(&bitext)
        {
            // What was looked up may be a part of a longer word here, one that is walked through whole, too.
            let part = Word { lang: hit.lang, block, span };
            open.at = open.stops.iter().position(|stop| *stop == part).unwrap_or_else(|| {
                open.stops.insert(open.at + 1, part);
                open.at + 1
            });
            open.look_up(book);
        }
    }

    /// What finds the places of the word it is about.
    #[must_use]
    pub fn wanted(&self) -> Option<Wanted> {
        let text = self.open.as_ref()?.content.headword.clone();
        Some(Wanted { text, as_pinyin: false, is_word: true })
    }

    /// Closes the card.
    pub fn close(&mut self) {
        self.open = None;
    }

    /// The word it is about, if it is open.
    #[must_use]
    pub fn word(&self) -> Option<Word> {
        self.open.as_ref().map(|open| open.stops[open.at])
    }

    /// The word as text that can be noted, and what a note on it begins with; of a covered sentence nothing is told.
    #[must_use]
    pub fn noted(&self, cover: &Cover) -> Option<(TextRange, String)> {
        let open = self.open.as_ref()?;
        let Word { lang, block, span } = open.stops[open.at];
        let point = |byte| TextPoint { block, byte };
        let tells_across = !cover.hides(lang.other(), Some(open.bead));
        let body = open.content.noted(tells_across);
        Some((TextRange { lang, from: point(span.start()), to: point(span.end()) }, body))
    }

    /// Esc and a click elsewhere close the card, the arrows go from word to word, Enter to the next place of the word, and it is what is copied. It goes when its text does, or another pair is pinned.
    pub fn take_input(
        &mut self,
        ctx: &Context,
        bitext: Option<&Arc<Bitext>>,
        pinned: Option<(usize, usize)>,
        has_text: bool,
        book: &mut WordBook,
    ) {
        let Some(open) = &mut self.open else { return };
        let is_same = bitext.is_some_and(|bitext| Arc::ptr_eq(bitext, &open.bitext));
        let is_left = !is_same || pinned.is_some_and(|bead| bead != open.bead);
        let is_elsewhere = ctx.input(|input| {
            let at = input.pointer.interact_pos().filter(|_| input.pointer.any_pressed());
            at.zip(open.rect).is_some_and(|(at, rect)| !rect.contains(at))
        });
        let is_typing = ctx.text_edit_focused();
        let pressed = |key| !is_typing && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if is_left || is_elsewhere || pressed(Key::Escape) {
            self.open = None;
            return;
        }
        if open.edition != book.edition() {
            open.look_up(book);
        }
        // Text that is selected, on the page or on the card itself, goes before.
        let is_copied = !is_typing && !has_text && ctx.input(|input| input.events.contains(&Event::Copy));
        if is_copied && !ctx.plugin::<LabelSelectionState>().lock().has_selection() {
            ctx.input_mut(|input| input.events.retain(|event| *event != Event::Copy));
            ctx.copy_text(open.stops[open.at].text(&open.bitext).into_owned());
        }
        // A button that has the keyboard means Enter for itself.
        if ctx.memory(|memory| memory.focused().is_none()) {
            let enter = |modifiers| ctx.input_mut(|input| input.consume_key(modifiers, Key::Enter));
            // Enter alone also matches Enter with Shift, so that one goes first.
            open.wanted_place =
                if enter(Modifiers::SHIFT) { Some(false) } else { enter(Modifiers::NONE).then_some(true) };
        }
        // With Alt they lead back and forth through jumps.
        let arrow = |key| {
            let is_it = |event: &Event| match event {
                Event::Key { key: other, pressed: true, modifiers, .. } => *other == key && modifiers.is_none(),
                _ => false,
            };
            ctx.input_mut(|input| {
                let count = input.events.len();
                input.events.retain(|event| is_typing || !is_it(event));
                input.events.len() < count
            })
        };
        for (key, is_next) in [(Key::ArrowLeft, false), (Key::ArrowRight, true)] {
            if arrow(key) {
                open.step(is_next, book);
            }
        }
    }
}

impl Open {
    fn can_step(&self, is_next: bool) -> bool {
        if is_next { self.at + 1 < self.stops.len() } else { self.at > 0 }
    }

    fn step(&mut self, is_next: bool, book: &mut WordBook) {
        if self.can_step(is_next) {
            self.at = if is_next { self.at + 1 } else { self.at - 1 };
            self.look_up(book);
            self.rect = None;
        }
    }

    fn look_up(&mut self, book: &mut WordBook) {
        let word = self.stops[self.at];
        let across = book.bead(&self.bitext, self.bead).map(|words| words.across(&word)).unwrap_or_default();
        self.across = joined(&self.bitext, &across);
        let text = word.text(&self.bitext);
        let across = self.across.iter().map(|(text, _)| text.as_str());
        self.content = book.lexicon().map(|lexicon| Content::of(lexicon, &text, across)).unwrap_or_default();
        self.edition = book.edition();
    }
}

/// The words as text; what stands side by side stays together.
fn joined(bitext: &Bitext, words: &[(Word, bool)]) -> Vec<(String, bool)> {
    let mut out: Vec<(Word, bool)> = Vec::new();
    for (word, is_sure) in words {
        let text = &bitext.blocks[word.lang][word.block].text;
        let last = out.last_mut().filter(|(last, last_is_sure)| {
            let between = text.get(last.span.end()..word.span.start());
            last.block == word.block && last_is_sure == is_sure && between.is_some_and(|text| text.trim().is_empty())
        });
        match last {
            Some((last, _)) => {
                last.span = crate::text::ByteSpan::new(text, last.span.start(), word.span.end()).unwrap_or(last.span);
            }
            None => out.push((*word, *is_sure)),
        }
    }
    out.iter().map(|(word, is_sure)| (word.text(bitext).into_owned(), *is_sure)).collect()
}
