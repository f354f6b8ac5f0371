//! The frame around a picture: top line, navigation, footer. The same as the application's, as far as it works
//! without a program.

use super::Pen;
use super::parts::{icon, unborn};
use maud::{Markup, html};
use obrady_api::Language;

/// Places in their order: address, name, icon.
const PLACES: [(&str, &str, &str); 10] = [
    ("/", "common.nav_start", "M3 9.5 10 3l7 6.5M5 8v9h10V8"),
    (
        "/groups",
        "common.nav_groups",
        "M7 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM1.5 17c0-3 2.5-5 5.5-5s5.5 2 5.5 5M13 3.2a3 3 0 0 1 0 5.6M15 12.4c2 .8 3.5 2.400 3.500 4.600",
    ),
    ("/convents", "common.nav_convent", "M3 8h14L10 3 3 8ZM5 8v7M10 8v7M15 8v7M2.500 17h15"),
    ("/programmes", "common.nav_programmes", "M5 2.500h7l4 4v11H5zM12 2.500v4h4M8 10h5M8 13h5"),
    (
        "/trainings",
        "common.nav_trainings",
        "M2 7.500 10 4l8 3.500-8 3.500-8-3.500ZM5.500 9.500v4c1.300 1.200 2.800 1.800 4.500 1.800s3.200-.600 4.500-1.800v-4M18 7.500v4.500",
    ),
    ("/calendar", "common.nav_calendar", "M3.500 4.500h13v12h-13zM3.500 8.500h13M7 2.500v4M13 2.500v4"),
    ("/news", "common.nav_news", "M3 4h11v12H5a2 2 0 0 1-2-2V4ZM14 8h3v6a2 2 0 0 1-2 2M6 7h5M6 10h5M6 13h3"),
    ("/gallery", "common.nav_gallery", "M3 4h14v12H3zM3 14l4-4 3 3 3-4 4 5M7 7.500h.01"),
    (
        "/faq",
        "common.nav_faq",
        "M10 17.500a7.500 7.500 0 1 0 0-15 7.500 7.500 0 0 0 0 15ZM7.800 8a2.200 2.200 0 1 1 3.200 2c-.700.400-1 .800-1 1.500M10 14h.01",
    ),
    ("/institutions", "common.nav_institutions", "M4 17.500v-14h8v14M12 8h4v9.500M2.500 17.500h15M7 7h2M7 10h2M7 13h2"),
];
/// What a phone shows at the bottom; the rest stands in a sheet above.
const AT_THE_BOTTOM: usize = 5;
const MORE: &str = "M5 10h.01M10 10h.01M15 10h.01";
const SETTINGS: &str = "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 3v14M10 7h5.500M10 11h6.500";

/// A whole picture. The style sheet hides what the application draws until this is taken away.
pub(super) fn around(pen: &Pen<'_>, main: &Markup) -> Markup {
    let words = pen.words;
    html! {
        div.first-picture {
            a.skip href="#read" { (words.t("common.skip")) }
            header.top {
                a.brand href="/" {
                    svg.mark viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false" {
                        path d="M4 5h16M4 10h10M8 15h12M8 20h7" {}
                    }
                    span { (words.t("common.app")) }
                }
                div.top-end {
                    a.button href=(pen.sign_in()) { (words.t("common.sign_in")) }
                    (unborn(SETTINGS, "wide-only", words.t("common.settings")))
                }
            }
            div.offline-place {}
            (navigation(pen))
            main id="read" tabindex="-1" {
                (main)
                noscript { p class="note info" { (without_program(words.0)) } }
            }
            footer.foot {
                p { (words.t("common.footer")) }
                ul.foot-links aria-label=(words.t("common.nav_site")) {
                    li { a href="/accessibility" { (words.t("common.accessibility")) } }
                    li { a href="/privacy" { (words.t("common.privacy")) } }
                    li { a href="/api/docs/" rel="external" { (words.t("common.api")) } }
                }
            }
        }
    }
}

fn without_program(language: Language) -> &'static str {
    match language {
        Language::Pl => "Tę stronę można czytać bez JavaScriptu. Do logowania, zapisów i edycji jest on potrzebny.",
        Language::En => "You can read this page without JavaScript. Signing in, registering and editing need it.",
    }
}

fn navigation(pen: &Pen<'_>) -> Markup {
    let words = pen.words;
    let current = |href: &str| {
        let rest = if href == "/" { (pen.path == "/").then_some("") } else { pen.path.strip_prefix(href) };
        rest.filter(|rest| rest.is_empty() || rest.starts_with('/'))
            .map(|rest| if rest.is_empty() { "page" } else { "true" })
    };
    let list = |places: &[(&str, &str, &str)]| {
        html! {
            ul {
                @for (href, name, path) in places {
                    li { a href=(href) aria-current=[current(href)] { (icon(path)) span { (words.t(name)) } } }
                }
            }
        }
    };
    let (first, more) = PLACES.split_at(AT_THE_BOTTOM);
    let within_more = more.iter().any(|(href, ..)| current(href).is_some()).then_some("true");
    html! {
        nav.rail aria-label=(words.t("common.nav")) {
            div.places {
                (list(first))
                button type="button" class="plain narrow-only more" popovertarget="more-to-read" aria-current=[within_more] {
                    (icon(MORE)) span { (words.t("common.nav_more")) }
                }
                div id="more-to-read" popover="auto" class="sheet" { (list(more)) }
            }
        }
    }
}
