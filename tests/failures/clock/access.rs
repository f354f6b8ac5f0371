//! Tokens, retired refresh tokens, delays after guesses and confirmations.

use super::moved::{issued_about, wait_for};
use super::{Scene, ahead, noon};
use anyhow::{Context, Result, ensure};
use chrono::Duration;
use obrady_client::{Client, ClientError};
use obrady_tests::{PASSWORD, Who};
use obrady_types::ErrorCode;
use obrady_types::identity::{ApiScope, IdentityProof, ServiceAccountCreate, SignInCreate};

/// The code of a refusal; an answer is an error.
fn refusal<T>(answer: Result<T, ClientError>, what: &str) -> Result<ErrorCode> {
    let error = answer.err().with_context(|| format!("{what} was not refused"))?;
    error.code().with_context(|| format!("{what}: {error}"))
}

/// An access token lives for ten minutes by the clock. After the clock was set back, one from before is refused like an
/// expired one, a refresh gives another at once, and the one from before is good no longer than it ever was.
pub async fn tokens(scene: &Scene) -> Result<()> {
    let client = scene.place.client(&scene.base(), Who::Member).await?;
    issued_about(&client, noon())?;
    client.get_me().await?;
    let first = client.token();

    scene.clock.set(ahead())?;
    ensure!(refusal(client.get_me().await, "a token of an hour ago")? == ErrorCode::Unauthenticated);
    client.refresh_access_token().await.context("a refresh an hour later")?;
    issued_about(&client, ahead())?;
    client.get_me().await?;
    let late = client.token();

    // Clocks of replicas may differ by half a minute.
    scene.clock.set(ahead() - Duration::seconds(20))?;
    client.get_me().await.context("a token from twenty seconds ahead")?;

    scene.clock.set(noon())?;
    ensure!(refusal(client.get_me().await, "a token from an hour ahead")? == ErrorCode::Unauthenticated);
    client.refresh_access_token().await.context("a refresh after the clock was set back")?;
    issued_about(&client, noon())?;
    client.get_me().await?;
    let again = scene.place.client(&scene.base(), Who::Member).await.context("signing in after that")?;
    again.get_me().await?;

    for (token, end) in [(first, noon()), (late, ahead())] {
        scene.clock.set(end + Duration::minutes(11))?;
        client.set_token(token);
        ensure!(refusal(client.get_me().await, "a token after its time")? == ErrorCode::Unauthenticated);
    }
    scene.clock.set(noon())
}

/// A refresh token that is used a second time is taken for stolen, also when the clock was set back meanwhile; the owner
/// is told once.
pub async fn stolen(scene: &Scene) -> Result<()> {
    let http = || reqwest::Client::builder().no_proxy().user_agent("a browser").build();
    let address = format!("{}/api/v1/sign-ins", scene.base());
    let credentials = serde_json::json!({ "sign_in_name": "member", "password": PASSWORD });
    let own = |request: reqwest::RequestBuilder| request.header("Sec-Fetch-Site", "same-origin");
    scene.clock.set(ahead())?;
    let answer = own(http()?.post(&address).json(&credentials)).send().await?.error_for_status()?;
    let cookie = answer.headers().get("set-cookie").context("no cookie")?.to_str()?;
    let cookie = cookie.split(';').next().context("no cookie")?.to_owned();
    let refresh = async || -> Result<u16> {
        let request = http()?.post(format!("{address}/refresh")).header("Cookie", &cookie);
        Ok(own(request).send().await?.status().as_u16())
    };
    ensure!(refresh().await? == 200, "a refresh");
    ensure!(refresh().await? == 200, "the same once more within ten seconds: an answer was lost");
    let before = scene.mails.heard().len();
    scene.clock.set(noon())?;
    ensure!(refresh().await? == 401, "a retired refresh token is good again after the clock was set back");
    let told = async || Ok(scene.mails.heard().len() > before);
    wait_for("the owner is told", 20, told).await?;
    scene.clock.set(ahead())?;
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    ensure!(scene.mails.heard().len() == before + 1, "the owner is told more than once");
    let open = "SELECT count(*) FROM job WHERE kind = 'mail.sign_in_revoked' AND (done_at IS NULL OR attempts <> 1)";
    ensure!(scene.count(open).await? == 0, "the job is not done, or was done twice");
    scene.clock.set(noon())
}

/// A delay after wrong passwords does not last for an hour longer.
pub async fn guesses(scene: &Scene) -> Result<()> {
    scene.clock.set(ahead())?;
    let client = Client::new(&scene.base())?.with_header("Sec-Fetch-Site", "same-origin");
    let sign_in = async |password: &str| {
        let input = SignInCreate { sign_in_name: "outsider".into(), password: password.into(), code: None };
        client.sign_in(&input).await
    };
    let mut guesses = 0;
    while refusal(sign_in("zgadywane-haslo").await, "a guess")? != ErrorCode::SignInThrottled {
        guesses += 1;
        ensure!(guesses < 20, "guesses are not slowed down");
    }
    scene.clock.set(noon())?;
    let let_in = async || match sign_in(PASSWORD).await {
        Ok(_) => Ok(true),
        Err(error) if error.code() == Some(ErrorCode::SignInThrottled) => Ok(false),
        Err(error) => Err(error.into()),
    };
    wait_for("the right password, after the clock was set back", 20, let_in).await
}

/// That somebody has just proved who they are counts for ten minutes, not for seventy.
pub async fn confirmation(scene: &Scene) -> Result<()> {
    scene.clock.set(ahead())?;
    let admin = scene.place.client(&scene.base(), Who::Admin).await?;
    let account = |name: &str| ServiceAccountCreate {
        name: name.into(),
        scopes: vec![ApiScope::AgendaRead],
        expires_at: None,
        region_id: None,
    };
    admin.create_service_account(&account("Zaraz po zalogowaniu")).await?;
    scene.clock.set(noon())?;
    admin.refresh_access_token().await?;
    let refused = refusal(admin.create_service_account(&account("Po cofnięciu")).await, "something grave")?;
    ensure!(refused == ErrorCode::ConfirmationRequired, "{refused:?}");
    admin.confirm_identity(&IdentityProof { password: PASSWORD.into(), code: None }).await?;
    admin.create_service_account(&account("Po potwierdzeniu")).await?;
    Ok(())
}
