//! The colours themselves.

use super::{NoteColour, Palette};
use eframe::egui::Color32;

const fn note_colours(hex: [(u32, u32); 5]) -> [NoteColour; 5] {
    let [yellow, green, blue, pink, purple] = hex;
    [note_colour(yellow), note_colour(green), note_colour(blue), note_colour(pink), note_colour(purple)]
}

const fn note_colour((tint, ink): (u32, u32)) -> NoteColour {
    NoteColour { tint: rgb(tint), ink: rgb(ink) }
}

const fn tones(hex: [u32; 5]) -> [Color32; 5] {
    let [first, second, third, fourth, neutral] = hex;
    [rgb(first), rgb(second), rgb(third), rgb(fourth), rgb(neutral)]
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

pub(super) const LIGHT: Palette = Palette {
    is_dark: false,
    page: rgb(0xff_ff_ff),
    chrome: rgb(0xf5_f5_f4),
    text: rgb(0x17_17_17),
    quiet: rgb(0x5f_5f_5f),
    rule: rgb(0xdd_dd_da),
    outline: rgb(0x8c_8c_88),
    hover_tint: rgb(0xe0_e4_e9),
    pinned_tint: rgb(0xff_ed_b8),
    text_tint: rgb(0xc2_dc_fd),
    hit_tint: rgb(0xb4_ef_e2),
    hit_here_tint: rgb(0x57_d9_c2),
    word_tint: rgb(0xff_d2_b8),
    likely_word_tint: rgb(0xff_e6_d4),
    tones: tones([0xb3_26_1e, 0x1c_72_30, 0x1f_5f_c0, 0x7b_3f_b5, 0x5f_5f_5f]),
    accent: rgb(0x1f_5f_a8),
    button: rgb(0xe6_e6_e3),
    button_hover: rgb(0xd8_d8_d4),
    notice: rgb(0xfd_f3_d7),
    notes: note_colours([
        (0xff_fa_b8, 0x9c_76_00),
        (0xdf_f4_db, 0x2f_84_43),
        (0xdc_ec_fc, 0x2b_6f_c0),
        (0xfc_e2_ec, 0xc2_3a_72),
        (0xea_e2_fb, 0x7b_4e_c4),
    ]),
};

pub(super) const DARK: Palette = Palette {
    is_dark: true,
    page: rgb(0x22_22_22),
    chrome: rgb(0x1b_1b_1b),
    text: rgb(0xe0_e0_e0),
    quiet: rgb(0xb6_b6_b6),
    rule: rgb(0x3c_3c_3c),
    outline: rgb(0x70_70_70),
    hover_tint: rgb(0x2d_36_40),
    pinned_tint: rgb(0x4c_40_1a),
    text_tint: rgb(0x1e_48_73),
    hit_tint: rgb(0x1c_4d_48),
    hit_here_tint: rgb(0x0f_6a_62),
    word_tint: rgb(0x6b_39_1f),
    likely_word_tint: rgb(0x4a_36_2a),
    tones: tones([0xff_8a_80, 0x7f_d0_8f, 0x8a_b8_f5, 0xcf_a4_f5, 0xb6_b6_b6]),
    accent: rgb(0x82_b6_ee),
    button: rgb(0x33_33_33),
    button_hover: rgb(0x42_42_42),
    notice: rgb(0x3c_35_1f),
    notes: note_colours([
        (0x3d_38_1a, 0xd8_ba_3c),
        (0x22_3b_27, 0x6f_c2_7d),
        (0x1f_36_4e, 0x6f_ad_f0),
        (0x48_27_38, 0xf0_8f_b6),
        (0x38_2c_4d, 0xb9_9d_f0),
    ]),
};

pub(super) const SEPIA: Palette = Palette {
    is_dark: false,
    page: rgb(0xf1_e8_d0),
    chrome: rgb(0xe8_dd_c2),
    text: rgb(0x5b_46_36),
    quiet: rgb(0x6c_58_45),
    rule: rgb(0xd2_c3_a2),
    outline: rgb(0x8a_78_58),
    hover_tint: rgb(0xd8_d6_c9),
    pinned_tint: rgb(0xf6_d4_8c),
    text_tint: rgb(0xcb_d7_e2),
    hit_tint: rgb(0xbc_dc_cb),
    hit_here_tint: rgb(0x86_cd_b6),
    word_tint: rgb(0xf8_cd_a8),
    likely_word_tint: rgb(0xf2_d9_bc),
    tones: tones([0xa0_20_18, 0x2c_64_20, 0x1d_4f_96, 0x6a_35_92, 0x6c_58_45]),
    accent: rgb(0x8a_4a_12),
    button: rgb(0xdb_cd_ac),
    button_hover: rgb(0xcf_be_97),
    notice: rgb(0xf5_dd_a6),
    notes: note_colours([
        (0xf6_e6_a8, 0x8c_67_00),
        (0xe2_ea_c6, 0x4c_76_26),
        (0xdd_e6_e2, 0x2f_6a_94),
        (0xf5_da_d0, 0xb0_3f_5a),
        (0xe8_dd_e4, 0x78_4d_93),
    ]),
};

pub(super) const SEPIA_DARK: Palette = Palette {
    is_dark: true,
    page: rgb(0x34_2e_25),
    chrome: rgb(0x2a_25_1d),
    text: rgb(0xff_d5_95),
    quiet: rgb(0xd6_b6_83),
    rule: rgb(0x4d_44_36),
    outline: rgb(0x8d_7c_60),
    hover_tint: rgb(0x3a_44_40),
    pinned_tint: rgb(0x5c_46_10),
    text_tint: rgb(0x2a_4c_70),
    hit_tint: rgb(0x14_53_4c),
    hit_here_tint: rgb(0x0c_6a_60),
    word_tint: rgb(0x74_3a_1e),
    likely_word_tint: rgb(0x54_38_26),
    tones: tones([0xff_9d_85, 0xa4_cf_7e, 0x9c_c4_ec, 0xd6_b0_f0, 0xd6_b6_83]),
    accent: rgb(0xf0_a8_60),
    button: rgb(0x40_38_2c),
    button_hover: rgb(0x4c_43_34),
    notice: rgb(0x4a_3c_1c),
    notes: note_colours([
        (0x4a_43_1a, 0xd9_b5_3a),
        (0x34_45_2a, 0x8f_c0_6a),
        (0x2f_42_50, 0x86_b4_dc),
        (0x54_33_3a, 0xf0_94_a2),
        (0x45_38_50, 0xc6_a4_e6),
    ]),
};

pub(super) const HIGH_CONTRAST: Palette = Palette {
    is_dark: true,
    page: rgb(0x00_00_00),
    chrome: rgb(0x00_00_00),
    text: rgb(0xff_ff_ff),
    quiet: rgb(0xec_ec_ec),
    rule: rgb(0x8a_8a_8a),
    outline: rgb(0xff_ff_ff),
    hover_tint: rgb(0x13_27_3a),
    pinned_tint: rgb(0x5a_48_00),
    text_tint: rgb(0x0d_40_80),
    hit_tint: rgb(0x00_45_40),
    hit_here_tint: rgb(0x00_60_59),
    word_tint: rgb(0x7a_34_10),
    likely_word_tint: rgb(0x48_26_14),
    tones: tones([0xff_9a_8f, 0x7f_e8_9a, 0x8c_c8_ff, 0xd8_b8_ff, 0xec_ec_ec]),
    accent: rgb(0xff_e1_4d),
    button: rgb(0x24_24_24),
    button_hover: rgb(0x3d_3d_3d),
    notice: rgb(0x3a_2f_00),
    notes: note_colours([
        (0x3a_36_00, 0xff_e1_4d),
        (0x10_3d_18, 0x6f_e0_8a),
        (0x0a_32_58, 0x7c_c0_ff),
        (0x52_1a_34, 0xff_9c_c4),
        (0x38_24_5e, 0xcd_b0_ff),
    ]),
};
