//! Words on the page: where they are, and which words of a pair translate each other. Knows the dictionary alone; draws nothing.

mod bead;

pub use bead::{BeadWords, Word};

use crate::align::words::Linker;
use crate::lexicon::Lexicon;
use crate::model::Bitext;
use std::sync::{Arc, Weak};

/// The pointer goes to and fro between so few pairs.
const BEADS_KEPT: usize = 8;

/// The words of the last few pairs, made when they are first asked for.
#[derive(Default)]
pub struct WordBook {
    /// The open article's; `None` until the dictionary is open, or if it cannot be read.
    linker: Option<Linker>,
    /// What `beads` is about.
    bitext: Weak<Bitext>,
    beads: Vec<((usize, usize), Arc<BeadWords>)>,
    edition: u64,
}

impl WordBook {
    /// Links words as the open article's linker does; what an earlier one said is forgotten.
    pub fn follow(&mut self, linker: Option<&Linker>) {
        let is_same = match (&self.linker, linker) {
            (Some(own), Some(linker)) => own.is_same(linker),
            (own, linker) => own.is_none() && linker.is_none(),
        };
        if !is_same {
            self.linker = linker.cloned();
            self.beads.clear();
            self.edition += 1;
        }
    }

    /// Rises when words are linked by another linker or in another pairing: what was asked before is to be asked again.
    #[must_use]
    pub fn edition(&self) -> u64 {
        self.edition
    }

    /// The dictionary.
    #[must_use]
    pub fn lexicon(&self) -> Option<&Lexicon> {
        self.linker.as_ref().map(Linker::lexicon)
    }

    /// The words of a pair, by its row and bead: half a millisecond, or nothing if it is one of the last few.
    pub fn bead(&mut self, bitext: &Arc<Bitext>, at: (usize, usize)) -> Option<Arc<BeadWords>> {
        if !std::ptr::eq(self.bitext.as_ptr(), Arc::as_ptr(bitext)) {
            self.bitext = Arc::downgrade(bitext);
            self.beads.clear();
            self.edition += 1;
        }
        if let Some((_, words)) = self.beads.iter().find(|(kept, _)| *kept == at) {
            return Some(Arc::clone(words));
        }
        let words = Arc::new(BeadWords::new(bitext, at, self.linker.as_ref()?)?);
        self.beads.truncate(BEADS_KEPT - 1);
        self.beads.insert(0, (at, Arc::clone(&words)));
        Some(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_pairing_is_another_edition_and_the_old_one_is_let_go() {
        let mut book = WordBook::default();
        let [old, new] = [Arc::new(Bitext::default()), Arc::new(Bitext::default())];
        book.bead(&old, (0, 0));
        let edition = book.edition();
        book.bead(&old, (0, 1));
        assert_eq!(book.edition(), edition);
        book.bead(&new, (0, 0));
        assert_ne!(book.edition(), edition);
        assert_eq!((Arc::strong_count(&old), Arc::strong_count(&new)), (1, 1));
    }
}
