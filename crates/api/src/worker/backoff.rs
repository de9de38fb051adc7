//! When to try again.

use chrono::TimeDelta;

/// Wait before the first repetition.
const FIRST: TimeDelta = TimeDelta::seconds(30);
/// Longest wait.
const LONGEST: TimeDelta = TimeDelta::hours(6);

/// The wait after a number of failed tries: doubled each time, and spread over its second half so that what failed
/// together does not come back together.
pub(crate) fn after(tries: i16) -> TimeDelta {
    let doublings = u32::try_from(tries.saturating_sub(1)).unwrap_or(0).min(16);
    let full = FIRST
        .num_milliseconds()
        .saturating_mul(2i64.saturating_pow(doublings))
        .min(LONGEST.num_milliseconds());
    let half = full / 2;
    TimeDelta::milliseconds(half + rand::random_range(0..=half))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_six_hours_and_are_never_the_whole_of_it_for_all() {
        for (tries, full) in [(1, 30), (2, 60), (5, 480), (12, 21_600), (i16::MAX, 21_600)] {
            let wait = after(tries);
            assert!(wait >= TimeDelta::seconds(full) / 2, "{tries}: {wait}");
            assert!(wait <= TimeDelta::seconds(full), "{tries}: {wait}");
        }
        assert!(after(-3) <= FIRST);
    }
}
