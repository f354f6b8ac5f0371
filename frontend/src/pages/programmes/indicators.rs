//! The indicators of a goal: where they began, where they shall be, and what they were by year; and their form.

use super::board::{Board, Edit, Facts, Gone, tool};
use super::figures::{decimal, parse_decimal, parse_values, share, value_lines};
use super::sheet::{Sheet, area, input, nothing_now};
use crate::api::{Attempts, Loading};
use crate::components::feedback::{Tone, badge};
use crate::components::form::Field;
use crate::components::form_errors::FormError;
use crate::state::locale;
use crate::texts::{Locale, Text, text};
use crate::{tr, tx};
use leptos::prelude::*;
use obrady_client::Client;
use obrady_types::programmes::{Indicator, IndicatorCreate, IndicatorPatch};
use obrady_types::{ObjectiveId, Patch, validate};

/// The indicators of a goal; nothing for a goal without any.
pub fn of_goal(board: Board, facts: &Facts, goal: ObjectiveId) -> Option<AnyView> {
    let own: Vec<AnyView> = facts
        .indicators
        .iter()
        .filter(|one| one.objective_id == goal)
        .map(|one| indicator(board, one.clone()))
        .collect();
    (!own.is_empty()).then(|| own.into_any())
}

/// A number in the language of the moment, with its unit.
fn figure(number: f64, unit: Option<String>) -> String {
    let number = decimal(number, locale::lang() == Locale::pl);
    match unit {
        Some(unit) if unit == "%" => format!("{number}%"),
        Some(unit) => format!("{number} {unit}"),
        None => number,
    }
}

fn indicator(board: Board, one: Indicator) -> AnyView {
    let (id, version, goal, name) = (one.id, one.version, one.objective_id, one.name.clone());
    let unit = one.unit.clone();
    let stated = |label: Text, year_label: fn(String, i32) -> String, number: Option<f64>, year: Option<i32>| {
        let (number, unit) = (number?, unit.clone());
        let words = text(move || {
            let figure = figure(number, unit.clone());
            year.map_or_else(|| figure.clone(), |year| year_label(figure.clone(), year))
        });
        Some(view! { <span>{label}" "{words}</span> }.into_any())
    };
    let in_year = |figure: String, year: i32| tr!(programmes.in_year, figure = figure, year = year.to_string());
    let baseline = stated(tx!(programmes.baseline), in_year, one.baseline, one.baseline_year);
    let target = stated(tx!(programmes.target), in_year, one.target, one.target_year);
    let reached = one.reached_percent.map(|percent| {
        let words = text(move || tr!(programmes.reached, percent = percent.to_string()));
        view! {
            <span class="goal-progress">
                <span class="meter" aria-hidden="true"><i style:inline-size=format!("{percent}%")></i></span>
                {words}
            </span>
        }
        .into_any()
    });
    let numbers = one.values.iter().map(|value| value.value).chain(one.target).chain(one.baseline);
    let most = numbers.fold(0.0, f64::max);
    let rows: Vec<AnyView> = one
        .values
        .iter()
        .map(|value| {
            let (year, number, unit) = (value.year.to_string(), value.value, one.unit.clone());
            view! {
                <tr>
                    <th scope="row">{year}</th>
                    <td class="number">{text(move || figure(number, unit.clone()))}</td>
                    <td class="indicator-bar" aria-hidden="true">
                        <span class="meter"><i style:inline-size=format!("{}%", share(number, most))></i></span>
                    </td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let caption = name.clone();
    let table = (!rows.is_empty()).then(|| {
        view! {
            <table class="indicator-values">
                <caption class="sr">{text(move || tr!(programmes.values_of, name = caption.clone()))}</caption>
                <thead class="sr">
                    <tr><th scope="col">{tx!(programmes.value_year)}</th><th scope="col">{tx!(programmes.value)}</th><td></td></tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    });
    let tools = {
        let name = name.clone();
        move || {
            board.editing.get().then(|| {
                view! {
                    <div class="goal-tools">
                        {tool(board, tx!(programmes.change), name.clone(), Edit::Indicator(goal, Some(id)))}
                        {tool(board, tx!(programmes.remove), name.clone(), Edit::Remove(Gone::Indicator(id, version)))}
                    </div>
                }
            })
        }
    };
    view! {
        <div class="indicator" id=format!("indicator-{id}") tabindex="-1">
            <div><span class="quiet">{tx!(programmes.indicator)}</span>" "<strong>{name}</strong></div>
            <div class="row-facts">
                {baseline}{target}{reached}
                {one.synthetic.then(|| badge(Tone::Plain, tx!(common.synthetic)))}
            </div>
            {table}
            {tools}
        </div>
    }
    .into_any()
}

fn typed(number: Option<f64>) -> String {
    number.map(|number| decimal(number, true)).unwrap_or_default()
}

fn year(year: Option<i32>) -> String {
    year.map(|year| year.to_string()).unwrap_or_default()
}

fn values_of(one: &Indicator) -> Vec<(&'static str, String)> {
    vec![
        ("indicator-name", one.name.clone()),
        ("indicator-unit", one.unit.clone().unwrap_or_default()),
        ("indicator-baseline", typed(one.baseline)),
        ("indicator-baseline-year", year(one.baseline_year)),
        ("indicator-target", typed(one.target)),
        ("indicator-target-year", year(one.target_year)),
        ("indicator-values", value_lines(&one.values)),
    ]
}

/// The number in a line: nothing when it is empty, an error when it is none.
fn number(sheet: Sheet, id: &'static str, errors: &mut Vec<FormError>) -> Option<f64> {
    let number = parse_decimal(&sheet.some(id)?);
    if number.is_none() {
        errors.push(FormError { id: Some(id), text: tr!(programmes.number_wrong).to_owned() });
    }
    number
}

/// An indicator, or a new one of a goal.
pub fn form(board: Board, goal: ObjectiveId, one: Option<Indicator>) -> AnyView {
    let values = one.as_ref().map(values_of).unwrap_or_default();
    let take =
        |id: &str| values.iter().find(|(known, _)| *known == id).map(|(_, value)| value.clone()).unwrap_or_default();
    let line = |field: Field| {
        let value = take(field.id);
        input(field, value)
    };
    let short = |id, pointer, label: Text| Field::new(id, pointer, label).width("short").optional();
    let all = Field::new("indicator-values", "/values", tx!(programmes.f_values)).hint(tx!(programmes.f_values_hint));
    let sheet = Sheet::new(vec![
        line(Field::new("indicator-name", "/name", tx!(programmes.f_indicator))),
        line(
            Field::new("indicator-unit", "/unit", tx!(programmes.f_unit))
                .hint(tx!(programmes.f_unit_hint))
                .width("short")
                .optional(),
        ),
        line(short("indicator-baseline", "/baseline", tx!(programmes.f_baseline))),
        line(short("indicator-baseline-year", "/baseline_year", tx!(programmes.f_baseline_year))),
        line(short("indicator-target", "/target", tx!(programmes.f_target))),
        line(short("indicator-target-year", "/target_year", tx!(programmes.f_target_year))),
        area(all.optional().list(), take("indicator-values")),
    ]);
    let (attempts, known) = (Attempts::default(), RwSignal::new(one.map(|one| (one.id, one.version))));
    sheet.view(tx!(common.save), move || {
        let mut errors = Vec::new();
        let values = parse_values(&sheet.get("indicator-values")).unwrap_or_else(|line| {
            let words = tr!(programmes.values_wrong, line = line);
            errors.push(FormError { id: Some("indicator-values"), text: words });
            Vec::new()
        });
        let input = IndicatorCreate {
            name: sheet.get("indicator-name"),
            unit: sheet.some("indicator-unit"),
            baseline: number(sheet, "indicator-baseline", &mut errors),
            baseline_year: sheet.year("indicator-baseline-year", &mut errors),
            target: number(sheet, "indicator-target", &mut errors),
            target_year: sheet.year("indicator-target-year", &mut errors),
            values,
        };
        errors.extend(sheet.found(&validate(&input)));
        let Some((id, version)) = known.get_untracked() else {
            let key = attempts.key(&input);
            let send = move |client: Client| -> Loading<()> {
                let (client, input) = (client.with_idempotency_key(&key), input.clone());
                Box::pin(async move { client.create_indicator(goal, &input).await.map(|_| ()) })
            };
            return sheet.send(board, errors, send, nothing_now);
        };
        let patch = IndicatorPatch {
            name: Patch::Value(input.name),
            unit: input.unit.into(),
            baseline: input.baseline.into(),
            baseline_year: input.baseline_year.into(),
            target: input.target.into(),
            target_year: input.target_year.into(),
            values: Some(input.values),
        };
        let send = move |client: Client| -> Loading<()> {
            let patch = patch.clone();
            Box::pin(async move { client.update_indicator(id, version, &patch).await.map(|_| ()) })
        };
        let now = move |client: Client| -> Loading<Vec<(&'static str, String)>> {
            Box::pin(async move {
                let found = client.get_indicator(id).await?.value;
                known.set(Some((id, found.version)));
                Ok(values_of(&found))
            })
        };
        sheet.send(board, errors, send, now);
    })
}
