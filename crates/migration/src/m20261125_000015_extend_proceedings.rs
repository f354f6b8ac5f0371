//! Answers to what an agenda should take up again, and why an action item goes on as another one.

crate::sql::migration!(SQL);

const SQL: &str = r#"
ALTER TABLE action_item ADD COLUMN carry_reason text;

-- One answer for each proposal to a meeting; without one, the proposal waits.
CREATE TABLE proposal_answer (
    meeting_id {UUID} NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
    -- The action item or the item that was put off.
    proposal_id {UUID} NOT NULL,
    action_item_id {UUID} REFERENCES action_item (id) ON DELETE CASCADE,
    postponed_id {UUID} REFERENCES agenda_item (id),
    -- The item that takes it up; it may be removed and restored, or still be on its way, so it is no reference.
    taken_by_id {UUID},
    PRIMARY KEY (meeting_id, proposal_id),
    CONSTRAINT proposal_answer_one CHECK (
        (action_item_id IS NOT NULL AND postponed_id IS NULL AND proposal_id = action_item_id)
        OR (action_item_id IS NULL AND postponed_id IS NOT NULL AND proposal_id = postponed_id))
){STRICT};
CREATE INDEX proposal_answer_action_item ON proposal_answer (action_item_id);
CREATE INDEX proposal_answer_postponed ON proposal_answer (postponed_id);
"#;
