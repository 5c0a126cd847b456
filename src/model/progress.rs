//! A handle shared between a long piece of work and whoever waits for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// How far a piece of work has come, and whether it should stop. Clones share one state.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    /// Thousandths.
    done: AtomicU32,
    cancelled: AtomicBool,
}

impl Progress {
    /// Says that a fraction from 0 to 1 of the work is done.
    pub fn set(&self, fraction: f32) {
        self.0.done.store((fraction.clamp(0.0, 1.0) * 1000.0) as u32, Ordering::Relaxed);
    }

    /// The fraction that is done, 0 to 1.
    #[must_use]
    pub fn fraction(&self) -> f32 {
        self.0.done.load(Ordering::Relaxed) as f32 / 1000.0
    }

    /// Asks the work to stop; it does so at its next look.
    pub fn cancel(&self) {
        self.0.cancelled.store(true, Ordering::Relaxed);
    }

    /// True once somebody asked it to stop.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.load(Ordering::Relaxed)
    }
}
