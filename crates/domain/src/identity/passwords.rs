//! Passwords: what is too easy to guess, and the proof that somebody knows theirs.

use super::factors;
use super::query::own_account;
use super::throttle::Attempt;
use crate::ctx::{Call, WriteTx};
use crate::db::lock_row;
use crate::directory;
use crate::error::{DomainError, Result};
use obrady_entity::{account, affiliation, institution, second_factor};
use obrady_types::identity::IdentityProof;
use obrady_types::{ErrorCode, PersonId, RegionId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

/// Fewest characters of a password.
const SHORTEST: usize = 12;
/// Words of the house.
const HOUSE_WORDS: &[&str] = &[
    "obrady",
    "rops",
    "pcpr",
    "mops",
    "konwent",
    "powiat",
    "region",
    "wojewodztwo",
    "województwo",
    "haslo",
    "hasło",
    "password",
    "admin",
    "administrator",
    "koordynator",
];

/// Words that say nothing about a password's strength: the house's own, the region's, the institution's, and the
/// person's names.
pub(super) struct Guessable(Vec<String>);

impl Guessable {
    /// Of these names.
    pub(super) fn of(names: &[&str]) -> Self {
        let mut words: Vec<String> = HOUSE_WORDS.iter().map(|word| (*word).to_owned()).collect();
        for name in names {
            words.push(name.to_lowercase());
            let parts = name.split(|c: char| !c.is_alphanumeric()).filter(|part| part.chars().count() > 2);
            words.extend(parts.map(str::to_lowercase));
        }
        words.retain(|word| !word.is_empty());
        // Longer words first: a name must not leave its own end behind.
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        words.dedup();
        Self(words)
    }

    /// Of an account's owner.
    pub(super) async fn of_account<C: ConnectionTrait>(conn: &C, row: &account::Model) -> Result<Self> {
        let person = row.person_id.map(Into::into);
        Self::of_owner(conn, row.region_id.into(), &row.sign_in_name, &row.display_name, person).await
    }

    /// Of somebody who is to have an account.
    pub(super) async fn of_owner<C: ConnectionTrait>(
        conn: &C,
        region: RegionId,
        sign_in_name: &str,
        display_name: &str,
        person: Option<PersonId>,
    ) -> Result<Self> {
        let mut names = vec![sign_in_name.to_owned(), display_name.to_owned()];
        names.extend(directory::find_region(conn, region).await?.map(|row| row.name));
        if let Some(person) = person {
            use affiliation::Column;
            let posts = affiliation::Entity::find().filter(Column::PersonId.eq(Uuid::from(person))).all(conn).await?;
            let ids = posts.into_iter().map(|post| post.institution_id);
            let places = institution::Entity::find().filter(institution::Column::Id.is_in(ids)).all(conn).await?;
            names.extend(places.into_iter().map(|row| row.name));
        }
        Ok(Self::of(&names.iter().map(String::as_str).collect::<Vec<_>>()))
    }
}

/// Refuses a password that is too short, made of known names for the most part, or frequent (SEC-09). Frequent ones
/// are those of zxcvbn's list of thirty thousand, also with the usual changes of letters.
pub(super) fn check_quality(password: &str, words: &Guessable) -> Result<()> {
    if password.chars().count() < SHORTEST {
        return Err(DomainError::field_with("/password", "too_short", &format!("too_short|{SHORTEST}")));
    }
    // What the names do not give away must be long enough by itself.
    let mut rest = password.to_lowercase();
    for word in &words.0 {
        rest = rest.replace(word, "");
    }
    let named = rest.len() < password.to_lowercase().len();
    if named && rest.chars().filter(|c| c.is_alphanumeric()).count() < SHORTEST / 2 {
        return Err(DomainError::field("/password", "own_words"));
    }
    let inputs: Vec<&str> = words.0.iter().map(String::as_str).collect();
    let score = zxcvbn::zxcvbn(password, &inputs).score();
    if score < zxcvbn::Score::Three { Err(DomainError::field("/password", "too_common")) } else { Ok(()) }
}

/// A password that was right a moment ago, outside of any transaction.
pub(super) struct PasswordProof {
    attempt: Attempt,
    account: account::Model,
}

impl PasswordProof {
    /// Checks the caller's password. Wrong guesses are slowed down as at the sign-in.
    pub(super) async fn check(call: &Call, input: &IdentityProof, address: &str) -> Result<Self> {
        let reader = call.read().await?;
        let id = own_account(reader.actor.principal)?;
        let account = account::Entity::find_by_id(Uuid::from(id)).one(reader.conn()).await?;
        let account = account.ok_or(DomainError::NotFound)?;
        Self::of(call, account, &input.password, "/password", address).await
    }

    /// Checks a password of an account.
    pub(super) async fn of(
        call: &Call,
        account: account::Model,
        password: &str,
        pointer: &str,
        address: &str,
    ) -> Result<Self> {
        let attempt = Attempt::of(&account.sign_in_name, address);
        call.write("prove_password", async |tx| attempt.begin(tx).await).await?;
        if !call.ctx.passwords.verify(password, Some(account.password_hash.clone())).await? {
            call.write("prove_password", async |tx| attempt.failed(tx).await).await?;
            return Err(DomainError::field(pointer, "wrong_password"));
        }
        Ok(Self { attempt, account })
    }

    /// Takes the proof: the account's row, locked. With a second factor it needs a code, which is used up.
    pub(super) async fn accept(&self, tx: &WriteTx, input: &IdentityProof) -> Result<account::Model> {
        let row = self.lock(tx).await?;
        if let Some(factor) = factors::active(tx.conn(), row.id).await? {
            let code = input.code.as_deref().ok_or_else(|| DomainError::field("/code", "required"))?;
            if !factors::take(tx, factor.id, code, tx.now_after_lock()).await? {
                return Err(DomainError::field("/code", "wrong_code"));
            }
        }
        self.attempt.succeeded(tx).await?;
        Ok(row)
    }

    /// The same where there must be a second factor.
    pub(super) async fn accept_with_factor(
        &self,
        tx: &WriteTx,
        input: &IdentityProof,
    ) -> Result<(account::Model, second_factor::Model)> {
        let factor = factors::active(tx.conn(), self.account.id).await?.ok_or(ErrorCode::SecondFactorMissing)?;
        Ok((self.accept(tx, input).await?, factor))
    }

    /// Takes the proof without a code.
    pub(super) async fn accept_without_code(&self, tx: &WriteTx) -> Result<account::Model> {
        let row = self.lock(tx).await?;
        self.attempt.succeeded(tx).await?;
        Ok(row)
    }

    /// The account's row. Somebody else may have changed the password in the meantime: what was checked is no longer
    /// the one in use then.
    async fn lock(&self, tx: &WriteTx) -> Result<account::Model> {
        let row = lock_row::<account::Entity>(tx.conn(), self.account.id).await?;
        if row.password_hash == self.account.password_hash { Ok(row) } else { Err(ErrorCode::StaleVersion.into()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a password is refused for.
    fn refusal(password: &str) -> Option<String> {
        let words = Guessable::of(&["jan.nowak", "Jan Nowak", "małopolskie", "Powiatowe Centrum Pomocy w Wieliczce"]);
        match check_quality(password, &words) {
            Err(DomainError::Invalid(errors)) => errors.into_iter().next().map(|error| error.code),
            Err(other) => Some(other.to_string()),
            Ok(()) => None,
        }
    }

    #[test]
    fn easy_passwords_are_refused() {
        let table = [
            ("krotkie", Some("too_short")),
            ("żółćżółćżół", Some("too_short")),
            ("password1234", Some("own_words")),
            ("p@ssw0rd12345", Some("too_common")),
            ("qwertyuiop123", Some("too_common")),
            ("123456789012", Some("too_common")),
            ("iloveyou123456", Some("too_common")),
            ("aaaaaaaaaaaaaaaa", Some("too_common")),
            ("abcdefghijkl", Some("too_common")),
            ("jan.nowak.jan.nowak", Some("own_words")),
            ("NowakJan2026", Some("own_words")),
            ("obradyobrady1", Some("own_words")),
            ("ROPS-Małopolskie-1", Some("own_words")),
            ("pcpr-Wieliczce-26", Some("own_words")),
            ("zielony-parasol-na-deszcz", None),
            ("kotlet-schabowy-77", None),
            ("żółta łódź płynie", None),
            ("correct horse battery staple", None),
            ("🦀🌻🚂🐌🎻🧀🪁🛶🦔🪴🧭🫖", None),
        ];
        for (password, expected) in table {
            assert_eq!(refusal(password).as_deref(), expected, "{password}");
        }
    }
}
