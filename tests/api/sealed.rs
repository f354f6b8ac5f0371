//! Sealed texts outlive the key that sealed them, as long as the new one is put beside it first.

use crate::training::world::{adviser, edition, input, register, registration, trainer};
use obrady_domain::Call;
use obrady_domain::trainings::{self, Resealed, reseal_needs};
use obrady_tests::app::context;
use obrady_tests::{App, start};
use obrady_types::RegistrationId;
use obrady_types::trainings::{RegistrationCreate, TrainingEditionCreate};
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
