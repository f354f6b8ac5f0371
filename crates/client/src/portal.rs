//! News, albums, frequent questions, files, and who runs the site.

use crate::{Client, ClientError, Method, Versioned};
use chrono::NaiveDate;
use obrady_types::portal::{
    Album, AlbumCreate, AlbumPatch, FaqArea, FaqEntry, FaqEntryCreate, FaqEntryPatch, FileCreate, FileKind, FilePatch,
    FileRef, FileUse, NewsEntry, NewsItem, NewsItemCreate, NewsItemPatch, NewsKind, PublicationState, Reminders, Site,
    StoredFile,
};
use obrady_types::{AlbumId, BodyId, FaqEntryId, FileId, MeetingId, NewsItemId, Page, PageQuery, RegionId};

/// Which news to list.
#[derive(Clone, Debug, Default)]
pub struct NewsFilter {
    /// Of one region.
    pub region_id: Option<RegionId>,
    /// Of one body.
    pub body_id: Option<BodyId>,
    /// Of one kind.
    pub kind: Option<NewsKind>,
    /// In one state.
    pub state: Option<PublicationState>,
    /// About one meeting.
    pub meeting_id: Option<MeetingId>,
    /// Published on or after this day.
    pub from: Option<NaiveDate>,
    /// Published on or before this day.
    pub to: Option<NaiveDate>,
    /// Words of title or lead.
    pub q: Option<String>,
    /// Which page.
    pub page: PageQuery,
}

/// Which albums to list.
#[derive(Clone, Debug, Default)]
pub struct AlbumFilter {
    /// Of one region.
    pub region_id: Option<RegionId>,
    /// Of one body.
    pub body_id: Option<BodyId>,
    /// In one state.
    pub state: Option<PublicationState>,
    /// Words of title or description.
    pub q: Option<String>,
    /// Which page.
    pub page: PageQuery,
}

/// Which frequent questions to list.
#[derive(Clone, Debug, Default)]
pub struct FaqFilter {
    /// Of one region.
    pub region_id: Option<RegionId>,
    /// About one thing.
    pub area: Option<FaqArea>,
    /// In one state.
    pub state: Option<PublicationState>,
    /// Words of question or answer.
    pub q: Option<String>,
    /// Which page.
    pub page: PageQuery,
}

#[expect(clippy::missing_errors_doc, reason = "every method answers the server's problem, see ClientError")]
impl Client {
    /// Lists news.
    pub async fn list_news_items(&self, filter: &NewsFilter) -> Result<Page<NewsEntry>, ClientError> {
        self.get("/news-items")
            .query("region_id", filter.region_id.as_ref())
            .query("body_id", filter.body_id.as_ref())
            .query("kind", filter.kind.as_ref())
            .query("state", filter.state.as_ref())
            .query("meeting_id", filter.meeting_id.as_ref())
            .query("from", filter.from.as_ref())
            .query("to", filter.to.as_ref())
            .query("q", filter.q.as_ref())
            .page_query(&filter.page)
            .page()
            .await
    }

    /// Makes a piece of news, a draft.
    pub async fn create_news_item(&self, input: &NewsItemCreate) -> Result<Versioned<NewsItem>, ClientError> {
        self.post("/news-items").json(input).object().await
    }

    /// Reads a piece of news.
    pub async fn get_news_item(&self, id: NewsItemId) -> Result<Versioned<NewsItem>, ClientError> {
        self.get(format!("/news-items/{id}")).object().await
    }

    /// Changes a piece of news of the given version.
    pub async fn update_news_item(
        &self,
        id: NewsItemId,
        version: i32,
        patch: &NewsItemPatch,
    ) -> Result<Versioned<NewsItem>, ClientError> {
        self.patch(format!("/news-items/{id}"), version).json(patch).object().await
    }

    /// Removes a draft of the given version.
    pub async fn delete_news_item(&self, id: NewsItemId, version: i32) -> Result<(), ClientError> {
        self.delete(format!("/news-items/{id}")).if_match(version).done().await
    }

    /// Shows a piece of news of the given version to everybody.
    pub async fn publish_news_item(&self, id: NewsItemId, version: i32) -> Result<Versioned<NewsItem>, ClientError> {
        self.post(format!("/news-items/{id}/publish")).if_match(version).object().await
    }

    /// Takes a piece of news of the given version back.
    pub async fn withdraw_news_item(&self, id: NewsItemId, version: i32) -> Result<Versioned<NewsItem>, ClientError> {
        self.post(format!("/news-items/{id}/withdraw")).if_match(version).object().await
    }

    /// Lists albums.
    pub async fn list_albums(&self, filter: &AlbumFilter) -> Result<Page<Album>, ClientError> {
        self.get("/albums")
            .query("region_id", filter.region_id.as_ref())
            .query("body_id", filter.body_id.as_ref())
            .query("state", filter.state.as_ref())
            .query("q", filter.q.as_ref())
            .page_query(&filter.page)
            .page()
            .await
    }

    /// Makes an album, a draft.
    pub async fn create_album(&self, input: &AlbumCreate) -> Result<Versioned<Album>, ClientError> {
        self.post("/albums").json(input).object().await
    }

    /// Reads an album.
    pub async fn get_album(&self, id: AlbumId) -> Result<Versioned<Album>, ClientError> {
        self.get(format!("/albums/{id}")).object().await
    }

    /// Changes an album of the given version.
    pub async fn update_album(
        &self,
        id: AlbumId,
        version: i32,
        patch: &AlbumPatch,
    ) -> Result<Versioned<Album>, ClientError> {
        self.patch(format!("/albums/{id}"), version).json(patch).object().await
    }

    /// Removes a draft of the given version.
    pub async fn delete_album(&self, id: AlbumId, version: i32) -> Result<(), ClientError> {
        self.delete(format!("/albums/{id}")).if_match(version).done().await
    }

    /// Shows an album of the given version to everybody.
    pub async fn publish_album(&self, id: AlbumId, version: i32) -> Result<Versioned<Album>, ClientError> {
        self.post(format!("/albums/{id}/publish")).if_match(version).object().await
    }

    /// Takes an album of the given version back.
    pub async fn withdraw_album(&self, id: AlbumId, version: i32) -> Result<Versioned<Album>, ClientError> {
        self.post(format!("/albums/{id}/withdraw")).if_match(version).object().await
    }

    /// Lists frequent questions.
    pub async fn list_faq_entries(&self, filter: &FaqFilter) -> Result<Page<FaqEntry>, ClientError> {
        self.get("/faq-entries")
            .query("region_id", filter.region_id.as_ref())
            .query("area", filter.area.as_ref())
            .query("state", filter.state.as_ref())
            .query("q", filter.q.as_ref())
            .page_query(&filter.page)
            .page()
            .await
    }

    /// Makes a question, a draft.
    pub async fn create_faq_entry(&self, input: &FaqEntryCreate) -> Result<Versioned<FaqEntry>, ClientError> {
        self.post("/faq-entries").json(input).object().await
    }

    /// Reads a question.
    pub async fn get_faq_entry(&self, id: FaqEntryId) -> Result<Versioned<FaqEntry>, ClientError> {
        self.get(format!("/faq-entries/{id}")).object().await
    }

    /// Changes a question of the given version.
    pub async fn update_faq_entry(
        &self,
        id: FaqEntryId,
        version: i32,
        patch: &FaqEntryPatch,
    ) -> Result<Versioned<FaqEntry>, ClientError> {
        self.patch(format!("/faq-entries/{id}"), version).json(patch).object().await
    }

    /// Removes a draft of the given version.
    pub async fn delete_faq_entry(&self, id: FaqEntryId, version: i32) -> Result<(), ClientError> {
        self.delete(format!("/faq-entries/{id}")).if_match(version).done().await
    }

    /// Shows a question of the given version to everybody.
    pub async fn publish_faq_entry(&self, id: FaqEntryId, version: i32) -> Result<Versioned<FaqEntry>, ClientError> {
        self.post(format!("/faq-entries/{id}/publish")).if_match(version).object().await
    }

    /// Takes a question of the given version back.
    pub async fn withdraw_faq_entry(&self, id: FaqEntryId, version: i32) -> Result<Versioned<FaqEntry>, ClientError> {
        self.post(format!("/faq-entries/{id}/withdraw")).if_match(version).object().await
    }

    /// Lists uploaded files of a region, the caller's own when none is named.
    pub async fn list_files(
        &self,
        region_id: Option<RegionId>,
        kind: Option<FileKind>,
        used_as: Option<FileUse>,
        page: &PageQuery,
    ) -> Result<Page<StoredFile>, ClientError> {
        self.get("/files")
            .query("region_id", region_id.as_ref())
            .query("kind", kind.as_ref())
            .query("used_as", used_as.as_ref())
            .page_query(page)
            .page()
            .await
    }

    /// Uploads a file.
    pub async fn create_file(&self, input: &FileCreate) -> Result<Versioned<StoredFile>, ClientError> {
        self.post("/files").json(input).object().await
    }

    /// Reads what is known of a file.
    pub async fn get_file(&self, id: FileId) -> Result<Versioned<StoredFile>, ClientError> {
        self.get(format!("/files/{id}")).object().await
    }

    /// Changes the words of a file of the given version.
    pub async fn update_file(
        &self,
        id: FileId,
        version: i32,
        patch: &FilePatch,
    ) -> Result<Versioned<StoredFile>, ClientError> {
        self.patch(format!("/files/{id}"), version).json(patch).object().await
    }

    /// Reads the bytes of a file, also of one that only its editors see.
    pub async fn read_file(&self, file: &FileRef) -> Result<Vec<u8>, ClientError> {
        let network = |error: reqwest::Error| ClientError::no_answer(&error);
        let response = self.request(Method::GET, &file.address).send().await.map_err(network)?;
        let status = response.status().as_u16();
        let bytes = response.bytes().await.map_err(network)?.to_vec();
        if status == 200 { Ok(bytes) } else { Err(ClientError::Status(status, String::new())) }
    }

    /// Says what whoever runs the site has to do soon.
    pub async fn get_reminders(&self) -> Result<Reminders, ClientError> {
        self.get("/reminders").view().await
    }

    /// Reads who runs the site.
    pub async fn get_site(&self) -> Result<Site, ClientError> {
        self.get("/site").view().await
    }
}
