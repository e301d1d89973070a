//! The places that Back leads to.

use super::layout::Spot;
use super::session::Session;
use super::world::World;
use crate::id::Id;
use crate::search::Matcher;

/// A place to go back to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The record.
    pub id: Id,
    /// What stood at the top of the view.
    pub top: Spot,
    /// The link that was marked.
    pub focus: Option<usize>,
    /// The words that the search had marked.
    pub searched: Matcher,
    /// The passage at the top, where a document was read in full; the block of `top` is then counted from its first.
    pub passage: Option<u32>,
}

impl Session {
    /// The present page as a place to come back to.
    pub fn place(&self) -> Option<Place> {
        let doc = self.doc.as_ref()?;
        let (mut top, mut passage) = (doc.top, None);
        if let Some(part) = &doc.part {
            let at = part.passage_of(top.block);
            top.block -= part.block_of(at).unwrap_or(0).min(top.block);
            passage = Some(at);
        }
        Some(Place { id: doc.page.id.clone(), top, focus: doc.focus, searched: doc.searched.clone(), passage })
    }

    /// Goes back to a place. Whether it is still there.
    pub fn return_to(&mut self, world: &World, place: &Place) -> bool {
        let there = match place.passage {
            Some(passage) => self.go_in_full(world, &place.id, passage),
            None => self.go(world, &place.id, None),
        };
        if let Some(doc) = self.doc.as_mut().filter(|_| there) {
            let start = place.passage.and_then(|passage| doc.part.as_ref()?.block_of(passage)).unwrap_or(0);
            (doc.top, doc.focus) = (Spot { block: start + place.top.block, ..place.top }, place.focus);
            doc.searched.clone_from(&place.searched);
        }
        there
    }
}
