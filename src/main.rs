//! The program: arguments, logger, window.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::SUCCESS
}
