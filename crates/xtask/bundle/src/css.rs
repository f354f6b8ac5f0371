//! Style sheets: joined in a fixed order, links resolved, comments and spare white space removed.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context, Result, bail};

/// These come first, in this order; all others follow by name.
const FIRST: [&str; 2] = ["tokens.css", "base.css"];

/// Joins sheets, given as (path below `style/`, text). A class is drawn by one sheet only: what two pages mean by one
/// name would reach into both of them.
pub fn join(mut sheets: Vec<(String, String)>) -> Result<String> {
    sheets.sort_by_cached_key(|(path, _)| {
        let rank = FIRST.iter().position(|first| first == path).unwrap_or(FIRST.len());
        (rank, path.clone())
    });
    let mut joined = String::new();
    let mut drawn_by = HashMap::new();
    for (path, text) in sheets {
        for class in drawn_classes(&minify(&text)) {
            let first = drawn_by.entry(class.clone()).or_insert_with(|| path.clone());
            if *first != path {
                bail!("style/{first} and style/{path} both draw .{class}: give one of them another name");
            }
        }
        if text.contains("@import") {
            bail!("style/{path}: @import costs a request; the bundler joins all sheets of style/ by itself");
        }
        joined.push_str(&text);
        joined.push('\n');
    }
    Ok(joined)
}

/// Classes that stand alone as a selector (`.card {`), outside of media queries.
fn drawn_classes(minified: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let mut selectors = String::new();
    let mut classes = Vec::new();
    for c in minified.chars() {
        match c {
            '{' => {
                if depth == 0 {
                    classes.extend(selectors.split(',').filter_map(lone_class));
                }
                depth += 1;
                selectors.clear();
            }
            '}' => {
                depth = depth.saturating_sub(1);
                selectors.clear();
            }
            _ => selectors.push(c),
        }
    }
    classes
}

fn lone_class(selector: &str) -> Option<String> {
    let name = selector.trim().strip_prefix('.')?;
    name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-').then(|| name.to_owned())
}

/// Replaces each `url(…)` that points into `assets/` by the hashed URL. `links` maps `assets/…` to `/assets/…-hash`.
pub fn resolve_urls(css: &str, links: &BTreeMap<String, String>) -> Result<String> {
    let mut parts = css.split("url(");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (inside, rest) = part.split_once(')').context("a url( without its )")?;
        let target = inside.trim().trim_matches(['"', '\'']);
        out.push_str("url(");
        if target.starts_with("data:") || target.starts_with('#') {
            out.push_str(inside);
        } else {
            let key = target.trim_start_matches(['.', '/']);
            let url = links.get(key).with_context(|| format!("url({target}): there is no frontend/{key}"))?;
            out.push('"');
            out.push_str(url);
            out.push('"');
        }
        out.push(')');
        out.push_str(rest);
    }
    Ok(out)
}

/// Removes comments and the white space that means nothing. Strings, and spaces inside a value or selector, stay.
pub fn minify(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut chars = css.chars().peekable();
    let mut space = false;
    while let Some(c) = chars.next() {
        match c {
            '/' if chars.peek() == Some(&'*') => {
                skip_comment(&mut chars);
                space = true;
            }
            '"' | '\'' => {
                flush_space(&mut out, &mut space);
                out.push(c);
                copy_string(c, &mut chars, &mut out);
            }
            _ if c.is_whitespace() => space = true,
            '{' | '}' | ';' | ',' => {
                space = false;
                if c == '}' && out.ends_with(';') {
                    out.pop();
                }
                out.push(c);
            }
            _ => {
                flush_space(&mut out, &mut space);
                out.push(c);
            }
        }
    }
    out
}

/// A pending space is written unless the character before makes it meaningless.
fn flush_space(out: &mut String, space: &mut bool) {
    if std::mem::take(space) && !out.is_empty() && !out.ends_with(['{', '}', ';', ',']) {
        out.push(' ');
    }
}

fn skip_comment(chars: &mut impl Iterator<Item = char>) {
    let mut last = ' ';
    for c in chars.skip(1) {
        if last == '*' && c == '/' {
            return;
        }
        last = c;
    }
}

fn copy_string(quote: char, chars: &mut impl Iterator<Item = char>, out: &mut String) {
    while let Some(c) = chars.next() {
        out.push(c);
        if c == '\\' {
            out.extend(chars.next());
        } else if c == quote {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_sheets_do_not_draw_one_class() {
        let sheet = |path: &str, text: &str| (path.to_owned(), text.to_owned());
        let error = join(vec![sheet("a.css", ".bar { color: red }"), sheet("b.css", ".x, .bar { height: 1px }")]);
        assert!(error.expect_err("refused").to_string().contains("both draw .bar"));
        let apart = [".bar { color: red }", ".x .bar { height: 1px } @media print { .bar { color: black } }"];
        assert!(join(vec![sheet("a.css", apart[0]), sheet("b.css", apart[1])]).is_ok());
    }

    #[test]
    fn tokens_and_base_come_first() {
        let sheet = |name: &str| (name.to_owned(), format!("/* {name} */"));
        let joined = join(["table.css", "base.css", "a/x.css", "tokens.css"].map(sheet).to_vec()).expect("joins");
        let order: Vec<_> = joined.split_whitespace().filter(|word| word.ends_with(".css")).collect();
        assert_eq!(order, ["tokens.css", "base.css", "a/x.css", "table.css"]);
        assert!(join(vec![("a.css".into(), "@import 'b.css';".into())]).is_err());
    }

    #[test]
    fn minified_sheets_mean_the_same() {
        let css = "/* a; } */\n.a  >  .b :focus , p::before {\n  content: \"/*  ; \\\" */\" ;\n  width: calc( 1px + 2 * 3px );\n}\n\n@media (width >= 40em) { a { margin: 0 auto; } }\n";
        assert_eq!(
            minify(css),
            ".a > .b :focus,p::before{content: \"/*  ; \\\" */\";width: calc( 1px + 2 * 3px )}@media (width >= 40em){a{margin: 0 auto}}"
        );
    }

    #[test]
    fn urls_into_assets_get_their_hash() {
        let links = BTreeMap::from([("assets/f/a.woff2".to_owned(), "/assets/f/a-1.woff2".to_owned())]);
        let css = "a{src:url('../assets/f/a.woff2') format(\"woff2\")}b{mask:url(data:image/svg+xml,x)}";
        let out = resolve_urls(css, &links).expect("resolves");
        assert_eq!(out, "a{src:url(\"/assets/f/a-1.woff2\") format(\"woff2\")}b{mask:url(data:image/svg+xml,x)}");
        assert!(resolve_urls("a{b:url(https://example.org/x.png)}", &links).is_err());
    }
}
