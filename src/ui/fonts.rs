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

/// All faces and families. The interface is set in the sans faces; `serif-zh` has every character that any of them has to show, so it
/// ends each family.
#[must_use]
pub fn definitions() -> FontDefinitions {
    let faces = faces! {
        "serif-en" => "NotoSerif-Regular.ttf",
        "serif-en-bold" => "NotoSerif-Bold.ttf",
        "sans-en" => "NotoSans-Regular.ttf",
        "sans-zh" => "NotoSansSC-Regular.otf",
        "serif-zh" => "NotoSerifSC-Regular.otf",
    };
    let families: [(FontFamily, &[&str]); 5] = [
        (FontFamily::Proportional, &["sans-en", "sans-zh", "serif-zh"]),
        (FontFamily::Monospace, &["sans-en", "sans-zh", "serif-zh"]),
        (FontFamily::Name(EN_FAMILY.into()), &["serif-en", "serif-zh", "sans-en"]),
        (FontFamily::Name(EN_BOLD_FAMILY.into()), &["serif-en-bold", "serif-zh", "sans-en"]),
        (FontFamily::Name(ZH_FAMILY.into()), &["serif-zh", "serif-en", "sans-en"]),
    ];
    FontDefinitions {
        font_data: faces.into_iter().map(|(name, data)| (name.to_owned(), Arc::new(data))).collect(),
        families: families
            .into_iter()
            .map(|(family, names)| (family, names.iter().map(|name| (*name).to_owned()).collect()))
            .collect(),
    }
}
