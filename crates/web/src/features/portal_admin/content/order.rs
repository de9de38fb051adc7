//! The order of a list or a tree, changed step by step: up, down, into the one above, out of it.

use shared::features::portal_admin::{ContentItemOut, OrderEntry, OrderIn};
use uuid::Uuid;

/// One line of the list as it is drawn: the item and how deep it lies.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line<T> {
    /// How many items lie above it.
    pub(super) depth: usize,
    /// The item.
    pub(super) item: ContentItemOut<T>,
}

/// A step of one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Before the sibling above.
    Up,
    /// After the sibling below.
    Down,
    /// Last inside the sibling above.
    In,
    /// After its parent.
    Out,
}

impl Step {
    /// For the id of its button.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::In => "in",
            Self::Out => "out",
        }
    }
}

/// The items in the order in which they are read, parents before their children. What has lost its parent stands at the
/// end of the first level.
pub(super) fn lines<T: Clone>(items: &[ContentItemOut<T>]) -> Vec<Line<T>> {
    let mut out = Vec::with_capacity(items.len());
    walk(items, None, 0, &mut out);
    let lost: Vec<_> = items
        .iter()
        .filter(|item| !out.iter().any(|line: &Line<T>| line.item.id == item.id))
        .cloned()
        .collect();
    out.extend(lost.into_iter().map(|item| Line { depth: 0, item }));
    out
}

fn walk<T: Clone>(
    items: &[ContentItemOut<T>],
    parent: Option<Uuid>,
    depth: usize,
    out: &mut Vec<Line<T>>,
) {
    // Deeper than this is a circle that the server would have refused.
    if depth > 8 {
        return;
    }
    let mut children: Vec<_> = items
        .iter()
        .filter(|item| item.parent_id == parent)
        .collect();
    children.sort_by_key(|item| item.position);
    for item in children {
        out.push(Line {
            depth,
            item: item.clone(),
        });
        walk(items, Some(item.id), depth + 1, out);
    }
}

/// The order after one step; `None` where the step leads nowhere.
pub(super) fn moved<T>(items: &[ContentItemOut<T>], id: Uuid, step: Step) -> Option<OrderIn> {
    let mut order: Vec<OrderEntry> = items
        .iter()
        .map(|item| OrderEntry {
            id: item.id,
            parent_id: item.parent_id,
            position: item.position,
        })
        .collect();
    let parent = order.iter().find(|entry| entry.id == id)?.parent_id;
    let mut siblings = children(&order, parent);
    let at = siblings.iter().position(|sibling| *sibling == id)?;
    match step {
        Step::Up => siblings.swap(at, at.checked_sub(1)?),
        Step::Down if at + 1 < siblings.len() => siblings.swap(at, at + 1),
        Step::Down => return None,
        Step::In => {
            let above = *siblings.get(at.checked_sub(1)?)?;
            siblings.remove(at);
            let mut inside = children(&order, Some(above));
            inside.push(id);
            place(&mut order, Some(above), &inside);
        }
        Step::Out => {
            let above = parent?;
            siblings.remove(at);
            let outer = order.iter().find(|entry| entry.id == above)?.parent_id;
            let mut around = children(&order, outer);
            let after = around.iter().position(|sibling| *sibling == above)?;
            around.insert(after + 1, id);
            place(&mut order, outer, &around);
        }
    }
    place(&mut order, parent, &siblings);
    Some(OrderIn { items: order })
}

fn children(order: &[OrderEntry], parent: Option<Uuid>) -> Vec<Uuid> {
    let mut found: Vec<_> = order
        .iter()
        .filter(|entry| entry.parent_id == parent)
        .collect();
    found.sort_by_key(|entry| entry.position);
    found.into_iter().map(|entry| entry.id).collect()
}

/// Puts items below a parent, in this order.
fn place(order: &mut [OrderEntry], parent: Option<Uuid>, ids: &[Uuid]) {
    for (position, id) in (0_i32..).zip(ids) {
        if let Some(entry) = order.iter_mut().find(|entry| entry.id == *id) {
            entry.parent_id = parent;
            entry.position = position;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `1`, with `2` and `3` inside, then `4`.
    fn tree() -> Vec<ContentItemOut<&'static str>> {
        [(1, None, 0), (2, Some(1), 0), (3, Some(1), 1), (4, None, 1)]
            .map(|(id, parent, position)| ContentItemOut {
                id: Uuid::from_u128(id),
                parent_id: parent.map(Uuid::from_u128),
                position,
                is_visible: true,
                value: "x",
                updated_at: chrono::DateTime::default(),
            })
            .to_vec()
    }

    fn drawn(items: &[ContentItemOut<&'static str>]) -> Vec<(u128, usize)> {
        lines(items)
            .iter()
            .map(|line| (line.item.id.as_u128(), line.depth))
            .collect()
    }

    fn after(id: u128, step: Step) -> Option<Vec<(u128, usize)>> {
        let order = moved(&tree(), Uuid::from_u128(id), step)?;
        let mut items = tree();
        for item in &mut items {
            let entry = order
                .items
                .iter()
                .find(|entry| entry.id == item.id)
                .unwrap();
            (item.parent_id, item.position) = (entry.parent_id, entry.position);
        }
        Some(drawn(&items))
    }

    #[test]
    fn parents_are_read_before_their_children() {
        assert_eq!(drawn(&tree()), [(1, 0), (2, 1), (3, 1), (4, 0)]);
    }

    #[test]
    fn a_step_moves_an_item_with_all_that_lies_inside() {
        assert_eq!(
            after(4, Step::Up).unwrap(),
            [(4, 0), (1, 0), (2, 1), (3, 1)]
        );
        assert_eq!(
            after(2, Step::Down).unwrap(),
            [(1, 0), (3, 1), (2, 1), (4, 0)]
        );
        assert_eq!(
            after(4, Step::In).unwrap(),
            [(1, 0), (2, 1), (3, 1), (4, 1)]
        );
        assert_eq!(
            after(2, Step::Out).unwrap(),
            [(1, 0), (3, 1), (2, 0), (4, 0)]
        );
    }

    #[test]
    fn a_step_that_leads_nowhere_changes_nothing() {
        for (id, step) in [
            (1, Step::Up),
            (4, Step::Down),
            (1, Step::In),
            (4, Step::Out),
            (9, Step::Up),
        ] {
            assert_eq!(after(id, step), None);
        }
    }

    #[test]
    fn an_item_without_its_parent_is_not_lost() {
        let mut items = tree();
        items.remove(0);
        assert_eq!(drawn(&items), [(4, 0), (2, 0), (3, 0)]);
    }
}
