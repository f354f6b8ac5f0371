//! Access tokens: JWTs of type `at+jwt` (RFC 9068), signed with EdDSA only (RFC 8725).

use crate::clock::LEEWAY_SECONDS;
use crate::ctx::Ctx;
use crate::error::{DomainError, Result};
use crate::policy::Caller;
use aws_lc_rs::digest;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use obrady_types::ErrorCode;
use obrady_types::identity::{AccessToken, ApiScope};
use quick_cache::sync::Cache;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

/// Seconds that an access token lives.
pub(super) const LIFETIME_SECONDS: u32 = 600;
/// Header parameters that would let a token name its own key.
const FOREIGN_KEYS: &[&str] = &["jku", "jwk", "x5u", "x5c", "crit"];

/// Tokens whose signature is known to be good, at most: whoever works sends the same one for ten minutes, and checking
/// it costs more than most of what is asked.
const KNOWN_TOKENS: usize = 10_000;

/// Keys that sign and check access tokens. The first signs, all verify.
pub struct TokenKeys {
    signing: EncodingKey,
    keys: Vec<PublicKey>,
    issuer: String,
    audience: String,
    /// What tokens say that were once found to be ours, by their digests. When they hold is checked each time.
    known: Cache<[u8; 32], Arc<Signed>>,
}

/// What a token says that one of our keys signed.
#[derive(Debug)]
struct Signed {
    caller: Caller,
    iat: i64,
    exp: i64,
    nbf: Option<i64>,
}

impl Signed {
    fn holds_at(&self, now: DateTime<Utc>) -> bool {
        let now = now.timestamp();
        // At the edges of what a number holds, a difference must not turn round and make a long life short.
        self.exp.saturating_add(LEEWAY_SECONDS) > now
            && self.iat.saturating_sub(LEEWAY_SECONDS) <= now
            && self.nbf.is_none_or(|nbf| nbf.saturating_sub(LEEWAY_SECONDS) <= now)
            && self.exp.saturating_sub(self.iat) <= i64::from(LIFETIME_SECONDS)
    }
}

struct PublicKey {
    kid: String,
    x: String,
    verifying: DecodingKey,
}

impl std::fmt::Debug for TokenKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.keys.iter().map(|key| &key.kid)).finish()
    }
}

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: Uuid,
    client_id: String,
    iat: i64,
    exp: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    nbf: Option<i64>,
    jti: Uuid,
    scope: String,
    /// The sign-in of a person's token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sid: Option<Uuid>,
}

/// The `client_id` of people's tokens: the browser application.
const BROWSER: &str = "obrady-browser";

impl TokenKeys {
    /// Keys from Ed25519 private keys (PKCS#8, PEM), for tokens of this issuer and audience.
    ///
    /// # Errors
    /// When there is no key or a text is not one.
    pub fn from_pems(pems: &[String], issuer: String, audience: String) -> Result<Self> {
        let mut keys = Vec::new();
        for pem in pems {
            let der = der_of(pem).ok_or_else(|| DomainError::internal("not a PEM text"))?;
            let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(&der)
                .map_err(|_| DomainError::internal("not an Ed25519 private key"))?;
            let x = URL_SAFE_NO_PAD.encode(pair.public_key().as_ref());
            let verifying = DecodingKey::from_ed_components(&x).map_err(DomainError::internal)?;
            keys.push(PublicKey { kid: thumbprint(&x), x, verifying });
        }
        let first = pems.first().ok_or_else(|| DomainError::internal("no signing key"))?;
        let signing = EncodingKey::from_ed_pem(first.as_bytes()).map_err(DomainError::internal)?;
        Ok(Self { signing, keys, issuer, audience, known: Cache::new(KNOWN_TOKENS) })
    }

    /// A new private key as a PEM text.
    ///
    /// # Errors
    /// When no key can be generated.
    pub fn generate_pem() -> Result<String> {
        let failed = |_| DomainError::internal("no key could be generated");
        let pair = Ed25519KeyPair::generate().map_err(failed)?;
        let document = pair.to_pkcs8v1().map_err(failed)?;
        let body = STANDARD.encode(document.as_ref());
        Ok(format!("-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----\n"))
    }

    /// The public keys as a JWK set (RFC 7517).
    pub fn jwks(&self) -> Value {
        let keys: Vec<Value> = self
            .keys
            .iter()
            .map(|key| json!({ "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": key.kid, "x": key.x }))
            .collect();
        json!({ "keys": keys })
    }

    /// A token for a person's sign-in.
    pub(super) fn issue_to_account(&self, ctx: &Ctx, account: Uuid, sign_in: Uuid) -> Result<AccessToken> {
        self.issue(ctx, account, BROWSER.to_owned(), String::new(), Some(sign_in))
    }

    /// A token for a service account.
    pub(super) fn issue_to_service(&self, ctx: &Ctx, account: Uuid, scopes: &[ApiScope]) -> Result<AccessToken> {
        let scope: Vec<&str> = scopes.iter().map(|scope| scope.as_str()).collect();
        self.issue(ctx, account, account.to_string(), scope.join(" "), None)
    }

    fn issue(&self, ctx: &Ctx, sub: Uuid, client_id: String, scope: String, sid: Option<Uuid>) -> Result<AccessToken> {
        let iat = ctx.clock.now().timestamp();
        let claims = Claims {
            iss: self.issuer.clone(),
            aud: self.audience.clone(),
            sub,
            client_id,
            iat,
            exp: iat + i64::from(LIFETIME_SECONDS),
            nbf: None,
            jti: ctx.new_id(),
            scope,
            sid,
        };
        let kid = self.keys.first().map(|key| key.kid.clone());
        let header = Header { typ: Some("at+jwt".to_owned()), kid, ..Header::new(Algorithm::EdDSA) };
        let access_token = jsonwebtoken::encode(&header, &claims, &self.signing).map_err(DomainError::internal)?;
        Ok(AccessToken { access_token, token_type: "Bearer".to_owned(), expires_in: LIFETIME_SECONDS })
    }

    /// Who a token speaks for at `now`.
    pub(crate) fn verify(&self, token: &str, now: DateTime<Utc>) -> Option<Caller> {
        let digest = digest::digest(&digest::SHA256, token.as_bytes());
        let digest: [u8; 32] = digest.as_ref().try_into().ok()?;
        let signed = match self.known.get(&digest) {
            Some(signed) => signed,
            None => {
                let signed = Arc::new(self.open(token)?);
                self.known.insert(digest, Arc::clone(&signed));
                signed
            }
        };
        signed.holds_at(now).then(|| signed.caller.clone())
    }

    /// What a token says, if it is signed by one of our keys and made as we make them.
    fn open(&self, token: &str) -> Option<Signed> {
        let header = URL_SAFE_NO_PAD.decode(token.split('.').next()?).ok()?;
        let header: Value = serde_json::from_slice(&header).ok()?;
        let text = |name: &str| header.get(name).and_then(Value::as_str);
        if text("alg") != Some("EdDSA")
            || text("typ") != Some("at+jwt")
            || FOREIGN_KEYS.iter().any(|name| header.get(name).is_some())
        {
            return None;
        }
        let key = self.keys.iter().find(|key| Some(key.kid.as_str()) == text("kid"))?;
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        validation.set_issuer(&[&self.issuer]);
        validation.set_audience(&[&self.audience]);
        // Times are checked with each use, by the context's clock.
        validation.validate_exp = false;
        validation.validate_nbf = false;
        let claims = jsonwebtoken::decode::<Claims>(token, &key.verifying, &validation).ok()?.claims;
        let caller = match claims.sid {
            Some(sid) => Caller::Account { id: claims.sub.into(), sign_in: sid.into() },
            None => {
                let named: Vec<&str> = claims.scope.split(' ').collect();
                let scopes = ApiScope::ALL.iter().copied().filter(|scope| named.contains(&scope.as_str())).collect();
                Caller::Service { id: claims.sub.into(), scopes }
            }
        };
        Some(Signed { caller, iat: claims.iat, exp: claims.exp, nbf: claims.nbf })
    }
}

/// Who an access token speaks for now. Nothing in a token is a right: those are loaded with each call.
///
/// # Errors
/// `unauthenticated` for any token that is not exactly as this installation issues them.
pub fn verify_token(ctx: &Ctx, token: &str) -> Result<Caller> {
    ctx.keys.verify(token, ctx.clock.now()).ok_or(DomainError::Refused(ErrorCode::Unauthenticated))
}

fn der_of(pem: &str) -> Option<Vec<u8>> {
    let body = pem.split("-----BEGIN PRIVATE KEY-----").nth(1)?.split("-----END PRIVATE KEY-----").next()?;
    let body: String = body.chars().filter(|c| !c.is_whitespace()).collect();
    STANDARD.decode(body).ok()
}

/// JWK thumbprint (RFC 7638, RFC 8037).
fn thumbprint(x: &str) -> String {
    let canonical = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#);
    URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, canonical.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn keys(pems: &[String]) -> TokenKeys {
        TokenKeys::from_pems(pems, "https://a".into(), "https://a".into()).unwrap()
    }

    fn now() -> DateTime<Utc> {
        Utc.timestamp_opt(1_800_000_000, 0).unwrap()
    }

    fn token(keys: &TokenKeys, change: impl FnOnce(&mut Header, &mut Value)) -> String {
        let mut header =
            Header { typ: Some("at+jwt".into()), kid: Some(keys.keys[0].kid.clone()), ..Header::new(Algorithm::EdDSA) };
        let mut claims = json!({ "iss": "https://a", "aud": "https://a", "sub": Uuid::from_u128(1), "client_id": "x",
            "iat": now().timestamp(), "exp": now().timestamp() + 600, "jti": Uuid::from_u128(2), "scope": "agenda:read" });
        change(&mut header, &mut claims);
        jsonwebtoken::encode(&header, &claims, &keys.signing).unwrap()
    }

    #[test]
    fn only_our_own_tokens_are_taken() {
        let keys = keys(&[TokenKeys::generate_pem().unwrap()]);
        assert!(matches!(keys.verify(&token(&keys, |_, _| {}), now()), Some(Caller::Service { .. })));
        type Change = fn(&mut Header, &mut Value);
        let wrong: [(&str, Change); 12] = [
            ("typ of an ID token", |h, _| h.typ = Some("JWT".into())),
            ("no typ", |h, _| h.typ = None),
            ("unknown kid", |h, _| h.kid = Some("x".into())),
            ("no kid", |h, _| h.kid = None),
            ("jku", |h, _| h.jku = Some("https://evil".into())),
            ("x5u", |h, _| h.x5u = Some("https://evil".into())),
            ("issuer", |_, c| c["iss"] = json!("https://b")),
            ("audience", |_, c| c["aud"] = json!("https://b")),
            ("no exp", |_, c| _ = c.as_object_mut().unwrap().remove("exp")),
            ("expired", |_, c| c["exp"] = json!(1_799_999_900)),
            ("not yet", |_, c| c["nbf"] = json!(1_800_000_100)),
            ("too long a life", |_, c| c["exp"] = json!(1_900_000_000)),
        ];
        for (name, change) in wrong {
            assert_eq!(keys.verify(&token(&keys, change), now()), None, "{name}");
        }
    }

    #[test]
    fn a_token_that_is_known_ends_in_time() {
        let keys = keys(&[TokenKeys::generate_pem().unwrap()]);
        let token = token(&keys, |_, _| {});
        for (seconds, holds) in [(0, true), (600, true), (631, false), (300, true), (-31, false)] {
            let then = now() + chrono::Duration::seconds(seconds);
            assert_eq!(keys.verify(&token, then).is_some(), holds, "{seconds} s later");
        }
        assert_eq!(keys.known.len(), 1);
        let (whole, _) = token.rsplit_once('.').unwrap();
        assert_eq!(keys.verify(&format!("{whole}.AAAA"), now()), None, "another signature is another token");
    }

    #[test]
    fn old_and_new_keys_verify_side_by_side() {
        let (old, new) = (TokenKeys::generate_pem().unwrap(), TokenKeys::generate_pem().unwrap());
        let before = keys(std::slice::from_ref(&old));
        let issued = token(&before, |_, _| {});
        let rotated = keys(&[new.clone(), old]);
        assert!(rotated.verify(&issued, now()).is_some());
        assert_eq!(rotated.jwks()["keys"].as_array().unwrap().len(), 2);
        assert!(keys(&[new]).verify(&issued, now()).is_none());
    }
}
