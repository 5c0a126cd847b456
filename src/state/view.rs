//! How articles are shown. What was chosen last goes for every article without a choice of its own.

use super::{Effect, Session};
use crate::model::{PageView, RecentArticle, Settings};

impl Session {
    /// How the open article is shown.
    #[must_use]
    pub fn view(&self) -> PageView {
        self.entry().and_then(|entry| entry.view).unwrap_or(self.settings().view)
    }

    /// English text size of the open article, in points.
    #[must_use]
    pub fn text_size_points(&self) -> f32 {
        self.entry().and_then(|entry| entry.text_size_points).unwrap_or(self.settings().text_size_points)
    }

    pub(super) fn set_view(&mut self, view: PageView) -> Vec<Effect> {
        let mut effects = self.change_settings(|settings| settings.view = view);
        effects.extend(self.change_entry(|entry| entry.view = Some(view)));
        effects
    }

    pub(super) fn set_text_size(&mut self, points: f32) -> Vec<Effect> {
        let (least, most) = Settings::TEXT_SIZE_RANGE_POINTS;
        let points = points.clamp(least, most);
        let mut effects = self.change_settings(|settings| settings.text_size_points = points);
        effects.extend(self.change_entry(|entry| entry.text_size_points = Some(points)));
        effects
    }

    /// What the library keeps of the open article; nothing of pasted text.
    fn entry(&self) -> Option<&RecentArticle> {
        self.library().find(&self.article()?.paths())
    }

    /// Changes what the library keeps of the open article; an effect only if that makes a difference.
    pub(super) fn change_entry(&mut self, change: impl FnOnce(&mut RecentArticle)) -> Option<Effect> {
        let paths = self.article()?.paths();
        let entry = self.library.recent.iter_mut().find(|entry| entry.paths == paths)?;
        let before = entry.clone();
        change(entry);
        (*entry != before).then(|| Effect::SaveLibrary(self.library.clone()))
    }
}
