//! Finding: what is looked for, what was found so far, and which hit the reader is at.

use super::{Effect, Selection, Session};
use crate::find::Hit;
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
}

/// What concerns finding words.
#[derive(Clone, Debug)]
pub enum FindCommand {
    /// Look for this in place of what was looked for before.
    Look(Wanted),
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

    /// The rows that have hits, ascending, each once. As many steps as there are hits: not for every frame, but whenever [`Self::id`] or the
    /// number of hits has changed.
    pub fn rows(&self) -> impl Iterator<Item = usize> {
        self.hits.chunk_by(|a, b| a.row == b.row).map(|hits| hits[0].row as usize)
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

    /// The position of the hit that comes next: the one the reader is at, or else the first from the pinned sentence, or from the place in
    /// view, on; `None` without hits. `O(log n)`.
    #[must_use]
    pub fn nearest_hit(&self) -> Option<usize> {
        if let Some(visited) = self.visited_hit() {
            return Some(visited);
        }
        let (hits, article) = (&self.finding.as_ref()?.hits, self.article.as_ref()?);
        let from = self.selection.and_then(|Selection { lang, sentence }| {
            let sentence = article.bitext.sentences[lang].get(sentence)?;
            let row = article.bitext.row_of_block(lang, sentence.block)?;
            Some((row, lang, sentence.block, sentence.span.start()))
        });
        let from = from.unwrap_or((article.place.row, Lang::En, 0, 0));
        let at =
            hits.partition_point(|hit| (hit.row as usize, hit.lang, hit.block as usize, hit.start as usize) < from);
        (!hits.is_empty()).then_some(if at < hits.len() { at } else { 0 })
    }

    pub(super) fn apply_find(&mut self, command: FindCommand) -> Vec<Effect> {
        match command {
            FindCommand::Look(wanted) => self.look_for(wanted),
            FindCommand::Found { id, mut hits, is_over } => {
                if let Some(finding) = self.finding.as_mut().filter(|finding| finding.id == id) {
                    finding.hits.append(&mut hits);
                    finding.is_over = is_over;
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
        self.finding.take().map_or_else(Vec::new, |finding| self.look_for(finding.wanted))
    }

    fn look_for(&mut self, wanted: Wanted) -> Vec<Effect> {
        self.last_search.0 += 1;
        self.finding = None;
        let Some(article) = self.article.as_ref().filter(|_| !wanted.text.trim().is_empty()) else { return vec![] };
        let id = self.last_search;
        self.finding =
            Some(Finding { id, wanted: wanted.clone(), hits: vec![], is_over: false, visited: 0, visits: 0 });
        vec![Effect::Find(id, Arc::clone(&article.bitext), wanted)]
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
            self.selection = Some(Selection { lang, sentence });
        }
        vec![]
    }
}
