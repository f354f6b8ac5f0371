//! The register of processing activities (DOM-26) and the report of a dry run (DOM-25), from the table by which the
//! nightly work deletes.

use crate::Config;
use anyhow::Result;
use obrady_domain::retention::{CATEGORIES, Category, Forecast, Keep, Periods};
use serde_json::json;
use std::fmt::Write;

/// The register in Polish, as the law's readers want it: Markdown, or JSON.
///
/// # Errors
/// When the file of the site cannot be read.
pub fn processing_register(config: &Config, as_json: bool) -> Result<String> {
    let (site, periods) = (config.site()?, config.retention());
    if as_json {
        let activities: Vec<_> = CATEGORIES
            .iter()
            .map(|category| {
                let mut row = json!(category);
                if let Some(fields) = row.as_object_mut() {
                    fields.insert("kept".to_owned(), json!(kept(category, &periods)));
                }
                row
            })
            .collect();
        let register = json!({
            "controller": site.entity,
            "seat": site.seat,
            "data_protection_officer": site.data_protection_email,
            "activities": activities,
        });
        return Ok(format!("{register:#}\n"));
    }
    let mut text = String::from("# Rejestr czynności przetwarzania\n\n");
    writeln!(text, "Administrator: {}, {}  ", site.entity, site.seat)?;
    writeln!(text, "Inspektor ochrony danych: {}\n", site.data_protection_email)?;
    for category in CATEGORIES {
        writeln!(text, "## {}\n", category.data)?;
        for (what, value) in [
            ("Cel", category.purpose),
            ("Podstawa", category.basis),
            ("Osoby", category.people),
            ("Odbiorcy", category.recipients),
            ("Zabezpieczenia", category.measures),
            ("Przechowywanie", &kept(category, &periods)),
        ] {
            writeln!(text, "- {what}: {value}")?;
        }
        writeln!(text, "- Państwa trzecie: nie przekazuje się\n")?;
    }
    Ok(text)
}

fn kept(category: &Category, periods: &Periods) -> String {
    match category.keep {
        Keep::Archival | Keep::Fleeting => category.rule.to_owned(),
        Keep::Chosen(_) | Keep::Days(_) => {
            let days = category.keep.days(periods).unwrap_or_default();
            format!("{days} dni {}", category.rule)
        }
    }
}

/// What would go, a line a category: rule, basis, how many rows, and how old the oldest is.
pub fn retention_report(told: &[Forecast]) -> String {
    let mut text = String::new();
    for one in told {
        let category = one.category;
        let rule = match (one.days, category.keep) {
            (Some(days), _) => format!("{days} dni {}", category.rule),
            (None, _) => category.rule.to_owned(),
        };
        let oldest = one.oldest.map_or_else(|| "-".to_owned(), |at| at.format("%Y-%m-%d").to_string());
        let rows = match category.keep {
            Keep::Archival => "kept".to_owned(),
            Keep::Fleeting => "each minute".to_owned(),
            _ => one.rows.to_string(),
        };
        // Writing to a text cannot fail.
        let _ = writeln!(text, "{:<20} {rows:>12} {oldest:>12}  {rule}; {}", category.name, category.basis);
    }
    text
}
