//! What the list shows of a note: its words cut to the room they have, and what has changed about its place. Made once for each state of
//! the notes, not with every frame; only of notes that come into view.

use super::decide::difference;
use super::item::Scene;
use crate::layout::{plain, plain_quote};
use crate::model::{Note, NoteId, Target};
use crate::state::{Attachment, Notes, text_of_spot};
use crate::text::{Lang, start_of, unwrapped};
use crate::ui::reader::Cover;
use crate::ui::strings::Strings;
use crate::ui::theme::Palette;
use eframe::egui::text::LayoutJob;
use eframe::egui::{FontFamily, FontId, RichText};
use std::collections::HashMap;
use std::sync::Arc;

/// Lines of a note that is not the active one.
pub(super) const BODY_LINES: usize = 3;
/// More is not looked at for so few lines, nor told as a name.
const BODY_CHARS: usize = 400;
const QUOTE_CHARS: usize = 160;
const TAG_CHARS: usize = 60;
pub(super) const QUOTE_POINTS: f32 = 13.0;
const QUOTE_FONT: FontId = FontId::new(QUOTE_POINTS, FontFamily::Proportional);
const BODY_FONT: FontId = FontId::new(14.0, FontFamily::Proportional);
/// Faces of notes long out of view are forgotten.
const MAX_KEPT: usize = 400;

/// A note as it is drawn.
#[derive(Debug)]
pub(super) struct Face {
    /// What it is called: its words, or the passage it highlights.
    pub name: String,
    pub quotes: Vec<Passage>,
    pub body: Option<Arc<LayoutJob>>,
    /// From another version of it to this one.
    pub other_version: Option<Arc<LayoutJob>>,
    /// From what it was written on to what stands there now, for each language that has changed.
    pub moved: Vec<Arc<LayoutJob>>,
    pub facts: Arc<RichText>,
}

/// The passage in one language.
#[derive(Debug)]
pub(super) enum Passage {
    Text(Arc<RichText>),
    /// Not to be seen; about so many letters.
    Covered(usize),
}

/// The state that faces were made in.
type State = (u64, Palette, Cover, &'static str);

/// The faces of the notes in view.
#[derive(Debug, Default)]
pub(super) struct Faces {
    of: Option<State>,
    kept: HashMap<(NoteId, bool), Arc<Face>>,
}

impl Faces {
    /// Forgets what is no longer true; true if anything has changed.
    pub fn keep_up(&mut self, stamp: u64, palette: &Palette, cover: Cover, s: &Strings) -> bool {
        let of = Some((stamp, *palette, cover, s.tag));
        let is_new = self.of != of;
        if is_new || self.kept.len() > MAX_KEPT {
            self.kept.clear();
        }
        self.of = of;
        is_new
    }

    /// The face of a note, cut short unless it is active; `make` makes it if it is not there yet.
    pub fn get(&mut self, id: &NoteId, is_active: bool, make: impl FnOnce() -> Face) -> Arc<Face> {
        Arc::clone(self.kept.entry((id.clone(), is_active)).or_insert_with(|| Arc::new(make())))
    }
}

impl Face {
    /// What is shown of a note, which begins in a pair.
    pub fn new(scene: &Scene, notes: &Notes, note: &Note, pair: Option<(usize, usize)>, is_active: bool) -> Self {
        let Scene { session, palette, cover, s, .. } = scene;
        let place = notes.place(&note.id);
        // A pair that is seen is all that is seen.
        let sentences = pair.zip(session.article()).map(|((row, bead), a)| &a.bitext.rows[row].beads[bead].sentences);
        let is_in_pair = |lang: Lang| {
            let spot = place.and_then(Attachment::shown).map(|spot| &spot[lang]);
            spot.zip(sentences).is_some_and(|(spot, all)| spot.start >= all[lang].start && spot.end <= all[lang].end)
        };
        let hides = |lang: Lang| cover.hides(lang, pair.filter(|_| is_in_pair(lang)));
        let other = note.conflict_of.as_ref().and_then(|id| notes.get(id));
        let mut moved = Vec::new();
        let is_offered = matches!(place, Some(Attachment::Changed(..) | Attachment::Ask(_)));
        let spot = place.filter(|_| is_offered).and_then(Attachment::spot);
        if let (Some(spot), Some(article)) = (spot, session.article()) {
            for lang in Lang::BOTH.into_iter().filter(|lang| !spot[*lang].is_empty() && !hides(*lang)) {
                let before = note.target.side(lang).map_or("", |quote| &quote.quote);
                let after = text_of_spot(&article.bitext, spot, lang);
                if before != after {
                    let [drawn_before, drawn_after] = [before, &after].map(|text| plain("", text, ""));
                    // Where marks alone have changed, they are what is to be seen.
                    let are_alike = drawn_before == drawn_after;
                    let (before, after) = if are_alike { (before, &*after) } else { (&*drawn_before, &*drawn_after) };
                    moved.push(Arc::new(difference(before, after, palette)));
                }
            }
        }
        Self {
            name: name_of(note, hides, s),
            quotes: quotes(&note.target, hides, palette, is_active),
            body: (!note.body.is_empty()).then(|| Arc::new(body(&note.body, palette, is_active))),
            other_version: other.map(|other| Arc::new(difference(&other.body, &note.body, palette))),
            moved,
            facts: Arc::new(RichText::new(facts(note, pair.map(|(row, _)| row), s)).small().color(palette.quiet)),
        }
    }
}

fn body(text: &str, palette: &Palette, is_whole: bool) -> LayoutJob {
    let text = if is_whole { text.into() } else { start_of(text, BODY_CHARS) };
    let mut job = LayoutJob::simple(text.into_owned(), BODY_FONT, palette.text, f32::INFINITY);
    if !is_whole {
        job.wrap.max_rows = BODY_LINES;
    }
    job
}

fn facts(note: &Note, row: Option<usize>, s: &Strings) -> String {
    let tags: Vec<_> = note.tags.iter().map(|tag| format!("#{}", start_of(tag, TAG_CHARS))).collect();
    let facts = [row.map_or_else(String::new, |row| s.row(row + 1)), s.day(note.modified), tags.join(" ")];
    facts.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The passage in both languages: a line each, or all of it.
pub(super) fn quotes(target: &Target, hides: impl Fn(Lang) -> bool, palette: &Palette, is_whole: bool) -> Vec<Passage> {
    let quotes = Lang::BOTH.into_iter().filter_map(|lang| Some((lang, target.side(lang)?)));
    let passages = quotes.map(|(lang, quote)| {
        if hides(lang) {
            let width = if lang == Lang::Zh { 2 } else { 1 };
            return Passage::Covered(width * quote.quote.chars().take(QUOTE_CHARS).count());
        }
        let text = if is_whole {
            plain_quote(quote)
        } else {
            // Half of a book may be quoted; a line of it costs what a line costs.
            line_of(&plain(&quote.prefix, &start_of(&quote.quote, 4 * QUOTE_CHARS), ""), QUOTE_CHARS)
        };
        Passage::Text(Arc::new(RichText::new(text).font(QUOTE_FONT).color(palette.quiet)))
    });
    passages.collect()
}

/// What a note is called: its words, or the passage it highlights.
fn name_of(note: &Note, hides: impl Fn(Lang) -> bool, s: &Strings) -> String {
    if !note.body.is_empty() {
        return start_of(&note.body, BODY_CHARS).into_owned();
    }
    let quotes = || Lang::BOTH.into_iter().filter_map(|lang| Some((lang, note.target.side(lang)?)));
    let seen = quotes().find(|(lang, _)| !hides(*lang));
    let seen = seen.map(|(_, quote)| plain_quote(quote));
    let hidden = if quotes().next().is_some() { s.covered_sentence } else { "" };
    s.labelled(s.highlight, &seen.map_or(hidden.into(), |seen| start_of(&seen, BODY_CHARS).into_owned()))
}

/// The first characters of a text on one line, without its hard wraps.
fn line_of(text: &str, chars: usize) -> String {
    unwrapped(text).chars().take(chars).map(|c| if c.is_whitespace() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Theme;
    use crate::ui::strings::{EN, ZH};

    fn face(name: &str) -> Face {
        let (quotes, moved, facts) = (vec![], vec![], Arc::default());
        Face { name: name.to_owned(), quotes, body: None, other_version: None, moved, facts }
    }

    #[test]
    fn a_face_is_made_once_for_each_state() {
        let (light, dark) = (Palette::of(Theme::Light, false), Palette::of(Theme::Dark, false));
        let mut faces = Faces::default();
        let mut made = Vec::new();
        let (open, covered) = (Cover::default(), Cover { lang: Some(Lang::Zh), shown: None });
        for (stamp, palette, cover, s, is_active) in [
            (1, *light, open, &EN, false),
            (1, *light, open, &EN, false),
            (1, *light, open, &EN, true),
            (2, *light, open, &EN, false),
            (2, *light, open, &EN, false),
            (2, *dark, open, &EN, false),
            (2, *dark, open, &ZH, false),
            (2, *dark, open, &ZH, false),
            (2, *dark, covered, &ZH, false),
            (2, *dark, covered, &ZH, false),
        ] {
            faces.keep_up(stamp, &palette, cover, s);
            let mut is_new = false;
            faces.get(&NoteId("a".into()), is_active, || {
                is_new = true;
                face("a")
            });
            made.push(is_new);
        }
        assert_eq!(made, [true, false, true, true, false, true, true, false, true, false]);
    }

    #[test]
    fn a_line_has_no_trace_of_hard_wraps() {
        for (text, chars, line) in [
            ("他说，潮水\n会回来。", 40, "他说，潮水会回来。"),
            ("He said the tide\nwould be back.", 40, "He said the tide would be back."),
            ("He said\tthe\n\ntide", 12, "He said the "),
        ] {
            assert_eq!(line_of(text, chars), line);
        }
    }

    #[test]
    fn faces_out_of_view_are_forgotten() {
        let light = Palette::of(Theme::Light, false);
        let mut faces = Faces::default();
        for n in 0..3 * MAX_KEPT {
            faces.keep_up(1, light, Cover::default(), &EN);
            faces.get(&NoteId(n.to_string()), false, || face("a"));
            assert!(faces.kept.len() <= MAX_KEPT + 1);
        }
    }
}
