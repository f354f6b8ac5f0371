//! The portal: files, news, albums and frequent questions.

crate::sql::migration!(SQL);

const SQL: &str = r#"
-- What is known of an uploaded file. Its bytes stand apart, so that lists do not read them.
CREATE TABLE stored_file (
    id {UUID} PRIMARY KEY,
    region_id {UUID} NOT NULL REFERENCES region (id),
    body_id {UUID} REFERENCES body (id),
    kind text NOT NULL,
    file_name text NOT NULL,
    media_type text NOT NULL,
    size integer NOT NULL CONSTRAINT stored_file_size CHECK (size BETWEEN 1 AND 4194304),
    width integer,
    height integer,
    alt_text text,
    digest text NOT NULL,
    created_at {TS} NOT NULL,
    version integer NOT NULL,
    -- An image without words is not there for everybody (WCAG 1.1.1).
    CONSTRAINT stored_file_alt_text CHECK (kind <> 'image' OR (alt_text IS NOT NULL AND length(trim(alt_text)) > 0)),
    CONSTRAINT stored_file_measures CHECK (
        (kind = 'image' AND width BETWEEN 1 AND 8000 AND height BETWEEN 1 AND 8000)
        OR (kind <> 'image' AND width IS NULL AND height IS NULL))
){STRICT};
CREATE INDEX stored_file_region ON stored_file (region_id, created_at);

CREATE TABLE stored_content (
    file_id {UUID} PRIMARY KEY REFERENCES stored_file (id),
-- @postgres
    content bytea NOT NULL
-- @sqlite
    content BLOB NOT NULL
-- @both
){STRICT};

CREATE TABLE news_item (
    id {UUID} PRIMARY KEY,
    region_id {UUID} NOT NULL REFERENCES region (id),
    body_id {UUID} REFERENCES body (id),
    kind text NOT NULL,
    state text NOT NULL,
    title text NOT NULL,
    short_title text,
    lead text NOT NULL,
    body text NOT NULL,
    event_on {DATE},
    published_on {DATE},
    -- What lists are sorted by: the publication, and for drafts the day they were made.
    listed_on {DATE} NOT NULL,
    author text,
    publisher text NOT NULL,
    funding text,
    source_meeting_id {UUID} REFERENCES meeting (id),
    -- JSON: what to do next, and links to programmes, trainings and documents.
    call_to_action text,
    links text NOT NULL,
    search text NOT NULL,
    synthetic {BOOL} NOT NULL,
    version integer NOT NULL,
    CONSTRAINT news_item_published CHECK ((state = 'draft') = (published_on IS NULL))
){STRICT};
CREATE INDEX news_item_order ON news_item (listed_on, id);
CREATE INDEX news_item_meeting ON news_item (source_meeting_id);

-- The photo, the logos and the attachments of a news item.
CREATE TABLE news_file (
    news_item_id {UUID} NOT NULL REFERENCES news_item (id),
    role text NOT NULL,
    position integer NOT NULL,
    file_id {UUID} NOT NULL REFERENCES stored_file (id),
    PRIMARY KEY (news_item_id, role, position)
){STRICT};
CREATE INDEX news_file_file ON news_file (file_id);

CREATE TABLE news_relation (
    news_item_id {UUID} NOT NULL REFERENCES news_item (id),
    position integer NOT NULL,
    other_id {UUID} NOT NULL REFERENCES news_item (id),
    PRIMARY KEY (news_item_id, position),
    CONSTRAINT news_relation_other CHECK (other_id <> news_item_id)
){STRICT};
CREATE INDEX news_relation_other_id ON news_relation (other_id);

CREATE TABLE album (
    id {UUID} PRIMARY KEY,
    region_id {UUID} NOT NULL REFERENCES region (id),
    body_id {UUID} REFERENCES body (id),
    title text NOT NULL,
    description text NOT NULL,
    event_on {DATE},
    state text NOT NULL,
    published_on {DATE},
    listed_on {DATE} NOT NULL,
    search text NOT NULL,
    synthetic {BOOL} NOT NULL,
    version integer NOT NULL,
    CONSTRAINT album_published CHECK ((state = 'draft') = (published_on IS NULL))
){STRICT};
CREATE INDEX album_order ON album (listed_on, id);

CREATE TABLE album_image (
    album_id {UUID} NOT NULL REFERENCES album (id),
    position integer NOT NULL,
    file_id {UUID} NOT NULL REFERENCES stored_file (id),
    caption text,
    PRIMARY KEY (album_id, position)
){STRICT};
CREATE INDEX album_image_file ON album_image (file_id);

CREATE TABLE faq_entry (
    id {UUID} PRIMARY KEY,
    region_id {UUID} NOT NULL REFERENCES region (id),
    area text NOT NULL,
    question text NOT NULL,
    answer text NOT NULL,
    position integer NOT NULL,
    state text NOT NULL,
    published_on {DATE},
    search text NOT NULL,
    version integer NOT NULL,
    CONSTRAINT faq_entry_published CHECK ((state = 'draft') = (published_on IS NULL))
){STRICT};
CREATE INDEX faq_entry_order ON faq_entry (position, id);

-- What the public has seen is withdrawn, never deleted (I-37).
-- @postgres
CREATE TRIGGER news_item_kept BEFORE DELETE ON news_item
    FOR EACH ROW WHEN (OLD.published_on IS NOT NULL) EXECUTE FUNCTION refuse_change('published_kept');
CREATE TRIGGER album_kept BEFORE DELETE ON album
    FOR EACH ROW WHEN (OLD.published_on IS NOT NULL) EXECUTE FUNCTION refuse_change('published_kept');
CREATE TRIGGER faq_entry_kept BEFORE DELETE ON faq_entry
    FOR EACH ROW WHEN (OLD.published_on IS NOT NULL) EXECUTE FUNCTION refuse_change('published_kept');
-- @sqlite
CREATE TRIGGER news_item_kept BEFORE DELETE ON news_item WHEN OLD.published_on IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'published_kept'); END;
CREATE TRIGGER album_kept BEFORE DELETE ON album WHEN OLD.published_on IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'published_kept'); END;
CREATE TRIGGER faq_entry_kept BEFORE DELETE ON faq_entry WHEN OLD.published_on IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'published_kept'); END;
"#;
