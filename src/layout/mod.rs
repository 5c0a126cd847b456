//! Level 2: geometry in points, without a window. Line breaking over a table of advances, heights of rows, the place in a long list.
//! Reads bitexts; never draws, never names a toolkit.

mod advance;
mod estimate;
mod hang;
mod heights;
mod lines;
mod markup;
mod place;
mod row;
mod rules;
mod scroll;
mod shown;
mod spacing;
mod sync;

pub use advance::{AdvanceTable, Face};
pub use estimate::RowLengths;
pub use hang::Hang;
pub use heights::RowHeights;
pub use lines::{Line, LineBreaker};
pub use markup::{Emphasis, Markup, emphasis_at, plain, plain_quote};
pub use place::PlacedChar;
pub use row::{BlockLayout, Ink, PageMetrics, RowLayout, TextStyle, has_text, is_aside, layout_row};
pub use scroll::Scroll;
pub use shown::shown;
pub use spacing::Setting;
pub use sync::{Extent, Meetings, Side};
