//! Health of one server process, for whoever sends it traffic. No details (REL-10).

use crate::ApiState;
use actix_web::rt::time::timeout;
use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Asks whether the process has what it needs beyond a database that answers.
pub type Question = Box<dyn Fn() -> Pin<Box<dyn Future<Output = bool> + Send>> + Send + Sync>;

/// Whether this process still takes requests.
pub struct Health {
    stopping: AtomicBool,
    question: Question,
}

impl Health {
    /// A process that takes requests while the answer is yes. It is asked with every probe, so it has to be quick.
    pub fn asking(question: Question) -> Self {
        Self { stopping: AtomicBool::new(false), question }
    }

    /// From now on `/health/ready` answers 503, so that no new traffic is sent.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }
}

/// The process runs; the database is not asked.
#[get("/health/live")]
pub async fn live() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body("live")
}

/// Longest time that the database may take to answer. Whoever asks has a limit of its own, and a pool without a free
/// connection would let the question wait for half a minute.
const PATIENCE: Duration = Duration::from_secs(2);

/// The process takes requests: it is not stopping, the database answers and is of this program's version, and there is
/// room on the disk.
#[get("/health/ready")]
pub async fn ready(state: Data<ApiState>, health: Data<Health>) -> HttpResponse {
    if !health.stopping.load(Ordering::Relaxed) && answers(&state, &health).await {
        HttpResponse::Ok().content_type("text/plain").body("ready")
    } else {
        crate::error::ApiError::new(obrady_types::ErrorCode::Unavailable).into_response()
    }
}

async fn answers(state: &ApiState, health: &Health) -> bool {
    let asked = async { state.ctx.db.ping().await.is_ok() && (health.question)().await };
    timeout(PATIENCE, asked).await.unwrap_or(false)
}
