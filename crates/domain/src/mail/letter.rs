//! A letter, as plain text and as simple HTML of the same words.

use uuid::Uuid;

/// A mail before it is packed for the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Id of its job: a repeated letter carries the same.
    pub id: Uuid,
    /// Name of the recipient, one line.
    pub name: String,
    /// Address of the recipient, as somebody typed it.
    pub address: String,
    /// Subject, one line.
    pub subject: String,
    /// What it says.
    pub paragraphs: Vec<String>,
    /// Where to go on: words and address.
    pub link: (String, String),
    /// Who sent it, and that nobody reads answers.
    pub footer: String,
    /// `pl` or `en`.
    pub language: String,
}

impl Letter {
    /// As plain text.
    pub fn text(&self) -> String {
        let (label, address) = &self.link;
        format!("{}\n\n{label}:\n{address}\n\n-- \n{}\n", self.paragraphs.join("\n\n"), self.footer)
    }

    /// As HTML without anything that would be fetched from elsewhere.
    pub fn html(&self) -> String {
        let paragraphs: String = self.paragraphs.iter().map(|text| format!("<p>{}</p>\n", escaped(text))).collect();
        let (label, address) = (escaped(&self.link.0), escaped(&self.link.1));
        format!(
            "<!doctype html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\"><title>{}</title></head>\n<body>\n\
             {paragraphs}<p><a href=\"{address}\">{label}</a></p>\n<p><small>{}</small></p>\n</body>\n</html>\n",
            self.language,
            escaped(&self.subject),
            escaped(&self.footer)
        )
    }
}

/// A text for a header: whatever would begin a new line is a blank.
pub(super) fn one_line(text: &str) -> String {
    let text: String =
        text.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_words_in_html_and_one_line_in_headers() {
        let letter = Letter {
            id: Uuid::nil(),
            name: String::new(),
            address: String::new(),
            subject: one_line("Żółw\r\nBcc: x@y.pl\u{2028}!"),
            paragraphs: vec!["<script>alert('&')</script>".into()],
            link: ("Dalej".into(), "https://x/?a=1&b=\"2\"".into()),
            footer: "Obrady".into(),
            language: "pl".into(),
        };
        assert_eq!(letter.subject, "Żółw Bcc: x@y.pl !");
        assert!(letter.html().contains("<p>&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;</p>"));
        assert!(letter.html().contains("href=\"https://x/?a=1&amp;b=&quot;2&quot;\""));
        assert!(letter.text().contains("<script>") && letter.text().contains("Dalej:\nhttps://x/"));
    }
}
