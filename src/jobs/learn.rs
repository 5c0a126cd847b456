//! One lesson: what the open text teaches about its words. Runs on a thread of its own behind the reading, ends early when cancelled.

use super::{Poster, contained, give_way, memory};
use crate::align::words::Linker;
use crate::model::{Bitext, Progress};
use crate::state::{Command, JobId};

/// Posts the linker that has learned; nothing once it is cancelled. Without a lesson the words stay linked by the dictionary.
pub(super) fn learn(job: JobId, bitext: &Bitext, linker: &Linker, progress: &Progress, poster: &Poster) {
    give_way();
    let learned = contained(|| {
        // The first card is to wait for nothing that can be made now.
        linker.lexicon().prepare();
        linker.learning(bitext, progress)
    });
    memory::give_all_back();
    match learned {
        Ok(Some(learned)) if !progress.is_cancelled() => poster.post(Command::Linker(job, learned)),
        Ok(_) => {}
        Err(panic) => log::error!("nothing was learned from the text: {panic}"),
    }
}
