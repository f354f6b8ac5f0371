//! Putting rows in order, by one kind of key, so that the sorting itself is there only once.

/// The rows by a key; rows with equal keys stay as they were.
pub fn by_key<T>(rows: Vec<T>, key: impl Fn(&T) -> [i64; 3]) -> Vec<T> {
    let places = places(rows.iter().map(key).collect());
    let mut rows: Vec<Option<T>> = rows.into_iter().map(Some).collect();
    places.into_iter().filter_map(|place| rows.get_mut(place).and_then(Option::take)).collect()
}

fn places(keys: Vec<[i64; 3]>) -> Vec<usize> {
    let mut numbered: Vec<([i64; 3], usize)> = keys.into_iter().enumerate().map(|(place, key)| (key, place)).collect();
    numbered.sort_unstable();
    numbered.into_iter().map(|(_, place)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_ordered_and_equal_ones_stay() {
        let rows = vec![("b", 2), ("a", 1), ("c", 2), ("d", 0)];
        let names: Vec<&str> = by_key(rows, |row| [row.1, 0, 0]).into_iter().map(|row| row.0).collect();
        assert_eq!(names, ["d", "a", "b", "c"]);
    }
}
