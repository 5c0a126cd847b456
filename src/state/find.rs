//! Finding: what is looked for, what was found so far, and which hit the reader is at.

use super::{Effect, Selection, Session};
use crate::find::Hit;
use crate::model::{Bitext, Progress};
use crate::text::Lang;
use std::sync::Arc;

/// Tells one search from the next; only the newest counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SearchId(pub u64);

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// As it was typed.
    pub text: String,
    /// True if letters also find the characters they are the pinyin of.
    pub as_pinyin: bool,
    /// True if it is a word: it is found whole, never as a part of another, an English one in all its forms, and nothing is pinyin.
    pub is_word: bool,
}

/// What concerns finding words.
#[derive(Clone, Debug)]
pub enum FindCommand {
    /// Look for this in place of what was looked for before.
    Look(Wanted),
    /// Look for the places of a word that is looked up, beside what is looked for; `None` once it is looked up no more.
    LookUp(Option<Wanted>),
    /// A search has found more; with `is_over`, all there is.
    Found {
        /// Which search.
        id: SearchId,
        /// In the order of the text, behind those that came before.
        hits: Vec<Hit>,
        /// True for the last of them.
        is_over: bool,
    },
    /// Go to the next hit; from the last to the first.
    Next,
    /// Go to the hit before; from the first to the last.
    Previous,
    /// Go to the hit at this position.
    GoTo(usize),
}

/// A search and its hits. They belong to the article's present pairing: another one is searched anew.
#[derive(Debug)]
pub struct Finding {
    id: SearchId,
    wanted: Wanted,
    hits: Vec<Hit>,
    is_over: bool,
    visited: usize,
    visits: u64,
    /// Of the thread that looks for it.
    progress: Progress,
}

impl Drop for Finding {
    /// What is looked for no more takes no time and holds no text.
    fn drop(&mut self) {
        self.progress.cancel();
    }
}

impl Finding {
    /// Which search; another one for another text, too.
    #[must_use]
    pub fn id(&self) -> SearchId {
        self.id
    }

    /// What is looked for.
    #[must_use]
    pub fn wanted(&self) -> &Wanted {
        &self.wanted
    }

    /// What was found so far, in the order of the text.
    #[must_use]
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// False while the search still runs.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    /// Rises whenever the reader goes to a hit, be it the same one.
    #[must_use]
    pub fn visits(&self) -> u64 {
        self.visits
    }

    /// The first row with a hit from this one on. `O(log n)`.
    #[must_use]
    pub fn row_from(&self, row: usize) -> Option<usize> {
        self.hits.get(self.hits.partition_point(|hit| (hit.row as usize) < row)).map(|hit| hit.row as usize)
    }

    /// The positions of the hits in some bytes of a block, which is in `row`. `O(log n)`.
    #[must_use]
    pub fn in_block(
        &self,
        row: usize,
        lang: Lang,
        block: usize,
        bytes: &std::ops::Range<usize>,
    ) -> std::ops::Range<usize> {
        let of = |hit: &Hit| (hit.row as usize, hit.lang, hit.block as usize);
        let here = (row, lang, block);
        let first = self.hits.partition_point(|hit| (of(hit), hit.end as usize) <= (here, bytes.start));
        let end = self.hits.partition_point(|hit| (of(hit), hit.start as usize) < (here, bytes.end));
        first..end.max(first)
    }
}

impl Finding {
    /// The position of the first hit in a bead.
    fn first_in(&self, bitext: &Bitext, (row, bead): (usize, usize)) -> Option<usize> {
        let sentences = &bitext.rows.get(row)?.beads.get(bead)?.sentences;
        let mut all =
            Lang::BOTH.into_iter().flat_map(|lang| sentences[lang].clone().map(move |sentence| (lang, sentence)));
        all.find_map(|(lang, sentence)| {
            let sentence = bitext.sentences[lang].get(sentence)?;
            let hits = self.in_block(row, lang, sentence.block, &sentence.span.range());
            (!hits.is_empty()).then_some(hits.start)
        })
    }
}

impl Session {
    /// What is looked for and was found, if anything is looked for.
    #[must_use]
    pub fn finding(&self) -> Option<&Finding> {
        self.finding.as_ref()
    }

    /// The position of the hit that the reader is at, while its sentence is pinned.
    #[must_use]
    pub fn visited_hit(&self) -> Option<usize> {
        let finding = self.finding.as_ref().filter(|finding| finding.visits > 0)?;
        let hit = finding.hits.get(finding.visited)?;
        let selection = self.selection?;
        let is_pinned =
            selection.lang == hit.lang && hit.sentence(&self.article.as_ref()?.bitext)? == selection.sentence;
        is_pinned.then_some(finding.visited)
    }

    /// The position of the hit that comes next: the one the reader is at, or else the first in the pinned pair, whatever its side, or the
    /// first from what is selected, or from the place in view, on; `None` without hits. `O(log n)`.
    #[must_use]
    pub fn nearest_hit(&self) -> Option<usize> {
        if let Some(visited) = self.visited_hit() {
            return Some(visited);
        }
        let (finding, article) = (self.finding.as_ref()?, self.article.as_ref()?);
        if let Some(in_pair) = self.selected_bead().and_then(|bead| finding.first_in(&article.bitext, bead)) {
            return Some(in_pair);
        }
        let hits = &finding.hits;
        let selected = self.pinned_range().or(self.text_range).map(|range| (range.lang, range.ends().0));
        let from = selected.and_then(|(lang, point)| {
            Some((article.bitext.row_of_block(lang, point.block)?, lang, point.block, point.byte))
        });
        let from = from.unwrap_or((article.place.row, Lang::En, 0, 0));
        let at =
            hits.partition_point(|hit| (hit.row as usize, hit.lang, hit.block as usize, hit.start as usize) < from);
        (!hits.is_empty()).then_some(if at < hits.len() { at } else { 0 })
    }

    /// The word that is looked up, and its places in the article.
    #[must_use]
    pub fn word_places(&self) -> Option<&Finding> {
        self.word_places.as_ref()
    }

    pub(super) fn apply_find(&mut self, command: FindCommand) -> Vec<Effect> {
        match command {
            FindCommand::Look(wanted) => self.look_for(wanted),
            FindCommand::LookUp(wanted) => {
                self.word_places = None;
                let Some((finding, bitext)) = wanted.and_then(|wanted| self.begin(wanted)) else { return vec![] };
                let effect = Effect::FindWord(finding.id, bitext, finding.wanted.clone(), finding.progress.clone());
                self.word_places = Some(finding);
                vec![effect]
            }
            FindCommand::Found { id, mut hits, is_over } => {
                let searches = [&mut self.finding, &mut self.word_places];
                if let Some(finding) = searches.into_iter().flatten().find(|finding| finding.id == id) {
                    finding.hits.append(&mut hits);
                    finding.is_over = is_over;
                    if is_over {
                        // A letter has megabytes of them.
                        finding.hits.shrink_to_fit();
                    }
                }
                vec![]
            }
            FindCommand::Next => self.step_hit(|at, _, is_there| if is_there { at + 1 } else { at }),
            FindCommand::Previous => self.step_hit(|at, count, _| at + count - 1),
            FindCommand::GoTo(position) => self.visit(position),
        }
    }

    /// Looks for the same in another text or pairing.
    pub(super) fn find_again(&mut self) -> Vec<Effect> {
        // Whoever looked a word up in the old one asks anew.
        self.word_places = None;
        self.finding.take().map_or_else(Vec::new, |finding| self.look_for(finding.wanted.clone()))
    }

    fn look_for(&mut self, wanted: Wanted) -> Vec<Effect> {
        self.finding = None;
        let Some((finding, bitext)) = self.begin(wanted) else { return vec![] };
        let effect = Effect::Find(finding.id, bitext, finding.wanted.clone(), finding.progress.clone());
        self.finding = Some(finding);
        vec![effect]
    }

    /// A new search and what is to be searched; `None` if there is nothing to look for, or to look in.
    fn begin(&mut self, wanted: Wanted) -> Option<(Finding, Arc<Bitext>)> {
        self.last_search.0 += 1;
        let article = self.article.as_ref().filter(|_| !wanted.text.trim().is_empty())?;
        let id = self.last_search;
        let (hits, progress) = (vec![], Progress::default());
        let finding = Finding { id, wanted, hits, is_over: false, visited: 0, visits: 0, progress };
        Some((finding, Arc::clone(&article.bitext)))
    }

    /// Goes to the hit that `to` says, from the nearest one, the number of hits, and whether the reader is there already.
    fn step_hit(&mut self, to: impl FnOnce(usize, usize, bool) -> usize) -> Vec<Effect> {
        let (Some(nearest), Some(finding)) = (self.nearest_hit(), &self.finding) else { return vec![] };
        let count = finding.hits.len();
        self.visit(to(nearest, count, self.visited_hit().is_some()) % count)
    }

    fn visit(&mut self, position: usize) -> Vec<Effect> {
        let (Some(finding), Some(article)) = (&mut self.finding, &self.article) else { return vec![] };
        let sentence = finding.hits.get(position).and_then(|hit| Some((hit.lang, hit.sentence(&article.bitext)?)));
        if let Some((lang, sentence)) = sentence {
            (finding.visited, finding.visits) = (position, finding.visits + 1);
            self.pin(Some(Selection { lang, sentence }));
        }
        vec![]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::Query;
    use crate::model::{Library, Place, Settings};
    use crate::state::tests::{bitext, loaded, open_job};
    use crate::state::{Command, LoadRequest};
    use std::path::PathBuf;

    fn lamps() -> Arc<Bitext> {
        bitext(&[("A lamp and a lamp.", "一盏灯。"), ("Nobody.", "没有灯。"), ("", "灯"), ("Lamp.", "灯。")])
    }

    fn wanted(text: &str) -> Wanted {
        Wanted { text: text.into(), as_pinyin: false, is_word: false }
    }

    /// Does what the thread would do.
    fn search(session: &mut Session, effects: &[Effect]) {
        let [Effect::Find(id, bitext, wanted, _)] = effects else { panic!("a search alone, not {effects:?}") };
        let hits = Query::new(&wanted.text, false).unwrap().search(bitext, 0..bitext.rows.len());
        session.apply(Command::Find(FindCommand::Found { id: *id, hits, is_over: true }));
    }

    fn opened() -> Session {
        let mut session = Session::new(Settings::default(), Library::default());
        let job = open_job(&mut session, LoadRequest::files([PathBuf::from("/texts/lamps.txt")]));
        session.apply(Command::TextReady(job, loaded(lamps())));
        session.apply(Command::Aligned(job, lamps()));
        session
    }

    fn found(text: &str) -> Session {
        let mut session = opened();
        let effects = session.apply(Command::Find(FindCommand::Look(wanted(text))));
        search(&mut session, &effects);
        session
    }

    fn at(session: &Session) -> (Option<usize>, Option<usize>) {
        (session.visited_hit(), session.nearest_hit())
    }

    #[test]
    fn steps_begin_where_the_reader_is_and_go_round() {
        let mut session = found("灯");
        assert_eq!(at(&session), (None, Some(0)));
        session.apply(Command::SetPlace(Place { row: 1, fraction: 0.5 }));
        assert_eq!(at(&session), (None, Some(1)), "from the place in view on");
        for expected in [1, 2, 3, 0] {
            session.apply(Command::Find(FindCommand::Next));
            assert_eq!(at(&session), (Some(expected), Some(expected)));
            let hit = session.finding().unwrap().hits()[expected];
            assert_eq!(session.selection(), Some(Selection { lang: Lang::Zh, sentence: hit.block as usize }));
        }
        session.apply(Command::Find(FindCommand::Previous));
        assert_eq!(at(&session), (Some(3), Some(3)));
        session.apply(Command::Select(Some(Selection { lang: Lang::En, sentence: 1 })));
        assert_eq!(at(&session), (None, Some(1)), "from the pinned sentence on");
        for (text, expected) in [("lamp", 0), ("灯", 0)] {
            session.apply(Command::Select(Some(Selection { lang: Lang::Zh, sentence: 0 })));
            let effects = session.apply(Command::Find(FindCommand::Look(wanted(text))));
            search(&mut session, &effects);
            assert_eq!(at(&session), (None, Some(expected)), "{text} in the pinned pair, on whichever side");
        }
        session.apply(Command::Select(Some(Selection { lang: Lang::En, sentence: 1 })));
        session.apply(Command::Find(FindCommand::Previous));
        assert_eq!(at(&session), (Some(0), Some(0)));
        session.apply(Command::Find(FindCommand::GoTo(2)));
        let visits = session.finding().unwrap().visits();
        session.apply(Command::Find(FindCommand::GoTo(9)));
        assert_eq!((at(&session).0, session.finding().unwrap().visits()), (Some(2), visits), "there is no such hit");
    }

    #[test]
    fn two_hits_of_one_sentence_are_two_steps() {
        let mut session = found("lamp");
        for expected in [0, 1, 2, 0] {
            session.apply(Command::Find(FindCommand::Next));
            assert_eq!(session.visited_hit(), Some(expected));
        }
        let finding = session.finding().unwrap();
        assert_eq!([0, 1, 3, 4].map(|row| finding.row_from(row)), [Some(0), Some(3), Some(3), None]);
        for (bytes, expected) in [(0..18, 0..2), (0..3, 0..1), (6..13, 1..1), (3..14, 0..2), (0..0, 0..0)] {
            assert_eq!(finding.in_block(0, Lang::En, 0, &bytes), expected, "{bytes:?}");
        }
        assert!(finding.in_block(1, Lang::En, 1, &(0..9)).is_empty());
    }

    #[test]
    fn only_the_newest_search_counts() {
        let mut session = opened();
        let old = session.apply(Command::Find(FindCommand::Look(wanted("lamp"))));
        let new = session.apply(Command::Find(FindCommand::Look(wanted("灯"))));
        search(&mut session, &old);
        assert!(session.finding().unwrap().hits().is_empty() && !session.finding().unwrap().is_over());
        assert_eq!(at(&session), (None, None));
        search(&mut session, &new);
        assert_eq!(session.finding().unwrap().hits().len(), 4);
        let [Effect::Find(.., first), Effect::Find(.., last)] = [&old[0], &new[0]] else { panic!("{old:?}, {new:?}") };
        assert!(first.is_cancelled() && !last.is_cancelled());
        assert!(session.apply(Command::Find(FindCommand::Look(wanted(" ")))).is_empty());
        assert!(last.is_cancelled(), "an emptied field looks for nothing");
        assert!(session.finding().is_none());
        assert!(session.apply(Command::Find(FindCommand::Next)).is_empty());
    }

    #[test]
    fn the_places_of_a_word_are_found_beside_what_is_looked_for() {
        let mut session = found("灯");
        let word = Wanted { is_word: true, ..wanted("lamp") };
        let effects = session.apply(Command::Find(FindCommand::LookUp(Some(word.clone()))));
        let [Effect::FindWord(id, bitext, asked, progress)] = &effects[..] else { panic!("{effects:?}") };
        assert_eq!(*asked, word);
        let hits = Query::new("lamp", false).unwrap().search(bitext, 0..bitext.rows.len());
        session.apply(Command::Find(FindCommand::Found { id: *id, hits, is_over: true }));
        assert_eq!(session.word_places().map(|places| (places.wanted(), places.hits().len())), Some((&word, 3)));
        assert_eq!(session.finding().unwrap().hits().len(), 4, "the list stays");
        session.apply(Command::Find(FindCommand::LookUp(None)));
        assert!(session.word_places().is_none() && session.finding().is_some());
        assert!(progress.is_cancelled(), "nobody waits for it");
        session.apply(Command::Find(FindCommand::LookUp(Some(word))));
        let job = open_job(&mut session, LoadRequest::files([PathBuf::from("/texts/more.txt")]));
        session.apply(Command::TextReady(job, loaded(lamps())));
        assert!(session.word_places().is_none(), "they are of another text");
    }

    #[test]
    fn another_text_is_searched_anew() {
        let mut session = found("灯");
        session.apply(Command::Find(FindCommand::Next));
        let job = open_job(&mut session, LoadRequest::files([PathBuf::from("/texts/more.txt")]));
        for command in [Command::TextReady(job, loaded(lamps())), Command::Aligned(job, lamps())] {
            let effects = session.apply(command);
            assert!(
                effects.iter().any(|effect| matches!(effect, Effect::Find(_, _, wanted, _) if wanted.text == "灯"))
            );
            let finding = session.finding().unwrap();
            assert!(finding.hits().is_empty() && !finding.is_over() && finding.visits() == 0);
        }
    }
}
