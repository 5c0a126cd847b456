//! The faces of the system, asked when no bundled face has a character. They are listed and looked through on a thread of its own, at the first
//! miss; until it has found a face, and where there is none, the replacement box is drawn. What is not found is not looked for again.

use super::MEASURED;
use super::choice::Installed;
use crate::jobs::contained;
use eframe::egui::Context;
use eframe::egui::epaint::text::{FallbackRequest, FontInsert, FontProvider};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Faces that are asked last; cheap to clone, and what one finds all have.
#[derive(Clone)]
pub struct SystemFonts(Arc<Shared>);

struct Shared {
    /// Lists the faces, once.
    list: Box<dyn Fn() -> Installed + Send + Sync>,
    /// Held only by the thread, for as long as it looks.
    installed: Mutex<Option<Installed>>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// What was looked for, and the face that has it.
    known: HashMap<char, Option<Arc<FontInsert>>>,
    wanted: BTreeSet<char>,
    is_looking: bool,
    found: Found,
}

/// What has come since it was last asked for.
#[derive(Default)]
struct Found {
    /// True if there is a face for something.
    has_faces: bool,
    advances: Vec<(char, f32)>,
}

impl Default for SystemFonts {
    /// The faces installed in the system.
    fn default() -> Self {
        Self::listed(Installed::in_system)
    }
}

impl SystemFonts {
    /// Faces of a list that is made when the first of them is wanted.
    #[must_use]
    pub fn listed(list: impl Fn() -> Installed + Send + Sync + 'static) -> Self {
        let (installed, state) = (Mutex::default(), Mutex::default());
        Self(Arc::new(Shared { list: Box::new(list), installed, state }))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Once a frame: has what was missed in the last one looked for. Where faces were found, the context is given them for its next frame, and
    /// the advances of all that they have, in ems, come back.
    #[must_use]
    pub fn follow(&self, ctx: &Context) -> Vec<(char, f32)> {
        let mut state = self.state();
        let found = std::mem::take(&mut state.found);
        if !state.wanted.is_empty() && !state.is_looking {
            state.is_looking = true;
            let (own, ctx) = (self.clone(), ctx.clone());
            let work = move || {
                if own.look() {
                    ctx.request_repaint();
                }
            };
            if let Err(error) = crate::jobs::spawn("duizhao-fonts", work) {
                log::error!("no thread to look for faces: {error}");
                state.is_looking = false;
                let wanted = std::mem::take(&mut state.wanted);
                state.known.extend(wanted.into_iter().map(|c| (c, None)));
            }
        }
        drop(state);
        if found.has_faces {
            super::install(ctx, Some(self));
        }
        found.advances
    }

    /// Looks for everything that is wanted. True if the window has something new to draw or to look for.
    fn look(&self) -> bool {
        let begun = std::time::Instant::now();
        let wanted = std::mem::take(&mut self.state().wanted);
        let found = contained(|| {
            let mut installed = self.0.installed.lock().unwrap_or_else(PoisonError::into_inner);
            let installed = installed.get_or_insert_with(|| (self.0.list)());
            log::debug!("{} faces of the system, known after {:?}", installed.len(), begun.elapsed());
            installed.find(&wanted)
        });
        // A face that is damaged is no reason not to look for others later.
        let found = found.inspect_err(|panic| log::error!("no faces were found: {panic}")).unwrap_or_default();
        log::debug!("{} characters looked for after {:?}", wanted.len(), begun.elapsed());
        let mut state = self.state();
        state.known.extend(wanted.into_iter().map(|c| (c, None)));
        for face in found {
            state.found.has_faces = true;
            state.known.extend(face.chars.iter().map(|c| (*c, Some(face.insert.clone()))));
            state.found.advances.extend(face.advances);
        }
        state.is_looking = false;
        state.found.has_faces || !state.wanted.is_empty()
    }
}

impl FontProvider for SystemFonts {
    fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        let c = request.cluster.chars().next()?;
        let mut state = self.state();
        if let Some(known) = state.known.get(&c) {
            return known.as_deref().cloned();
        }
        // Private characters mean nothing in another face, and of what is unassigned there is none. What is measured is asked for at the start,
        // in text or not, and what the bundled faces lack of it nobody writes.
        if !matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..) && !MEASURED.iter().any(|range| range.contains(&c)) {
            state.wanted.insert(c);
        }
        None
    }
}

#[cfg(test)]
mod tests;
