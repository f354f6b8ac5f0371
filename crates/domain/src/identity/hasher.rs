//! Hashes of passwords: argon2id, a few at a time, each in memory that is kept for the next.

use crate::clock::Random;
use crate::error::{DomainError, Result};
use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use obrady_types::ErrorCode;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Semaphore;

/// How many passwords may wait for each that is worked on: a second or two of work. Whoever comes after them is told
/// to come again, so that a flood neither fills the memory nor keeps everybody waiting for minutes.
const WAITING_FOR_EACH: u64 = 32;
/// Bytes of a hash.
const LENGTH: usize = 32;

/// Hashes and checks passwords on the blocking pool; a semaphore bounds memory and processor time.
#[derive(Clone, Debug)]
pub struct PasswordHasher {
    slots: Arc<Semaphore>,
    /// The memory of the slots that rest. malloc would keep as much for each thread of the pool.
    resting: Arc<Mutex<Vec<Memory>>>,
    params: Params,
    /// The hash that unknown names are checked against, so that they take as long as known ones.
    dummy: Arc<str>,
    checks: Arc<AtomicU64>,
    waiting: Arc<AtomicU64>,
    most_waiting: u64,
}

impl PasswordHasher {
    /// A hasher that works on at most `slots` passwords at a time, 19 MiB and two passes each (OWASP). It keeps this
    /// memory.
    pub fn new(slots: usize) -> Self {
        Self::with(slots.max(1), params(19_456, 2))
    }

    /// A hasher with the least work that argon2 allows.
    pub fn for_tests() -> Self {
        Self::with(8, params(8, 1))
    }

    fn with(slots: usize, params: Params) -> Self {
        // No password has this hash, or none that anybody finds; what counts is that checking it is the same work.
        let dummy = Output::new(&[7; LENGTH]).map_err(DomainError::internal);
        let dummy = dummy.and_then(|output| phc(&params, &[7; 16], output)).unwrap_or_default();
        Self {
            slots: Arc::new(Semaphore::new(slots)),
            resting: Arc::default(),
            params,
            dummy: dummy.into(),
            checks: Arc::default(),
            waiting: Arc::default(),
            most_waiting: (slots as u64).saturating_mul(WAITING_FOR_EACH),
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
        self.work(move |memory| hash(&argon, &password, &salt, memory)).await?
    }

    /// Whether the password belongs to the hash; without a hash, the same work for nothing.
    pub(crate) async fn verify(&self, password: &str, stored: Option<String>) -> Result<bool> {
        let (password, checks) = (password.to_owned(), Arc::clone(&self.checks));
        // An account whose owner has not set a password yet counts as unknown.
        let stored = stored.filter(|hash| !hash.is_empty());
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| self.dummy.to_string());
        self.work(move |memory| {
            checks.fetch_add(1, Ordering::Relaxed);
            let matches = belongs(&password, &stored, memory).unwrap_or(false);
            matches && known
        })
        .await
    }

    async fn work<T: Send + 'static>(&self, work: impl FnOnce(&mut Memory) -> T + Send + 'static) -> Result<T> {
        let waiting = Waiting::new(&self.waiting);
        if self.waiting() > self.most_waiting {
            return Err(ErrorCode::Unavailable.into());
        }
        let slot = Arc::clone(&self.slots).acquire_owned().await.map_err(DomainError::internal)?;
        drop(waiting);
        let resting = Arc::clone(&self.resting);
        tokio::task::spawn_blocking(move || {
            let mut memory = lock(&resting).pop().unwrap_or_default();
            let done = work(&mut memory);
            lock(&resting).push(memory);
            drop(slot);
            done
        })
        .await
        .map_err(DomainError::internal)
    }
}

/// What one hash is made in.
#[derive(Default)]
struct Memory(Vec<Block>);

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} KiB", self.0.len())
    }
}

fn lock(resting: &Mutex<Vec<Memory>>) -> MutexGuard<'_, Vec<Memory>> {
    // What rests is whole whatever became of another thread.
    resting.lock().unwrap_or_else(PoisonError::into_inner)
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

/// The bare hash, of `length` bytes.
fn derive(argon: &Argon2<'_>, password: &str, salt: &[u8], length: usize, memory: &mut Memory) -> Result<Output> {
    memory.0.resize(argon.params().block_count(), Block::new());
    let mut bytes = vec![0; length];
    argon
        .hash_password_into_with_memory(password.as_bytes(), salt, &mut bytes, &mut memory.0)
        .map_err(|error| DomainError::internal(error.to_string()))?;
    Output::new(&bytes).map_err(|error| DomainError::internal(error.to_string()))
}

fn hash(argon: &Argon2<'_>, password: &str, salt: &[u8], memory: &mut Memory) -> Result<String> {
    phc(argon.params(), salt, derive(argon, password, salt, LENGTH, memory)?)
}

/// The PHC string of a bare hash.
fn phc(params: &Params, salt: &[u8], output: Output) -> Result<String> {
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(params).map_err(|error| DomainError::internal(error.to_string()))?,
        salt: Some(Salt::new(salt).map_err(|error| DomainError::internal(error.to_string()))?),
        hash: Some(output),
    };
    Ok(hash.to_string())
}

/// Whether a password has this hash, with whatever work it was made; nothing for a text that is no hash of argon2.
fn belongs(password: &str, stored: &str, memory: &mut Memory) -> Option<bool> {
    let stored = PasswordHash::new(stored).ok()?;
    let (salt, expected) = (stored.salt?, stored.hash?);
    let algorithm = Algorithm::try_from(stored.algorithm.as_str()).ok()?;
    let version = Version::try_from(stored.version?).ok()?;
    let argon = Argon2::new(algorithm, version, Params::try_from(&stored).ok()?);
    // `Output` compares in constant time.
    Some(derive(&argon, password, &salt, expected.len(), memory).ok()? == expected)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SystemRandom;

    #[tokio::test]
    async fn only_the_right_password_of_a_known_name_matches() {
        let hasher = PasswordHasher::for_tests();
        let hash = hasher.hash(&SystemRandom, "zielony-parasol").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{hash}");
        assert!(hasher.verify("zielony-parasol", Some(hash.clone())).await.unwrap());
        assert!(!hasher.verify("zielony-parasol ", Some(hash)).await.unwrap());
        assert!(!hasher.verify("nobody", None).await.unwrap());
    }

    #[tokio::test]
    async fn a_hash_of_other_work_is_checked_with_that_work() {
        let mut memory = Memory::default();
        let before = hash(&argon(&params(32, 3)), "zielony-parasol", &[1; 16], &mut memory).unwrap();
        let hasher = PasswordHasher::for_tests();
        assert!(hasher.verify("zielony-parasol", Some(before.clone())).await.unwrap());
        assert!(!hasher.verify("czerwony-parasol", Some(before)).await.unwrap());
        for broken in ["x", "$argon2id$v=19$m=8,t=1,p=1", "$scrypt$ln=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAA"] {
            assert!(!hasher.verify("x", Some(broken.to_owned())).await.unwrap(), "{broken}");
        }
    }

    #[tokio::test]
    async fn an_unknown_name_costs_the_work_of_a_known_one() {
        let hasher = PasswordHasher::with(1, params(64, 2));
        assert!(hasher.dummy.starts_with("$argon2id$v=19$m=64,t=2,p=1$"), "{}", hasher.dummy);
        assert_eq!(belongs("zielony-parasol", &hasher.dummy, &mut Memory::default()), Some(false));
        assert!(lock(&hasher.resting).is_empty());
        hasher.verify("zielony-parasol", None).await.unwrap();
        assert_eq!(lock(&hasher.resting)[0].0.len(), 64);
    }

    #[tokio::test]
    async fn many_at_once_share_the_memory_of_the_slots() {
        let hasher = PasswordHasher::with(2, params(8, 1));
        let mut all = tokio::task::JoinSet::new();
        for n in 0..40 {
            let hasher = hasher.clone();
            all.spawn(async move { hasher.verify(&format!("haslo-{n}"), None).await.unwrap() });
        }
        assert!(all.join_all().await.iter().all(|matches| !matches));
        assert!(lock(&hasher.resting).len() <= 2);
    }
}
