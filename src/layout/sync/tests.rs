use super::*;
use crate::model::{Block, BlockKind, Row, Sentence};
use crate::text::{ByteSpan, PerLang};
use proptest::prelude::*;
use std::ops::Range;

/// Sentences of known heights, one below the other.
struct Plain {
    /// Its rows' sentences.
    rows: Vec<Range<usize>>,
    tops: Vec<f64>,
    /// Between two rows.
    gap: f64,
}

impl Plain {
    fn new(bitext: &Bitext, lang: Lang, heights: &[f64], gap: f64) -> Self {
        let rows: Vec<_> = bitext.rows.iter().map(|row| row.blocks[lang].clone()).collect();
        let mut tops = vec![0.0];
        for range in &rows {
            for sentence in range.clone() {
                let top = tops[sentence] + heights[sentence % heights.len()];
                let is_last = sentence + 1 == range.end;
                tops.push(top + if is_last { gap } else { 0.0 });
            }
        }
        Self { rows, tops, gap }
    }

    fn row_at(&self, point: f64) -> (usize, f64) {
        let row = (0..self.rows.len()).rfind(|row| self.top_points(*row) <= point).unwrap_or(0);
        (row, point - self.top_points(row))
    }

    fn extent(&self, view_points: f64) -> Extent {
        Extent { total_points: self.total_points(), view_points }
    }
}

impl Side for Plain {
    fn total_points(&self) -> f64 {
        self.tops.last().copied().unwrap_or(0.0) + self.gap
    }
    fn changed_points(&self) -> f64 {
        0.0
    }
    fn top_points(&self, row: usize) -> f64 {
        self.rows.get(row).map_or(self.total_points(), |range| self.tops[range.start])
    }
    fn measure(&mut self, _: usize) {}
    fn sentence_points(&mut self, row: usize, sentence: usize) -> f64 {
        assert!(self.rows[row].contains(&sentence), "{sentence} is in row {row}");
        self.tops[sentence] - self.top_points(row)
    }
}

/// A side whose rows are as high as somebody guessed until they are measured.
struct Guessed {
    truth: Plain,
    heights: Vec<f64>,
    changed_points: f64,
}

impl Side for Guessed {
    fn total_points(&self) -> f64 {
        self.top_points(self.heights.len())
    }
    fn changed_points(&self) -> f64 {
        self.changed_points
    }
    fn top_points(&self, row: usize) -> f64 {
        self.heights[..row].iter().sum()
    }
    fn measure(&mut self, row: usize) {
        let height = self.truth.top_points(row + 1) - self.truth.top_points(row);
        self.changed_points += (height - self.heights[row]).abs();
        self.heights[row] = height;
    }
    fn sentence_points(&mut self, row: usize, sentence: usize) -> f64 {
        self.measure(row);
        self.truth.sentence_points(row, sentence)
    }
}

/// One sentence a block; each row's beads by the numbers of their sentences.
fn bitext(rows: &[Vec<(usize, usize)>]) -> Bitext {
    let mut bitext = Bitext::default();
    let mut next = PerLang { en: 0, zh: 0 };
    for beads in rows {
        let start = next;
        let mut row = Row { blocks: PerLang::default(), confidence: 1.0, doubt: None, beads: vec![] };
        for (en, zh) in beads {
            let before = next;
            next = PerLang { en: next.en + en, zh: next.zh + zh };
            let sentences = PerLang::from_fn(|lang| before[lang]..next[lang]);
            row.beads.push(Bead { sentences, confidence: 1.0, doubt: None });
        }
        row.blocks = PerLang::from_fn(|lang| start[lang]..next[lang]);
        bitext.rows.push(row);
    }
    for lang in Lang::BOTH {
        for block in 0..next[lang] {
            let kind = BlockKind::Paragraph;
            bitext.blocks[lang].push(Block { lang, kind, text: "x".into(), line: block, file: 0 });
            bitext.sentences[lang].push(Sentence { block, span: ByteSpan::new("x", 0, 1).unwrap() });
        }
    }
    bitext
}

/// How far a gap reaches into what surrounds it.
const REACH: f64 = 60.0;

fn across(bitext: &Bitext, sides: &mut PerLang<Plain>, lang: Lang, point: f64) -> f64 {
    let meetings = Meetings::of(bitext);
    let PerLang { en, zh } = sides;
    let (from, to) = if lang == Lang::En { (en, zh) } else { (zh, en) };
    let at = from.row_at(point);
    meetings.across(bitext, lang, from, to, at, REACH)
}

#[test]
fn the_reference_line_slides_to_the_edges() {
    let extent = Extent { total_points: 1000.0, view_points: 200.0 };
    let rows = [
        (0.0, 0.0),
        (50.0, 100.0),
        (100.0, 200.0),
        (300.0, 400.0),
        (700.0, 800.0),
        (750.0, 900.0),
        (800.0, 1000.0),
        (900.0, 1000.0),
        (-5.0, 0.0),
    ];
    for (top, point) in rows {
        assert!((extent.reference(top) - point).abs() < 1e-9, "{top}: {}", extent.reference(top));
        assert!((extent.top_for(point) - top.clamp(0.0, 800.0)).abs() < 1e-9, "{point}: {}", extent.top_for(point));
    }
    let low = Extent { total_points: 300.0, view_points: 200.0 };
    assert!((low.reference(50.0) - 150.0).abs() < 1e-9 && (low.top_for(150.0) - 50.0).abs() < 1e-9);
    let all_in_view = Extent { total_points: 100.0, view_points: 200.0 };
    assert!(all_in_view.reference(50.0).abs() < 1e-9 && all_in_view.top_for(70.0).abs() < 1e-9);
}

#[test]
fn sentences_meet_their_counterparts_and_a_gap_is_passed_while_the_other_side_all_but_rests() {
    // Pairs as high as each other on both sides, and in English a stretch between them that nobody translated.
    let paragraphs = |len: usize| vec![vec![(1, 1)]; len];
    for stretch in [1, 4, 20] {
        let bitext = bitext(&[paragraphs(12), vec![vec![(1, 0)]; stretch], paragraphs(12)].concat());
        let mut sides = PerLang::from_fn(|lang| Plain::new(&bitext, lang, &[40.0], 0.0));
        let (begin, length) = (480.0, 40.0 * stretch as f64);
        let reach = (length / 6.0).min(REACH);
        let passed = (4.0 * reach).min(length / 2.0 + reach);
        let rows = [
            (0.0, 0.0),
            (240.0, 240.0),
            (begin - reach, begin - reach),
            (begin - reach + passed / 2.0, begin - reach + passed / 8.0),
            (begin + length / 2.0, begin),
            (begin + length + reach - passed / 2.0, begin + reach - passed / 8.0),
            (begin + length + reach, begin + reach),
            (begin + length + 200.0, begin + 200.0),
            (begin + length + 480.0, begin + 480.0),
        ];
        for (en, zh) in rows {
            let there = across(&bitext, &mut sides, Lang::En, en);
            assert!((there - zh).abs() < 1e-6, "over {stretch}: {en} is at {there}, not {zh}");
            let back = across(&bitext, &mut sides, Lang::Zh, zh);
            let is_middle = (zh - begin).abs() < 1e-6;
            assert!(is_middle || (back - en).abs() < 1e-6, "over {stretch}: {zh} is at {back}, not {en}");
        }
        // No faster than four times, unless more is skipped than can be passed at that.
        let mut skipped = 0;
        for step in 1..960 {
            let at = |step: i32| f64::from(step);
            let ways = Lang::BOTH.map(|lang| {
                across(&bitext, &mut sides, lang, at(step)) - across(&bitext, &mut sides, lang, at(step - 1))
            });
            skipped += usize::from(ways.iter().any(|way| *way > 4.0 + 1e-6));
        }
        assert_eq!(skipped, usize::from(length > 6.0 * REACH), "over {stretch}");
    }
}

#[test]
fn a_caption_between_short_pairs_is_passed_in_half_of_each() {
    // Behind it a sentence within a pair that nobody translated.
    let bitext = bitext(&[vec![(1, 1)], vec![(1, 0)], vec![(1, 2), (1, 0), (1, 1)]]);
    let mut sides = PerLang {
        en: Plain::new(&bitext, Lang::En, &[10.0, 20.0, 30.0, 40.0, 50.0], 0.0),
        zh: Plain::new(&bitext, Lang::Zh, &[6.0, 7.0, 8.0, 9.0], 0.0),
    };
    for (en, zh) in [(0.0, 0.0), (5.0, 3.0), (17.0, 6.0), (20.0, 6.0), (150.0, 30.0)] {
        let there = across(&bitext, &mut sides, Lang::En, en);
        assert!((there - zh).abs() < 1e-9, "{en} is at {there}, not {zh}");
    }
}

#[test]
fn without_meetings_the_ends_meet() {
    for rows in [vec![vec![(3, 0)], vec![(0, 2)]], vec![vec![(0, 2)], vec![(3, 0)]]] {
        let bitext = bitext(&rows);
        let mut sides = PerLang::from_fn(|lang| Plain::new(&bitext, lang, &[10.0], 5.0));
        for share in [0.0, 0.3, 1.0] {
            let (en, zh) = (share * sides.en.total_points(), share * sides.zh.total_points());
            assert!((across(&bitext, &mut sides, Lang::En, en) - zh).abs() < 1e-9);
        }
    }
}

fn rows() -> impl Strategy<Value = Vec<Vec<(usize, usize)>>> {
    let bead = prop_oneof![4 => (1_usize..3, 1_usize..3), 1 => Just((1, 0)), 1 => Just((0, 1))];
    prop::collection::vec(prop::collection::vec(bead, 1..6), 1..12)
}

fn heights() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(4.0_f64..300.0, 7)
}

proptest! {
    #[test]
    fn the_map_goes_up_and_back_and_from_end_to_end(
        rows in rows(), en in heights(), zh in heights(), gap in 0.0_f64..30.0,
        shares in prop::collection::vec(0.0_f64..1.0, 20),
    ) {
        let bitext = bitext(&rows);
        let mut sides = PerLang {
            en: Plain::new(&bitext, Lang::En, &en, gap),
            zh: Plain::new(&bitext, Lang::Zh, &zh, gap),
        };
        for lang in Lang::BOTH {
            let (total, other) = (sides[lang].total_points(), sides[lang.other()].total_points());
            let mut points: Vec<f64> = shares.iter().map(|share| share * total).chain([0.0, total]).collect();
            points.sort_by(f64::total_cmp);
            let there: Vec<f64> = points.iter().map(|point| across(&bitext, &mut sides, lang, *point)).collect();
            prop_assert!(there.windows(2).all(|pair| pair[0] <= pair[1] + 1e-9), "{:?} to {:?}", points, there);
            prop_assert!(there[0].abs() < 1e-6 && (there[there.len() - 1] - other).abs() < 1e-6);
            // What nobody translated has no length across; all of it leads there.
            for (point, there) in points.iter().zip(&there) {
                let back = across(&bitext, &mut sides, lang.other(), *there);
                let again = across(&bitext, &mut sides, lang, back);
                prop_assert!((again - there).abs() < 1e-6, "{} to {} to {} to {}", point, there, back, again);
            }
            for row in &bitext.rows {
                for bead in row.beads.iter().filter(|bead| is_two_sided(bead)) {
                    let at = |lang: Lang| sides[lang].tops[bead.sentences[lang].start];
                    let (from, to) = (at(lang), at(lang.other()));
                    // Beside a gap they are not level, by no more than it reaches on the side that rests.
                    let off = (across(&bitext, &mut sides, lang, from) - to).abs();
                    let back = (across(&bitext, &mut sides, lang.other(), to) - from).abs();
                    prop_assert!(from == 0.0 || to == 0.0 || off.min(back) < REACH + 1e-6, "{} to {}", from, to);
                    let has_gaps = bitext.rows.iter().flat_map(|row| &row.beads).any(|bead| !is_two_sided(bead));
                    prop_assert!(from == 0.0 || has_gaps || off < 1e-6);
                }
            }
        }
    }

    /// Asked once more, with what was measured for the first answer, it gives the same, even if no guess of a side's whole height was wrong.
    #[test]
    fn what_is_measured_on_the_way_counts_at_once(
        rows in rows(), guesses in prop::collection::vec(1_u8..4, 24), share in 0.0_f64..1.0, is_en: bool,
    ) {
        let bitext = bitext(&rows);
        let mut sides = PerLang::from_fn(|lang| {
            let truth = Plain::new(&bitext, lang, &[20.0, 40.0, 60.0], 0.0);
            let of_side = guesses.iter().skip(if lang == Lang::En { 0 } else { 12 });
            let is_empty = |row: usize| bitext.rows[row].blocks[lang].is_empty();
            let guess = |(row, guess): (usize, &u8)| if is_empty(row) { 0.0 } else { 40.0 * f64::from(*guess) };
            let heights = (0..rows.len()).zip(of_side).map(guess).collect();
            Guessed { truth, heights, changed_points: 0.0 }
        });
        let row = (share * rows.len() as f64) as usize;
        let PerLang { en, zh } = &mut sides;
        let (lang, from, to) = if is_en { (Lang::En, en, zh) } else { (Lang::Zh, zh, en) };
        from.measure(row);
        let at = (row, from.heights[row] / 3.0);
        let meetings = Meetings::of(&bitext);
        let [there, again] = [(); 2].map(|()| meetings.across(&bitext, lang, from, to, at, REACH));
        prop_assert!((there - again).abs() < 1e-9, "{} and then {}", there, again);
    }

    /// Whichever side is moved, the other one comes to where it was, and would not be moved by it once more.
    #[test]
    fn there_is_no_echo(
        rows in rows(), en in heights(), zh in heights(), view in 50.0_f64..600.0,
        moves in prop::collection::vec((any::<bool>(), -400.0_f64..400.0), 1..30),
    ) {
        let bitext = bitext(&rows);
        let mut sides = PerLang {
            en: Plain::new(&bitext, Lang::En, &en, 10.0),
            zh: Plain::new(&bitext, Lang::Zh, &zh, 10.0),
        };
        let extents = sides.as_ref().map(|side| side.extent(view));
        prop_assume!(extents.en.room_points() > 1.0 && extents.zh.room_points() > 1.0);
        let mut follow = |lang: Lang, top: f64| {
            let point = across(&bitext, &mut sides, lang, extents[lang].reference(top));
            extents[lang.other()].top_for(point)
        };
        let mut tops = PerLang { en: 0.0, zh: 0.0 };
        for (is_en, points) in moves {
            let lang = if is_en { Lang::En } else { Lang::Zh };
            tops[lang] = (tops[lang] + points).clamp(0.0, extents[lang].room_points());
            tops[lang.other()] = follow(lang, tops[lang]);
            let back = follow(lang.other(), tops[lang.other()]);
            prop_assert!((follow(lang, back) - tops[lang.other()]).abs() < 1e-6, "{:?} and back to {}", tops, back);
            let is_at = |lang: Lang, end: f64| (tops[lang] - end * extents[lang].room_points()).abs() < 1e-6;
            for end in [0.0, 1.0] {
                prop_assert!(!is_at(lang, end) || is_at(lang.other(), end), "both ends together: {:?}", tops);
            }
        }
    }
}
