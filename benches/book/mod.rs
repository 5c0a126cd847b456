//! A book of any size to measure with.

use std::fmt::Write;

/// The article that comes with the program.
pub const SAMPLE: &str = include_str!("../../assets/sample/harbour.txt");

/// The sample over and over, numbered so that no two rows are the same, up to a size.
pub fn book(len_bytes: usize) -> String {
    let lines: Vec<&str> = SAMPLE.lines().skip(1).collect();
    let mut text = String::with_capacity(len_bytes + 4096);
    let mut chapter = 0;
    while text.len() < len_bytes {
        chapter += 1;
        for (n, line) in lines.iter().enumerate() {
            text.push_str(line);
            if line.starts_with(|c: char| c.is_ascii()) {
                write!(text, " That was note {} of chapter {chapter}.", n + 1).expect("a string takes everything");
            } else {
                write!(text, "这是第{chapter}章的第{}条。", n + 1).expect("a string takes everything");
            }
            text.push('\n');
        }
    }
    text
}
