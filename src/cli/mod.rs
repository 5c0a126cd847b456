//! Level 5: the command line, a contract that scripts rely on: `align` as JSON, TSV, TMX or a ladder, `words` as lines of links, `notes` in
//! the formats of `export`. Reads files through `import`, writes them
//! through `store`; standard input, output and errors are handed in, so that all of it can be tested. Never opens a window: says that one
//! is wanted, and `main` does it.

mod align;
mod args;
mod batch;
mod gather;
mod notes;
mod problem;
mod segmented;
mod tmx;
mod words;
mod write;

use args::{Args, Command, Parsed};
use problem::Problem;
use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::PathBuf;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// All is well; there may have been warnings.
    Success = 0,
    /// A file, or what is in it, cannot be used; nothing was printed on standard output.
    BadInput = 1,
    /// The command line does not say what to do.
    BadUsage = 2,
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// What the caller has left to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing but to end.
    Done(Exit),
    /// To open the window on these files: none, a text, or a text and its translation.
    Window(Vec<PathBuf>),
}

/// Does what a command line asks for. `args` begins with the program's name.
///
/// Results go to `stdout`, errors and warnings to `stderr`, each on one line. Nobody reading any more (`| head`) is no error.
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    stdin: &mut dyn Read,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> Outcome {
    let result = match args::parse(args) {
        Ok(Parsed::Run(Args { command: None, files })) => return Outcome::Window(files),
        Ok(Parsed::Run(Args { command: Some(Command::Align(asked)), .. })) => align::run(&asked, stdin, stdout, stderr),
        Ok(Parsed::Run(Args { command: Some(Command::Notes(asked)), .. })) => notes::run(&asked, stdout, stderr),
        Ok(Parsed::Run(Args { command: Some(Command::Words(asked)), .. })) => words::run(&asked, stdin, stdout, stderr),
        Ok(Parsed::Print(text)) => stdout.write_all(text.as_bytes()).map_err(Problem::output),
        Err(problem) => Err(problem),
    };
    let result = result.and_then(|()| stdout.flush().map_err(Problem::output));
    Outcome::Done(match result {
        Ok(()) => Exit::Success,
        Err(problem) => problem.report(stderr),
    })
}
