//! Level 4: the session, and the one place where it changes. Commands come in, effects go out. No I/O, no clock, no window.

mod command;
mod session;

pub use command::{Command, Effect, InputSource, JobId, LoadRequest, Loaded};
pub use session::{Article, Loading, Message, Selection, Session, Step};
