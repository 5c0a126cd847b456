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

    /// How the open article is shown, if it has a choice of its own and other articles are shown otherwise.
    #[must_use]
    pub fn own_view(&self) -> Option<PageView> {
        self.entry()?.view.filter(|view| *view != self.settings().view)
    }

    /// English text size of the open article in points, if it has one of its own and other articles have another.
    #[must_use]
    pub fn own_text_size_points(&self) -> Option<f32> {
        self.entry()?.text_size_points.filter(|points| (points - self.settings().text_size_points).abs() > f32::EPSILON)
    }

    pub(super) fn show_all_alike(&mut self) -> Vec<Effect> {
        let (view, points) = (self.view(), self.text_size_points());
        let mut effects = self.change_settings(|settings| (settings.view, settings.text_size_points) = (view, points));
        let before = self.library.clone();
        self.library.recent.iter_mut().for_each(forget_look);
        if self.library != before {
            effects.push(Effect::SaveLibrary(self.library.clone()));
        }
        effects
    }

    pub(super) fn drop_own_look(&mut self) -> Vec<Effect> {
        self.change_entry(forget_look).into_iter().collect()
    }

    pub(super) fn reset_settings(&mut self) -> Vec<Effect> {
        let mut effects = self.change_settings(|settings| *settings = settings.reset());
        effects.extend(self.drop_own_look());
        effects
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

    /// What the library keeps of the open article; nothing of the sample, and of pasted text that could not be kept. Asked many times a frame.
    pub(super) fn entry(&self) -> Option<&RecentArticle> {
        let request = &self.article.as_ref()?.request;
        self.library.recent.iter().find(|entry| entry.paths.iter().eq(request.each_path()))
    }

    /// Changes what the library keeps of the open article; an effect only if that makes a difference.
    pub(super) fn change_entry(&mut self, change: impl FnOnce(&mut RecentArticle)) -> Option<Effect> {
        let request = &self.article.as_ref()?.request;
        let entry = self.library.recent.iter_mut().find(|entry| entry.paths.iter().eq(request.each_path()))?;
        let before = entry.clone();
        change(entry);
        (*entry != before).then(|| Effect::SaveLibrary(self.library.clone()))
    }
}

fn forget_look(entry: &mut RecentArticle) {
    (entry.view, entry.text_size_points) = (None, None);
}
