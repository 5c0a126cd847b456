//! How far each character moves the pen.

use crate::text::is_han;
use std::collections::HashMap;

/// A typeface of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Face {
    /// English running text.
    En,
    /// English headings.
    EnBold,
    /// Chinese.
    Zh,
}

impl Face {
    /// Every face.
    pub const ALL: [Self; 3] = [Self::En, Self::EnBold, Self::Zh];
}

/// Advances in ems for every face. Chinese characters take one em; what the table does not know is taken for one em too, which is true
/// of nearly all that Latin faces do not have.
#[derive(Clone, Debug, Default)]
pub struct AdvanceTable {
    faces: [FaceTable; Face::ALL.len()],
}

#[derive(Clone, Debug)]
struct FaceTable {
    ascii: [f32; 128],
    others: HashMap<char, f32>,
}

impl Default for FaceTable {
    fn default() -> Self {
        Self { ascii: [0.5; 128], others: HashMap::new() }
    }
}

impl AdvanceTable {
    /// Sets one advance, in ems.
    pub fn set(&mut self, face: Face, c: char, ems: f32) {
        let table = &mut self.faces[face as usize];
        match table.ascii.get_mut(c as usize) {
            Some(slot) => *slot = ems,
            None => {
                table.others.insert(c, ems);
            }
        }
    }

    /// One advance, in ems.
    #[must_use]
    pub fn ems(&self, face: Face, c: char) -> f32 {
        let table = &self.faces[face as usize];
        match table.ascii.get(c as usize) {
            Some(ems) => *ems,
            None if is_han(c) => 1.0,
            None => table.others.get(&c).copied().unwrap_or(1.0),
        }
    }
}
