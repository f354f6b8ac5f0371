//! One request and its answer. Everything that does not depend on the view's type is here, once.

use crate::{API_PREFIX, Client, ClientError};
use obrady_types::{Page, PageQuery, Problem};
use reqwest::Method;
use serde::{Serialize, de::DeserializeOwned};
use std::ops::Deref;

/// A single object together with the headers that identify its version and place.
#[derive(Clone, Debug, PartialEq)]
pub struct Versioned<T> {
    /// The object.
    pub value: T,
    /// Its strong `ETag`, quotes included.
    pub etag: Option<String>,
    /// `Location` of an object that was just made.
    pub location: Option<String>,
}

impl<T> Deref for Versioned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// A request to one operation that is being put together.
pub struct Call<'a> {
    client: &'a Client,
    method: Method,
    path: String,
    query: String,
    version: Option<i32>,
    body: Result<Option<Vec<u8>>, ClientError>,
    same_origin: bool,
}

struct Reply {
    etag: Option<String>,
    location: Option<String>,
    body: Vec<u8>,
}

impl Client {
    fn call(&self, method: Method, path: String) -> Call<'_> {
        Call { client: self, method, path, query: String::new(), version: None, body: Ok(None), same_origin: false }
    }
    pub(crate) fn get(&self, path: impl Into<String>) -> Call<'_> {
        self.call(Method::GET, path.into())
    }
    pub(crate) fn post(&self, path: impl Into<String>) -> Call<'_> {
        self.call(Method::POST, path.into())
    }
    pub(crate) fn patch(&self, path: impl Into<String>, version: i32) -> Call<'_> {
        self.call(Method::PATCH, path.into()).if_match(version)
    }
    pub(crate) fn delete(&self, path: impl Into<String>) -> Call<'_> {
        self.call(Method::DELETE, path.into())
    }
}

impl Call<'_> {
    /// Adds `If-Match` built from a version.
    pub(crate) fn if_match(mut self, version: i32) -> Self {
        self.version = Some(version);
        self
    }

    /// Marks a request that carries the refresh cookie: natively it names its origin, as browsers do.
    pub(crate) fn same_origin(mut self) -> Self {
        self.same_origin = true;
        self
    }

    /// Adds the request body.
    pub(crate) fn json<T: Serialize + ?Sized>(mut self, input: &T) -> Self {
        self.body = serde_json::to_vec(input).map(Some).map_err(|e| ClientError::Network(e.to_string()));
        self
    }

    /// Adds a query parameter, if it has a value: a word, a number, a date or an id.
    pub(crate) fn query<T: Serialize>(mut self, name: &str, value: Option<&T>) -> Self {
        if let Some(value) = value {
            self.add(name, &word(value));
        }
        self
    }

    /// Adds the paging parameters.
    pub(crate) fn page_query(self, page: &PageQuery) -> Self {
        self.query("limit", page.limit.as_ref())
            .query("cursor", page.cursor.as_ref())
            .query("count", page.count.as_ref())
    }

    fn add(&mut self, name: &str, value: &str) {
        self.query.push(if self.query.is_empty() { '?' } else { '&' });
        self.query.push_str(name);
        self.query.push('=');
        for byte in value.bytes() {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
                self.query.push(char::from(byte));
            } else {
                self.query.push_str(&format!("%{byte:02X}"));
            }
        }
    }

    /// Sends it and reads one object.
    pub(crate) async fn object<T: DeserializeOwned>(self) -> Result<Versioned<T>, ClientError> {
        let reply = self.send().await?;
        Ok(Versioned { value: read(&reply.body)?, etag: reply.etag, location: reply.location })
    }

    /// Sends it and reads a view without a version.
    pub(crate) async fn view<T: DeserializeOwned>(self) -> Result<T, ClientError> {
        read(&self.send().await?.body)
    }

    /// Sends it and reads one page of a list.
    pub(crate) async fn page<T: DeserializeOwned>(self) -> Result<Page<T>, ClientError> {
        read(&self.send().await?.body)
    }

    /// Sends it and expects no content.
    pub(crate) async fn done(self) -> Result<(), ClientError> {
        self.send().await.map(|_| ())
    }

    async fn send(self) -> Result<Reply, ClientError> {
        let path = format!("{API_PREFIX}{}{}", self.path, self.query);
        let patch = self.method == Method::PATCH;
        let mut request = self.client.request(self.method, &path);
        if let Some(version) = self.version {
            request = request.header("If-Match", format!("\"{version}\""));
        }
        if self.same_origin && cfg!(not(target_arch = "wasm32")) {
            request = request.header("Origin", self.client.base());
        }
        if let Some(body) = self.body? {
            let media = if patch { "application/merge-patch+json" } else { "application/json" };
            request = request.header("Content-Type", media).body(body);
        }
        let response = request.send().await.map_err(|e| ClientError::no_answer(&e))?;
        let status = response.status().as_u16();
        let header =
            |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).map(ToOwned::to_owned);
        let (etag, location) = (header("etag"), header("location"));
        let body = response.bytes().await.map_err(|e| ClientError::no_answer(&e))?.to_vec();
        if (200..300).contains(&status) {
            return Ok(Reply { etag, location, body });
        }
        match serde_json::from_slice::<Problem>(&body) {
            Ok(problem) => Err(ClientError::Problem(Box::new(problem))),
            Err(_) => Err(ClientError::Status(status, String::from_utf8_lossy(&body).chars().take(200).collect())),
        }
    }
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, ClientError> {
    serde_json::from_slice(body).map_err(|e| ClientError::Status(200, e.to_string()))
}

/// A value as it stands in a query: serde's text without quotes.
fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn query_values_are_words_and_escaped() {
        assert_eq!(word(&true), "true");
        assert_eq!(word(&obrady_types::groups::BodyKind::Group), "group");
        let client = Client::with_http("http://h/", reqwest::Client::new());
        let call = client.get("/people").query("q", Some(&"Łąka & co")).query("limit", None::<&u32>);
        assert_eq!(call.query, "?q=%C5%81%C4%85ka%20%26%20co");
        assert_eq!(client.base(), "http://h");
    }
}
