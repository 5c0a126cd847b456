//! The bundled faces and the families made of them. Latin letters and curly quotes come from the first face of a family, so English and
//! Chinese each have their own. Faces are kept compressed and unpacked when a family that has them is first drawn, those of rare characters when
//! one of these is.

mod choice;
mod system;

pub use choice::Installed;
pub use system::SystemFonts;

use crate::layout::Face;
use crate::model::{BlockKind, TypeStyle};
use crate::text::{Lang, PerLang, is_han};
use eframe::egui::epaint::text::{FallbackRequest, FontInsert, FontProvider};
use eframe::egui::{Context, FontData, FontDefinitions, FontFamily};
use skrifa::{FontRef, MetadataProvider};
use std::ops::RangeInclusive;
use std::sync::{Arc, OnceLock};

/// The characters of each of [`RARE_FACES`], a line each.
const RARE: &str = include_str!("../../assets/fonts/rare.txt");
const RARE_FACES: [&str; 5] = ["rare-zh", "rare-sans", "rare-han", "rare-han-b", "rare-han-g"];

/// What the bundled faces are asked for one by one, to be measured: Latin with its neighbours, punctuation and symbols, kana, forms of full
/// and half width. Arrows and mathematics beyond have no glyphs, and looking for these in vain takes longest.
pub const MEASURED: [RangeInclusive<char>; 5] = [
    '\0'..='\u{52f}',
    '\u{1e00}'..='\u{27bf}',
    '\u{2b00}'..='\u{2bff}',
    '\u{3000}'..='\u{30ff}',
    '\u{ff61}'..='\u{ffee}',
];

/// What every family ends with: symbols, mathematics and emoji in one colour.
const LAST: [&str; 3] = ["symbols", "math", "emoji"];

struct BundledFace {
    name: &'static str,
    bytes: &'static [u8],
    is_packed: bool,
    data: OnceLock<FontData>,
}

impl BundledFace {
    const fn new(name: &'static str, bytes: &'static [u8], is_packed: bool) -> Self {
        Self { name, bytes, is_packed, data: OnceLock::new() }
    }

    fn insert(&self) -> FontInsert {
        let data = self.data.get_or_init(|| {
            if !self.is_packed {
                return FontData::from_static(self.bytes);
            }
            let mut unpacked = Vec::new();
            // Only a damaged program has anything to report here.
            match brotli_decompressor::BrotliDecompress(&mut &*self.bytes, &mut unpacked) {
                Ok(()) => FontData::from_owned(unpacked),
                Err(_) => FontData::from_static(epaint_default_fonts::NOTO_EMOJI_REGULAR),
            }
        });
        FontInsert { name: self.name.to_owned(), data: data.clone(), families: Vec::new() }
    }
}

macro_rules! bytes {
    ($file:literal) => {
        include_bytes!(concat!("../../assets/fonts/", $file))
    };
}

static FACES: [BundledFace; 19] = [
    BundledFace::new("serif-en", bytes!("NotoSerif-Regular.ttf.br"), true),
    BundledFace::new("serif-en-bold", bytes!("NotoSerif-Bold.ttf.br"), true),
    BundledFace::new("sans-en", bytes!("NotoSans-Regular.ttf.br"), true),
    BundledFace::new("sans-en-bold", bytes!("NotoSans-Bold.ttf.br"), true),
    BundledFace::new("serif-en-italic", bytes!("NotoSerif-Italic.ttf.br"), true),
    BundledFace::new("sans-en-italic", bytes!("NotoSans-Italic.ttf.br"), true),
    BundledFace::new("mono", bytes!("NotoSansMono-Regular.ttf.br"), true),
    BundledFace::new("serif-zh", bytes!("NotoSerifSC-Regular.otf.br"), true),
    BundledFace::new("serif-zh-bold", bytes!("NotoSerifSC-Bold.otf.br"), true),
    BundledFace::new("sans-zh", bytes!("NotoSansSC-Regular.otf.br"), true),
    BundledFace::new("sans-zh-bold", bytes!("NotoSansSC-Bold.otf.br"), true),
    BundledFace::new("rare-zh", bytes!("RareSC.otf.br"), true),
    BundledFace::new("rare-sans", bytes!("RareSans.otf.br"), true),
    BundledFace::new("rare-han", bytes!("RareHan.ttf.br"), true),
    BundledFace::new("rare-han-b", bytes!("RareHanB.ttf.br"), true),
    BundledFace::new("rare-han-g", bytes!("RareHanG.ttf.br"), true),
    BundledFace::new("symbols", bytes!("NotoSansSymbols2-Regular.ttf.br"), true),
    BundledFace::new("math", bytes!("NotoSansMath-Regular.ttf.br"), true),
    BundledFace::new("emoji", epaint_default_fonts::NOTO_EMOJI_REGULAR, false),
];

/// The family of a face of the page.
#[must_use]
pub fn family(face: Face) -> FontFamily {
    FontFamily::Name(name(face).into())
}

fn name(face: Face) -> &'static str {
    match face {
        Face::En => "en",
        Face::EnBold => "en-bold",
        Face::EnSans => "en-sans",
        Face::EnSansBold => "en-sans-bold",
        Face::EnItalic => "en-italic",
        Face::EnSansItalic => "en-sans-italic",
        Face::Zh => "zh",
        Face::ZhBold => "zh-bold",
        Face::ZhSans => "zh-sans",
        Face::ZhSansBold => "zh-sans-bold",
        Face::Mono => "mono",
    }
}

/// The faces of a family, the first that has a character draws it. The interface is set in the sans faces.
fn chain(family: &FontFamily) -> &'static [&'static str] {
    let FontFamily::Name(name) = family else { return &["sans-en", "sans-zh", "serif-en"] };
    match &**name {
        "en" => &["serif-en", "serif-zh", "sans-en"],
        "en-bold" => &["serif-en-bold", "serif-zh-bold", "serif-zh", "sans-en"],
        "en-sans" => &["sans-en", "sans-zh", "serif-en"],
        "en-sans-bold" => &["sans-en-bold", "sans-zh-bold", "sans-zh", "serif-en"],
        "en-italic" => &["serif-en-italic", "serif-en", "serif-zh", "sans-en"],
        "en-sans-italic" => &["sans-en-italic", "sans-en", "sans-zh", "serif-en"],
        "zh" => &["serif-zh", "serif-en", "sans-en"],
        "zh-bold" => &["serif-zh-bold", "serif-en-bold", "serif-zh", "sans-en"],
        "zh-sans" => &["sans-zh", "sans-en", "serif-en"],
        "zh-sans-bold" => &["sans-zh-bold", "sans-en-bold", "sans-zh", "serif-en"],
        "mono" => &["mono", "sans-en", "sans-zh", "serif-en"],
        _ => &[],
    }
}

fn face(name: &str) -> Option<FontInsert> {
    FACES.iter().find(|face| face.name == name).map(BundledFace::insert)
}

/// True for a Chinese character that a bold face leaves to one of plain weight.
#[must_use]
pub fn lacks_bold(face: Face, c: char) -> bool {
    let name = match face {
        Face::ZhBold | Face::EnBold => "serif-zh-bold",
        Face::ZhSansBold | Face::EnSansBold => "sans-zh-bold",
        _ => return false,
    };
    if !is_han(c) {
        return false;
    }
    let face = self::face(name);
    let bytes = face.as_ref().map(|face| face.data.font.as_ref().as_ref());
    bytes.and_then(|bytes| FontRef::new(bytes).ok()).is_none_or(|font| font.charmap().map(c).is_none())
}

/// Unpacks what the interface and running text are drawn with, on a thread of its own while the window opens; then headings, and the characters
/// beyond those of the Chinese faces: Traditional ones stand on every card.
pub fn unpack_ahead(styles: PerLang<TypeStyle>) {
    let families = |kind| Lang::BOTH.map(|lang| family(Face::of(lang, styles[lang], kind)));
    let (page, headings) = (families(BlockKind::Paragraph), families(BlockKind::Heading(1)));
    let work = move || {
        let families = page.iter().chain([&FontFamily::Proportional]);
        families.flat_map(chain).filter_map(|name| face(name)).for_each(drop);
        crate::jobs::give_way();
        let later = headings.iter().flat_map(chain).chain(&RARE_FACES[..1]);
        later.filter_map(|name| face(name)).for_each(drop);
    };
    // Without it they are unpacked when they are drawn.
    if let Err(error) = crate::jobs::spawn("duizhao-faces", work) {
        log::debug!("no thread for the faces: {error}");
    }
}

struct Bundled;

impl FontProvider for Bundled {
    fn fonts_for_family(&self, family: &FontFamily) -> Vec<FontInsert> {
        chain(family).iter().chain(&LAST).filter_map(|name| face(name)).collect()
    }

    fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        let c = request.cluster.chars().next()?;
        let (name, _) = RARE_FACES.into_iter().zip(RARE.lines()).find(|(_, has)| has.contains(c))?;
        face(name)
    }
}

/// Gives a context all faces and families, and the faces of the system behind them.
pub fn install(ctx: &Context, system: Option<&SystemFonts>) {
    let mut definitions = FontDefinitions::empty();
    // Bound, though to nothing: the faces come from the provider.
    let families = Face::ALL.into_iter().map(family).chain([FontFamily::Proportional, FontFamily::Monospace]);
    definitions.families.extend(families.map(|family| (family, Vec::new())));
    ctx.set_fonts(definitions);
    let mut providers: Vec<Arc<dyn FontProvider>> = vec![Arc::new(Bundled)];
    providers.extend(system.map(|system| Arc::new(system.clone()) as Arc<dyn FontProvider>));
    ctx.set_font_providers(providers);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::ui::strings::{EN, ZH};
    use eframe::egui::{Context, FontId, RawInput};
    use encoding_rs::{BIG5, Encoding, GBK};
    use std::collections::BTreeSet;

    /// Everything two bytes of an encoding can say.
    fn characters(encoding: &'static Encoding, leads: [u8; 2], trails: &[[u8; 2]]) -> BTreeSet<char> {
        let trails = || trails.iter().flat_map(|[first, last]| *first..=*last);
        let pairs = (leads[0]..=leads[1]).flat_map(|lead| trails().map(move |trail| [lead, trail]));
        let decoded = pairs.filter_map(|pair| {
            encoding.decode_without_bom_handling_and_without_replacement(&pair).map(std::borrow::Cow::into_owned)
        });
        let is_private = |c: &char| matches!(c, '\u{e000}'..='\u{f8ff}');
        decoded.flat_map(|text| text.chars().collect::<Vec<_>>()).filter(|c| !is_private(c)).collect()
    }

    fn missing(face: Option<Face>, text: impl IntoIterator<Item = char>) -> String {
        let ctx = Context::default();
        install(&ctx, None);
        missing_in(&ctx, &FontId::new(20.0, face.map_or(FontFamily::Proportional, family)), text)
    }

    fn missing_in(ctx: &Context, font: &FontId, text: impl IntoIterator<Item = char>) -> String {
        let mut missing = String::new();
        let mut text = Some(text);
        // Fonts exist from the first frame on.
        let mut output = ctx.run_ui(RawInput::default(), |ui| {
            ui.fonts_mut(|fonts| {
                missing = text.take().into_iter().flatten().filter(|c| !fonts.has_glyph(font, *c)).collect();
            });
        });
        output.textures_delta.clear();
        missing
    }

    fn faces() -> impl Iterator<Item = Option<Face>> {
        Face::ALL.into_iter().map(Some).chain([None])
    }

    #[test]
    fn every_face_can_be_opened() {
        for face in &FACES {
            let is_another = face.insert().data.font.as_ref().as_ref() == epaint_default_fonts::NOTO_EMOJI_REGULAR;
            assert_eq!(is_another, face.name == "emoji", "{}", face.name);
        }
    }

    #[test]
    fn bold_faces_have_the_characters_of_gb2312() {
        for face in [Face::ZhBold, Face::ZhSansBold] {
            let lacking: String = "臺灣的圖書館與銀行".chars().filter(|c| lacks_bold(face, *c)).collect();
            assert_eq!(lacking, "臺灣圖書館與銀");
        }
        assert!(!lacks_bold(Face::Zh, '臺') && !lacks_bold(Face::ZhBold, 'a'));
    }

    #[test]
    fn every_character_of_the_dictionary_can_be_drawn() {
        let mut all = BTreeSet::new();
        let lexicon = Lexicon::bundled().unwrap();
        lexicon
            .for_each_entry(|entry| all.extend([entry.simplified, entry.traditional].into_iter().flat_map(str::chars)));
        assert!(all.len() > 14_000 && all.contains(&'𰻝') && all.contains(&'𱌹'), "{}", all.len());
        for face in faces() {
            assert_eq!(missing(face, all.iter().copied()), "", "in {face:?}");
        }
    }

    #[test]
    fn rare_characters_are_in_the_faces_that_are_said_to_have_them() {
        assert_eq!(RARE.lines().count(), RARE_FACES.len());
        let ctx = Context::default();
        install(&ctx, None);
        let font = FontId::new(20.0, family(Face::Zh));
        assert_eq!(missing_in(&ctx, &font, RARE.lines().flat_map(str::chars)), "");
    }

    #[test]
    fn both_chinese_standards_can_be_drawn() {
        let trails = &[[0x40, 0x7e], [0xa1, 0xfe]];
        let mut all = characters(GBK, [0xa1, 0xf7], &[[0xa1, 0xfe]]);
        // The symbols and the two levels of Han characters; what lies between is Hong Kong's supplement.
        for leads in [[0xa1, 0xa3], [0xa4, 0xc5], [0xc9, 0xf8]] {
            all.append(&mut characters(BIG5, leads, trails));
        }
        // Pictures of control characters, which no text holds.
        all.retain(|c| !matches!(c, '\u{2400}'..='\u{2421}'));
        assert!(all.len() > 15_000, "{}", all.len());
        for face in faces() {
            assert_eq!(missing(face, all.iter().copied()), "", "in {face:?}");
        }
    }

    #[test]
    fn what_people_put_into_articles_can_be_drawn() {
        for face in faces() {
            assert_eq!(missing(face, "✓✔✗☐☑★☆→⇒▶●◆■♥♪≒≠≤∑√∞€£¥₹№™©ɐʃŋāǎé😀👍🎉🚢🇨".chars()), "", "in {face:?}");
        }
    }

    /// The face of pinyin and no other.
    struct OnlySans;

    impl FontProvider for OnlySans {
        fn fonts_for_family(&self, _: &FontFamily) -> Vec<FontInsert> {
            face("sans-en").into_iter().collect()
        }
    }

    #[test]
    fn every_letter_of_pinyin_can_be_drawn() {
        // No letter of a syllable comes from another face.
        let letters = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêếềḿńňǹĀÁǍÀĒÉĚÈŌÓǑÒ\u{300}\u{304}\u{30c}";
        let ctx = Context::default();
        ctx.set_fonts(FontDefinitions::empty());
        ctx.set_font_providers(vec![Arc::new(OnlySans)]);
        assert_eq!(missing_in(&ctx, &FontId::proportional(20.0), letters.chars()), "");
    }

    #[test]
    fn every_word_of_the_interface_can_be_drawn() {
        let words = format!("{EN:?}{ZH:?}");
        assert_eq!(missing(None, words.chars()), "");
    }
}
