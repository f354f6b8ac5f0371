//! Albums.

use crate::answer::{Answer, Created, List, NoContent, Versioned};
use crate::extract::{Act, Get, Merge, Post, Remove, SearchText, list_query};
use actix_web::web::Path;
use actix_web::{delete, get, patch, post};
use obrady_domain::portal::{self, AlbumFilter};
use obrady_types::portal::{Album, AlbumCreate, AlbumPatch, PublicationState};
use obrady_types::{AlbumId, BodyId, Page, RegionId};

list_query! {
    /// Parameters of the list of albums.
    AlbumListQuery {
        /// Of one region.
        region_id: Option<RegionId>,
        /// Of one body.
        body_id: Option<BodyId>,
        /// In one state.
        state: Option<PublicationState>,
        /// Whose title or description contains this, whatever the case and the diacritics.
        #[param(max_length = 200, pattern = "^[^\\u0000-\\u001f\\u007f-\\u009f]*$", value_type = Option<String>)]
        q: Option<SearchText>,
    }
}

/// Lists albums.
///
/// Permissions: anyone; what is not published only for those who edit it.
#[utoipa::path(tag = "gallery", params(AlbumListQuery), responses((status = 200, description = "Albums, latest first", body = Page<Album>)))]
#[get("/albums")]
pub(crate) async fn list_albums(get: Get<AlbumListQuery>) -> Answer<List<Album>> {
    let query = get.query;
    let page = query.page();
    let filter = AlbumFilter {
        region_id: query.region_id,
        body_id: query.body_id,
        state: query.state,
        q: query.q.map(Into::into),
    };
    Ok(List(portal::list_albums(&get.call, &filter, &page).await?))
}

/// Makes an album, a draft.
///
/// Permissions: coordinators for their body, administrators for their region.
#[utoipa::path(tag = "gallery", request_body = AlbumCreate, responses((status = 201, description = "The new draft", body = Album)))]
#[post("/albums")]
pub(crate) async fn create_album(post: Post<AlbumCreate>) -> Answer<Created<Album>> {
    let made = portal::create_album(&post.call, post.input).await?;
    Ok(Created::at(format!("/albums/{}", made.id), made))
}

/// Reads an album.
///
/// Permissions: anyone; what is not published only for those who edit it.
#[utoipa::path(tag = "gallery", responses((status = 200, description = "What was asked for", body = Album)))]
#[get("/albums/{album_id}")]
pub(crate) async fn get_album(album_id: Path<AlbumId>, get: Get<()>) -> Answer<Versioned<Album>> {
    Ok(Versioned(portal::get_album(&get.call, *album_id).await?))
}

/// Changes an album; what is published shows the change at once.
///
/// Permissions: coordinators for their body, administrators for their region.
#[utoipa::path(tag = "gallery", request_body = AlbumPatch, responses((status = 200, description = "As it is now", body = Album)))]
#[patch("/albums/{album_id}")]
pub(crate) async fn update_album(album_id: Path<AlbumId>, patch: Merge<AlbumPatch>) -> Answer<Versioned<Album>> {
    Ok(Versioned(portal::update_album(&patch.call, *album_id, patch.version, patch.input).await?))
}

/// Removes a draft that was never published.
///
/// Permissions: coordinators for their body, administrators for their region.
#[utoipa::path(tag = "gallery", responses((status = 204, description = "It is removed")))]
#[delete("/albums/{album_id}")]
pub(crate) async fn delete_album(album_id: Path<AlbumId>, remove: Remove) -> Answer<NoContent> {
    portal::delete_album(&remove.call, *album_id, remove.version()?).await?;
    Ok(NoContent)
}

/// Shows an album to everybody.
///
/// Permissions: coordinators for their body, administrators for their region.
#[utoipa::path(tag = "gallery", responses((status = 200, description = "As it is now", body = Album)))]
#[post("/albums/{album_id}/publish")]
pub(crate) async fn publish_album(album_id: Path<AlbumId>, act: Act) -> Answer<Versioned<Album>> {
    Ok(Versioned(portal::publish_album(&act.call, *album_id, act.version()?).await?))
}

/// Takes an album back: its editors still see it, nobody else does.
///
/// Permissions: coordinators for their body, administrators for their region.
#[utoipa::path(tag = "gallery", responses((status = 200, description = "As it is now", body = Album)))]
#[post("/albums/{album_id}/withdraw")]
pub(crate) async fn withdraw_album(album_id: Path<AlbumId>, act: Act) -> Answer<Versioned<Album>> {
    Ok(Versioned(portal::withdraw_album(&act.call, *album_id, act.version()?).await?))
}
