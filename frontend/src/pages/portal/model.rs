//! Logic of the portal's pages without a screen: the small markup of texts.

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A line that began with `## `.
    Heading(String),
    /// Lines up to an empty one.
    Paragraph(String),
    /// Lines that began with `- `.
    List(Vec<String>),
}

/// A text in its pieces. There is no other markup: every sign is shown as it was written.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut apart = true;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            apart = true;
            continue;
        }
        if let Some(heading) = line.strip_prefix("## ") {
            blocks.push(Block::Heading(heading.trim().to_owned()));
            apart = true;
            continue;
        }
        match (line.strip_prefix("- "), blocks.last_mut()) {
            (Some(entry), Some(Block::List(entries))) if !apart => entries.push(entry.trim().to_owned()),
            (Some(entry), _) => blocks.push(Block::List(vec![entry.trim().to_owned()])),
            (None, Some(Block::Paragraph(words))) if !apart => {
                words.push('\n');
                words.push_str(line);
            }
            (None, _) => blocks.push(Block::Paragraph(line.to_owned())),
        }
        apart = false;
    }
    blocks
}

/// A size in kilobytes, at least one.
pub fn kilobytes(bytes: i32) -> i32 {
    (bytes / 1000).max(1)
}

/// The links of a form: each in a line, its words and its address apart by a bar.
pub fn link_lines(text: &str) -> Vec<(String, String)> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let (title, address) = line.rsplit_once('|').unwrap_or((line, ""));
            (title.trim().to_owned(), address.trim().to_owned())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_falls_into_headings_paragraphs_and_lists() {
        let text = "Pierwszy\nakapit\n\n## Przebieg\nDrugi\n- a\n- b\n\n- c\n#bez\n<b>tak</b>";
        assert_eq!(
            blocks(text),
            [
                Block::Paragraph("Pierwszy\nakapit".into()),
                Block::Heading("Przebieg".into()),
                Block::Paragraph("Drugi".into()),
                Block::List(vec!["a".into(), "b".into()]),
                Block::List(vec!["c".into()]),
                Block::Paragraph("#bez\n<b>tak</b>".into()),
            ]
        );
        assert_eq!(blocks(" \n\n"), []);
    }

    /// Texts that run as scripts where a page takes them for markup: each is a paragraph, a heading or an entry, whole.
    #[test]
    fn hostile_texts_stay_as_they_were_written() {
        let corpus = include_str!("../../../../tests/fixtures/xss.json");
        let corpus: Vec<String> = serde_json::from_str(corpus).expect("a list of texts");
        assert!(corpus.len() >= 200);
        for text in corpus {
            let plain = text.lines().map(str::trim).collect::<Vec<_>>().join("\n");
            assert_eq!(blocks(&text), [Block::Paragraph(plain.trim().to_owned())]);
            let one = plain.replace('\n', " ");
            assert_eq!(blocks(&format!("## {one}")), [Block::Heading(one.trim().to_owned())]);
            assert_eq!(blocks(&format!("- {one}")), [Block::List(vec![one.trim().to_owned()])]);
        }
    }

    #[test]
    fn links_stand_in_lines() {
        let lines = link_lines("Program 2030 | /programmes/1\n\nA | B | https://example.org\nbez adresu");
        let wanted = [("Program 2030", "/programmes/1"), ("A | B", "https://example.org"), ("bez adresu", "")];
        assert_eq!(lines, wanted.map(|(title, address)| (title.to_owned(), address.to_owned())));
        assert_eq!((kilobytes(10), kilobytes(2500)), (1, 2));
    }
}
