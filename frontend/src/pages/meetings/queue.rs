//! What an editor sees of an agenda: what the server confirmed, with everything on top that is still on its way.

use obrady_rules::agenda::{AgendaRefusal, AgendaTree};
use obrady_types::meetings::{AgendaCommand, AgendaConflict, AgendaItem, AgendaMove};
use obrady_types::{AgendaItemId, MeetingDayId};

/// A draft on the screen.
#[derive(Clone, Default)]
pub struct Queue {
    confirmed: AgendaTree,
    /// Sent and not yet answered.
    sent: Vec<AgendaCommand>,
    /// Waiting for its turn: one entry is one step of the undo stack.
    waiting: Vec<Vec<AgendaCommand>>,
    /// An item that is being carried, not yet put down.
    carried: Option<AgendaMove>,
}

/// Somebody else changed an item that one of the commands was about.
#[derive(Clone, Debug, PartialEq)]
pub struct Clash {
    /// The refused command.
    pub mine: AgendaCommand,
    /// The item as it is now; `None` when it is gone.
    pub theirs: Option<AgendaItem>,
}

impl Queue {
    /// A draft as the server has it.
    pub fn new(days: &[MeetingDayId], items: Vec<AgendaItem>) -> Self {
        Self { confirmed: AgendaTree::new(days, items).unwrap_or_default(), ..Self::default() }
    }

    /// What is shown: everything confirmed, sent, waiting and carried.
    pub fn shown(&self) -> AgendaTree {
        let mut tree = self.base();
        if let Some(carried) = &self.carried {
            // A place that is no place any more leaves the item where it was.
            let _ = tree.apply(&AgendaCommand::Move(carried.clone()));
        }
        tree
    }

    /// Everything but what is carried: what a new command is based on.
    fn base(&self) -> AgendaTree {
        let mut tree = self.confirmed.clone();
        for command in self.sent.iter().chain(self.waiting.iter().flatten()) {
            let _ = tree.apply(command);
        }
        tree
    }

    /// Whether everything has been confirmed.
    pub fn is_settled(&self) -> bool {
        self.sent.is_empty() && self.waiting.is_empty()
    }

    /// Whether something is on its way.
    pub fn is_sending(&self) -> bool {
        !self.sent.is_empty()
    }

    /// Revision of an item that a new command is based on.
    pub fn revision(&self, id: AgendaItemId) -> i32 {
        self.base().get(id).map_or(0, |item| item.revision)
    }

    /// Adds commands that belong together, if they fit.
    ///
    /// # Errors
    /// Why they do not.
    pub fn push(&mut self, commands: Vec<AgendaCommand>) -> Result<(), AgendaRefusal> {
        self.base().apply_batch(&commands).map_err(|(_, refusal)| refusal)?;
        self.waiting.push(commands);
        Ok(())
    }

    /// Carries an item to a place without putting it down; says whether it fits there.
    pub fn carry(&mut self, step: AgendaMove) -> bool {
        let fits = self.base().apply(&AgendaCommand::Move(step.clone())).is_ok();
        if fits {
            self.carried = Some(step);
        }
        fits
    }

    /// Puts the carried item back where it was.
    pub fn put_back(&mut self) {
        self.carried = None;
    }

    /// Puts the carried item down where it is; says whether it moved.
    pub fn put_down(&mut self) -> bool {
        let Some(step) = self.carried.take() else { return false };
        let base = self.base();
        if base.place_of(step.item_id) == Some(step.place) {
            return false;
        }
        self.push(vec![AgendaCommand::Move(step)]).is_ok()
    }

    /// The next batch to send; it counts as sent until it is answered.
    pub fn take_next(&mut self) -> Option<Vec<AgendaCommand>> {
        if !self.sent.is_empty() || self.waiting.is_empty() {
            return None;
        }
        self.sent = self.waiting.remove(0);
        Some(self.sent.clone())
    }

    /// What was sent did not arrive: it waits again.
    pub fn hold(&mut self) {
        let sent = std::mem::take(&mut self.sent);
        if !sent.is_empty() {
            self.waiting.insert(0, sent);
        }
    }

    /// What was sent is confirmed: the server's items are the new ground. Waiting commands that no longer fit
    /// because somebody else changed the same item come back.
    pub fn confirm(&mut self, items: Vec<AgendaItem>) -> Vec<Clash> {
        self.sent.clear();
        self.ground(items)
    }

    /// What was sent is refused. The refused command comes back; the rest of its batch is tried again on the
    /// items as they are.
    pub fn refuse(&mut self, conflict: AgendaConflict) -> Option<Clash> {
        let index = usize::try_from(conflict.index).unwrap_or(0);
        let mut rest = std::mem::take(&mut self.sent);
        let mine = if index < rest.len() { Some(rest.remove(index)) } else { None };
        if let Some(id) = mine.as_ref().and_then(item_of) {
            // What follows from the refused command would be refused as well.
            rest.retain(|command| item_of(command) != Some(id));
        }
        let theirs =
            mine.as_ref().and_then(item_of).and_then(|id| conflict.items.iter().find(|item| item.id == id)).cloned();
        if !rest.is_empty() {
            self.waiting.insert(0, rest);
        }
        self.ground(conflict.items);
        mine.map(|mine| Clash { mine, theirs })
    }

    /// What was sent is refused for good: it is gone.
    pub fn give_up(&mut self) {
        self.sent.clear();
    }

    /// Items as others have left them; only when nothing is on its way.
    pub fn refresh(&mut self, days: &[MeetingDayId], items: Vec<AgendaItem>) {
        if self.is_settled()
            && let Ok(tree) = AgendaTree::new(days, items)
        {
            self.confirmed = tree;
        }
    }

    fn ground(&mut self, items: Vec<AgendaItem>) -> Vec<Clash> {
        if let Ok(tree) = AgendaTree::new(self.confirmed.days(), items) {
            self.confirmed = tree;
        }
        let mut tree = self.confirmed.clone();
        let mut clashes = Vec::new();
        for batch in std::mem::take(&mut self.waiting) {
            let mut kept = Vec::new();
            for command in batch {
                match tree.apply(&command) {
                    Ok(_) => kept.push(command),
                    Err(_) => {
                        let theirs = item_of(&command).and_then(|id| tree.get(id)).cloned();
                        clashes.push(Clash { mine: command, theirs });
                    }
                }
            }
            if !kept.is_empty() {
                self.waiting.push(kept);
            }
        }
        clashes
    }
}

/// The item that a command is about.
pub fn item_of(command: &AgendaCommand) -> Option<AgendaItemId> {
    match command {
        AgendaCommand::Add(add) => Some(add.item_id),
        AgendaCommand::Move(step) => Some(step.item_id),
        AgendaCommand::Edit(edit) => Some(edit.item_id),
        AgendaCommand::Remove(remove) => Some(remove.item_id),
        AgendaCommand::Restore(restore) => restore.items.first().map(|item| item.id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use obrady_types::Patch;
    use obrady_types::meetings::{AgendaAdd, AgendaEdit, AgendaItemPatch, AgendaPlace};
    use uuid::Uuid;

    const DAY: MeetingDayId = MeetingDayId(Uuid::from_u128(1));

    fn id(n: u128) -> AgendaItemId {
        AgendaItemId(Uuid::from_u128(100 + n))
    }

    fn add(n: u128, after: Option<u128>) -> AgendaCommand {
        let place = AgendaPlace { day_id: DAY, parent_id: None, after_id: after.map(id) };
        AgendaCommand::Add(AgendaAdd {
            item_id: id(n),
            place,
            title: format!("Punkt {n}"),
            kind: Default::default(),
            planned_minutes: None,
            speaker_text: None,
            topic_id: None,
            confidentiality: Default::default(),
        })
    }

    fn edit(n: u128, base_revision: i32, title: &str) -> AgendaCommand {
        let changes = AgendaItemPatch { title: Patch::Value(title.into()), ..AgendaItemPatch::default() };
        AgendaCommand::Edit(AgendaEdit { item_id: id(n), base_revision, changes })
    }

    fn titles(queue: &Queue) -> Vec<String> {
        queue.shown().items().iter().filter_map(|item| item.title.clone()).collect()
    }

    /// What the server has after these commands.
    fn server(commands: &[AgendaCommand]) -> Vec<AgendaItem> {
        let mut tree = AgendaTree::new(&[DAY], Vec::new()).unwrap();
        tree.apply_batch(commands).unwrap();
        tree.into_items()
    }

    #[test]
    fn commands_show_at_once_and_go_out_one_batch_after_the_other() {
        let mut queue = Queue::new(&[DAY], Vec::new());
        queue.push(vec![add(1, None)]).unwrap();
        queue.push(vec![add(2, Some(1))]).unwrap();
        assert_eq!(titles(&queue), ["Punkt 1", "Punkt 2"]);
        assert_eq!(queue.take_next().unwrap().len(), 1);
        assert!(queue.take_next().is_none(), "one batch at a time");
        assert!(queue.confirm(server(&[add(1, None)])).is_empty());
        assert_eq!(titles(&queue), ["Punkt 1", "Punkt 2"]);
        queue.take_next().unwrap();
        queue.confirm(server(&[add(1, None), add(2, Some(1))]));
        assert!(queue.is_settled());
    }

    #[test]
    fn what_did_not_arrive_waits_and_is_not_lost() {
        let mut queue = Queue::new(&[DAY], Vec::new());
        queue.push(vec![add(1, None)]).unwrap();
        queue.take_next().unwrap();
        queue.hold();
        assert!(!queue.is_sending() && !queue.is_settled());
        assert_eq!(titles(&queue), ["Punkt 1"]);
        assert_eq!(queue.take_next().unwrap(), [add(1, None)]);
    }

    #[test]
    fn a_refused_text_comes_back_with_theirs() {
        let before = server(&[add(1, None), add(2, Some(1))]);
        let mut queue = Queue::new(&[DAY], before.clone());
        let revision = queue.revision(id(1));
        queue.push(vec![edit(1, revision, "Mój")]).unwrap();
        queue.push(vec![edit(2, queue.revision(id(2)), "Inny punkt")]).unwrap();
        let sent = queue.take_next().unwrap();
        let mut theirs = AgendaTree::new(&[DAY], before).unwrap();
        theirs.apply(&edit(1, revision, "Ich")).unwrap();
        let conflict = AgendaConflict { index: 0, command: sent[0].clone(), items: theirs.into_items() };
        let clash = queue.refuse(conflict).unwrap();
        assert_eq!(clash.mine, edit(1, revision, "Mój"));
        assert_eq!(clash.theirs.unwrap().title.as_deref(), Some("Ich"));
        assert_eq!(titles(&queue), ["Ich", "Inny punkt"], "the other change goes on");
        assert_eq!(queue.take_next().unwrap().len(), 1);
    }

    #[test]
    fn a_carried_item_is_put_down_or_back() {
        let mut queue = Queue::new(&[DAY], server(&[add(1, None), add(2, Some(1))]));
        let first = AgendaPlace { day_id: DAY, parent_id: None, after_id: None };
        let step = AgendaMove { item_id: id(2), base_revision: queue.revision(id(2)), place: first };
        assert!(queue.carry(step.clone()));
        assert_eq!(titles(&queue), ["Punkt 2", "Punkt 1"]);
        queue.put_back();
        assert_eq!(titles(&queue), ["Punkt 1", "Punkt 2"]);
        assert!(queue.carry(step) && queue.put_down());
        assert_eq!(queue.take_next().unwrap().len(), 1);
        assert!(!queue.put_down(), "nothing is carried any more");
    }
}
