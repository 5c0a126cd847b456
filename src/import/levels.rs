//! Which items of a list are inside of others: those that stand further in.

use super::blocks::Draft;
use crate::model::BlockKind;
use crate::text::{Lang, PerLang};

/// An item is inside of one that stands so many columns further out.
const STEP_COLUMNS: usize = 2;

/// Gives every item its level. The two languages of a list need not be indented alike, so each is looked at alone. A list ends at a heading, at a
/// rule, and at what stands no further in than it does. Linear.
pub(super) fn tell(drafts: &mut [Draft]) {
    // Where the items stand that what comes next may be inside of.
    let mut open: PerLang<Vec<usize>> = PerLang::default();
    for draft in drafts {
        let (columns, open) = (draft.indent_columns, &mut open[draft.lang.unwrap_or(Lang::En)]);
        match &mut draft.kind {
            BlockKind::ListItem(level) => {
                // By a column more or less nobody means anything.
                while open.last().is_some_and(|outer| columns < outer + STEP_COLUMNS) {
                    open.pop();
                }
                *level = u8::try_from(open.len()).unwrap_or(u8::MAX);
                open.push(columns);
            }
            BlockKind::Heading(_) | BlockKind::Rule => open.clear(),
            _ if open.first().is_some_and(|first| columns < first + STEP_COLUMNS) => open.clear(),
            _ => {}
        }
    }
}
