//! `duizhao align`: reads, pairs, prints.

use super::args::{AlignArgs, Format, is_standard};
use super::problem::{Problem, say};
use super::{batch, segmented, tmx, write};
use crate::import::{self, Input};
use crate::lexicon::Lexicon;
use crate::model::{Bitext, Progress, Warning};
use crate::text::Lang;
use crate::{align, store};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// Nothing is printed before all is done, so that after an error standard output is empty and the output file as it was.
pub(super) fn run(
    asked: &AlignArgs,
    stdin: &mut dyn Read,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> Result<(), Problem> {
    if let Some(folder) = &asked.out_dir {
        return batch::run(asked, folder, stderr);
    }
    if let Some(path) = asked.output() {
        refuse_input_as_output(path, &asked.files)?;
    }
    import::refuse_twice(&asked.files)?;
    let read = |path: &PathBuf| Ok(Input { encoding: asked.encoding, ..read(path, stdin)? });
    let inputs = asked.files.iter().map(read).collect::<Result<Vec<_>, Problem>>()?;
    let lexicon = Lexicon::bundled()?;
    let bytes = if asked.segmented {
        let mut bytes = Vec::new();
        write::ladder(&segmented::align(&inputs, &lexicon, stderr)?, &mut bytes).map_err(Problem::output)?;
        bytes
    } else {
        printed(&pair(&inputs, &lexicon, &Progress::default(), stderr)?, asked.format())?
    };
    deliver(&bytes, asked.output(), stdout)
}

/// A file, or standard input.
pub(super) fn read(path: &Path, stdin: &mut dyn Read) -> Result<Input, Problem> {
    if is_standard(path) {
        let name = PathBuf::from("standard input");
        Ok(Input { path: Some(name.clone()), ..import::read_stream(stdin, &name)? })
    } else {
        Ok(import::read_file(path)?)
    }
}

/// To a file, or to standard output.
pub(super) fn deliver(bytes: &[u8], output: Option<&Path>, stdout: &mut dyn Write) -> Result<(), Problem> {
    match output {
        None => stdout.write_all(bytes).map_err(Problem::output),
        Some(path) => store::write_atomically(path, bytes).map_err(|source| Problem::not_written(path, source)),
    }
}

/// What one or two inputs come to; what is odd about them is said.
pub(super) fn pair(
    inputs: &[Input],
    lexicon: &Lexicon,
    progress: &Progress,
    stderr: &mut dyn Write,
) -> Result<Bitext, Problem> {
    let imported = import::import(inputs)?;
    warn(inputs, &imported.warnings, stderr);
    Ok(align::align(imported.document, lexicon, progress).expect("nobody cancels on the command line"))
}

/// A bitext in one of the formats.
pub(super) fn printed(bitext: &Bitext, format: Format) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    match format {
        Format::Json => write::json(bitext, &mut bytes),
        Format::Jsonl => write::json_lines(bitext, &mut bytes),
        Format::Tsv => write::tsv(bitext, &mut bytes),
        Format::Tmx => tmx::tmx(bitext, &mut bytes),
        Format::Ladder => write::ladder(&write::rungs(bitext), &mut bytes),
    }
    .map_err(Problem::output)?;
    Ok(bytes)
}

/// Says what was odd about the files, a line for each thing.
pub(super) fn warn(inputs: &[Input], warnings: &[Warning], stderr: &mut dyn Write) {
    let names: Vec<String> =
        inputs.iter().filter_map(|i| i.path.as_ref()).map(|path| path.display().to_string()).collect();
    let names = names.join(" and ");
    for warning in warnings {
        let what = match warning {
            Warning::UndecodableBytes { count: 1, encoding } => format!(
                "1 place is not {} and was replaced by U+FFFD; name another encoding with `--encoding`",
                encoding.name()
            ),
            Warning::UndecodableBytes { count, encoding } => format!(
                "{count} places are not {} and were replaced by U+FFFD; name another encoding with `--encoding`",
                encoding.name()
            ),
            Warning::ControlCharacters { count: 1 } => {
                "1 control character is in the text; is the file damaged?".to_owned()
            }
            Warning::ControlCharacters { count } => {
                format!("{count} control characters are in the text; is the file damaged?")
            }
            Warning::OneLanguage(Lang::En) => "no Chinese was found; give the translation as a second file".to_owned(),
            Warning::OneLanguage(Lang::Zh) => "no English was found; give the translation as a second file".to_owned(),
            Warning::SameLanguage(Lang::En) => "both files are in English; give a text and its translation".to_owned(),
            Warning::SameLanguage(Lang::Zh) => "both files are in Chinese; give a text and its translation".to_owned(),
        };
        say(stderr, &format!("warning: {names}: {what}"));
    }
}

pub(super) fn refuse_input_as_output(output: &Path, inputs: &[PathBuf]) -> Result<(), Problem> {
    // A name that leads nowhere yet cannot be one of the files.
    let Ok(whole) = output.canonicalize() else { return Ok(()) };
    let is_same = |input: &PathBuf| input.canonicalize().is_ok_and(|input| input == whole);
    if inputs.iter().any(is_same) {
        return Err(Problem::OutputIsInput { path: output.into() });
    }
    Ok(())
}
