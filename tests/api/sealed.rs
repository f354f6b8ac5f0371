//! Sealed texts outlive the key that sealed them, as long as the new one is put beside it first.

use crate::getting_in::{enrol, totp};
use crate::training::world::{adviser, edition, input, register, registration, trainer};
use chrono::Duration;
use obrady_domain::Call;
use obrady_domain::Resealed;
use obrady_domain::identity::{self, reseal_second_factors};
use obrady_domain::trainings::{self, reseal_needs};
use obrady_tests::app::context;
use obrady_tests::{App, PASSWORD, Who, start, start_of_test};
use obrady_types::identity::SignInCreate;
use obrady_types::trainings::{RegistrationCreate, TrainingEditionCreate};
use obrady_types::{ErrorCode, RegistrationId};
use std::sync::Arc;

/// The same installation with other keys.
fn with_keys(app: &App, current: u8, older: &[u8]) -> Call {
    let mut ctx = context(app.ctx.db.clone(), &app.clock, &app.base);
    let own = Arc::get_mut(&mut ctx).expect("nobody else has it");
    own.cursor_secret = [current; 32];
    own.older_secrets = older.iter().map(|key| [*key; 32]).collect();
    Call::system(ctx)
}

async fn diet(call: &Call, id: RegistrationId) -> Option<String> {
    trainings::get_registration(call, id).await.expect("a registration").diet_needs
}

#[tokio::test]
async fn a_change_of_keys_leaves_needs_readable() {
    let app = start().await;
    let adviser = adviser(&app, app.world.heads[0]).await;
    let open = edition(&app, TrainingEditionCreate { trainers: vec![trainer(adviser)], ..input(5) }).await;
    register(&app, open.id, app.world.heads[1], None).await;
    let needs = RegistrationCreate {
        clause_number: 1,
        diet_needs: Some("bez orzechów".into()),
        ..registration(app.world.member, None)
    };
    let made = trainings::create_registration(&app.system(), open.id, needs).await.expect("registered").id;
    let nothing = Resealed::default();
    assert_eq!(reseal_needs(&app.system()).await.expect("looked at"), nothing);
    // The new key stands second: both read, the first one seals.
    let second = with_keys(&app, 7, &[8]);
    assert_eq!(reseal_needs(&second).await.expect("looked at"), nothing);
    assert_eq!(diet(&second, made).await.as_deref(), Some("bez orzechów"));
    // The wrong key: nothing is readable, and nothing is touched.
    let lost = with_keys(&app, 9, &[]);
    assert_eq!(reseal_needs(&lost).await.expect("looked at"), Resealed { moved: 0, lost: 1 });
    assert_eq!(diet(&lost, made).await, None);
    // The new key stands first: what the older one sealed is readable, and moves.
    let first = with_keys(&app, 8, &[7]);
    assert_eq!(diet(&first, made).await.as_deref(), Some("bez orzechów"));
    assert_eq!(reseal_needs(&first).await.expect("moved"), Resealed { moved: 1, lost: 0 });
    assert_eq!(reseal_needs(&first).await.expect("looked at"), nothing);
    // The older one is gone.
    assert_eq!(diet(&with_keys(&app, 8, &[]), made).await.as_deref(), Some("bez orzechów"));
}

/// Signs the member in with the code of so many seconds after the start; each code counts once.
async fn enters(app: &App, call: &Call, secret: &str, seconds: i64) -> bool {
    let now = start_of_test() + Duration::seconds(seconds);
    app.clock.set(now);
    let code = Some(totp(secret, now));
    let input = SignInCreate { sign_in_name: "member".into(), password: PASSWORD.into(), code };
    match identity::sign_in(call, input, "a test", "192.0.2.7").await {
        Ok(_) => true,
        Err(error) if error.code() == ErrorCode::SecondFactorRequired => false,
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_change_of_keys_leaves_second_factors_working() {
    let app = start().await;
    let client = app.client(Who::Member).await;
    let (secret, codes) = enrol(&app, &client).await;
    let nothing = Resealed::default();
    assert_eq!(reseal_second_factors(&app.system()).await.expect("looked at"), nothing);
    // The new key stands second: nothing moves.
    let second = with_keys(&app, 7, &[8]);
    assert_eq!(reseal_second_factors(&second).await.expect("looked at"), nothing);
    assert!(enters(&app, &second, &secret, 30).await);
    // The wrong key: codes do not match, and the secret stays as it is.
    let lost = with_keys(&app, 9, &[]);
    assert_eq!(reseal_second_factors(&lost).await.expect("looked at"), Resealed { moved: 0, lost: 1 });
    assert!(!enters(&app, &lost, &secret, 60).await);
    // The new key stands first: the secret moves, once.
    let first = with_keys(&app, 8, &[7]);
    assert!(enters(&app, &first, &secret, 90).await);
    assert_eq!(reseal_second_factors(&first).await.expect("moved"), Resealed { moved: 1, lost: 0 });
    assert_eq!(reseal_second_factors(&first).await.expect("looked at"), nothing);
    // The older one is gone: the code still lets in, each once; the older one alone opens nothing.
    let only = with_keys(&app, 8, &[]);
    assert!(enters(&app, &only, &secret, 120).await);
    assert!(!enters(&app, &only, &secret, 120).await, "a code is good once");
    assert!(!enters(&app, &with_keys(&app, 7, &[]), &secret, 150).await);
    // Recovery codes depend on no key.
    let input = SignInCreate { sign_in_name: "member".into(), password: PASSWORD.into(), code: codes.first().cloned() };
    identity::sign_in(&lost, input, "a test", "192.0.2.7").await.expect("a recovery code lets in");
}
