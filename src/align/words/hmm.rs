//! The hidden Markov model of one direction (Vogel et al. 1996): the words of one side are the states, those of the other are emitted one after
//! the other, by a state or by none. Linear in the emitted words times the states.

/// Jumps further than this are one kind on each side.
pub(super) const REACH: usize = 10;
/// How often a word comes from none of the states.
pub(super) const NULL: f64 = 0.2;
/// How fast the chance falls with which a sentence begins at a later word.
const START_DECAY: f64 = 0.3;

/// A value for each jump from -[`REACH`] to [`REACH`]; the outer ones stand for all beyond.
pub(super) type Jumps = [f64; 2 * REACH + 1];

/// What the model makes of a sentence pair.
#[derive(Debug)]
pub(super) struct Posterior {
    /// The chance that each state emitted each word; states fastest.
    pub links: Vec<f64>,
    /// How often each jump was made, and how often there was a state to make it to. The tails stand for many states in a long sentence,
    /// for none in a short one: without the second count, a jump anywhere would look likelier than any other.
    pub made: Jumps,
    pub possible: Jumps,
}

/// Forward-backward. `emissions`, states fastest, and `null` are the chances of each emitted word from each state and from none.
pub(super) fn posterior(states: usize, emissions: &[f64], null: &[f64], jumps: &Jumps) -> Posterior {
    let words = null.len();
    let (mut made, mut possible) = ([0.0; 2 * REACH + 1], [0.0; 2 * REACH + 1]);
    if states == 0 || words == 0 {
        return Posterior { links: Vec::new(), made, possible };
    }
    let row = |word: usize| &emissions[word * states..(word + 1) * states];
    // The weights of the jumps from each state add up to this.
    let totals = spread(&vec![1.0; states], jumps, Way::Back);
    let emitted = 1.0 - NULL;

    let mut forward = vec![0.0; words * states];
    let mut silent = vec![0.0; words * states];
    let start: Vec<f64> = (0..states).map(|s| libm::exp(-START_DECAY * s as f64)).collect();
    let start_total: f64 = start.iter().sum();
    for (word, null) in null.iter().enumerate() {
        let (at, e) = (word * states, row(word));
        let (arrive, stay): (Vec<f64>, Vec<f64>) = if word == 0 {
            let start: Vec<f64> = start.iter().map(|p| p / start_total).collect();
            (start.clone(), start)
        } else {
            let before = at - states;
            let here: Vec<f64> = (0..states).map(|s| forward[before + s] + silent[before + s]).collect();
            let leaving: Vec<f64> = here.iter().zip(&totals).map(|(p, total)| p / total).collect();
            (spread(&leaving, jumps, Way::Forth), here)
        };
        let mut sum = 1e-300;
        for s in 0..states {
            forward[at + s] = emitted * arrive[s] * e[s];
            silent[at + s] = NULL * stay[s] * null;
            sum += forward[at + s] + silent[at + s];
        }
        for s in at..at + states {
            forward[s] /= sum;
            silent[s] /= sum;
        }
    }

    let mut links = vec![0.0; words * states];
    let mut after = vec![1.0; states];
    let mut visits = vec![0.0; states];
    for word in (0..words).rev() {
        let at = word * states;
        if word + 1 < words {
            let e = row(word + 1);
            let arriving: Vec<f64> = e.iter().zip(&after).map(|(e, b)| e * b).collect();
            let jumped = spread(&arriving, jumps, Way::Back);
            let before: Vec<f64> =
                (0..states).map(|s| emitted * jumped[s] / totals[s] + NULL * null[word + 1] * after[s]).collect();
            let here: Vec<f64> = (0..states).map(|s| forward[at + s] + silent[at + s]).collect();
            let sum: f64 = here.iter().zip(&before).map(|(x, b)| x * b).sum::<f64>() + 1e-300;
            let leaving: Vec<f64> = here.iter().zip(&totals).map(|(x, total)| emitted * x / total / sum).collect();
            count_jumps(&leaving, &arriving, jumps, &mut made);
            for s in 0..states {
                visits[s] += here[s] * before[s] / sum;
            }
            after = before.iter().map(|b| b / sum).collect();
        }
        let sum: f64 = (0..states).map(|s| (forward[at + s] + silent[at + s]) * after[s]).sum::<f64>() + 1e-300;
        for s in 0..states {
            links[at + s] = forward[at + s] * after[s] / sum;
        }
    }
    for (from, visits) in visits.iter().enumerate() {
        for (jump, possible) in possible.iter_mut().enumerate().take(2 * REACH).skip(1) {
            let is_there = (from + jump).checked_sub(REACH).is_some_and(|to| to < states);
            *possible += if is_there { *visits } else { 0.0 };
        }
        possible[0] += visits * (from + 1).saturating_sub(REACH) as f64;
        possible[2 * REACH] += visits * states.saturating_sub(from + REACH) as f64;
    }
    Posterior { links, made, possible }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Forth,
    Back,
}

/// Each value to every state by the weight of the jump there (`Forth`), or from every state by the weight of the jump from here (`Back`).
fn spread(values: &[f64], jumps: &Jumps, way: Way) -> Vec<f64> {
    let n = values.len();
    let mut sums = Vec::with_capacity(n + 1);
    sums.push(0.0);
    for value in values {
        sums.push(sums[sums.len() - 1] + value);
    }
    // Jumps are from the values to here when going forth, from here to the values when going back.
    let (far_before, far_behind) = match way {
        Way::Forth => (jumps[2 * REACH], jumps[0]),
        Way::Back => (jumps[0], jumps[2 * REACH]),
    };
    let mut spread = vec![0.0; n];
    // Jump by jump, so that the states go side by side; in the order of the places that are jumped between.
    for at in 1..2 * REACH {
        let weight = jumps[if way == Way::Forth { 2 * REACH - at } else { at }];
        let (here, there) = (REACH.saturating_sub(at), at.saturating_sub(REACH));
        let (Some(spread), Some(values)) = (spread.get_mut(here..), values.get(there..)) else { continue };
        for (sum, value) in spread.iter_mut().zip(values) {
            *sum += weight * value;
        }
    }
    for (here, near) in spread.iter_mut().enumerate() {
        let (start, end) = ((here + 1).saturating_sub(REACH), n.min(here + REACH));
        *near = *near + far_before * sums[start] + far_behind * (sums[n] - sums[end]);
    }
    spread
}

fn count_jumps(leaving: &[f64], arriving: &[f64], jumps: &Jumps, made: &mut Jumps) {
    let n = leaving.len();
    let mut before = 0.0;
    let mut behind: f64 = arriving.iter().skip(REACH).sum();
    for (from, leaving) in leaving.iter().enumerate() {
        let (start, end) = ((from + 1).saturating_sub(REACH), n.min(from + REACH));
        let near = start + REACH - from..end + REACH - from;
        for ((made, arriving), jump) in made[near.clone()].iter_mut().zip(&arriving[start..end]).zip(&jumps[near]) {
            *made += leaving * arriving * jump;
        }
        if from >= REACH {
            before += arriving[from - REACH];
        }
        made[0] += leaving * before * jumps[0];
        made[2 * REACH] += leaving * behind.max(0.0) * jumps[2 * REACH];
        if from + REACH < n {
            behind -= arriving[from + REACH];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jumps() -> Jumps {
        let mut jumps = [0.0; 2 * REACH + 1];
        for (at, jump) in jumps.iter_mut().enumerate() {
            *jump = libm::exp(-0.35 * (at as f64 - REACH as f64 - 1.0).abs());
        }
        jumps
    }

    /// The same by its definition, every jump on its own.
    fn plain(states: usize, emissions: &[f64], null: &[f64], jumps: &Jumps) -> Vec<f64> {
        let words = null.len();
        let jump = |a: usize, b: usize| jumps[(b + REACH).saturating_sub(a).min(2 * REACH)];
        let total: Vec<f64> = (0..states).map(|a| (0..states).map(|b| jump(a, b)).sum()).collect();
        let step = |from: usize, to: usize, is_null: bool| {
            if is_null { f64::from(u8::from(from == to)) * NULL } else { (1.0 - NULL) * jump(from, to) / total[from] }
        };
        let emit =
            |word: usize, s: usize, is_null: bool| if is_null { null[word] } else { emissions[word * states + s] };
        let start: Vec<f64> = (0..states).map(|s| libm::exp(-START_DECAY * s as f64)).collect();
        let sum: f64 = start.iter().sum();
        let all: Vec<(usize, bool)> = (0..states).flat_map(|s| [(s, false), (s, true)]).collect();
        let mut forward = vec![vec![0.0; all.len()]; words];
        let mut backward = vec![vec![1.0; all.len()]; words];
        for (k, (s, is_null)) in all.iter().enumerate() {
            forward[0][k] = start[*s] / sum * if *is_null { NULL } else { 1.0 - NULL } * emit(0, *s, *is_null);
        }
        for word in 1..words {
            for (k, (s, is_null)) in all.iter().enumerate() {
                let sum: f64 =
                    all.iter().enumerate().map(|(p, (from, _))| forward[word - 1][p] * step(*from, *s, *is_null)).sum();
                forward[word][k] = sum * emit(word, *s, *is_null);
            }
        }
        for word in (0..words - 1).rev() {
            for (k, (from, _)) in all.iter().enumerate() {
                let next = all.iter().enumerate();
                let sum: f64 = next
                    .map(|(n, (s, is_null))| {
                        step(*from, *s, *is_null) * emit(word + 1, *s, *is_null) * backward[word + 1][n]
                    })
                    .sum();
                backward[word][k] = sum;
            }
        }
        let whole: f64 = forward[words - 1].iter().sum();
        (0..words)
            .flat_map(|word| (0..states).map(move |s| (word, s)))
            .map(|(word, s)| forward[word][2 * s] * backward[word][2 * s] / whole)
            .collect()
    }

    #[test]
    fn agrees_with_the_definition_near_and_far() {
        for (states, words) in [(1, 1), (2, 5), (13, 4), (31, 6)] {
            let value = |a: usize, b: usize| ((a * 37 + b * 101 + 13) % 97) as f64 / 97.0 + 0.01;
            let emissions: Vec<f64> = (0..states * words).map(|at| value(at, 1)).collect();
            let null: Vec<f64> = (0..words).map(|at| value(at, 2) * 0.3).collect();
            let found = posterior(states, &emissions, &null, &jumps());
            let expected = plain(states, &emissions, &null, &jumps());
            for (a, b) in found.links.iter().zip(&expected) {
                assert!((a - b).abs() < 1e-9, "{states} {words}: {a} {b}");
            }
            let made: f64 = found.made.iter().sum();
            assert!(made <= (words - 1) as f64 + 1e-9, "a word is reached by one jump at most: {made}");
            let possible: f64 = found.possible.iter().sum();
            assert!((possible - ((words - 1) * states) as f64).abs() < 1e-6, "{possible}");
        }
        assert!(posterior(0, &[], &[1.0], &jumps()).links.is_empty());
    }
}
