//! How many seats make a quorum (I-15).

/// How many of the entitled seats must be present: the smallest number that is at least their part.
#[must_use]
pub fn needed(entitled: i32, numerator: i32, denominator: i32) -> i32 {
    let (entitled, numerator) = (i64::from(entitled.max(0)), i64::from(numerator.max(0)));
    let denominator = i64::from(denominator.max(1));
    // Rounded up: half of 23 is 12.
    let needed = (entitled * numerator + denominator - 1) / denominator;
    i32::try_from(needed).unwrap_or(i32::MAX)
}

/// Whether they are there. Where nobody is entitled, there is no quorum.
#[must_use]
pub fn is_reached(present: i32, entitled: i32, numerator: i32, denominator: i32) -> bool {
    entitled > 0 && present >= needed(entitled, numerator, denominator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_an_odd_number_is_rounded_up() {
        for (entitled, numerator, denominator, wanted) in
            [(22, 1, 2, 11), (23, 1, 2, 12), (22, 2, 3, 15), (3, 1, 2, 2), (1, 1, 2, 1), (0, 1, 2, 0), (5, 1, 1, 5)]
        {
            assert_eq!(needed(entitled, numerator, denominator), wanted, "{entitled} {numerator}/{denominator}");
        }
    }

    #[test]
    fn a_quorum_is_never_reached_where_nobody_is_entitled() {
        assert!(is_reached(11, 22, 1, 2) && !is_reached(10, 22, 1, 2));
        assert!(!is_reached(0, 0, 1, 2) && !is_reached(3, 0, 1, 2));
    }
}
