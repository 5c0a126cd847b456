//! Words on the page: where they are, and which words of a pair translate each other. Knows the dictionary alone; draws nothing.

mod bead;

pub use bead::{BeadWords, Word};

use crate::align::words::Linker;
use crate::lexicon::Lexicon;
use crate::model::Bitext;
use std::sync::Arc;

/// The pointer goes to and fro between so few pairs.
const BEADS_KEPT: usize = 8;

/// The dictionary and the words of the last few pairs, made when they are first asked for.
#[derive(Default)]
pub struct WordBook {
    /// `None` until it is first needed, or if the dictionary cannot be read.
    linker: Option<(Lexicon, Linker)>,
    /// What `beads` is about.
    bitext: Option<Arc<Bitext>>,
    beads: Vec<((usize, usize), Arc<BeadWords>)>,
}

impl WordBook {
    /// The dictionary.
    pub fn lexicon(&mut self) -> Option<&Lexicon> {
        self.linker().map(|(lexicon, _)| lexicon)
    }

    /// The words of a pair, by its row and bead: half a millisecond, or nothing if it is one of the last few.
    pub fn bead(&mut self, bitext: &Arc<Bitext>, at: (usize, usize)) -> Option<Arc<BeadWords>> {
        if !self.bitext.as_ref().is_some_and(|of| Arc::ptr_eq(of, bitext)) {
            self.bitext = Some(Arc::clone(bitext));
            self.beads.clear();
        }
        if let Some((_, words)) = self.beads.iter().find(|(kept, _)| *kept == at) {
            return Some(Arc::clone(words));
        }
        let (_, linker) = self.linker()?;
        let words = Arc::new(BeadWords::new(bitext, at, linker)?);
        self.beads.truncate(BEADS_KEPT - 1);
        self.beads.insert(0, (at, Arc::clone(&words)));
        Some(words)
    }

    fn linker(&mut self) -> Option<&(Lexicon, Linker)> {
        if self.linker.is_none() {
            let lexicon = Lexicon::bundled().ok()?;
            let linker = Linker::untrained(&lexicon);
            self.linker = Some((lexicon, linker));
        }
        self.linker.as_ref()
    }
}
