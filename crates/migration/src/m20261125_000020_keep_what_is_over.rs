//! What is over stays over, whoever writes to the storage (REL-19, I-37): which tables keep what from when on stands in
//! docs/OPERATIONS.md. Texts are left out on purpose: an erasure takes names out of them.

crate::sql::migration!(SQL);

const SQL: &str = r#"
-- @postgres
CREATE TRIGGER meeting_over BEFORE UPDATE OF state ON meeting FOR EACH ROW
    WHEN ((OLD.state = 'held' AND NEW.state NOT IN ('held', 'closed'))
    OR (OLD.state IN ('closed', 'cancelled') AND NEW.state <> OLD.state))
    EXECUTE FUNCTION refuse_change('meeting_over');
CREATE TRIGGER meeting_kept BEFORE DELETE ON meeting FOR EACH ROW
    WHEN (OLD.state <> 'draft')
    EXECUTE FUNCTION refuse_change('meeting_over');
CREATE TRIGGER body_dissolved BEFORE UPDATE OF state ON body FOR EACH ROW
    WHEN (OLD.state = 'dissolved' AND NEW.state <> 'dissolved')
    EXECUTE FUNCTION refuse_change('body_dissolved');
CREATE TRIGGER training_edition_over BEFORE UPDATE OF state ON training_edition FOR EACH ROW
    WHEN (OLD.state = 'cancelled' AND NEW.state <> 'cancelled')
    EXECUTE FUNCTION refuse_change('training_edition_over');
CREATE TRIGGER registration_over BEFORE UPDATE OF state ON registration FOR EACH ROW
    WHEN (OLD.state = 'cancelled' AND NEW.state <> 'cancelled')
    EXECUTE FUNCTION refuse_change('registration_over');
CREATE TRIGGER registration_kept BEFORE DELETE ON registration FOR EACH ROW
    EXECUTE FUNCTION refuse_change('registration_over');
CREATE TRIGGER sign_in_over BEFORE UPDATE OF ended_at ON sign_in FOR EACH ROW
    WHEN (OLD.ended_at IS NOT NULL AND NEW.ended_at IS NULL)
    EXECUTE FUNCTION refuse_change('sign_in_over');
CREATE TRIGGER programme_version_fixed BEFORE UPDATE OF programme_id, number ON programme_version FOR EACH ROW
    WHEN (NEW.programme_id <> OLD.programme_id OR NEW.number <> OLD.number)
    EXECUTE FUNCTION refuse_change('programme_version_fixed');
CREATE TRIGGER programme_version_kept BEFORE DELETE ON programme_version FOR EACH ROW
    EXECUTE FUNCTION refuse_change('programme_version_fixed');

-- A meeting's agenda is fixed when the meeting begins: no item goes, moves or gets another number.
CREATE FUNCTION keep_agenda() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM meeting m WHERE m.id = OLD.meeting_id
        AND m.state IN ('in_progress', 'held', 'closed', 'cancelled'))
    THEN RAISE EXCEPTION 'agenda_fixed' USING ERRCODE = 'P0001'; END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER agenda_item_kept BEFORE DELETE ON agenda_item FOR EACH ROW EXECUTE FUNCTION keep_agenda();
CREATE TRIGGER agenda_item_fixed BEFORE UPDATE OF meeting_id, day_id, parent_id, position, label ON agenda_item FOR EACH ROW
    WHEN (NEW.meeting_id <> OLD.meeting_id OR NEW.day_id <> OLD.day_id OR NEW.parent_id IS DISTINCT FROM OLD.parent_id
        OR NEW.position <> OLD.position OR NEW.label IS DISTINCT FROM OLD.label)
    EXECUTE FUNCTION keep_agenda();
-- @sqlite
CREATE TRIGGER meeting_over BEFORE UPDATE OF state ON meeting
    WHEN (OLD.state = 'held' AND NEW.state NOT IN ('held', 'closed'))
    OR (OLD.state IN ('closed', 'cancelled') AND NEW.state <> OLD.state)
    BEGIN SELECT RAISE(ABORT, 'meeting_over'); END;
CREATE TRIGGER meeting_kept BEFORE DELETE ON meeting
    WHEN OLD.state <> 'draft'
    BEGIN SELECT RAISE(ABORT, 'meeting_over'); END;
CREATE TRIGGER body_dissolved BEFORE UPDATE OF state ON body
    WHEN OLD.state = 'dissolved' AND NEW.state <> 'dissolved'
    BEGIN SELECT RAISE(ABORT, 'body_dissolved'); END;
CREATE TRIGGER training_edition_over BEFORE UPDATE OF state ON training_edition
    WHEN OLD.state = 'cancelled' AND NEW.state <> 'cancelled'
    BEGIN SELECT RAISE(ABORT, 'training_edition_over'); END;
CREATE TRIGGER registration_over BEFORE UPDATE OF state ON registration
    WHEN OLD.state = 'cancelled' AND NEW.state <> 'cancelled'
    BEGIN SELECT RAISE(ABORT, 'registration_over'); END;
CREATE TRIGGER registration_kept BEFORE DELETE ON registration
    BEGIN SELECT RAISE(ABORT, 'registration_over'); END;
CREATE TRIGGER sign_in_over BEFORE UPDATE OF ended_at ON sign_in
    WHEN OLD.ended_at IS NOT NULL AND NEW.ended_at IS NULL
    BEGIN SELECT RAISE(ABORT, 'sign_in_over'); END;
CREATE TRIGGER programme_version_fixed BEFORE UPDATE OF programme_id, number ON programme_version
    WHEN NEW.programme_id <> OLD.programme_id OR NEW.number <> OLD.number
    BEGIN SELECT RAISE(ABORT, 'programme_version_fixed'); END;
CREATE TRIGGER programme_version_kept BEFORE DELETE ON programme_version
    BEGIN SELECT RAISE(ABORT, 'programme_version_fixed'); END;

-- A meeting's agenda is fixed when the meeting begins: no item goes, moves or gets another number.
CREATE TRIGGER agenda_item_kept BEFORE DELETE ON agenda_item BEGIN
    SELECT RAISE(ABORT, 'agenda_fixed') WHERE EXISTS (SELECT 1 FROM meeting m WHERE m.id = OLD.meeting_id
        AND m.state IN ('in_progress', 'held', 'closed', 'cancelled'));
END;
CREATE TRIGGER agenda_item_fixed BEFORE UPDATE OF meeting_id, day_id, parent_id, position, label ON agenda_item
    WHEN NEW.meeting_id <> OLD.meeting_id OR NEW.day_id <> OLD.day_id OR NEW.parent_id IS NOT OLD.parent_id
        OR NEW.position <> OLD.position OR NEW.label IS NOT OLD.label
BEGIN
    SELECT RAISE(ABORT, 'agenda_fixed') WHERE EXISTS (SELECT 1 FROM meeting m WHERE m.id = OLD.meeting_id
        AND m.state IN ('in_progress', 'held', 'closed', 'cancelled'));
END;
"#;
