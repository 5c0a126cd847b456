//! Level 0: work shared out to threads that end with the call. What each part comes to must not depend on the others: then the number of
//! threads changes nothing but the time.

use std::thread;

/// More threads would wait for each other's memory.
const MAX_THREADS: usize = 4;

fn cores() -> usize {
    thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// How many threads there is room for.
pub fn available() -> usize {
    cores().min(MAX_THREADS)
}

/// How many there is room for while a window is drawn: one core is left to it.
pub fn beside_window() -> usize {
    cores().saturating_sub(1).clamp(1, MAX_THREADS)
}

/// The results of all parts, joined in order; `None` if one of them has none.
pub fn in_parts<P: Sync, T: Send>(parts: &[P], work: impl Fn(&P) -> Option<Vec<T>> + Sync) -> Option<Vec<T>> {
    let Some((first, others)) = parts.split_first() else { return Some(Vec::new()) };
    if others.is_empty() {
        return work(first);
    }
    thread::scope(|scope| {
        let work = &work;
        let others: Vec<_> = others.iter().map(|part| scope.spawn(move || work(part))).collect();
        let mut all = work(first);
        for other in others {
            let part = other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            all = all.zip(part).map(|(mut all, part)| {
                all.extend(part);
                all
            });
        }
        all
    })
}

/// Two pieces of work, side by side if there are two threads.
pub fn both<P: Send, T: Send>(threads: usize, [first, second]: [P; 2], work: impl Fn(P) -> T + Sync) -> [T; 2] {
    if threads < 2 {
        return [work(first), work(second)];
    }
    thread::scope(|scope| {
        let work = &work;
        let second = scope.spawn(move || work(second));
        let first = work(first);
        [first, second.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))]
    })
}
