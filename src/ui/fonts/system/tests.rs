use super::super::{Installed, SystemFonts, family, install};
use crate::layout::Face;
use eframe::egui::{Context, FontId, RawInput};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

fn hebrew() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/fonts/hebrew.ttf")
}

/// A window that counts how often its list of faces is made, and what came of it.
struct World {
    ctx: Context,
    fonts: SystemFonts,
    lists: Arc<AtomicUsize>,
    advances: Vec<(char, f32)>,
}

impl World {
    fn new(files: Vec<PathBuf>) -> Self {
        let ctx = Context::default();
        let lists = Arc::new(AtomicUsize::new(0));
        let counted = lists.clone();
        let fonts = SystemFonts::listed(move || {
            counted.fetch_add(1, Ordering::Relaxed);
            Installed::in_files(&files)
        });
        install(&ctx, Some(&fonts));
        Self { ctx, fonts, lists, advances: vec![] }
    }

    /// A frame that draws a text: what of it has no face.
    fn frame(&mut self, face: Face, text: &str) -> String {
        let font = FontId::new(20.0, family(face));
        let mut missing = String::new();
        let mut output = self.ctx.clone().run_ui(RawInput::default(), |ui| {
            self.advances.extend(self.fonts.follow(ui.ctx()));
            ui.fonts_mut(|fonts| missing = text.chars().filter(|c| !fonts.has_glyph(&font, *c)).collect());
        });
        output.textures_delta.clear();
        missing
    }

    /// Until nothing is looked for any more.
    fn settle(&mut self, face: Face, text: &str) -> String {
        let begun = Instant::now();
        loop {
            let missing = self.frame(face, text);
            let state = self.fonts.state();
            if !state.is_looking && state.wanted.is_empty() && !state.found.has_faces {
                return missing;
            }
            drop(state);
            assert!(begun.elapsed() < Duration::from_secs(20), "still looking");
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}

#[test]
fn what_no_bundled_face_has_comes_from_the_system() {
    let mut world = World::new(vec![PathBuf::from("missing.ttf"), hebrew()]);
    assert_eq!(world.frame(Face::En, "Pier"), "");
    assert_eq!(world.lists.load(Ordering::Relaxed), 0, "nothing is listed before it is wanted");
    assert_eq!(world.frame(Face::En, "Pier שלום"), "שלום");
    assert_eq!(world.settle(Face::En, "Pier שלום"), "");
    let ems = |wanted: char| world.advances.iter().find(|(c, _)| *c == wanted).map(|(_, ems)| *ems);
    // Also of letters that were not asked for; the face draws them without being asked.
    let (yod, shin) = (ems('י').unwrap(), ems('ש').unwrap());
    assert!(0.1 < yod && yod < shin && shin < 1.0, "{yod} {shin}");
    assert_eq!(world.settle(Face::ZhSansBold, "船איש"), "", "another family");
    assert_eq!(world.lists.load(Ordering::Relaxed), 1);
}

#[test]
fn what_is_nowhere_is_looked_for_once() {
    let mut world = World::new(vec![hebrew()]);
    for face in [Face::En, Face::Zh] {
        assert_eq!(world.settle(face, "ก\u{e000}"), "ก\u{e000}");
    }
    assert!(world.fonts.state().known.keys().eq(&['ก']) && world.advances.is_empty());
    assert_eq!(world.lists.load(Ordering::Relaxed), 1);
}

#[test]
fn without_any_face_the_box_stays() {
    let mut world = World::new(vec![]);
    assert_eq!(world.settle(Face::En, "Pier שלום"), "שלום");
}

#[test]
fn what_cannot_be_listed_leaves_the_box_and_later_characters_are_looked_for() {
    let ctx = Context::default();
    let lists = Arc::new(AtomicUsize::new(0));
    let counted = lists.clone();
    let fonts = SystemFonts::listed(move || {
        assert!(counted.fetch_add(1, Ordering::Relaxed) > 0, "a damaged file");
        Installed::in_files(&[hebrew()])
    });
    install(&ctx, Some(&fonts));
    let mut world = World { ctx, fonts, lists, advances: vec![] };
    assert_eq!(world.settle(Face::En, "א"), "א");
    assert_eq!(world.settle(Face::En, "ש"), "");
    assert_eq!(world.lists.load(Ordering::Relaxed), 2);
}

#[test]
fn a_file_is_read_once_for_all_that_is_wanted_of_it() {
    let mut installed = Installed::in_files(&[hebrew()]);
    let found = ['א', 'ש'].map(|c| installed.find(&[c].into()));
    let [first, second] = found.each_ref().map(|faces| &faces[0].insert.data.font);
    assert!(Arc::ptr_eq(first, second));
}
