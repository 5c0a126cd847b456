//! Exact heights of long pages: what is nearest to the reader first, in short turns, so that a newer page is not kept waiting.

use super::{contained, give_way};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::time::{Duration, Instant};

/// A page that is still being resized is not worth measuring.
const REST: Duration = Duration::from_millis(150);
/// One turn.
const TURN: Duration = Duration::from_millis(8);
/// The window is woken so often: for the scroll bar alone.
const BETWEEN_ANSWERS: Duration = Duration::from_millis(250);

/// A list of things of which each has a height.
pub struct Unmeasured {
    /// How many there are.
    pub len: usize,
    /// The one the reader is at.
    pub near: usize,
    /// The height of one, in points.
    pub measure: Box<dyn Fn(usize) -> f32 + Send>,
}

/// Heights of neighbours in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Heights {
    /// Which of the lists that were asked for.
    pub list: usize,
    /// The first of them.
    pub first: usize,
    /// Theirs, in points.
    pub points: Vec<f32>,
}

/// Lists to measure, and where the heights go; the channel is closed after the last.
pub(super) struct Request {
    pub lists: Vec<Unmeasured>,
    pub answers: Sender<Heights>,
}

/// Measures what was asked for last, until nobody can ask any more.
pub(super) fn serve(requests: &Receiver<Request>, wake: &Arc<dyn Fn() + Send + Sync>) {
    give_way();
    let mut next = requests.recv().ok();
    while let Some(request) = next {
        next = match requests.recv_timeout(REST) {
            Ok(newer) => Some(newer),
            Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => match contained(|| measure(request, requests, &**wake)) {
                Ok(Next::Known(newer)) => Some(newer),
                Ok(Next::Unknown) => requests.recv().ok(),
                Err(panic) => {
                    log::error!("heights could not be measured: {panic}");
                    requests.recv().ok()
                }
            },
        };
    }
}

/// What comes after a request.
enum Next {
    Known(Request),
    Unknown,
}

/// Answers one request, unless another comes or nobody waits for the answer.
fn measure(Request { lists, answers }: Request, requests: &Receiver<Request>, wake: &dyn Fn()) -> Next {
    let mut turns: Vec<Turns> = lists.into_iter().enumerate().map(|(at, list)| Turns::new(at, list)).collect();
    let mut known: Vec<Heights> = Vec::new();
    let mut answered = Instant::now();
    loop {
        match requests.try_recv() {
            Ok(newer) => return Next::Known(newer),
            Err(TryRecvError::Disconnected) => return Next::Unknown,
            Err(TryRecvError::Empty) => {}
        }
        let before = known.len();
        known.extend(turns.iter_mut().filter_map(Turns::next));
        let is_over = known.len() == before;
        if is_over || answered.elapsed() >= BETWEEN_ANSWERS {
            let is_awaited = known.drain(..).all(|heights| answers.send(heights).is_ok());
            if is_over || !is_awaited {
                // Closed before the window looks.
                drop(answers);
                wake();
                return Next::Unknown;
            }
            wake();
            answered = Instant::now();
        }
    }
}

/// What is left of a list, on both sides of what is measured.
struct Turns {
    at: usize,
    list: Unmeasured,
    start: usize,
    end: usize,
    /// True if the next turn goes up.
    goes_up: bool,
}

impl Turns {
    fn new(at: usize, list: Unmeasured) -> Self {
        let near = list.near.min(list.len);
        Self { at, list, start: near, end: near, goes_up: false }
    }

    /// Measures for one turn; `None` if all is measured.
    fn next(&mut self) -> Option<Heights> {
        let goes_up = self.start > 0 && (self.goes_up || self.end == self.list.len);
        self.goes_up = !goes_up;
        let begun = Instant::now();
        let mut points = Vec::new();
        if goes_up {
            while self.start > 0 && (points.is_empty() || begun.elapsed() < TURN) {
                self.start -= 1;
                points.push((self.list.measure)(self.start));
            }
            points.reverse();
            return Some(Heights { list: self.at, first: self.start, points });
        }
        let first = self.end;
        while self.end < self.list.len && (points.is_empty() || begun.elapsed() < TURN) {
            points.push((self.list.measure)(self.end));
            self.end += 1;
        }
        (!points.is_empty()).then_some(Heights { list: self.at, first, points })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    fn list(len: usize, near: usize) -> Unmeasured {
        Unmeasured { len, near, measure: Box::new(|row| row as f32) }
    }

    #[test]
    fn everything_is_measured_once_and_what_is_near_first() {
        for (len, near) in [(0, 0), (1, 0), (1, 5), (100, 0), (100, 99), (70_000, 30_000)] {
            let mut turns = Turns::new(3, list(len, near));
            let mut known = vec![None; len];
            let parts: Vec<Heights> = std::iter::from_fn(|| turns.next()).collect();
            for part in &parts {
                assert_eq!(part.list, 3);
                for (row, points) in (part.first..).zip(&part.points) {
                    assert_eq!(known[row].replace(*points), None, "{row} is measured twice");
                }
            }
            assert!((0..len).all(|row| known[row] == Some(row as f32)), "{len} near {near}");
            if let Some(first) = parts.first().filter(|_| near < len) {
                assert_eq!(first.first, near);
            }
        }
    }

    #[test]
    fn only_the_newest_request_is_answered_and_the_end_is_told() {
        let (requests, served) = mpsc::channel();
        let (old_answers, old) = mpsc::channel();
        let (answers, new) = mpsc::channel();
        requests.send(Request { lists: vec![list(10, 0)], answers: old_answers }).unwrap();
        requests.send(Request { lists: vec![list(10, 4), list(3, 0)], answers }).unwrap();
        drop(requests);
        // Nobody can ask any more: also what was asked is not done.
        serve(&served, &(Arc::new(|| ()) as Arc<dyn Fn() + Send + Sync>));
        assert_eq!((old.iter().count(), new.iter().count()), (0, 0));

        let (requests, served) = mpsc::channel();
        let (answers, new) = mpsc::channel();
        let thread = std::thread::spawn(move || serve(&served, &(Arc::new(|| ()) as Arc<dyn Fn() + Send + Sync>)));
        requests.send(Request { lists: vec![list(10, 4), list(3, 0)], answers }).unwrap();
        let mut rows: Vec<(usize, usize)> = new
            .iter()
            .flat_map(|part| (part.first..part.first + part.points.len()).map(move |row| (part.list, row)))
            .collect();
        rows.sort_unstable();
        let all = (0..10).map(|row| (0, row)).chain((0..3).map(|row| (1, row)));
        assert_eq!(rows, all.collect::<Vec<_>>());
        drop(requests);
        thread.join().unwrap();
    }
}
