//! What the whole application shares: session, language, theme, toasts.

pub mod locale;
pub mod network;
pub mod session;
pub mod theme;
pub mod toasts;
