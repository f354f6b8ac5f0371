//! Files that hold secrets: nobody but their owner and group may read them, nobody but their owner may write them.

use anyhow::{Context, Result, bail};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// Where Docker, Podman and Kubernetes mount secrets. They decide on the modes there (0444 is usual), and nobody lives
/// in a container but its one program.
const MOUNTED: &str = "/run/secrets";

/// Refuses a file with a secret that others may read.
///
/// # Errors
/// One line that names key, file and mode.
pub(crate) fn refuse_open(key: &str, file: &Path) -> Result<()> {
    let at = file.canonicalize().with_context(|| format!("configuration: {key}: cannot read {}", file.display()))?;
    if at.starts_with(MOUNTED) {
        return Ok(());
    }
    let mode = at.metadata()?.permissions().mode() & 0o777;
    if mode & 0o027 != 0 {
        bail!(
            "configuration: {key}: {} has the mode {mode:04o}, so others may read or change it; 0600 or 0640 is right",
            file.display()
        );
    }
    Ok(())
}

/// Whether the text of a configuration holds a password: a key called so, or an address with one.
pub(crate) fn holds_password(text: &str) -> bool {
    text.lines().map(str::trim).filter(|line| !line.starts_with('#')).any(|line| {
        let Some((key, value)) = line.split_once('=') else { return false };
        let key = key.trim().trim_matches(['"', '\'']);
        let named = ["password", "secret"].iter().any(|word| key.ends_with(word));
        let address = value.split_once("://").and_then(|(_, rest)| rest.split_once('@'));
        (named && !value.trim().trim_matches('"').is_empty())
            || value.contains("password=")
            || address.is_some_and(|(who, _)| who.contains(':'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_found_in_a_configuration() {
        for (text, holds) in [
            ("database_url = \"postgres://u:p@h/d\"", true),
            ("database_url = \"postgres://u@h/d?password=p\"", true),
            ("mail_password = \"p\"", true),
            ("\"smtp_password\" = 'p'", true),
            ("database_url = \"postgres://u@h:5432/d\"", false),
            ("# database_url = \"postgres://u:p@h/d\"\norigin = \"https://obrady.example:8443\"", false),
            ("password_slots = 2", false),
        ] {
            assert_eq!(holds_password(text), holds, "{text}");
        }
    }
}
