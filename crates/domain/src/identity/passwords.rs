//! Passwords: argon2id, a few at a time, and what is too easy to guess.

use crate::clock::Random;
use crate::error::{DomainError, Result};
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::Semaphore;

/// Fewest characters of a password.
const SHORTEST: usize = 12;

/// Hashes and checks passwords on the blocking pool; a semaphore bounds memory and processor time.
#[derive(Clone, Debug)]
pub struct PasswordHasher {
    slots: Arc<Semaphore>,
    params: Params,
    /// The hash that unknown names are checked against, so that they take as long as known ones.
    dummy: Arc<str>,
    checks: Arc<AtomicU64>,
    waiting: Arc<AtomicU64>,
}

impl PasswordHasher {
    /// A hasher that works on at most `slots` passwords at a time, 19 MiB and two passes each (OWASP).
    pub fn new(slots: usize) -> Self {
        Self::with(slots.max(1), params(19_456, 2))
    }

    /// A hasher with the least work that argon2 allows.
    pub fn for_tests() -> Self {
        Self::with(8, params(8, 1))
    }

    fn with(slots: usize, params: Params) -> Self {
        // Made beforehand: the first unknown name must not take twice as long.
        let dummy = hash(&argon(&params), "nobody", &[7; 16]).unwrap_or_default();
        Self {
            slots: Arc::new(Semaphore::new(slots)),
            params,
            dummy: dummy.into(),
            checks: Arc::default(),
            waiting: Arc::default(),
        }
    }

    /// Passwords that were checked since the start, of known and unknown names alike.
    pub fn checks(&self) -> u64 {
        self.checks.load(Ordering::Relaxed)
    }

    /// Passwords that wait for their turn now.
    pub fn waiting(&self) -> u64 {
        self.waiting.load(Ordering::Relaxed)
    }

    /// The hash of a password, as a PHC string.
    pub(crate) async fn hash(&self, random: &dyn Random, password: &str) -> Result<String> {
        let mut salt = [0; 16];
        random.fill(&mut salt);
        let (argon, password) = (argon(&self.params), password.to_owned());
        self.work(move || hash(&argon, &password, &salt)).await?
    }

    /// Whether the password belongs to the hash; without a hash, the same work for nothing.
    pub(crate) async fn verify(&self, password: &str, stored: Option<String>) -> Result<bool> {
        let (argon, password, checks) = (argon(&self.params), password.to_owned(), Arc::clone(&self.checks));
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| self.dummy.to_string());
        self.work(move || {
            let Ok(hash) = PasswordHash::new(&stored) else { return false };
            checks.fetch_add(1, Ordering::Relaxed);
            let matches = argon.verify_password(password.as_bytes(), &hash).is_ok();
            matches && known
        })
        .await
    }

    async fn work<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let waiting = Waiting::new(&self.waiting);
        let slot = Arc::clone(&self.slots).acquire_owned().await.map_err(DomainError::internal)?;
        drop(waiting);
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop(slot);
            done
        })
        .await
        .map_err(DomainError::internal)
    }
}

/// Counts a password for as long as it waits: also one whose caller hung up.
struct Waiting(Arc<AtomicU64>);

impl Waiting {
    fn new(count: &Arc<AtomicU64>) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(count))
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

fn argon(params: &Params) -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone())
}

fn params(memory_kib: u32, passes: u32) -> Params {
    Params::new(memory_kib, passes, 1, None).unwrap_or(Params::DEFAULT)
}

fn hash(argon: &Argon2<'_>, password: &str, salt: &[u8]) -> Result<String> {
    let hash: PasswordHash =
        argon.hash_password_with_salt(password.as_bytes(), salt).map_err(|e| DomainError::internal(e.to_string()))?;
    Ok(hash.to_string())
}

/// Refuses a password that is too short or easy to guess, also from the person's own names (SEC-09).
pub(super) fn check_quality(password: &str, names: &[&str]) -> Result<()> {
    if password.chars().count() < SHORTEST {
        return Err(DomainError::field_with("/password", "too_short", &format!("too_short|{SHORTEST}")));
    }
    let mut inputs: Vec<&str> = vec!["obrady", "rops", "pcpr"];
    for name in names {
        inputs.push(name);
        inputs.extend(name.split([' ', '.', '-', '_', '@']).filter(|part| part.len() > 2));
    }
    // What the names do not give away must be long enough by itself.
    let mut rest = password.to_lowercase();
    for input in inputs.iter().filter(|input| !input.is_empty()) {
        rest = rest.replace(&input.to_lowercase(), "");
    }
    if rest.chars().filter(|c| c.is_alphanumeric()).count() < SHORTEST / 2 {
        return Err(DomainError::field("/password", "too_common"));
    }
    let score = zxcvbn::zxcvbn(password, &inputs).score();
    if score < zxcvbn::Score::Three { Err(DomainError::field("/password", "too_common")) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SystemRandom;

    #[tokio::test]
    async fn only_the_right_password_of_a_known_name_matches() {
        let hasher = PasswordHasher::for_tests();
        let hash = hasher.hash(&SystemRandom, "zielony-parasol").await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(hasher.verify("zielony-parasol", Some(hash.clone())).await.unwrap());
        assert!(!hasher.verify("zielony-parasol ", Some(hash)).await.unwrap());
        assert!(!hasher.verify("nobody", None).await.unwrap());
    }

    #[test]
    fn easy_passwords_are_refused() {
        for easy in ["krotkie", "password1234", "aaaaaaaaaaaaaaaa", "jan.nowak.jan.nowak", "obradyobrady1"] {
            assert!(check_quality(easy, &["jan.nowak", "Jan Nowak"]).is_err(), "{easy}");
        }
        assert!(check_quality("zielony-parasol-na-deszcz", &["jan.nowak"]).is_ok());
    }
}
