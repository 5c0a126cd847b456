//! Duizhao 对照: open a bilingual article, pair it, read it side by side.
//!
//! The rooms stand in levels; a room may use those below it, never one beside or above it (`tests/rooms.rs` checks).
//! ARCHITECTURE.md has the picture and the reasons.

pub mod text;
mod threads;

pub mod model;

pub mod align;
pub mod anchor;
pub mod export;
pub mod find;
pub mod import;
pub mod layout;
pub mod lexicon;
pub mod segment;
pub mod shelf;
pub mod store;

pub mod state;

pub mod cli;
pub mod jobs;

#[cfg(feature = "gui")]
pub mod ui;
