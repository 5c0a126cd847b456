//! Word links against pairs of our own that were linked by hand: news, a dialogue in traditional characters, a narrative.

#![allow(clippy::unwrap_used, reason = "a test")]

mod measure_words;

use duizhao::align::words::{LIKELY, Linker, SURE};
use duizhao::lexicon::Lexicon;
use measure_words::{Linked, Score, on_given_tokens, own};

/// A little over what was measured when it was set; a better linker lowers it.
const MOST_ERROR: f64 = 14.0;
/// A wrong light is worse than none.
const LEAST_SURE_PRECISION: f64 = 97.0;

#[test]
fn our_own_pairs_are_linked_as_by_hand() {
    let untrained = Linker::untrained(&Lexicon::bundled().unwrap());
    let genres = own();
    assert!(genres.iter().map(|(_, pairs)| pairs.len()).sum::<usize>() >= 40);
    let (mut likely, mut sure) = (Score::default(), Score::default());
    for (genre, pairs) in &genres {
        let (linker, _) = on_given_tokens(&untrained, pairs);
        let mut of_genre = Score::default();
        for pair in pairs {
            let (zh, en) = pair.tokens();
            let from =
                |threshold| linker.link_tokens(&zh, &en, threshold).iter().map(|link| (link.zh, link.en)).collect();
            of_genre.add(&pair.gold, &from(LIKELY));
            likely.add(&pair.gold, &from(LIKELY));
            sure.add(&pair.gold, &from(SURE));
        }
        println!("{genre:<10} p >= {LIKELY}  {of_genre}");
    }
    println!("all        p >= {LIKELY}  {likely}\nall        p >= {SURE}  {sure}");
    assert!(likely.error_rate() <= MOST_ERROR, "{likely}");
    assert!(sure.precision() >= LEAST_SURE_PRECISION, "{sure}");
}

#[test]
fn the_error_rate_is_that_of_och_and_ney() {
    let pair = Linked::parse("a b c ||| x y z", "1-1 2-2 3p3 2p3").unwrap();
    // Two of three links are possible, one of them sure; two sure ones were there to find.
    let score = Score::of([(&pair.gold, [(0, 0), (2, 2), (2, 0)].into())]);
    assert!((score.error_rate() - 100.0 * (1.0 - 3.0 / 5.0)).abs() < 1e-9, "{score}");
    assert!((score.precision() - 200.0 / 3.0).abs() < 1e-9 && (score.recall() - 50.0).abs() < 1e-9);
    assert!(Linked::parse("a ||| b", "0-1").is_none() && Linked::parse("a b", "").is_none());
}
