//! The one place that talks to the server: refresh after 401 and retry, loading states, abort on leave.

use crate::state::session;
use crate::texts::{self, Text};
use crate::{browser, tr};
use futures::future::{AbortHandle, LocalBoxFuture, abortable};
use futures::lock::Mutex;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use obrady_client::{API_PREFIX, Client, ClientError, Method};
use obrady_types::identity::{AccessToken, SignInCreate};
use obrady_types::{ErrorCode, Page, PageQuery, Problem};
use serde::Serialize;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

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

/// Carries out a call; after a 401 it refreshes the token once and tries again. When the session is
/// over, the page stays as it is and a dialogue asks to sign in.
pub async fn send<T, F>(call: impl Fn(Client) -> F) -> Result<T, ClientError>
where
    F: Future<Output = Result<T, ClientError>>,
{
    let client = client();
    let token = client.token();
    match call(client.clone()).await {
        Err(error) if token.is_some() && error.code() == Some(ErrorCode::Unauthenticated) => {
            match refresh(token).await {
                Refresh::Done => call(client).await,
                Refresh::Refused => {
                    session::lose();
                    Err(error)
                }
                Refresh::Unreachable => Err(ClientError::Network(String::new())),
            }
        }
        answer => answer,
    }
}

/// As many rows as a page may have.
pub fn many() -> PageQuery {
    PageQuery { limit: Some(200), ..PageQuery::default() }
}

/// All rows of a list, page by page; at most two thousand.
pub async fn whole<T, F>(page: impl Fn(PageQuery) -> F) -> Result<Vec<T>, ClientError>
where
    F: Future<Output = Result<Page<T>, ClientError>>,
{
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

/// The idempotency keys of one form: the same content sent again repeats the key, so that an answer that was
/// lost on the way does not make a second object.
#[derive(Clone, Copy)]
pub struct Attempts(StoredValue<(Vec<u8>, String)>);

impl Attempts {
    /// No attempt yet.
    pub fn new() -> Self {
        Self(StoredValue::new((Vec::new(), String::new())))
    }

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

fn failure_title(failure: &Failure) -> &'static str {
    match failure.code() {
        Some(ErrorCode::NotFound) => tr!(errors.title_not_found),
        Some(ErrorCode::Forbidden) => tr!(errors.title_forbidden),
        Some(ErrorCode::Unauthenticated) => tr!(errors.title_unauthenticated),
        _ => tr!(errors.title_failed),
    }
}

/// State of something that is loaded.
#[derive(Clone)]
pub enum Load<T> {
    /// Under way; nothing is shown yet.
    Waiting,
    /// Under way for more than 300 ms: a skeleton is shown.
    Slow,
    /// Under way for more than 10 s: a word and a retry are shown.
    Stuck,
    /// It is there.
    Ready(T),
    /// It failed.
    Failed(Failure),
}

/// Something that a page loads, again whenever what its source reads changes.
pub struct Loaded<T: Send + Sync + 'static> {
    /// State; pages may set what the server answered to a change.
    pub state: RwSignal<Load<T>>,
    again: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Copy for Loaded<T> {}
impl<T: Send + Sync + 'static> Clone for Loaded<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Clone + Send + Sync + 'static> Loaded<T> {
    /// Loads it again.
    pub fn reload(self) {
        self.again.update(|n| *n = n.wrapping_add(1));
    }

    /// What is there; tracked.
    pub fn ready(self) -> Option<T> {
        self.state.with(|state| match state {
            Load::Ready(value) => Some(value.clone()),
            _ => None,
        })
    }

    /// Changes what is there.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        self.state.update(|state| {
            if let Load::Ready(value) = state {
                change(value);
            }
        });
    }

    /// A page's title: of what is there, or that it could not be loaded; empty while it is under way.
    pub fn title(self, name: impl Fn(&T) -> String + Send + Sync + 'static) -> Text {
        texts::text(move || {
            self.state.with(|state| match state {
                Load::Ready(value) => name(value),
                Load::Failed(failure) => failure_title(failure).to_owned(),
                Load::Waiting | Load::Slow | Load::Stuck => String::new(),
            })
        })
    }

    /// Replaces what is there.
    pub fn set(self, value: T) {
        self.state.set(Load::Ready(value));
    }
}

/// What a source gives: a call under way.
pub type Loading<T> = LocalBoxFuture<'static, Result<T, ClientError>>;

/// Loads what `source` fetches; the call is aborted when the page is left or the source runs again.
pub fn load<T: Clone + Send + Sync + 'static>(source: impl Fn() -> Loading<T> + 'static) -> Loaded<T> {
    let loaded = Loaded { state: RwSignal::new(Load::Waiting), again: RwSignal::new(0) };
    Effect::new(move |_| {
        loaded.again.track();
        let call = source();
        let state = loaded.state;
        state.set(Load::Waiting);
        let stop = start(async move {
            let outcome = match call.await {
                Ok(value) => Load::Ready(value),
                Err(error) => Load::Failed(error.into()),
            };
            let _ = state.try_set(outcome);
        });
        let patience = start(async move {
            TimeoutFuture::new(300).await;
            let _ = state.try_update(|s| {
                if matches!(s, Load::Waiting) {
                    *s = Load::Slow
                }
            });
            TimeoutFuture::new(9_700).await;
            let _ = state.try_update(|s| {
                if matches!(s, Load::Slow) {
                    *s = Load::Stuck
                }
            });
        });
        on_cleanup(move || {
            stop.abort();
            patience.abort();
        });
    });
    loaded
}

/// Starts work that can be aborted.
fn start(work: impl Future<Output = ()> + 'static) -> AbortHandle {
    let (work, handle) = abortable(work);
    spawn_local(async move {
        let _ = work.await;
    });
    handle
}
