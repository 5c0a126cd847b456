//! `duizhao align --out-dir`: many articles, each to a file of its own. A bad file is told and the others go on; lines on standard error
//! come in the order of the articles, whichever thread is done first.

use super::align::{pair, printed};
use super::args::AlignArgs;
use super::gather::{Article, gather};
use super::problem::{Problem, say};
use crate::lexicon::Lexicon;
use crate::model::{Bitext, Progress};
use crate::{import, store};
use indicatif::{ProgressBar, ProgressStyle};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// The bar moves so often.
const TICK: Duration = Duration::from_millis(100);
/// Parts of an article that the bar can show.
const PARTS: u64 = 100;

/// What one article came to: lines to say, and the problem if there was one.
type Told = (Vec<u8>, Option<Problem>);

/// Aligns every article in `asked` into files under `folder`.
pub(super) fn run(asked: &AlignArgs, folder: &Path, stderr: &mut dyn Write) -> Result<(), Problem> {
    let lexicon = Lexicon::bundled()?;
    let articles = gather(&asked.files, folder, asked.format().extension());
    let progress: Vec<Progress> = articles.iter().map(|_| Progress::default()).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let at = next.fetch_add(1, Ordering::Relaxed);
        Some((at, tell(articles.get(at)?, asked, &lexicon, &progress[at])))
    };
    let bar = bar(articles.len());
    let mut failed = Vec::new();
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        for _ in 0..thread::available_parallelism().map_or(1, usize::from).min(articles.len()) {
            let sender = sender.clone();
            scope.spawn(move || {
                while let Some(told) = work() {
                    if sender.send(told).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut waiting: BTreeMap<usize, Told> = BTreeMap::new();
        let mut said = 0;
        loop {
            match receiver.recv_timeout(TICK) {
                Ok((at, told)) => drop(waiting.insert(at, told)),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            bar.set_position(progress.iter().map(|p| (p.fraction() * PARTS as f32) as u64).sum());
            while let Some((lines, problem)) = waiting.remove(&said) {
                bar.suspend(|| {
                    // If nobody listens there is nobody to tell.
                    let _ = stderr.write_all(&lines);
                });
                if problem.is_some() {
                    failed.push(articles[said].0.clone());
                }
                said += 1;
            }
        }
    });
    bar.finish_and_clear();
    if failed.is_empty() { Ok(()) } else { Err(Problem::SomeFailed { failed, of: articles.len() }) }
}

/// Shown only where standard error is a terminal.
fn bar(articles: usize) -> ProgressBar {
    let style =
        ProgressStyle::with_template("{wide_bar} {percent} % {elapsed}").unwrap_or(ProgressStyle::default_bar());
    ProgressBar::new(articles as u64 * PARTS).with_style(style)
}

fn tell(
    (name, article): &(String, Result<Article, Problem>),
    asked: &AlignArgs,
    lexicon: &Lexicon,
    progress: &Progress,
) -> Told {
    let mut lines = Vec::new();
    let done = match article {
        Ok(article) => align(article, asked, lexicon, progress, &mut lines),
        Err(problem) => Err(problem.clone()),
    };
    progress.set(1.0);
    match done {
        Ok(summary) => {
            say(&mut lines, &format!("{name}: {summary}"));
            (lines, None)
        }
        Err(problem) => {
            say(&mut lines, &problem.to_string());
            (lines, Some(problem))
        }
    }
}

fn align(
    article: &Article,
    asked: &AlignArgs,
    lexicon: &Lexicon,
    progress: &Progress,
    stderr: &mut dyn Write,
) -> Result<String, Problem> {
    let start = Instant::now();
    let read = |path| Ok(import::Input { encoding: asked.encoding, ..import::read_file(path)? });
    let inputs = article.paths.iter().map(|path| read(path)).collect::<Result<Vec<_>, Problem>>()?;
    let bitext = pair(&inputs, lexicon, progress, stderr)?;
    let bytes = printed(&bitext, asked.format())?;
    store::write_into_folder(&article.output, &bytes)
        .map_err(|source| Problem::not_written(&article.output, source))?;
    Ok(format!("{}, {:.2} s, {}", counts(&bitext), start.elapsed().as_secs_f64(), article.output.display()))
}

fn counts(bitext: &Bitext) -> String {
    let beads = || bitext.rows.iter().flat_map(|row| &row.beads);
    let is_alone = |bead: &&crate::model::Bead| bead.sentences.en.is_empty() || bead.sentences.zh.is_empty();
    let alone = beads().filter(is_alone).count();
    let doubtful: usize =
        bitext.rows.iter().map(|row| (0..row.beads.len()).filter(|bead| row.doubt_of(*bead).is_some()).count()).sum();
    format!("{} rows, {} beads, {alone} one-sided, {doubtful} doubtful", bitext.rows.len(), beads().count())
}
