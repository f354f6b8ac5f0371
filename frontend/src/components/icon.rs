//! A small set of line icons, 20 × 20, drawn in the colour of the text.

use leptos::prelude::*;

/// An icon; always beside a word or under a name.
#[derive(Clone, Copy)]
pub enum Icon {
    /// Start.
    Home,
    /// Groups.
    Groups,
    /// Convent.
    Convent,
    /// Language and theme.
    Settings,
    /// Account.
    Person,
    /// Grip of a row.
    Grip,
    /// Up.
    Up,
    /// Down.
    Down,
    /// What is below is hidden.
    Folded,
    /// What is below is shown.
    Unfolded,
    /// One level out.
    Out,
    /// One level in.
    In,
    /// Remove.
    Remove,
    /// Add.
    Add,
    /// Undo.
    Undo,
    /// Done.
    Done,
    /// Attention.
    Attention,
    /// Information.
    Info,
    /// Close.
    Close,
    /// Print.
    Print,
    /// Help.
    Help,
    /// Locked: not for everyone.
    Lock,
    /// More.
    More,
    /// News.
    News,
    /// Pictures.
    Gallery,
    /// Institutions.
    Institution,
    /// The calendar.
    Calendar,
    /// Trainings.
    Training,
    /// Programmes.
    Programme,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Icon::Home => "M3 9.5 10 3l7 6.5M5 8v9h10V8",
            Icon::Groups => {
                "M7 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM1.5 17c0-3 2.5-5 5.5-5s5.5 2 5.5 5M13 3.2a3 3 0 0 1 0 5.6M15 12.4c2 .8 3.5 2.400 3.500 4.600"
            }
            Icon::Convent => "M3 8h14L10 3 3 8ZM5 8v7M10 8v7M15 8v7M2.500 17h15",
            Icon::Settings => "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 3v14M10 7h5.500M10 11h6.500",
            Icon::Person => {
                "M10 10a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7ZM3.500 17.500c0-3.500 3-5.500 6.500-5.500s6.500 2 6.500 5.500"
            }
            Icon::Grip => "M7.500 5h.01M12.500 5h.01M7.500 10h.01M12.500 10h.01M7.500 15h.01M12.500 15h.01",
            Icon::Up => "M10 16V4M5 9l5-5 5 5",
            Icon::Folded => "M8 5l5 5-5 5",
            Icon::Unfolded => "M5 8l5 5 5-5",
            Icon::Down => "M10 4v12M5 11l5 5 5-5",
            Icon::Out => "M16 10H6M10 6l-4 4 4 4M3 4v12",
            Icon::In => "M4 10h10M10 6l4 4-4 4M17 4v12",
            Icon::Remove => "M4 6h12M8 6V3.500h4V6M6 6l.700 10.500h6.600L14 6",
            Icon::Add => "M10 4v12M4 10h12",
            Icon::Undo => "M7 4 3.500 7.500 7 11M4 7.500h7.500a4.500 4.500 0 0 1 0 9H8",
            Icon::Done => "m4 10.500 4 4 8-9",
            Icon::Attention => "M10 3 1.800 17h16.400L10 3ZM10 8v4M10 14.500h.01",
            Icon::Info => "M10 17.500a7.500 7.500 0 1 0 0-15 7.500 7.500 0 0 0 0 15ZM10 9v5M10 6h.01",
            Icon::Close => "m5 5 10 10M15 5 5 15",
            Icon::Print => "M6 7V3h8v4M6 14H3.500V7.500h13V14H14M6 12h8v5H6z",
            Icon::Help => {
                "M10 17.500a7.500 7.500 0 1 0 0-15 7.500 7.500 0 0 0 0 15ZM7.800 8a2.200 2.200 0 1 1 3.200 2c-.700.400-1 .800-1 1.500M10 14h.01"
            }
            Icon::Lock => "M5 9h10v8H5zM7 9V6.500a3 3 0 0 1 6 0V9",
            Icon::More => "M5 10h.01M10 10h.01M15 10h.01",
            Icon::News => "M3 4h11v12H5a2 2 0 0 1-2-2V4ZM14 8h3v6a2 2 0 0 1-2 2M6 7h5M6 10h5M6 13h3",
            Icon::Programme => "M5 2.500h7l4 4v11H5zM12 2.500v4h4M8 10h5M8 13h5",
            Icon::Training => {
                "M2 7.500 10 4l8 3.500-8 3.500-8-3.500ZM5.500 9.500v4c1.300 1.200 2.800 1.800 4.500 1.800s3.200-.600 4.500-1.800v-4M18 7.500v4.500"
            }
            Icon::Calendar => "M3.500 4.500h13v12h-13zM3.500 8.500h13M7 2.500v4M13 2.500v4",
            Icon::Institution => "M4 17.500v-14h8v14M12 8h4v9.500M2.500 17.500h15M7 7h2M7 10h2M7 13h2",
            Icon::Gallery => "M3 4h14v12H3zM3 14l4-4 3 3 3-4 4 5M7 7.500h.01",
        }
    }
}

/// Draws an icon; screen readers skip it.
pub fn icon(which: Icon) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
            <path d=which.path() />
        </svg>
    }
    .into_any()
}
