//! Logic of the directory's pages without a screen: addresses of filtered lists, files in Base64, words of the wire.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The address of a list with those filters that are set; `encode` writes a text as a query takes it.
pub fn list_address(path: &str, filters: &[(&str, &str)], encode: impl Fn(&str) -> String) -> String {
    let set = filters.iter().filter(|(_, value)| !value.trim().is_empty());
    let query: Vec<String> = set.map(|(name, value)| format!("{name}={}", encode(value.trim()))).collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

/// The word on the wire of an enumeration's value.
pub fn word<T: Serialize>(value: T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// The value that a word names.
pub fn named<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

/// Bytes in Base64.
pub fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for part in bytes.chunks(3) {
        let byte = |nth: usize| u32::from(part.get(nth).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for nth in 0..4u32 {
            let place = usize::try_from(bits >> (18 - 6 * nth) & 63).unwrap_or_default();
            let letter = LETTERS.get(place).copied().map_or('=', char::from);
            text.push(if nth as usize > part.len() { '=' } else { letter });
        }
    }
    text
}

/// A text that was typed, or nothing.
pub fn typed(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use obrady_types::directory::InstitutionKind;

    #[test]
    fn addresses_hold_what_is_set() {
        let plain = |text: &str| text.replace(' ', "%20");
        assert_eq!(list_address("/people", &[("q", " ")], plain), "/people");
        let filters = [("q", "Nowy Targ"), ("kind", ""), ("status", "active")];
        assert_eq!(list_address("/institutions", &filters, plain), "/institutions?q=Nowy%20Targ&status=active");
    }

    #[test]
    fn files_are_written_in_base64() {
        for (bytes, text) in
            [(&b""[..], ""), (b"f", "Zg=="), (b"fo", "Zm8="), (b"foo", "Zm9v"), (&[0xFB, 0xFF, 0xBF], "+/+/")]
        {
            assert_eq!(base64(bytes), text);
        }
    }

    #[test]
    fn words_name_values_and_back() {
        for kind in InstitutionKind::ALL {
            assert_eq!(named(&word(kind)), Some(kind));
        }
        assert_eq!(named::<InstitutionKind>("zoo"), None);
        assert_eq!((typed(" a "), typed(" ")), (Some("a".to_owned()), None));
    }
}
