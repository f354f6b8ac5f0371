//! What mails say, and to whom they go; sending them is the server's business.

mod letter;
mod words;

pub use letter::Letter;

use crate::ctx::Call;
use crate::error::{DomainError, Result};
use crate::jobs::Job;
use crate::words::{of_word, word};
use crate::{sealed, trainings};
use obrady_entity::{account, person};
use obrady_types::identity::Locale;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::Value;
use uuid::Uuid;
pub(crate) use words::About;
use words::Occasion;

/// What a job of mail comes to.
#[derive(Debug)]
pub enum Prepared {
    /// This letter is to be sent.
    Letter(Box<Letter>),
    /// One job for each letter takes its place.
    Split(Vec<(&'static str, Value)>),
    /// There is nobody to write to, or nothing to say any more.
    Nothing(&'static str),
}

/// Whom a letter goes to.
struct Recipient {
    name: String,
    address: String,
    locale: Locale,
}

const NO_ADDRESS: &str = "no address";
const SUPERSEDED: &str = "superseded";

/// Whether this kind of job is a mail.
pub fn is_mail(kind: &str) -> bool {
    kind.starts_with("mail.")
}

/// Reads what a job needs from the database and writes its letter in the recipient's language. `origin` is where
/// browsers reach the installation.
///
/// # Errors
/// Failures of the database; `internal` for a job that nobody of this version writes.
pub async fn prepare(call: &Call, job: &Job, origin: &str) -> Result<Prepared> {
    let reader = call.read().await?;
    let conn = reader.conn();
    let id = |name: &str| -> Result<Uuid> {
        let text = job.payload.get(name).and_then(Value::as_str);
        let id = text.and_then(|text| text.parse().ok());
        id.ok_or_else(|| DomainError::internal(format!("a job of kind {} has no {name}", job.kind)))
    };
    let text = |name: &str| job.payload.get(name).and_then(Value::as_str);
    if let Some(parts) = trainings::mails::parts_of(conn, &job.kind, &job.payload).await? {
        return Ok(Prepared::Split(parts));
    }
    let (recipient, about, occasion, path) = match job.kind.as_str() {
        "mail.sign_in_revoked" => (
            of_account(conn, id("account_id")?).await?,
            About::default(),
            Occasion::SignInRevoked,
            "/account".to_owned(),
        ),
        "mail.account_changed" => {
            let occasion = Occasion::AccountChanged(text("what").unwrap_or_default().to_owned());
            (of_account(conn, id("account_id")?).await?, About::default(), occasion, "/account".to_owned())
        }
        "mail.access_link" => {
            let account = id("account_id")?;
            let secret = &reader.ctx.cursor_secret;
            let sealed = text("token").unwrap_or_default();
            let token = sealed::open(secret, account, sealed).or_else(|| sealed::open(secret, job.id, sealed));
            let Some(token) = token else { return Ok(Prepared::Nothing("the link cannot be opened")) };
            let occasion =
                if text("kind") == Some("invitation") { Occasion::Invitation } else { Occasion::PasswordReset };
            (of_account(conn, account).await?, About::default(), occasion, format!("/set-password#{token}"))
        }
        kind => {
            let Some(occasion) = Occasion::of_registration(kind) else {
                return Err(DomainError::internal(format!("nobody knows the kind of job {kind}")));
            };
            let Some(found) = trainings::mails::about(conn, id("registration_id")?, text("from")).await? else {
                return Ok(Prepared::Nothing("the registration is gone"));
            };
            if !occasion.holds_in(&found.state) {
                return Ok(Prepared::Nothing(SUPERSEDED));
            }
            let person = if occasion == Occasion::SwappedOut { id("person_id")? } else { found.person_id };
            let path = format!("/trainings/{}", found.edition_id);
            (of_person(conn, person).await?, found.about, occasion, path)
        }
    };
    let Some(recipient) = recipient else { return Ok(Prepared::Nothing(NO_ADDRESS)) };
    let said = words::say(recipient.locale, &occasion, &about);
    Ok(Prepared::Letter(Box::new(Letter {
        id: job.id,
        name: letter::one_line(&recipient.name),
        address: recipient.address,
        subject: letter::one_line(&said.subject),
        paragraphs: said.paragraphs,
        link: (said.link, format!("{origin}{path}")),
        footer: words::footer(recipient.locale, origin),
        language: word(&recipient.locale)?,
    })))
}

async fn of_account(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<Recipient>> {
    let row = account::Entity::find_by_id(id).one(conn).await?.filter(|row| row.disabled_at.is_none());
    match row.and_then(|row| row.person_id) {
        Some(person) => of_person(conn, person).await,
        None => Ok(None),
    }
}

/// Somebody real with an address; nobody who was erased, and nobody whose address is an example.
async fn of_person(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<Recipient>> {
    let row = person::Entity::find_by_id(id).one(conn).await?;
    let Some(row) = row.filter(|row| row.erased_at.is_none() && !row.synthetic) else { return Ok(None) };
    let Some(address) = row.email.filter(|address| !is_example(address)) else { return Ok(None) };
    let account = account::Entity::find().filter(account::Column::PersonId.eq(id)).one(conn).await?;
    let locale = account.map(|account| of_word(&account.locale)).transpose()?.unwrap_or_default();
    Ok(Some(Recipient { name: format!("{} {}", row.first_name, row.last_name), address, locale }))
}

/// Addresses that exist in examples only (RFC 2606), and those of a domain that says so itself.
fn is_example(address: &str) -> bool {
    let host = address.rsplit_once('@').map_or(address, |(_, host)| host).trim_end_matches('.').to_ascii_lowercase();
    host.split('.').any(|label| label == "example") || host.ends_with(".invalid") || host == "localhost"
}

#[cfg(test)]
mod tests {
    use super::is_example;

    #[test]
    fn examples_get_no_mail() {
        for address in
            ["a@example.org", "a@EXAMPLE.com", "a@x.example.net", "a@rops.example", "a@b.invalid", "a@example.pl."]
        {
            assert!(is_example(address), "{address}");
        }
        for address in ["a@rops.krakow.pl", "a@examples.pl", "example@rops.pl"] {
            assert!(!is_example(address), "{address}");
        }
    }
}
