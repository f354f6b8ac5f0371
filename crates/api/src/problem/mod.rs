//! Problems in words: RFC 9457 bodies and the pages that their types lead to.

mod fields;
mod words;

use crate::edge::Asked;
use crate::error::ApiError;
use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpResponse, ResponseError, get};
use fields::field_words;
use obrady_types::{ErrorCode, FieldError, Problem};
use words::words;

/// A language that we answer in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Polish, also when nothing fits.
    Pl,
    /// English.
    En,
}

impl Language {
    /// The preferred language of an `Accept-Language` header (RFC 9110, 12.5.4).
    pub fn of(accepted: Option<&str>) -> Self {
        let mut best = (0.0, Language::Pl);
        for range in accepted.unwrap_or_default().split(',') {
            let (tag, weight) = range.split_once(';').unwrap_or((range, ""));
            let weight = weight.trim().strip_prefix("q=").map_or(1.0, |q| q.parse::<f32>().unwrap_or(0.0));
            let tag = tag.trim().to_ascii_lowercase();
            let language = match tag.split('-').next() {
                Some("pl") => Language::Pl,
                Some("en") => Language::En,
                _ => continue,
            };
            if weight > best.0 {
                best = (weight, language);
            }
        }
        best.1
    }

    /// Its tag on the wire.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Pl => "pl",
            Language::En => "en",
        }
    }
}

/// The answer of an error.
pub(crate) fn response(error: &ApiError, asked: &Asked) -> HttpResponse {
    response_as(error, error.status_code(), asked)
}

/// The same under a status that no code stands for.
pub(crate) fn response_as(error: &ApiError, status: StatusCode, asked: &Asked) -> HttpResponse {
    let language = asked.language;
    let (title, detail) = words(error.code, language);
    let problem = Problem {
        type_uri: format!("/problems/{}", error.code.slug()),
        title: title.to_owned(),
        status: status.as_u16(),
        detail: detail.to_owned(),
        instance: asked.path.clone(),
        code: error.code,
        request_id: asked.request_id.clone(),
        errors: error.errors.iter().map(|error| worded(error, language)).collect(),
        agenda_conflict: error.agenda_conflict.clone(),
    };
    let mut response = HttpResponse::build(status);
    response.content_type("application/problem+json").insert_header((header::CONTENT_LANGUAGE, language.tag()));
    if status == StatusCode::UNAUTHORIZED {
        let challenge = if asked.authorised { "Bearer error=\"invalid_token\"" } else { "Bearer" };
        response.insert_header((header::WWW_AUTHENTICATE, challenge));
    }
    if let Some(seconds) = error.retry_after {
        response.insert_header((header::RETRY_AFTER, seconds.to_string()));
    }
    if let Some(version) = error.version {
        response.insert_header((header::ETAG, crate::answer::tag(version)));
    }
    response.json(problem)
}

/// A wrong field with what is wrong in words.
pub fn worded(error: &FieldError, language: Language) -> FieldError {
    FieldError { detail: field_words(&error.code, &error.detail, language), ..error.clone() }
}

/// The page that a problem's `type` leads to, in Polish and English.
#[get("/problems/{slug}")]
pub async fn page(slug: Path<String>) -> HttpResponse {
    let Some(code) = ErrorCode::ALL.iter().copied().find(|code| code.slug() == *slug) else {
        return ApiError::new(ErrorCode::NotFound).into_response();
    };
    let (pl, pl_detail) = words(code, Language::Pl);
    let (en, en_detail) = words(code, Language::En);
    let (word, status) = (code.as_str(), code.status());
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(format!(
        "<!doctype html><html lang=\"pl\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{pl} · Obrady</title></head><body><main>\
         <h1>{pl}</h1><p>{pl_detail}</p><section lang=\"en\"><h2>{en}</h2><p>{en_detail}</p></section>\
         <p><code>{word}</code> · HTTP {status}</p></main></body></html>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_preferred_language_wins_and_polish_is_the_rest() {
        for (sent, wanted) in [
            (None, Language::Pl),
            (Some("de"), Language::Pl),
            (Some("en-GB,en;q=0.9,pl;q=0.8"), Language::En),
            (Some("pl;q=0.9, en;q=0.3"), Language::Pl),
            (Some("de, en;q=0.5"), Language::En),
            (Some(";;;,q="), Language::Pl),
        ] {
            assert_eq!(Language::of(sent), wanted, "{sent:?}");
        }
    }

    #[test]
    fn each_code_has_its_own_words() {
        let mut titles = std::collections::BTreeSet::new();
        for code in ErrorCode::ALL {
            let ((pl, pl_detail), (en, en_detail)) = (words(*code, Language::Pl), words(*code, Language::En));
            assert!(titles.insert(en), "{en} twice");
            assert!(pl != en && pl_detail.ends_with('.') && en_detail.ends_with('.'), "{code:?}");
        }
    }
}
