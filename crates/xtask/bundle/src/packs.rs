//! What several families of pages share, in few files.
//!
//! The splitter makes one module for each set of families that share code: hundreds, most of them below 2 kB, and a
//! page would fetch more than a hundred. Here they are put together into packs, so that a page fetches a few.

use std::collections::{BTreeMap, BTreeSet};

/// What one request costs, in bytes of uncompressed WASM: at 1.6 Mbit/s and 150 ms, with six connections, the time of
/// a request is worth about 6 kB that travel, and packs are compressed to a seventh, since their modules begin alike.
const REQUEST: usize = 45_000;

/// A module that several families need.
pub struct Module {
    /// Who needs it.
    pub families: BTreeSet<String>,
    /// Its code.
    pub wasm: Vec<u8>,
}

/// A file of modules, and the families whose pages fetch it.
pub struct Pack {
    /// Who fetches it: everybody who needs one of its modules.
    pub families: BTreeSet<String>,
    /// Of each module its length (32 bits, little-endian) and its code.
    pub bytes: Vec<u8>,
}

/// Joins the two packs whose joining saves most, over and over, as long as something is saved: requests on one hand,
/// code that a family fetches without need on the other, summed over all families.
pub fn pack(modules: Vec<Module>) -> Vec<Pack> {
    let mut packs: Vec<Pack> = modules.into_iter().map(single).collect();
    while let Some((first, second)) = best(&packs) {
        let other = packs.swap_remove(second);
        if let Some(pack) = packs.get_mut(first) {
            pack.families.extend(other.families);
            pack.bytes.extend(other.bytes);
        }
    }
    packs.sort_by(|one, other| one.families.cmp(&other.families).then_with(|| one.bytes.cmp(&other.bytes)));
    packs
}

fn single(module: Module) -> Pack {
    let length = u32::try_from(module.wasm.len()).unwrap_or(u32::MAX);
    let bytes = [length.to_le_bytes().as_slice(), &module.wasm].concat();
    Pack { families: module.families, bytes }
}

/// The pair, the smaller index first, whose joining saves most; none when no joining saves anything.
fn best(packs: &[Pack]) -> Option<(usize, usize)> {
    let mut best = None;
    for (second, other) in packs.iter().enumerate() {
        for (first, one) in packs.iter().enumerate().take(second) {
            let apart = cost(one.families.len(), one.bytes.len()) + cost(other.families.len(), other.bytes.len());
            let together = cost(one.families.union(&other.families).count(), one.bytes.len() + other.bytes.len());
            let saved = apart.saturating_sub(together);
            if saved > best.map_or(0, |(most, _)| most) {
                best = Some((saved, (first, second)));
            }
        }
    }
    best.map(|(_, pair)| pair)
}

fn cost(families: usize, bytes: usize) -> usize {
    families * (bytes + REQUEST)
}

/// The packs of each family, by their place in `packs`.
pub fn by_family(packs: &[Pack]) -> BTreeMap<&str, Vec<usize>> {
    let mut all: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, pack) in packs.iter().enumerate() {
        for family in &pack.families {
            all.entry(family).or_default().push(place);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(families: &[&str], length: usize) -> Module {
        Module { families: families.iter().map(|&name| name.to_owned()).collect(), wasm: vec![7; length] }
    }

    #[test]
    fn small_modules_share_a_request() {
        let packs = pack(vec![module(&["a", "b"], 900), module(&["a", "b", "c"], 700), module(&["b", "c"], 500)]);
        assert_eq!(packs.len(), 1);
        assert_eq!(packs[0].bytes.len(), 900 + 700 + 500 + 3 * 4);
        assert_eq!(by_family(&packs), BTreeMap::from([("a", vec![0]), ("b", vec![0]), ("c", vec![0])]));
    }

    #[test]
    fn nobody_fetches_much_for_others() {
        let packs = pack(vec![module(&["a", "b"], 90_000), module(&["c", "d"], 80_000)]);
        assert_eq!(by_family(&packs), BTreeMap::from([("a", vec![0]), ("b", vec![0]), ("c", vec![1]), ("d", vec![1])]));
    }

    #[test]
    fn a_length_stands_before_each_module() {
        let packs = pack(vec![module(&["a", "b"], 3)]);
        assert_eq!(packs[0].bytes, [3, 0, 0, 0, 7, 7, 7]);
    }
}
