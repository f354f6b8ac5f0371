//! The theme: as the system has it, light, dark or high contrast; remembered.

use crate::browser;
use leptos::prelude::*;
use std::sync::LazyLock;

/// A set of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// High contrast.
    Contrast,
}

impl Theme {
    /// All themes in the order of the menu.
    pub const ALL: [Theme; 4] = [Theme::System, Theme::Light, Theme::Dark, Theme::Contrast];

    /// Value of `data-theme`; the system's theme has none.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Theme::System => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
            Theme::Contrast => Some("contrast"),
        }
    }
}

static THEME: LazyLock<ArcRwSignal<Theme>> = LazyLock::new(ArcRwSignal::default);

/// The theme chosen; tracked.
pub fn theme() -> Theme {
    THEME.get()
}

/// Chooses a theme and remembers it.
pub fn choose(theme: Theme) {
    browser::remember("theme", theme.name());
    set(theme);
}

/// Uses the remembered theme.
pub fn start() {
    let name = browser::recall("theme");
    set(Theme::ALL.into_iter().find(|theme| theme.name() == name.as_deref()).unwrap_or_default());
}

fn set(theme: Theme) {
    browser::set_root_attribute("data-theme", theme.name());
    THEME.set(theme);
}
