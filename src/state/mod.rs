//! Level 4: the session, and the one place where it changes. Commands come in, effects go out. No I/O, no clock, no window.

mod command;
mod message;
mod request;
mod session;
#[cfg(test)]
mod tests;

pub use command::{Command, Effect, JobId, Loaded};
pub use message::{Loss, Message};
pub use request::{InputSource, LoadRequest};
pub use session::{Article, Loading, Selection, Session, Step};
