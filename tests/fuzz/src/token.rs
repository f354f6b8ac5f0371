//! Access tokens: nobody without the key makes one, and of those with an authentic signature only what a naive reader
//! of RFC 8725 and 9068 takes is taken.

use crate::bytes::Bytes;
use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use obrady_domain::fuzzing::verify_token;
use obrady_domain::identity::TokenKeys;
use obrady_domain::policy::Caller;
use serde_json::{Value, json};
use std::sync::LazyLock;

/// The instant at which every token is looked at.
const NOW: i64 = 1_800_000_000;
const ISSUER: &str = "https://obrady.example";

struct Keys {
    pair: Ed25519KeyPair,
    kid: String,
    verifying: TokenKeys,
}

static KEYS: LazyLock<Keys> = LazyLock::new(|| {
    let pair = Ed25519KeyPair::from_seed_unchecked(&[7; 32]).expect("a key");
    let der: Pkcs8V1Der<'_> = pair.as_der().expect("a key's bytes");
    let body = STANDARD.encode(der.as_ref());
    let pem = format!("-----BEGIN {0}-----\n{body}\n-----END {0}-----\n", "PRIVATE KEY");
    let verifying = TokenKeys::from_pems(&[pem], ISSUER.to_owned(), ISSUER.to_owned()).expect("keys");
    let kid = verifying.jwks()["keys"][0]["kid"].as_str().expect("a key has a name").to_owned();
    assert_eq!(pair.public_key().as_ref().len(), 32);
    Keys { pair, kid, verifying }
});

fn signed(header: &[u8], claims: &[u8]) -> String {
    let said = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
    format!("{said}.{}", URL_SAFE_NO_PAD.encode(KEYS.pair.sign(said.as_bytes()).as_ref()))
}

fn verify(token: &str) -> Option<Caller> {
    verify_token(&KEYS.verifying, token, DateTime::<Utc>::from_timestamp(NOW, 0).expect("an instant"))
}

pub fn run(data: &[u8]) {
    if let Ok(text) = std::str::from_utf8(data) {
        assert_eq!(verify(text), None, "nobody but the server can sign");
    }
    let mut bytes = Bytes(data);
    let (header, claims) = match bytes.below(3) {
        0 => (bytes.part().to_vec(), bytes.0.to_vec()),
        1 => (merged(header(), bytes.part()), merged(claims(), bytes.0)),
        _ => built(&mut bytes),
    };
    let token = signed(&header, &claims);
    if let Some(caller) = verify(&token) {
        check(&header, &claims, &caller);
        // Without its signature, or with one letter of it changed, it is nobody's.
        let (said, signature) = token.rsplit_once('.').expect("three parts");
        assert_eq!(verify(&format!("{said}.")), None);
        let other = if signature.starts_with('A') { "B" } else { "A" };
        assert_eq!(verify(&format!("{said}.{other}{}", &signature[1..])), None);
    }
}

fn header() -> Value {
    json!({"alg": "EdDSA", "typ": "at+jwt", "kid": KEYS.kid})
}

fn claims() -> Value {
    let id = "0193a1c2-7f00-7000-8000-000000000001";
    json!({"iss": ISSUER, "aud": ISSUER, "sub": id, "client_id": "obrady-browser", "jti": id, "scope": "",
           "iat": NOW, "exp": NOW + 600})
}

/// An object with the members of another one over its own.
fn merged(mut object: Value, over: &[u8]) -> Vec<u8> {
    if let (Some(object), Ok(Value::Object(over))) = (object.as_object_mut(), serde_json::from_slice::<Value>(over)) {
        for (name, value) in over {
            match value {
                Value::Null => _ = object.remove(&name),
                value => _ = object.insert(name, value),
            }
        }
    }
    serde_json::to_vec(&object).expect("JSON")
}

/// A token that is right but for a few decisions: mostly its times.
fn built(bytes: &mut Bytes<'_>) -> (Vec<u8>, Vec<u8>) {
    const TIMES: [i64; 9] = [i64::MIN, i64::MAX, 0, NOW, NOW - 600, NOW - 630, NOW + 30, NOW + 600, NOW + 630];
    let mut claims = claims();
    for name in ["iat", "exp", "nbf"] {
        if bytes.once_in(2) {
            let time = bytes.pick(&TIMES).unwrap_or(NOW).saturating_add(i64::from(bytes.byte() as i8));
            claims[name] = json!(time);
        }
    }
    if bytes.once_in(4) {
        claims["aud"] = json!([ISSUER, "https://elsewhere.example"]);
    }
    if bytes.once_in(4) {
        claims["scope"] = json!(String::from_utf8_lossy(bytes.part()));
    }
    if bytes.once_in(2) {
        claims["sid"] = claims["sub"].clone();
    }
    let mut header = header();
    if bytes.once_in(4) {
        let name = bytes.pick(&["jku", "jwk", "x5u", "x5c", "crit", "cty", "zip"]).unwrap_or("jku");
        header[name] = json!(["x"]);
    }
    (serde_json::to_vec(&header).expect("JSON"), serde_json::to_vec(&claims).expect("JSON"))
}

/// What must be so of a token that is taken, read without any library for tokens.
fn check(header: &[u8], claims: &[u8], caller: &Caller) {
    let header: Value = serde_json::from_slice(header).expect("a header is JSON");
    let claims: Value = serde_json::from_slice(claims).expect("claims are JSON");
    assert_eq!((&header["alg"], &header["typ"]), (&json!("EdDSA"), &json!("at+jwt")));
    assert_eq!(header["kid"], json!(KEYS.kid));
    for foreign in ["jku", "jwk", "x5u", "x5c", "crit"] {
        assert!(header.get(foreign).is_none(), "a token names its own {foreign}");
    }
    assert_eq!(claims["iss"], json!(ISSUER));
    assert_eq!(claims["aud"], json!(ISSUER), "a token for somebody else, too");
    let time = |name: &str| claims[name].as_i64().map(i128::from);
    let (issued, ends) = (time("iat").expect("iat"), time("exp").expect("exp"));
    let now = i128::from(NOW);
    assert!(issued <= now + 30 && ends + 30 > now, "issued {issued}, ends {ends}");
    assert!(ends - issued <= 600, "a token of {} seconds", ends - issued);
    assert!(ends - now <= 630, "a token that lives for {} seconds more", ends - now);
    assert!(time("nbf").is_none_or(|from| from <= now + 30), "not yet");
    let subject: uuid::Uuid = claims["sub"].as_str().expect("sub").parse().expect("an id");
    match caller {
        Caller::Account { id, sign_in } => {
            let sid: uuid::Uuid = claims["sid"].as_str().expect("sid").parse().expect("an id");
            assert_eq!((uuid::Uuid::from(*id), uuid::Uuid::from(*sign_in)), (subject, sid));
        }
        Caller::Service { id, scopes } => {
            assert_eq!(uuid::Uuid::from(*id), subject);
            let named = claims["scope"].as_str().expect("scope");
            assert!(scopes.iter().all(|scope| named.split(' ').any(|name| name == scope.as_str())));
        }
        other => panic!("a token speaks for {other:?}"),
    }
}
