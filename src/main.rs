//! The program: arguments, logger, window.

use duizhao::cli::{self, Outcome};
use duizhao::jobs::memory;
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    memory::give_large_back();
    env_logger::init();
    let (mut stdin, mut stdout, mut stderr) = (std::io::stdin(), std::io::stdout(), std::io::stderr());
    match cli::run(std::env::args_os(), &mut stdin, &mut stdout, &mut stderr) {
        Outcome::Done(exit) => exit.into(),
        Outcome::Window(paths) => window(paths),
    }
}

#[cfg(feature = "gui")]
fn window(paths: Vec<PathBuf>) -> ExitCode {
    duizhao::ui::run(paths)
}

#[cfg(not(feature = "gui"))]
fn window(_: Vec<PathBuf>) -> ExitCode {
    eprintln!("duizhao: this build has no window; use `duizhao align`, or build with the feature `gui`");
    ExitCode::FAILURE
}
