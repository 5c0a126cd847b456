//! Opening the window, or saying why it cannot be opened.

use super::app::{App, prepare};
use super::asked;
use super::dialogs::DesktopDialogs;
use super::fonts::{self, SystemFonts};
use crate::jobs::Jobs;
use crate::model::Library;
use crate::state::{Command, InputSource, LoadRequest, Message, Remembered, Session};
use crate::store::Store;
use eframe::egui::{ViewportBuilder, vec2};
use std::path::PathBuf;
use std::process::ExitCode;

const WINDOW_SIZE_POINTS: (f32, f32) = (1180.0, 800.0);
const MIN_WINDOW_SIZE_POINTS: (f32, f32) = (420.0, 320.0);

/// What the toolkit says when a display was named but nobody answers there.
const NO_X_SERVER: &str = "Failed to open connection to X server";
const NO_COMPOSITOR: &str = "Could not find wayland compositor";

/// Opens the window on these files; without any, on the last article, or on the bundled one if there is none. Returns when the window
/// is closed.
#[must_use]
pub fn run(paths: Vec<PathBuf>) -> ExitCode {
    if !has_display() {
        return no_window("there is no display: neither DISPLAY nor WAYLAND_DISPLAY is set");
    }
    let mut store = Store::open();
    let (settings, settings_problem) = store.load_settings();
    fonts::unpack_ahead(settings.typography.styles);
    let (library, library_problem) = store.load_library();
    let (width, height) = settings.window_size_points.unwrap_or(WINDOW_SIZE_POINTS);
    let viewport = ViewportBuilder::default()
        .with_app_id("duizhao")
        .with_title("Duizhao 对照")
        .with_inner_size(vec2(width, height))
        .with_min_inner_size(vec2(MIN_WINDOW_SIZE_POINTS.0, MIN_WINDOW_SIZE_POINTS.1))
        .with_maximized(settings.window_maximised);
    let options = eframe::NativeOptions { viewport, persist_window: false, ..Default::default() };
    let request = first_request(paths, &library);
    let result = eframe::run_native(
        "duizhao",
        options,
        Box::new(move |cc| {
            let ctx = cc.egui_ctx.clone();
            let jobs = Jobs::new(store, move || ctx.request_repaint());
            prepare(&cc.egui_ctx);
            let mut app = App::new(Session::new(settings, library), jobs, Box::new(DesktopDialogs::default()))
                .with_system_fonts(&cc.egui_ctx, SystemFonts::default());
            for (what, problem) in [(Remembered::Settings, settings_problem), (Remembered::Articles, library_problem)] {
                if let Some(problem) = problem {
                    app.send(&cc.egui_ctx, Command::Report(Message::Store(what, problem.into())));
                }
            }
            app.send(&cc.egui_ctx, Command::Open(request));
            Ok(Box::new(app))
        }),
    );
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => no_window(&plain(&error.to_string())),
    }
}

fn first_request(paths: Vec<PathBuf>, library: &Library) -> LoadRequest {
    match library.recent.first() {
        _ if !paths.is_empty() => asked::files(paths),
        // If it is gone that is said, above what else can be opened.
        Some(entry) => LoadRequest::again(entry),
        None => LoadRequest::text(InputSource::Sample(super::SAMPLE)),
    }
}

fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(all(unix, not(target_os = "macos"))) || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// What the toolkit says, without the place in its sources, and with the name of a display that nobody serves.
fn plain(error: &str) -> String {
    let is_place = |text: &str| text.rsplit_once(':').is_some_and(|(_, line)| line.parse::<u32>().is_ok());
    let said = error.split_once("os error at ").and_then(|(_, rest)| rest.split_once(": "));
    let said = said.filter(|(place, _)| is_place(place)).map_or(error, |(_, said)| said);
    let named = |name| std::env::var(name).unwrap_or_default();
    match said {
        NO_X_SERVER => format!("no X server answers at {}", named("DISPLAY")),
        NO_COMPOSITOR => format!("no Wayland compositor answers at {}", named("WAYLAND_DISPLAY")),
        said => said.to_owned(),
    }
}

fn no_window(why: &str) -> ExitCode {
    eprintln!("duizhao: the window cannot be opened: {why}");
    let is_display = ["there is no display", "no X server", "no Wayland"].iter().any(|start| why.starts_with(start));
    if cfg!(target_os = "linux") && !is_display {
        eprintln!(
            "A desktop with OpenGL is needed (on Debian: libgl1 libegl1 libgl1-mesa-dri libx11-6 libx11-xcb1 libxcursor1 libxi6 \
             libxrandr2 libxkbcommon0 libxkbcommon-x11-0, for Wayland libwayland-client0 libwayland-egl1)."
        );
    }
    eprintln!("Without a window, `duizhao align FILE` works on the command line.");
    ExitCode::FAILURE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RecentArticle;

    #[test]
    fn the_last_article_is_asked_for_though_it_is_gone_and_files_by_their_whole_paths() {
        let gone = RecentArticle { paths: vec!["/nowhere/ferry.txt".into()], ..RecentArticle::default() };
        let library = Library { recent: vec![gone] };
        assert_eq!(first_request(vec![], &library).paths(), [PathBuf::from("/nowhere/ferry.txt")]);
        let here = std::env::current_dir().unwrap();
        assert_eq!(first_request(vec!["texts/ferry.txt".into()], &library).paths(), [here.join("texts/ferry.txt")]);
        assert_eq!(first_request(vec![], &Library::default()).inputs, [InputSource::Sample(crate::ui::SAMPLE)]);
    }

    #[test]
    fn errors_name_no_place_in_the_toolkits_sources() {
        for (error, said) in [
            (
                "winit: os error at /build/winit/x11/mod.rs:788: Library libX11.so could not be loaded",
                "Library libX11.so could not be loaded",
            ),
            ("winit: os error at C:\\build\\mod.rs:3: Denied: 5", "Denied: 5"),
            ("Found no glutin configs: none", "Found no glutin configs: none"),
            ("os error at night: dark", "os error at night: dark"),
        ] {
            assert_eq!(plain(error), said);
        }
    }
}
