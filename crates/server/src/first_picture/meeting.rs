//! A meeting with its agenda, as everybody may read it.

use super::dates::clock;
use super::parts::{self, badge, empty, meeting_badge, note, plain, section, unborn};
use super::{Pen, Picture, many};
use maud::{Markup, html};
use obrady_domain::meetings::{self, ReleaseChoice};
use obrady_domain::programmes::{self, TopicLinkFilter};
use obrady_domain::{Result, groups};
use obrady_rules::agenda::{AgendaTree, frozen_labels};
use obrady_rules::schedule::day_schedule;
use obrady_types::groups::BodyKind;
use obrady_types::meetings::{Agenda, AgendaItem, AgendaItemKind, Meeting, MeetingDay, MeetingState};
use obrady_types::programmes::TopicLink;
use obrady_types::{AgendaItemId, MeetingDayId, MeetingId};
use std::collections::BTreeMap;

const PRINT: &str = "M6 7V3h8v4M6 14H3.500V7.500h13V14H14M6 12h8v5H6z";

pub(super) async fn draw(pen: &Pen<'_>, id: MeetingId) -> Result<Picture> {
    let words = pen.words;
    let meeting = meetings::get_meeting(pen.call, id).await?;
    let body = groups::get_body(pen.call, meeting.body_id).await?;
    let agenda = meetings::get_agenda(pen.call, id, ReleaseChoice::Current).await?;
    let filter = TopicLinkFilter { meeting_id: Some(id), ..TopicLinkFilter::default() };
    let links = programmes::list_topic_links(pen.call, &filter, &many()).await?.items;
    let under = match body.kind {
        BodyKind::Convent => [
            (words.t("convents.list_title"), "/convents?all=1".to_owned()),
            (body.name.as_str(), format!("/convents/{}", body.id)),
        ],
        BodyKind::Platform | BodyKind::Group | BodyKind::Council => {
            [(words.t("groups.title"), "/groups".to_owned()), (body.name.as_str(), format!("/groups/{}", body.id))]
        }
    };
    let when = pen.meeting_days(&meeting.days);
    let main = html! {
        (parts::head(pen, &meeting.title, &under, &facts(pen, &meeting, &when)))
        @if meeting.state == MeetingState::Cancelled {
            (note("danger", words.t("agenda.cancelled")))
        }
        (section(words.t("meetings.agenda"), &unborn(PRINT, "", words.t("agenda.print")), &rows(pen, &agenda, &meeting.days)))
        @if !links.is_empty() { (plain(words.t("programmes.meeting_serves"), &served(pen, &links))) }
    };
    Ok(Picture { title: meeting.title.clone(), description: format!("{}. {when}", body.name), main })
}

/// What of programmes the topics of the meeting serve.
fn served(pen: &Pen<'_>, links: &[TopicLink]) -> Markup {
    let part = |link: &TopicLink| {
        let names = [("label", link.part_label.as_str()), ("programme", link.programme_title.as_str())];
        let (place, words) = if let Some(id) = link.objective_id {
            (format!("goal-{id}"), pen.words.with("programmes.serves_goal", &names))
        } else if let Some(id) = link.recommendation_id {
            (format!("recommendation-{id}"), pen.words.with("programmes.serves_recommendation", &names))
        } else {
            let id = link.initiative_id.map(|id| id.to_string()).unwrap_or_default();
            (format!("initiative-{id}"), pen.words.with("programmes.serves_initiative", &names))
        };
        html! { a href=(format!("/programmes/{}#{place}", link.programme_id)) { (words) } " " span.quiet { (link.part_title) } }
    };
    html! {
        ul class="rows served" {
            @for link in links {
                li {
                    a href=(format!("/groups/{}?topics=all#topic-{}", link.body_id, link.topic_id)) { (link.topic_title) }
                    div { (part(link)) }
                }
            }
        }
    }
}

fn facts(pen: &Pen<'_>, meeting: &Meeting, when: &str) -> Markup {
    html! {
        span { (when) }
        @if let Some(venue) = &meeting.venue { span { (venue) } }
        span { (pen.words.coded("meetings.mode_", meeting.mode)) }
        (meeting_badge(pen, meeting.state))
        @if meeting.synthetic { (badge("plain", pen.words.t("common.synthetic"))) }
    }
}

fn rows(pen: &Pen<'_>, agenda: &Agenda, days: &[MeetingDay]) -> Markup {
    if agenda.items.is_empty() {
        return empty(pen.words.t("meetings.no_items"));
    }
    let ids: Vec<MeetingDayId> = days.iter().map(|day| day.id).collect();
    // Items that outsiders do not see leave gaps in the positions, which the tree closes.
    let tree = AgendaTree::new(&ids, closed_up(&agenda.items)).unwrap_or_default();
    let printed: BTreeMap<_, _> = tree.items().iter().filter_map(|item| Some((item.id, item.label.clone()?))).collect();
    let labels = frozen_labels(&printed, &tree);
    html! {
        div.agenda-days {
            @for day in days {
                @let times: BTreeMap<_, _> = day_schedule(day, &tree).entries.into_iter().map(|entry| (entry.item_id, entry.local_start)).collect();
                div.agenda-day {
                    @if days.len() > 1 { h3 { (pen.day_and_time(day.date, day.starts_at)) } }
                    ol.agenda-rows {
                        @for item in tree.items().iter().filter(|item| item.day_id == day.id) {
                            @let time = times.get(&item.id).map(|time| clock(*time)).unwrap_or_default();
                            (row(pen, item, labels.get(&item.id), &time, tree.depth(item.id).unwrap_or(1)))
                        }
                    }
                }
            }
        }
        @if let Some((number, at)) = agenda.release.zip(agenda.released_at) {
            p.quiet {
                (pen.words.with("agenda.release", &[("number", &number.to_string()), ("date", &pen.instant_time(at))]))
            }
        }
    }
}

/// Items with positions 1 to n among those that are there.
fn closed_up(items: &[AgendaItem]) -> Vec<AgendaItem> {
    let mut counts: BTreeMap<(MeetingDayId, Option<AgendaItemId>), i32> = BTreeMap::new();
    let place = |item: &AgendaItem| {
        let count = counts.entry((item.day_id, item.parent_id)).or_insert(0);
        *count += 1;
        AgendaItem { position: *count, ..item.clone() }
    };
    items.iter().map(place).collect()
}

fn row(pen: &Pen<'_>, item: &AgendaItem, label: Option<&String>, time: &str, level: usize) -> Markup {
    let is_break = if item.kind == AgendaItemKind::Break { " is-break" } else { "" };
    let named = !matches!(item.kind, AgendaItemKind::Discussion | AgendaItemKind::Section);
    html! {
        li id=(format!("item-{}", item.id)) class=(format!("agenda-row level-{level}{is_break}")) {
            div.agenda-line {
                span.agenda-label { @if let Some(label) = label { a href=(format!("#item-{}", item.id)) { (label) } } }
                span.agenda-time { (time) }
                div.agenda-title {
                    span.agenda-name { (item.title.as_deref().unwrap_or_else(|| pen.words.t("meetings.closed_item"))) }
                    div.row-facts {
                        @if let Some(speaker) = &item.speaker_text { span { (speaker) } }
                        @if named { span { (pen.words.coded("meetings.kind_", item.kind)) } }
                        @if let Some(minutes) = item.planned_minutes { span { (minutes) " min" } }
                    }
                    @if let Some(outcome) = &item.outcome_text { p class="agenda-outcome prose" { (outcome) } }
                }
            }
        }
    }
}
