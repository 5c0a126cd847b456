//! The bundled faces and the families made of them. Latin letters and curly quotes come from the first face of a family, so English and
//! Chinese each have their own.

use eframe::egui::{FontData, FontDefinitions, FontFamily};
use std::sync::Arc;

/// Family of English text on the page.
pub const EN_FAMILY: &str = "en";
/// Family of English headings.
pub const EN_BOLD_FAMILY: &str = "en-bold";
/// Family of Chinese text on the page.
pub const ZH_FAMILY: &str = "zh";

macro_rules! faces {
    ($($name:literal => $file:literal),* $(,)?) => {
        [$(($name, FontData::from_static(include_bytes!(concat!("../../assets/fonts/", $file))))),*]
    };
}

/// What each family ends with: every character of the dictionary, then symbols, mathematics and emoji in one colour.
const FALLBACK: [&str; 6] = ["serif-zh", "serif-en", "sans-en", "symbols", "math", "emoji"];

/// All faces and families. The interface is set in the sans faces, the page in the serif ones.
#[must_use]
pub fn definitions() -> FontDefinitions {
    let faces = faces! {
        "serif-en" => "NotoSerif-Regular.ttf",
        "serif-en-bold" => "NotoSerif-Bold.ttf",
        "sans-en" => "NotoSans-Regular.ttf",
        "sans-zh" => "NotoSansSC-Regular.otf",
        "serif-zh" => "NotoSerifSC-Regular.otf",
        "symbols" => "NotoSansSymbols2-Regular.ttf",
        "math" => "NotoSansMath-Regular.ttf",
    };
    let emoji = ("emoji", FontData::from_static(epaint_default_fonts::NOTO_EMOJI_REGULAR));
    let families: [(FontFamily, &[&str]); 5] = [
        (FontFamily::Proportional, &["sans-en", "sans-zh"]),
        (FontFamily::Monospace, &["sans-en", "sans-zh"]),
        (FontFamily::Name(EN_FAMILY.into()), &["serif-en"]),
        (FontFamily::Name(EN_BOLD_FAMILY.into()), &["serif-en-bold"]),
        (FontFamily::Name(ZH_FAMILY.into()), &["serif-zh"]),
    ];
    FontDefinitions {
        font_data: faces.into_iter().chain([emoji]).map(|(name, data)| (name.to_owned(), Arc::new(data))).collect(),
        families: families
            .into_iter()
            .map(|(family, names)| (family, names.iter().chain(&FALLBACK).map(|name| (*name).to_owned()).collect()))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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

    fn missing(family: &str, text: impl IntoIterator<Item = char>) -> String {
        let ctx = Context::default();
        ctx.set_fonts(definitions());
        let font = match family {
            "" => FontId::proportional(20.0),
            name => FontId::new(20.0, FontFamily::Name(name.into())),
        };
        let mut missing = String::new();
        let mut text = Some(text);
        // Fonts exist from the first frame on.
        let mut output = ctx.run_ui(RawInput::default(), |ui| {
            ui.fonts_mut(|fonts| {
                missing = text.take().into_iter().flatten().filter(|c| !fonts.has_glyph(&font, *c)).collect();
            });
        });
        output.textures_delta.clear();
        missing
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
        for family in [ZH_FAMILY, EN_FAMILY, ""] {
            assert_eq!(missing(family, all.iter().copied()), "", "in {family:?}");
        }
    }

    #[test]
    fn what_people_put_into_articles_can_be_drawn() {
        for family in [ZH_FAMILY, EN_FAMILY, EN_BOLD_FAMILY, ""] {
            assert_eq!(missing(family, "✓✔✗☐☑★☆→⇒▶●◆■♥♪≒≠≤∑√∞€£¥₹№™©ɐʃŋāǎé😀👍🎉🚢🇨".chars()), "", "in {family:?}");
        }
    }

    #[test]
    fn every_word_of_the_interface_can_be_drawn() {
        let words = format!("{EN:?}{ZH:?}");
        assert_eq!(missing("", words.chars()), "");
    }
}
