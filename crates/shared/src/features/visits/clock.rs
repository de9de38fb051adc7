//! The clocks of a visit: when it happened, when somebody recorded it, when it reached us. From them follows the class that
//! the public reads (DS 120-2019-PCM; Directiva 001-2022-PCM/SIP). Pure.

use chrono::{DateTime, TimeDelta, Timelike, Utc};
use serde::{Deserialize, Serialize};

use crate::kit::text_enum::text_enum;
use crate::rules::Violation;
use crate::time::{lima_date, lima_datetime};

/// Minutes after which an entry is late, where a municipality did not set its own.
pub const DEFAULT_LIMIT_MINUTES: u16 = 15;
/// How long whoever recorded a visit may correct it.
pub const OWN_CORRECTION: TimeDelta = TimeDelta::minutes(15);

text_enum! {
    /// How what happened stands to when it was recorded; the legal wording is in [`super::RECORD_CLASSES`].
    RecordClass {
        /// Within the limit.
        OnTime = "on_time",
        /// After it, because it was forgotten.
        Late = "late",
        /// After an interruption that was not the entity's.
        BackfilledExternal = "backfilled_external",
        /// After an interruption of its own: a power cut, a broken machine.
        BackfilledInternal = "backfilled_internal",
    }
}

text_enum! {
    /// What kept the entity from recording.
    Interruption {
        /// Not due to the entity.
        External = "external",
        /// Due to it.
        Internal = "internal",
    }
}

/// What a device says of its own clock. What it recorded without a network is brought to our time by how far its clock is
/// off when it sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DeviceClock {
    /// When it was recorded, by the device's clock.
    pub recorded_at: DateTime<Utc>,
    /// When it was sent, by the same clock.
    pub sent_at: DateTime<Utc>,
}

impl DeviceClock {
    /// How far the clock is behind ours; negative where it is ahead.
    pub fn drift(self, received: DateTime<Utc>) -> TimeDelta {
        received - self.sent_at
    }

    /// When it was recorded, by our clock. Never after it was received.
    ///
    /// # Errors
    /// `device_clock` when it was sent before it was recorded.
    pub fn recorded(self, received: DateTime<Utc>) -> Result<DateTime<Utc>, Violation> {
        if self.sent_at < self.recorded_at {
            return Err(Violation::new(
                "device_clock",
                "El reloj del equipo retrocedió. Revíselo y envíe otra vez.",
            ));
        }
        Ok(received - (self.sent_at - self.recorded_at))
    }
}

/// The three moments of an entry, by our clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// When the visitor came.
    pub occurred: DateTime<Utc>,
    /// When somebody recorded it.
    pub recorded: DateTime<Utc>,
    /// When it reached us.
    pub received: DateTime<Utc>,
}

/// How the moments stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// The class.
    pub class: RecordClass,
    /// From what happened to its record.
    pub delay: TimeDelta,
    /// From the record until it reached us.
    pub transit: TimeDelta,
}

/// Judges an entry.
///
/// # Errors
/// `in_the_future` for what has not happened yet.
pub fn judge(
    times: Times,
    limit_minutes: u16,
    interruption: Option<Interruption>,
) -> Result<Timing, Violation> {
    let Times {
        occurred,
        recorded,
        received,
    } = times;
    not_future(occurred, recorded)?;
    let delay = recorded - occurred;
    let class = match interruption {
        _ if delay <= limit(limit_minutes) => RecordClass::OnTime,
        None => RecordClass::Late,
        Some(Interruption::External) => RecordClass::BackfilledExternal,
        Some(Interruption::Internal) => RecordClass::BackfilledInternal,
    };
    Ok(Timing {
        class,
        delay,
        transit: received - recorded,
    })
}

/// Judges an exit. One of another day, or one that is told late, asks for a reason.
///
/// # Errors
/// `in_the_future`, `before_entry`, or `reason_required`.
pub fn judge_exit(
    entered: DateTime<Utc>,
    exited: DateTime<Utc>,
    recorded: DateTime<Utc>,
    limit_minutes: u16,
    has_reason: bool,
) -> Result<(), ExitFault> {
    not_future(exited, recorded).map_err(ExitFault::Time)?;
    // Who comes and goes within a minute does so at the same hour of the register.
    if exited < minute(entered) {
        let message = "La salida no puede ser anterior al ingreso.";
        return Err(ExitFault::Time(Violation::new("before_entry", message)));
    }
    if has_reason {
        return Ok(());
    }
    if lima_date(exited) != lima_date(entered) {
        let message = "La salida es de otro día que el ingreso: escriba por qué.";
        return Err(ExitFault::Reason(Violation::new(
            "reason_required",
            message,
        )));
    }
    if recorded - exited > limit(limit_minutes) {
        let message = "La salida se anota tarde: escriba por qué.";
        return Err(ExitFault::Reason(Violation::new(
            "reason_required",
            message,
        )));
    }
    Ok(())
}

/// What is wrong with an exit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExitFault {
    /// Its hour.
    Time(Violation),
    /// Its reason, which is missing.
    Reason(Violation),
}

/// Whether whoever recorded something may still correct it.
pub fn is_own_window(recorded: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - recorded <= OWN_CORRECTION
}

/// The day and the hour in Lima, as the register keeps them.
pub fn day_and_hour(instant: DateTime<Utc>) -> (String, String) {
    let local = lima_datetime(instant);
    (
        local.format("%Y-%m-%d").to_string(),
        local.format("%H:%M").to_string(),
    )
}

fn not_future(occurred: DateTime<Utc>, recorded: DateTime<Utc>) -> Result<(), Violation> {
    if occurred <= recorded {
        return Ok(());
    }
    let message = "Esta hora aún no llega. Anote lo que ya ocurrió.";
    Err(Violation::new("in_the_future", message))
}

fn limit(minutes: u16) -> TimeDelta {
    TimeDelta::minutes(i64::from(minutes))
}

fn minute(instant: DateTime<Utc>) -> DateTime<Utc> {
    let seconds = instant.with_second(0);
    seconds
        .and_then(|instant| instant.with_nanosecond(0))
        .unwrap_or(instant)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::visits::RECORD_CLASSES;
    use proptest::prelude::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000 + seconds, 0).unwrap()
    }

    fn times(delay: i64, transit: i64) -> Times {
        Times {
            occurred: at(0),
            recorded: at(delay),
            received: at(delay + transit),
        }
    }

    #[test]
    fn every_class_has_its_legal_wording() {
        let declared: Vec<_> = RECORD_CLASSES.iter().map(|choice| choice.code).collect();
        let known: Vec<_> = RecordClass::ALL
            .iter()
            .map(|class| class.as_str())
            .collect();
        assert_eq!(declared, known);
    }

    #[test]
    fn fifteen_minutes_are_on_time_and_a_second_more_is_late() {
        let class = |delay| judge(times(delay, 0), 15, None).unwrap().class;
        assert_eq!(class(900), RecordClass::OnTime);
        assert_eq!(class(901), RecordClass::Late);
        assert!(is_own_window(at(0), at(900)) && !is_own_window(at(0), at(901)));
    }

    #[test]
    fn an_exit_needs_a_reason_on_another_day_or_when_it_is_told_late() {
        let entered: DateTime<Utc> = "2026-11-22T04:50:30Z".parse().unwrap();
        let exited = |minutes| entered + TimeDelta::minutes(minutes);
        assert_eq!(judge_exit(entered, exited(5), exited(6), 15, false), Ok(()));
        // Ten to midnight in Lima.
        let fault = judge_exit(entered, exited(15), exited(16), 15, false);
        assert!(matches!(fault, Err(ExitFault::Reason(_))));
        assert_eq!(
            judge_exit(entered, exited(15), exited(16), 15, true),
            Ok(())
        );
        let fault = judge_exit(entered, exited(5), exited(21), 15, false);
        assert!(matches!(fault, Err(ExitFault::Reason(_))));
        let fault = judge_exit(entered, exited(-1), exited(1), 15, true);
        assert!(matches!(fault, Err(ExitFault::Time(it)) if it.code == "before_entry"));
        // The same minute, told without its seconds.
        assert_eq!(
            judge_exit(entered, minute(entered), exited(1), 15, false),
            Ok(())
        );
    }

    proptest! {
        #[test]
        fn the_class_follows_from_the_delay_alone(
            delay in -100_000_i64..200_000, transit in 0_i64..1_000_000, limit in 0_u16..600,
            interruption in proptest::option::of(proptest::sample::select(Interruption::ALL)),
        ) {
            let judged = judge(times(delay, transit), limit, interruption);
            if delay < 0 {
                prop_assert_eq!(judged.unwrap_err().code, "in_the_future");
                return Ok(());
            }
            let judged = judged.unwrap();
            prop_assert_eq!(judged.class == RecordClass::OnTime, delay <= i64::from(limit) * 60);
            prop_assert_eq!(judged.delay.num_seconds(), delay);
            prop_assert_eq!(judged.transit.num_seconds(), transit);
            if judged.class != RecordClass::OnTime {
                prop_assert_eq!(judged.class == RecordClass::Late, interruption.is_none());
            }
        }

        /// However wrong the clock of a device is, what it recorded keeps its distance to when it was sent.
        #[test]
        fn a_wrong_clock_changes_nothing(off in -10_000_000_i64..10_000_000, waited in 0_i64..10_000_000) {
            let received = at(0);
            let clock = DeviceClock { recorded_at: at(off - waited), sent_at: at(off) };
            prop_assert_eq!(clock.recorded(received).unwrap(), at(-waited));
            prop_assert_eq!(clock.drift(received).num_seconds(), -off);
            let backwards = DeviceClock { recorded_at: at(off + 1), sent_at: at(off) };
            prop_assert!(backwards.recorded(received).is_err());
        }
    }
}
