//! The one place that talks to the server: refresh after 401 and retry, loading states, abort on leave.

use crate::browser;
pub use crate::loading::{Load, Loaded, Loading, load};
use crate::state::session;
use futures::lock::Mutex;
use leptos::prelude::*;
use obrady_client::{API_PREFIX, Client, ClientError, Method};
use obrady_types::identity::{AccessToken, SignInCreate};
use obrady_types::{ErrorCode, Page, PageQuery, Problem};
use serde::Serialize;
use std::rc::Rc;

thread_local! {
    static CLIENT: Client = Client::with_http(&window().location().origin().unwrap_or_default(), reqwest_client());
    static REFRESHING: Rc<Mutex<()>> = Rc::default();
}

fn reqwest_client() -> obrady_client::HttpClient {
    obrady_client::HttpClient::new()
}

/// The client; all callers share its token and language.
pub fn client() -> Client {
    CLIENT.with(Clone::clone)
}

/// How an exchange of the refresh cookie went.
pub enum Refresh {
    /// There is a new access token.
    Done,
    /// The session is over.
    Refused,
    /// The server did not answer; the session may go on.
    Unreachable,
}

/// Gets a new access token in place of `stale`. Callers at the same time share one exchange.
pub async fn refresh(stale: Option<String>) -> Refresh {
    let gate = REFRESHING.with(Rc::clone);
    let _turn = gate.lock().await;
    let client = client();
    if client.token() != stale {
        return if client.token().is_some() { Refresh::Done } else { Refresh::Refused };
    }
    match client.refresh_access_token().await {
        Ok(_) => Refresh::Done,
        Err(error) if error.is_temporary() => Refresh::Unreachable,
        Err(_) => Refresh::Refused,
    }
}

/// Carries out a call; after a 401 it refreshes the token once and tries again, and where the server wants to know
/// who works here a dialogue asks and the call is repeated. When the session is
/// over, the page stays as it is and a dialogue asks to sign in.
pub async fn send<T: 'static, F>(call: impl Fn(Client) -> F) -> Result<T, ClientError>
where
    F: Future<Output = Result<T, ClientError>> + 'static,
{
    send_boxed(&|client| Box::pin(call(client))).await
}

/// Behind one type of future, since each call would otherwise bring a copy of all this.
async fn send_boxed<T>(call: &dyn Fn(Client) -> Loading<T>) -> Result<T, ClientError> {
    let client = client();
    let token = client.token();
    let answer = match call(client.clone()).await {
        Err(error) if token.is_some() && error.code() == Some(ErrorCode::Unauthenticated) => {
            renew(token, error).await?;
            call(client.clone()).await
        }
        answer => answer,
    };
    match answer {
        Err(error) if error.code() == Some(ErrorCode::ConfirmationRequired) && session::ask().await => {
            call(client).await
        }
        answer => answer,
    }
}

async fn renew(token: Option<String>, error: ClientError) -> Result<(), ClientError> {
    match refresh(token).await {
        // In another tab somebody else may have signed in: the call is this person's, and is not made in their name.
        Refresh::Done => match client().get_me().await {
            Ok(me) if session::is_of(&me) => Ok(()),
            Ok(me) => {
                session::lose_to(me);
                Err(error)
            }
            Err(failed) => Err(failed),
        },
        Refresh::Refused => {
            session::lose();
            Err(error)
        }
        Refresh::Unreachable => Err(ClientError::Network(String::new())),
    }
}

/// As many rows as a page may have.
pub fn many() -> PageQuery {
    PageQuery { limit: Some(200), ..PageQuery::default() }
}

/// All rows of a list, page by page; at most two thousand.
pub async fn whole<T, F>(page: impl Fn(PageQuery) -> F) -> Result<Vec<T>, ClientError>
where
    F: Future<Output = Result<Page<T>, ClientError>> + 'static,
{
    whole_boxed(&|query| Box::pin(page(query))).await
}

async fn whole_boxed<T>(page: &dyn Fn(PageQuery) -> Loading<Page<T>>) -> Result<Vec<T>, ClientError> {
    let mut rows = Vec::new();
    let mut query = many();
    for _ in 0..10 {
        let page = page(query.clone()).await?;
        rows.extend(page.items);
        query.cursor = page.next;
        if query.cursor.is_none() {
            break;
        }
    }
    Ok(rows)
}

/// A call as [`load`] takes it.
pub fn fetch<T, F>(call: impl Fn(Client) -> F + 'static) -> Loading<T>
where
    T: 'static,
    F: Future<Output = Result<T, ClientError>> + 'static,
{
    Box::pin(send(call))
}

impl Default for Attempts {
    fn default() -> Self {
        Self(StoredValue::new((Vec::new(), String::new())))
    }
}

/// The idempotency keys of one form: the same content sent again repeats the key, so that an answer that was
/// lost on the way does not make a second object.
#[derive(Clone, Copy)]
pub struct Attempts(StoredValue<(Vec<u8>, String)>);

impl Attempts {
    /// The key for sending this content.
    pub fn key<T: Serialize>(self, input: &T) -> String {
        self.key_of(serde_json::to_vec(input).unwrap_or_default())
    }

    fn key_of(self, body: Vec<u8>) -> String {
        let known = self.0.with_value(|(before, key)| (*before == body && !key.is_empty()).then(|| key.clone()));
        known.unwrap_or_else(|| {
            let key = new_key();
            self.0.set_value((body, key.clone()));
            key
        })
    }
}

/// Bytes as an address that holds them: what the server would not give to a plain address.
pub fn data_address(media_type: &str, bytes: &[u8]) -> Option<String> {
    Some(format!("data:{media_type};base64,{}", base64(bytes)?))
}

/// Bytes in base64.
pub fn base64(bytes: &[u8]) -> Option<String> {
    // The browser takes a text whose signs are the bytes.
    let signs: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    window().btoa(&signs).ok()
}

/// A new idempotency key.
pub fn new_key() -> String {
    browser::new_id().to_string()
}

/// Signs in and keeps the access token. Not the client's own method, which drops `Retry-After`.
pub async fn sign_in(input: &SignInCreate) -> Result<(), Failure> {
    let body = serde_json::to_vec(input).unwrap_or_default();
    let client = client();
    let request = client.request(Method::POST, &format!("{API_PREFIX}/sign-ins"));
    let answer = request.header("Content-Type", "application/json").body(body).send().await;
    let answer = answer.map_err(|_| Failure::OFFLINE)?;
    let retry_after = answer.headers().get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok());
    let good = answer.status().is_success();
    let bytes = answer.bytes().await.map_err(|_| Failure::OFFLINE)?;
    if !good {
        return Err(Failure { problem: serde_json::from_slice(&bytes).ok(), offline: false, retry_after });
    }
    let token: AccessToken =
        serde_json::from_slice(&bytes).map_err(|_| Failure { problem: None, offline: false, retry_after: None })?;
    client.set_token(Some(token.access_token));
    Ok(())
}

/// Why something could not be loaded or done, as far as the screen needs to know.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// The server's problem.
    pub problem: Option<Problem>,
    /// There was no answer at all.
    pub offline: bool,
    /// Seconds to wait before the next attempt, if the server said so.
    pub retry_after: Option<u32>,
}

impl Failure {
    const OFFLINE: Self = Self { problem: None, offline: true, retry_after: None };

    /// The problem's code.
    pub fn code(&self) -> Option<ErrorCode> {
        self.problem.as_ref().map(|problem| problem.code)
    }

    /// Whether the object is gone or closed to the caller, so that what was shown of it should not stay.
    pub fn is_final(&self) -> bool {
        matches!(self.code(), Some(ErrorCode::NotFound | ErrorCode::Forbidden | ErrorCode::Unauthenticated))
    }
}

impl From<ClientError> for Failure {
    fn from(error: ClientError) -> Self {
        let offline = matches!(error, ClientError::Network(_));
        let problem = match error {
            ClientError::Problem(problem) => Some(*problem),
            ClientError::Status(..) | ClientError::Network(_) => None,
        };
        Self { problem, offline, retry_after: None }
    }
}
