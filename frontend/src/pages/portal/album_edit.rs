//! Making and changing an album: its words, and its pictures in their order, each with its description.

use super::parts::picture;
use super::uploads::upload;
use crate::api::{self, Attempts, Failure, fetch, load};
use crate::calendar::parse_date;
use crate::components::feedback::{Tone, note, show};
use crate::components::form::{Field, Form};
use crate::components::form_errors::Refused;
use crate::components::page::PageHead;
use crate::components::region::{place, region_field};
use crate::state::{session, toasts};
use crate::texts::{Text, text};
use crate::{address, browser, dates, standing, tr, tx};
use leptos::prelude::*;
use obrady_client::BodyFilter;
use obrady_types::groups::Body;
use obrady_types::portal::{Album, AlbumCreate, AlbumImage, AlbumImageInput, AlbumPatch, FileRef};
use obrady_types::{AlbumId, BodyId, ErrorCode, Patch, RegionId, validate};

/// A picture in its place, with the words below it.
#[derive(Clone)]
struct Image {
    file: FileRef,
    caption: RwSignal<String>,
}

/// The form's state.
#[derive(Clone, Copy)]
struct Draft {
    form: Form,
    attempts: Attempts,
    known: RwSignal<Option<Album>>,
    region: RwSignal<String>,
    place: RwSignal<String>,
    title: RwSignal<String>,
    description: RwSignal<String>,
    event: RwSignal<String>,
    images: RwSignal<Vec<Image>>,
}

/// The page of a new album.
pub fn new_page() -> AnyView {
    let form = Form::default();
    let body = move || match session::me().filter(|me| standing::writes_news(me)) {
        Some(me) => new_album(Draft::new(form, None, me.region_id)),
        None => note(Tone::Attention, view! { <p>{tx!(portal.album_rights)}</p> }.into_any()),
    };
    head(tx!(portal.new_album), form).view(body.into_any())
}

/// The page that changes an album.
pub fn page(id: AlbumId) -> AnyView {
    let form = Form::default();
    let album = load(move || {
        session::me();
        fetch(move |client| async move { client.get_album(id).await.map(|album| album.value) })
    });
    let title = album.title(|album| album.title.clone());
    let body = show(album, move |album: Album| {
        if !album.editable {
            return note(Tone::Attention, view! { <p>{tx!(portal.album_rights)}</p> }.into_any());
        }
        let region = album.region_id;
        editor(Draft::new(form, Some(album), region), None)
    });
    head(tx!(portal.edit_album), form).under(title, format!("/gallery/{id}")).view(body)
}

fn head(title: Text, form: Form) -> PageHead {
    PageHead::new(title).under(tx!(common.nav_gallery), "/gallery").form(form)
}

/// A new album needs a place; the bodies to choose from follow the region.
fn new_album(draft: Draft) -> AnyView {
    let bodies = load(move || {
        let region = draft.region.get().parse().ok();
        fetch(move |client| async move {
            let filter = BodyFilter { region_id: region, page: api::many(), ..BodyFilter::default() };
            client.list_bodies(&filter).await.map(|page| page.items)
        })
    });
    show(bodies, move |bodies: Vec<Body>| {
        let places = view! {
            {region_field(draft.form, draft.region)}
            {place(draft.form, draft.region, draft.place, &bodies)}
        };
        editor(draft, Some(places.into_any()))
    })
}

impl Draft {
    fn new(form: Form, known: Option<Album>, region: RegionId) -> Self {
        let of = |read: fn(&Album) -> String| RwSignal::new(known.as_ref().map(read).unwrap_or_default());
        let images = known.as_ref().map(|album| album.images.iter().map(Image::of).collect()).unwrap_or_default();
        Self {
            form,
            attempts: Attempts::default(),
            region: RwSignal::new(region.to_string()),
            place: RwSignal::new(String::new()),
            title: of(|album| album.title.clone()),
            description: of(|album| album.description.clone()),
            event: of(|album| album.event_on.map(dates::typed).unwrap_or_default()),
            images: RwSignal::new(images),
            known: RwSignal::new(known),
        }
    }

    /// Region and body that it belongs to; tracked.
    fn belongs(self) -> (Option<RegionId>, Option<BodyId>) {
        match self.known.with(|known| known.as_ref().map(|album| (album.region_id, album.body_id))) {
            Some((region, body)) => (Some(region), body),
            None => (self.region.get().parse().ok(), self.place.get().parse().ok()),
        }
    }

    /// What to store, or `None` after showing what is wrong with it.
    fn input(self) -> Option<AlbumCreate> {
        let typed = self.event.get_untracked();
        let event_on = parse_date(&typed);
        let images = self.images.get_untracked().into_iter().map(|image| AlbumImageInput {
            file_id: image.file.id,
            caption: Some(image.caption.get_untracked()).filter(|words| !words.trim().is_empty()),
        });
        let (region_id, body_id) = untrack(|| self.belongs());
        let input = AlbumCreate {
            region_id,
            body_id,
            title: self.title.get_untracked(),
            description: self.description.get_untracked(),
            event_on,
            images: images.collect(),
        };
        let mut errors = self.form.found(&validate(&input));
        if event_on.is_none() && !typed.trim().is_empty() {
            errors.push(self.form.at("album-event", tr!(news_edit.date_wrong)));
        }
        (!self.form.refuse(errors)).then_some(input)
    }

    /// Takes up what somebody else has saved: it is shown beside what was typed.
    fn compare(self, now: Album) {
        let fields = [
            ("album-title", self.title, now.title.clone()),
            ("album-description", self.description, now.description.clone()),
            ("album-event", self.event, now.event_on.map(dates::typed).unwrap_or_default()),
        ];
        let differs =
            fields.into_iter().filter(|(_, typed, stored)| typed.with_untracked(|typed| typed.trim() != stored));
        let nothing = || tr!(common.nothing).to_owned();
        let found = differs.map(|(id, _, stored)| (id, if stored.is_empty() { nothing() } else { stored })).collect();
        self.known.set(Some(now));
        self.form.refuse_stale(found);
    }

    /// Moves a picture by one place.
    fn shift(self, nth: usize, up: bool) {
        let other = if up { nth.checked_sub(1) } else { Some(nth + 1) };
        self.images.update(|images| {
            if let Some(other) = other.filter(|other| *other < images.len()) {
                images.swap(nth, other);
                browser::focus_later(format!("image-{other}"));
            }
        });
    }
}

impl Image {
    fn of(image: &AlbumImage) -> Self {
        Self { file: image.file.clone(), caption: RwSignal::new(image.caption.clone().unwrap_or_default()) }
    }
}

fn editor(draft: Draft, places: Option<AnyView>) -> AnyView {
    let form = draft.form;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(input) = draft.input() else { return };
        form.submit(send(draft, input));
    };
    let taken = Callback::new(move |(_, file): (String, FileRef)| {
        draft.images.update(|images| images.push(Image { file, caption: RwSignal::new(String::new()) }));
    });
    let one = vec![("photo".to_owned(), tx!(news_edit.use_photo))];
    view! {
        <form class="form wide" novalidate=true on:submit=submit>
            {places}
            {form.input(Field::new("album-title", "/title", tx!(news_edit.title)), draft.title)}
            {form.area(Field::new("album-description", "/description", tx!(portal.album_description)).optional(), draft.description)}
            {form.input(Field::new("album-event", "/event_on", tx!(news_edit.event)).hint(tx!(portal.album_event_hint)).width("short").optional(), draft.event)}
            <fieldset class="part">
                <legend>{tx!(portal.album_images)}</legend>
                <div>
                    {move || images(draft)}
                    {upload(one, Signal::derive(move || draft.belongs()), taken)}
                </div>
            </fieldset>
            {form.button(tx!(common.save))}
        </form>
    }
    .into_any()
}

fn images(draft: Draft) -> AnyView {
    let all = draft.images.get();
    let last = all.len().saturating_sub(1);
    let rows: Vec<AnyView> = all.into_iter().enumerate().map(|(nth, image)| row(draft, nth, last, image)).collect();
    view! { <ol class="rows uploads">{rows}</ol> }.into_any()
}

fn row(draft: Draft, nth: usize, last: usize, image: Image) -> AnyView {
    let Image { file, caption } = image;
    let (id, name) = (file.id, file.file_name.clone());
    let words = file.alt_text.clone();
    let spoken = move |name: &str| {
        let name = name.to_owned();
        view! { <span class="sr">": " {name}</span> }.into_any()
    };
    let button = |label: Text, act: Callback<()>| {
        view! { <button type="button" class="plain" on:click=move |_| act.run(())>{label}{spoken(&name)}</button> }
            .into_any()
    };
    let up = (nth > 0).then(|| button(tx!(portal.move_up), Callback::new(move |()| draft.shift(nth, true))));
    let down = (nth < last).then(|| button(tx!(portal.move_down), Callback::new(move |()| draft.shift(nth, false))));
    let away = button(
        tx!(news_edit.take_away),
        Callback::new(move |()| draft.images.update(|images| images.retain(|one| one.file.id != id))),
    );
    let field = format!("caption-{id}");
    let label = text(move || tr!(portal.caption_of, number = nth + 1));
    view! {
        <li class="row" id=format!("image-{nth}") tabindex="-1">
            {picture(file, false)}
            <div class="row-main">
                <span class="row-title">{name.clone()}</span>
                <div class="row-facts"><span>{words}</span></div>
                <div class="field">
                    <label for=field.clone()>{label}</label>
                    <input id=field type="text" maxlength="300" autocomplete="off" prop:value=caption
                        on:input=move |event| caption.set(event_target_value(&event)) />
                </div>
                <div class="actions">{up}{down}{away}</div>
            </div>
        </li>
    }
    .into_any()
}

async fn send(draft: Draft, input: AlbumCreate) -> Result<(), Refused> {
    let id = match draft.known.get_untracked() {
        None => {
            let key = draft.attempts.key(&input);
            let made = api::send(|client| {
                let (client, input) = (client.with_idempotency_key(&key), input.clone());
                async move { client.create_album(&input).await }
            });
            made.await?.id
        }
        Some(known) => change(draft, &known, input).await?,
    };
    toasts::show(tr!(common.saved).to_owned());
    address::go(&format!("/gallery/{id}"));
    Ok(())
}

async fn change(draft: Draft, known: &Album, input: AlbumCreate) -> Result<AlbumId, Refused> {
    let (id, version) = (known.id, known.version);
    let patch = AlbumPatch {
        title: Patch::Value(input.title),
        description: Patch::Value(input.description),
        event_on: input.event_on.into(),
        images: Some(input.images),
    };
    let changed = api::send(move |client| {
        let patch = patch.clone();
        async move { client.update_album(id, version, &patch).await }
    });
    match changed.await.map_err(Failure::from) {
        Ok(_) => Ok(id),
        Err(failure) if failure.code() == Some(ErrorCode::StaleVersion) => {
            let now = api::send(move |client| async move { client.get_album(id).await }).await?.value;
            draft.compare(now);
            Err(Refused::Shown)
        }
        Err(failure) => Err(failure.into()),
    }
}
