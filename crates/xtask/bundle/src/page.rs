//! index.html: the template of `frontend/index.html` with the hashed URLs filled in.
//!
//! The template may hold the markers `{{css}}`, `{{js}}` (the glue), `{{wasm}}` and `{{boot}}`; for a marker that it
//! leaves out the usual element is put where `{{head}}` stands, or at the end of the head. Other links begin with
//! `/assets/`.

use anyhow::{Context, Result, bail};

use crate::assets::{Links, rewrite};

/// The URLs that the page links to.
pub struct Urls {
    /// The joined style sheet.
    pub css: String,
    /// What `wasm-bindgen` generated.
    pub js: String,
    /// The module.
    pub wasm: String,
    /// The module that starts the application.
    pub boot: String,
}

/// Fills the template.
pub fn fill(template: &str, urls: &Urls, links: &Links) -> Result<String> {
    refuse_inline(template)?;
    let mut page = rewrite(template, links).context("in index.html")?;
    let elements = [
        ("{{css}}", &urls.css, r#"<link rel="stylesheet" href="{{css}}">"#),
        ("{{js}}", &urls.js, r#"<link rel="modulepreload" href="{{js}}">"#),
        (
            "{{wasm}}",
            &urls.wasm,
            r#"<link rel="preload" href="{{wasm}}" as="fetch" type="application/wasm" crossorigin>"#,
        ),
        ("{{boot}}", &urls.boot, r#"<script type="module" src="{{boot}}"></script>"#),
    ];
    let mut head = String::new();
    for (marker, url, element) in elements {
        if !page.contains(marker) {
            head.push_str(&element.replace(marker, url));
            head.push('\n');
        }
        page = page.replace(marker, url);
    }
    if page.contains("{{head}}") {
        page = page.replacen("{{head}}", head.trim_end(), 1);
    } else {
        let (before, after) = page.split_once("</head>").context("index.html has no </head>")?;
        page = format!("{before}{head}</head>{after}");
    }
    if let Some((_, rest)) = page.split_once("{{") {
        bail!("index.html has an unknown marker: {{{{{}", rest.split_whitespace().next().unwrap_or_default());
    }
    Ok(page)
}

/// The Content-Security-Policy allows no inline script, style or handler; better to hear of it here than in a browser.
fn refuse_inline(template: &str) -> Result<()> {
    let lower = template.to_ascii_lowercase();
    for tag in lower.split("<script").skip(1) {
        let open = tag.split('>').next().unwrap_or_default();
        if !open.contains("src=") {
            bail!("index.html has an inline script, which the Content-Security-Policy forbids");
        }
        if open.contains("{{js}}") {
            bail!("index.html starts the glue itself; the script is {{{{boot}}}}, {{{{js}}}} is only preloaded");
        }
    }
    if lower.contains("<style") || lower.contains(" style=") {
        bail!("index.html has an inline style, which the Content-Security-Policy forbids");
    }
    if [" onload=", " onclick=", " onerror="].iter().any(|handler| lower.contains(handler)) {
        bail!("index.html has an inline handler, which the Content-Security-Policy forbids");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn urls() -> Urls {
        Urls { css: "/c".into(), js: "/j".into(), wasm: "/w".into(), boot: "/b".into() }
    }

    #[test]
    fn markers_are_filled_and_missing_ones_added() {
        let page = fill("<head><link rel=stylesheet href={{css}}></head><p>", &urls(), &Links::new()).expect("fills");
        assert_eq!(page.matches("/c").count(), 1);
        assert!(page.contains(r#"<script type="module" src="/b"></script>"#), "{page}");
        assert!(page.contains(r#"<link rel="modulepreload" href="/j">"#), "{page}");
        assert!(page.contains(r#"href="/w" as="fetch""#), "{page}");
    }

    #[test]
    fn the_usual_elements_stand_where_the_template_wants_them() {
        let page = fill("<head>{{head}}<title>t</title></head><p>", &urls(), &Links::new()).expect("fills");
        let place = |what: &str| page.find(what).expect("is there");
        assert!(place("/c") < place("/j") && place("/b") < place("<title>"), "{page}");
        assert!(!page.contains("{{"), "{page}");
    }

    #[test]
    fn what_the_policy_forbids_is_refused() {
        for bad in ["<script>1</script>", "<style>a{}</style>", r#"<body style="color:red">"#, "<body onload='x()'>"] {
            assert!(fill(&format!("<head></head>{bad}"), &urls(), &Links::new()).is_err(), "{bad}");
        }
        assert!(fill("<head></head>{{title}}", &urls(), &Links::new()).is_err());
    }
}
