//! A group: its meetings, its topics, what it is for and how it is made up.

use super::parts::{self, badge, body_kind, empty, fact, meeting_rows, plain, prose, split};
use super::{Pen, Picture, many};
use maud::{Markup, html};
use obrady_domain::Result;
use obrady_domain::groups;
use obrady_domain::meetings::{self, MeetingFilter};
use obrady_types::BodyId;
use obrady_types::body_profiles::BodyProfile;
use obrady_types::groups::{Body, BodyState, Topic, TopicState};
use std::collections::BTreeMap;

pub(super) async fn draw(pen: &Pen<'_>, id: BodyId) -> Result<Picture> {
    let words = pen.words;
    let group = groups::get_body(pen.call, id).await?;
    let filter = MeetingFilter { body_id: Some(id), ..MeetingFilter::default() };
    let meetings = meetings::list_meetings(pen.call, &filter, &many()).await?.items;
    let topics = groups::list_topics(pen.call, id, None, &many()).await?.items;
    let profile = groups::get_body_profile(pen.call, id).await?;
    let (coming, past) = split(meetings, pen.today);
    let under = [(words.t("groups.title"), "/groups".to_owned())];
    let meetings = html! {
        h3 { (words.t("groups.upcoming")) }
        div.block {
            @if coming.is_empty() { (empty(words.t("groups.no_upcoming"))) }
            @else { (meeting_rows(pen, &coming, &BTreeMap::new(), true)) }
        }
        h3 { (words.t("groups.past")) }
        @if past.is_empty() { p.quiet { (words.t("groups.no_past")) } }
        @else { (meeting_rows(pen, &past, &BTreeMap::new(), false)) }
    };
    let main = html! {
        (parts::head(pen, &group.name, &under, &facts(pen, &group)))
        div class="columns two" {
            div {
                (plain(words.t("groups.meetings"), &meetings))
                (plain(words.t("groups.topics"), &open(pen, topics)))
            }
            div {
                @if !group.purpose.is_empty() { (plain(words.t("groups.purpose"), &prose(&group.purpose))) }
                (plain(words.t("groups.composition"), &made_up(pen, &profile, &group.topic_areas)))
            }
        }
    };
    let kind = body_kind(pen, group.kind, group.group_kind);
    let description = if group.purpose.is_empty() { format!("{}, {kind}", group.name) } else { group.purpose };
    Ok(Picture { title: group.name, description, main })
}

fn facts(pen: &Pen<'_>, group: &Body) -> Markup {
    let words = pen.words;
    let tone = match group.state {
        BodyState::Active => "done",
        BodyState::Suspended | BodyState::Proposed => "attention",
        BodyState::Established => "info",
        BodyState::Dissolved => "plain",
    };
    html! {
        span { (body_kind(pen, group.kind, group.group_kind)) }
        span { (words.with("groups.since", &[("date", &pen.day(group.established_on))])) }
        @if let Some(day) = group.dissolved_on { span { (words.with("groups.until", &[("date", &pen.day(day))])) } }
        (badge(tone, words.coded("groups.state_", group.state)))
    }
}

/// The topics that wait or stand on an agenda: waiting ones first, then by urgency, then by the wished date.
fn open(pen: &Pen<'_>, mut topics: Vec<Topic>) -> Markup {
    topics.retain(|topic| matches!(topic.state, TopicState::Backlog | TopicState::Scheduled));
    topics.sort_by_key(|topic| {
        let wished = topic.planned.map(|period| period.from);
        (topic.state == TopicState::Scheduled, topic.priority, wished.is_none(), wished)
    });
    html! {
        p.quiet { (pen.words.t("groups.topics_hint")) }
        @if topics.is_empty() { (empty(pen.words.t("groups.no_topics"))) } @else {
            ul.rows {
                @for topic in &topics {
                    li.row {
                        div.row-main {
                            span.row-title { (topic.title) }
                            @if !topic.sub_points.is_empty() { ul { @for point in &topic.sub_points { li { (point) } } } }
                        }
                        div.row-end { (badge("plain", pen.words.coded("groups.topic_", topic.state))) }
                    }
                }
            }
        }
    }
}

fn made_up(pen: &Pen<'_>, profile: &BodyProfile, areas: &[String]) -> Markup {
    let words = pen.words;
    let link = |id: BodyId, name: &str| html! { a href=(format!("/groups/{id}")) { (name) } };
    let lines = |lines: Vec<String>| (!lines.is_empty()).then(|| html! { @for line in lines { div { (line) } } });
    let unnamed = usize::try_from(profile.coordinators).unwrap_or_default();
    let unnamed = unnamed.saturating_sub(profile.coordinator_names.len());
    let mut coordinators: Vec<String> = Vec::new();
    if !profile.coordinator_names.is_empty() {
        coordinators.push(profile.coordinator_names.join(", "));
    }
    if unnamed > 0 {
        coordinators.push(words.with("groups.people_unnamed", &[("count", &unnamed.to_string())]));
    }
    let capacity = |share: &obrady_types::body_profiles::CapacityShare| {
        format!("{}: {}", words.coded("groups.cap_", share.capacity), share.people)
    };
    let named = profile.public_members.iter().map(|member| match &member.institution_name {
        Some(institution) => format!("{}, {institution}", member.name),
        None => member.name.clone(),
    });
    html! {
        dl.facts-list {
            (fact(words.t("groups.parent"), profile.parent.as_ref().map(|parent| link(parent.id, &parent.name))))
            (fact(words.t("groups.host"), profile.host.as_ref().map(|host| &host.name)))
            (fact(words.t("groups.areas"), (!areas.is_empty()).then(|| areas.join(", "))))
            (fact(words.t("groups.coordinator"), lines(coordinators)))
            (fact(words.t("groups.people"), lines(profile.capacities.iter().map(capacity).collect())))
            (fact(words.t("groups.public_members"), lines(named.collect())))
        }
        @if !profile.institutions.is_empty() {
            details {
                summary { (words.t("groups.institutions")) }
                ul { @for share in &profile.institutions { li { (share.name) " (" (share.people) ")" } } }
            }
        }
        @if !profile.children.is_empty() {
            h3 { (words.t("groups.children")) }
            ul {
                @for child in &profile.children {
                    li { (link(child.body.id, &child.body.name)) " " span.quiet { (body_kind(pen, child.body.kind, None)) } }
                }
            }
        }
    }
}
