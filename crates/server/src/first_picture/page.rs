//! The application's page with a picture in it.

use super::Picture;
use maud::{Markup, PreEscaped, html};
use obrady_api::Language;

/// Says which language the page is in: the application goes by it, until somebody chooses another.
pub(super) fn in_language(page: &str, language: Language) -> Option<String> {
    with(page, "<html lang=\"", "\"", &format!("<html lang=\"{}\"", language.tag()))
}

/// Puts a picture into the page; nothing for a page that has no such places.
pub(super) fn filled(page: &str, picture: &Picture, body: &Markup) -> Option<String> {
    let title = html! { title { (picture.title) " – Obrady" } };
    let description = html! { meta name="description" content=(short(&picture.description)); };
    let page = with(page, "<title>", "</title>", &title.into_string())?;
    let page = with(&page, "<meta name=\"description\"", ">", &description.into_string())?;
    // The program is fetched when the text has been painted, not in its way.
    let page = with(&page, "<link rel=\"preload\" href=\"/assets/program-", ">", "").unwrap_or(page);
    let PreEscaped(body) = body;
    // First of all, so that the way past the navigation is the first link.
    let (before, after) = page.split_once("<body>")?;
    Some(format!("{before}<body>\n{body}{after}"))
}

/// The page with another text from `start` to the next `end`.
fn with(page: &str, start: &str, end: &str, text: &str) -> Option<String> {
    let (before, rest) = page.split_once(start)?;
    let (_, after) = rest.split_once(end)?;
    Some(format!("{before}{text}{after}"))
}

/// As much of a text as a list of search results shows.
fn short(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(200) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!doctype html><html lang="pl"><head><title>Obrady</title>
<meta name="description" content="x"><link rel="preload" href="/assets/program-1/obrady.wasm" as="fetch"></head>
<body><div id="boot"></div></body></html>"#;

    #[test]
    fn a_picture_stands_in_the_page_and_nothing_of_it_is_markup() {
        let picture = Picture {
            title: "</title><script>".into(),
            description: "a \"b\"\n c".into(),
            main: html! { p { "main" } },
        };
        let page = in_language(PAGE, Language::En).expect("a language");
        let page = filled(&page, &picture, &picture.main).expect("filled");
        assert!(page.contains("<html lang=\"en\">"), "{page}");
        assert!(page.contains("<title>&lt;/title&gt;&lt;script&gt; – Obrady</title>"), "{page}");
        assert!(page.contains("content=\"a &quot;b&quot; c\""), "{page}");
        assert!(page.contains("<body>\n<p>main</p><div id=\"boot\"></div></body></html>"), "{page}");
        assert!(!page.contains("obrady.wasm"), "{page}");
        assert_eq!(filled("<p>Obrady</p>", &picture, &picture.main), None);
    }

    #[test]
    fn descriptions_are_short() {
        assert_eq!(short(&"ą ".repeat(300)).chars().count(), 200);
    }
}
