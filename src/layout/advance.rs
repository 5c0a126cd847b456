//! How far each character moves the pen.

use super::Emphasis;
use crate::model::{BlockKind, TypeStyle};
use crate::text::{Lang, is_han};
use std::collections::HashMap;

/// A typeface of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Face {
    /// English running text.
    En,
    /// English headings.
    EnBold,
    /// English running text without serifs.
    EnSans,
    /// English headings without serifs.
    EnSansBold,
    /// What is stressed in English running text.
    EnItalic,
    /// The same without serifs.
    EnSansItalic,
    /// Chinese, in Song.
    Zh,
    /// Chinese headings, in Song.
    ZhBold,
    /// Chinese, in Hei.
    ZhSans,
    /// Chinese headings, in Hei.
    ZhSansBold,
    /// Code, in either language.
    Mono,
}

impl Face {
    /// Every face.
    pub const ALL: [Self; 11] = [
        Self::En,
        Self::EnBold,
        Self::EnSans,
        Self::EnSansBold,
        Self::EnItalic,
        Self::EnSansItalic,
        Self::Zh,
        Self::ZhBold,
        Self::ZhSans,
        Self::ZhSansBold,
        Self::Mono,
    ];

    /// The face of a language's text in a block of a kind.
    #[must_use]
    pub fn of(lang: Lang, style: TypeStyle, kind: BlockKind) -> Self {
        if kind == BlockKind::Verbatim {
            return Self::Mono;
        }
        match (lang, style, matches!(kind, BlockKind::Heading(_))) {
            (Lang::En, TypeStyle::Serif, false) => Self::En,
            (Lang::En, TypeStyle::Serif, true) => Self::EnBold,
            (Lang::En, TypeStyle::Sans, false) => Self::EnSans,
            (Lang::En, TypeStyle::Sans, true) => Self::EnSansBold,
            (Lang::Zh, TypeStyle::Serif, false) => Self::Zh,
            (Lang::Zh, TypeStyle::Serif, true) => Self::ZhBold,
            (Lang::Zh, TypeStyle::Sans, false) => Self::ZhSans,
            (Lang::Zh, TypeStyle::Sans, true) => Self::ZhSansBold,
        }
    }

    /// The face of what is set apart in a text of this face: that of code for code, italics for what is stressed in English, and what is bold for
    /// all else, for Chinese is never slanted.
    #[must_use]
    pub fn emphasised(self, emphasis: Option<Emphasis>) -> Self {
        match (emphasis, self) {
            (Some(Emphasis::Code), _) | (_, Self::Mono) => Self::Mono,
            (Some(Emphasis::Bullet), Self::Zh | Self::ZhBold) => Self::En,
            (Some(Emphasis::Bullet), Self::ZhSans | Self::ZhSansBold) => Self::EnSans,
            (None | Some(Emphasis::Bullet), _) => self,
            (Some(Emphasis::Stressed), Self::En | Self::EnItalic) => Self::EnItalic,
            (Some(Emphasis::Stressed), Self::EnSans | Self::EnSansItalic) => Self::EnSansItalic,
            (_, Self::En | Self::EnBold | Self::EnItalic) => Self::EnBold,
            (_, Self::EnSans | Self::EnSansBold | Self::EnSansItalic) => Self::EnSansBold,
            (_, Self::Zh | Self::ZhBold) => Self::ZhBold,
            (_, Self::ZhSans | Self::ZhSansBold) => Self::ZhSansBold,
        }
    }
}

/// Advances in ems for every face. Chinese characters take one em; what the table does not know is taken for one em too, which is true
/// of nearly all that Latin faces do not have but symbols.
#[derive(Clone, Debug, Default)]
pub struct AdvanceTable {
    faces: [FaceTable; Face::ALL.len()],
    /// Of what no face here has, and other faces draw.
    others: HashMap<char, f32>,
}

#[derive(Clone, Debug)]
struct FaceTable {
    is_measured: bool,
    ascii: [f32; 128],
    /// By pages of 256 characters; not a number where a face has nothing.
    pages: Vec<Option<Box<[f32; 256]>>>,
}

impl Default for FaceTable {
    fn default() -> Self {
        Self { is_measured: false, ascii: [0.5; 128], pages: Vec::new() }
    }
}

impl AdvanceTable {
    /// Sets one advance, in ems.
    pub fn set(&mut self, face: Face, c: char, ems: f32) {
        let table = &mut self.faces[face as usize];
        table.is_measured = true;
        if let Some(slot) = table.ascii.get_mut(c as usize) {
            *slot = ems;
        } else {
            let page = c as usize >> 8;
            if table.pages.len() <= page {
                table.pages.resize(page + 1, None);
            }
            table.pages[page].get_or_insert_with(|| Box::new([f32::NAN; 256]))[c as usize & 0xff] = ems;
        }
    }

    /// Sets one advance, in ems, for all faces that have none. Of what was set before that stays.
    pub fn set_other(&mut self, c: char, ems: f32) {
        self.others.entry(c).or_insert(ems);
    }

    /// True if anything was set for a face; before that half an em is the advance of ASCII, and one em that of all else.
    #[must_use]
    pub fn has(&self, face: Face) -> bool {
        self.faces[face as usize].is_measured
    }

    /// One advance, in ems.
    #[must_use]
    pub fn ems(&self, face: Face, c: char) -> f32 {
        let table = &self.faces[face as usize];
        match table.ascii.get(c as usize) {
            Some(ems) => *ems,
            None if is_han(c) => 1.0,
            None => {
                let own =
                    table.pages.get(c as usize >> 8).and_then(Option::as_deref).map(|page| page[c as usize & 0xff]);
                own.filter(|ems| !ems.is_nan()).or_else(|| self.others.get(&c).copied()).unwrap_or(1.0)
            }
        }
    }
}
