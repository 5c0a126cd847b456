//! Which face of the system draws a character: one that has an outline for it, of those the plainest.

use crate::jobs::contained;
use eframe::egui::FontData;
use eframe::egui::epaint::text::FontInsert;
use fontdb::{Database, FaceInfo, ID, Source, Stretch, Style};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// They have a glyph for everything, which shows no more than the replacement box does.
const NO_FACES: [&str; 3] = ["last resort", "lastresort", "adobe blank"];
/// Families with serifs, or what comes next to them in other scripts. The page is set in serifs unless the reader wants it otherwise.
const WITH_SERIFS: [&str; 8] = ["serif", "song", "ming", "mincho", "batang", "myeongjo", "naskh", "times"];

/// A list of faces, the plainest first. Of a file nothing is kept but where it is, until one of its characters is wanted.
pub struct Installed {
    database: Database,
    order: Vec<ID>,
    /// The files that were read: each once, whichever of its faces are wanted, and however often.
    read: HashMap<PathBuf, Arc<Vec<u8>>>,
}

/// A face that has something that was wanted.
pub(super) struct FoundFace {
    pub chars: Vec<char>,
    pub insert: Arc<FontInsert>,
    /// Of all its characters but Chinese ones, in ems.
    pub advances: Vec<(char, f32)>,
}

impl Installed {
    /// What is installed in the system. Reads a little of every file, which takes a while.
    #[must_use]
    pub fn in_system() -> Self {
        let mut database = Database::new();
        database.load_system_fonts();
        Self::new(database)
    }

    /// The faces of these files; one that cannot be read is left out.
    #[must_use]
    pub fn in_files(files: &[PathBuf]) -> Self {
        let mut database = Database::new();
        for file in files {
            if let Err(error) = database.load_font_file(file) {
                log::warn!("{}: {error}", file.display());
            }
        }
        Self::new(database)
    }

    fn new(database: Database) -> Self {
        let mut faces: Vec<_> = database.faces().filter_map(|face| Some((plainness(face)?, face.id))).collect();
        faces.sort();
        Self { order: faces.into_iter().map(|(_, id)| id).collect(), database, read: HashMap::new() }
    }

    pub(super) fn len(&self) -> usize {
        self.order.len()
    }

    /// For each of the characters the first face that has it, where there is one. Reads those faces whole.
    pub(super) fn find(&mut self, wanted: &BTreeSet<char>) -> Vec<FoundFace> {
        let mut left = wanted.clone();
        let mut found = Vec::new();
        for id in self.order.clone() {
            if left.is_empty() {
                break;
            }
            // One that is damaged keeps no other from being found.
            let face = contained(|| self.find_in(id, &left));
            let face = face.inspect_err(|panic| log::warn!("a face cannot be read: {panic}")).ok().flatten();
            if let Some(face) = face {
                left.retain(|c| !face.chars.contains(c));
                found.push(face);
            }
        }
        found
    }

    fn find_in(&mut self, id: ID, wanted: &BTreeSet<char>) -> Option<FoundFace> {
        let chars = self.database.with_face_data(id, |data, index| drawn(data, index, wanted))?;
        let face = self.database.face(id).filter(|_| !chars.is_empty())?;
        let (Source::File(path) | Source::SharedFile(path, _)) = &face.source else { return None };
        let data = read_once(&mut self.read, path)?;
        // It may be another file by now.
        let advances = advances(&data, face.index)?;
        log::debug!("{} of the system draws {chars:?}", face.post_script_name);
        let name = format!("system:{}:{}", path.display(), face.index);
        let data = FontData::from_blob(data, face.index);
        Some(FoundFace { chars, insert: Arc::new(FontInsert { name, data, families: Vec::new() }), advances })
    }
}

fn read_once(read: &mut HashMap<PathBuf, Arc<Vec<u8>>>, path: &Path) -> Option<Arc<Vec<u8>>> {
    if let Some(data) = read.get(path) {
        return Some(Arc::clone(data));
    }
    let data = std::fs::read(path).inspect_err(|error| log::warn!("{}: {error}", path.display())).ok()?;
    Some(Arc::clone(read.entry(path.to_owned()).or_insert(Arc::new(data))))
}

/// Sorts faces: upright, neither narrow nor wide, of usual weight, with serifs, then by name so that the order is the same every time. `None` if
/// it is not to be used.
fn plainness(face: &FaceInfo) -> Option<impl Ord + use<>> {
    let family = face.families.first()?.0.to_lowercase();
    if NO_FACES.iter().any(|name| family.contains(name)) {
        return None;
    }
    let is_pixels = family.contains("unifont");
    let has = |words: &[&str]| words.iter().any(|word| family.contains(word));
    let is_sans = has(&["sans", "gothic", "hei"]);
    let shape = if is_sans { 1 } else { 2 * u8::from(!has(&WITH_SERIFS)) };
    let is_plain = face.style == Style::Normal && face.stretch == Stretch::Normal;
    let weight = face.weight.0.abs_diff(400);
    Some((is_pixels, !is_plain, weight, face.monospaced, shape, family, face.post_script_name.clone(), face.index))
}

/// Those of the characters that a face has outlines for; one that only has pictures in colours has none.
fn drawn(data: &[u8], index: u32, wanted: &BTreeSet<char>) -> Vec<char> {
    let Ok(font) = FontRef::from_index(data, index) else { return Vec::new() };
    let (charmap, outlines) = (font.charmap(), font.outline_glyphs());
    let has = |c: &char| charmap.map(*c).is_some_and(|id| id != GlyphId::NOTDEF && outlines.get(id).is_some());
    wanted.iter().copied().filter(has).collect()
}

fn advances(data: &[u8], index: u32) -> Option<Vec<(char, f32)>> {
    let font = FontRef::from_index(data, index).ok()?;
    let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
    let units = f32::from(font.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
    let chars = font.charmap().mappings().filter_map(|(c, glyph)| Some((char::from_u32(c)?, glyph)));
    let others = chars.filter(|(c, _)| !crate::text::is_han(*c));
    Some(others.filter_map(|(c, glyph)| Some((c, metrics.advance_width(glyph)? / units))).collect())
}
