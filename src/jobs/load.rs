//! One load: files to a text that can be read, its beginning aligned, then to a text that is aligned throughout. Runs on a thread of its own, ends early when cancelled.

use super::watch::{self, Fingerprint};
use super::{Poster, contained, give_way, memory};
use crate::align;
use crate::align::words::Linker;
use crate::import::{self, ImportError, Input};
use crate::lexicon::{Lexicon, LexiconError};
use crate::model::{Bitext, Document, Encoding, Imported, Progress};
use crate::state::{Command, InputSource, JobId, LoadRequest, Loaded, Message, Remembered};
use crate::store::{Store, StoreError};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;

/// What is done to the bytes; tests put other functions in.
#[derive(Clone, Copy)]
pub(super) struct Stages {
    pub import: fn(&[Input]) -> Result<Imported, ImportError>,
    pub first_look: fn(Document) -> Bitext,
    /// `None` if the dictionary cannot be read.
    pub linker: fn() -> Option<Linker>,
    /// `None` if cancelled.
    pub align: fn(Document, &Progress) -> Result<Option<Bitext>, LexiconError>,
}

impl Stages {
    pub const REAL: Self = Self {
        import: import::import,
        first_look: |document| match Lexicon::bundled() {
            Ok(lexicon) => align::first_look(document, &lexicon),
            // It is reported when the whole is to be aligned.
            Err(_) => align::provisional(document),
        },
        linker: || Some(Linker::untrained(&Lexicon::bundled().ok()?)),
        align: |document, progress| Ok(align::align_beside_window(document, &Lexicon::bundled()?, progress)),
    };
}

/// Posts `TextReady`, `Linker`, then `Aligned`; or `LoadFailed`; nothing more once it is cancelled.
pub(super) fn load(
    job: JobId,
    request: &LoadRequest,
    progress: &Progress,
    stages: Stages,
    poster: &Poster,
    watcher: &Sender<watch::Request>,
    store: &Store,
) {
    let keep = |text: &str| store.keep_pasted(text);
    let post = |command| {
        if !progress.is_cancelled() {
            poster.post(command);
        }
    };
    let done = contained(|| go_through(job, request, progress, stages, watcher, &keep, &post));
    memory::give_all_back();
    let fault = |what| Err(ImportError::Fault { path: request.paths().into_iter().next(), what });
    if let Err(error) = done.unwrap_or_else(fault) {
        post(Command::LoadFailed(job, error));
    }
}

fn go_through(
    job: JobId,
    request: &LoadRequest,
    progress: &Progress,
    stages: Stages,
    watcher: &Sender<watch::Request>,
    keep: &impl Fn(&str) -> Result<PathBuf, StoreError>,
    post: &impl Fn(Command),
) -> Result<(), ImportError> {
    import::refuse_twice(&request.paths())?;
    let inputs = request.inputs.iter().map(|input| read(input, request.encoding)).collect::<Result<Vec<_>, _>>()?;
    let read = inputs.iter().filter_map(|input| Some((input.path.clone()?, Fingerprint::of(&input.bytes)))).collect();
    // Without a watcher nobody asks what was read.
    drop(watcher.send(watch::Request::Read(read)));
    if progress.is_cancelled() {
        return Ok(());
    }
    let Imported { document, warnings } = (stages.import)(&inputs)?;
    drop(inputs);
    if progress.is_cancelled() {
        return Ok(());
    }
    let kept = kept(request, keep, post);
    let sources = document.sources.clone();
    let unaligned = Arc::new((stages.first_look)(document.clone()));
    post(Command::TextReady(job, Loaded { bitext: Arc::clone(&unaligned), sources, warnings, kept }));
    // The window looks words up in the dictionary that comes with this; searches for words and pinyin open their own.
    if let Some(linker) = (stages.linker)() {
        post(Command::Linker(job, linker));
    }
    give_way();
    match (stages.align)(document, progress) {
        Ok(Some(aligned)) => post(Command::Aligned(job, Arc::new(aligned))),
        Ok(None) => {}
        Err(error) => {
            post(Command::Report(Message::NoDictionary(error.to_string())));
            // There will be nothing better than what is shown.
            post(Command::Aligned(job, unaligned));
        }
    }
    Ok(())
}

/// Where pasted text is kept now; `None` if there is none, or it could not be written, which is said.
fn kept(
    request: &LoadRequest,
    keep: &impl Fn(&str) -> Result<PathBuf, StoreError>,
    post: &impl Fn(Command),
) -> Option<PathBuf> {
    let pasted = request.inputs.iter().find_map(|input| match input {
        InputSource::Pasted(text) => Some(text),
        _ => None,
    });
    match keep(pasted?) {
        Ok(path) => Some(path),
        Err(error) => {
            post(Command::Report(Message::Store(Remembered::Pasted, error.into())));
            None
        }
    }
}

fn read(input: &InputSource, encoding: Option<Encoding>) -> Result<Input, ImportError> {
    match input {
        InputSource::File(path) => Ok(Input { encoding, ..import::read_file(path)? }),
        // It is read as it was when it was pasted, whatever its file is called.
        InputSource::Kept(path) => Ok(Input { path: None, encoding: Some(Encoding::Utf8), ..import::read_file(path)? }),
        InputSource::Pasted(text) => Ok(text_input(text)),
        InputSource::Sample(text) => Ok(text_input(text)),
    }
}

/// Text that is decoded already: there is nothing to find out about it.
fn text_input(text: &str) -> Input {
    Input { path: None, bytes: text.as_bytes().to_vec(), encoding: Some(Encoding::Utf8) }
}
