//! Every kind of job, in alphabetical order of its name. A kind that is missing here is never run.

use super::purge::PurgeFinished;
use super::{Kind, Schedule};
use crate::conservation::PurgeAnswers;
use crate::documents::{CollectSigned, HandOver};
use crate::features::api_keys::EraseHolders;
use crate::features::auth::PurgeAttempts;
use crate::features::domains::{CheckRecords, FollowTerms};
use crate::features::grants::RemindEnding;
use crate::features::interests::Lapse as LapseQuestions;
use crate::features::journal::{MailHeads, SignHeads};
use crate::features::portal_requests::{IssuePaper, LapseOverdue};
use crate::features::privacy::RemindIncidents;
use crate::features::registers::{
    ApplyImport, ReadImport, RenewBulk, SweepImports, UndoImport, WriteBulk,
};
use crate::features::tenant_exports::WriteExport;
use crate::features::visits::EndDay;
use crate::features::watches::{Deliver, Lapse, Tell};
use crate::files::{RECHECK_SCHEDULE, RecheckFiles, ReleaseQuarantine, SweepOrphans};
use crate::sms::SendMessage;

/// The kinds this binary runs.
pub(crate) static KINDS: &[Kind] = &[
    Kind::recurring::<EraseHolders>(Schedule::Daily {
        hour: 4,
        minute: 30,
    }),
    Kind::recurring::<PurgeAttempts>(Schedule::Daily {
        hour: 3,
        minute: 15,
    }),
    Kind::recurring::<CollectSigned>(Schedule::Every { minutes: 5 }),
    Kind::on_demand::<HandOver>(),
    Kind::on_demand::<IssuePaper>(),
    Kind::recurring::<RemindIncidents>(Schedule::Every { minutes: 15 }),
    Kind::recurring::<CheckRecords>(Schedule::Every { minutes: 60 }),
    Kind::recurring::<FollowTerms>(Schedule::Daily { hour: 7, minute: 0 }),
    Kind::recurring::<RemindEnding>(Schedule::Daily { hour: 6, minute: 0 }),
    // Shortly after midnight in Lima, when a day term has ended.
    Kind::recurring::<LapseOverdue>(Schedule::Daily {
        hour: 0,
        minute: 10,
    }),
    Kind::recurring::<RecheckFiles>(RECHECK_SCHEDULE),
    // Shortly after midnight too, and again where a machine slept.
    Kind::recurring::<LapseQuestions>(Schedule::Every { minutes: 60 }),
    Kind::recurring::<MailHeads>(Schedule::Daily {
        hour: 0,
        minute: 20,
    }),
    Kind::recurring::<ReleaseQuarantine>(Schedule::Every { minutes: 10 }),
    Kind::recurring::<SweepOrphans>(Schedule::Daily { hour: 4, minute: 0 }),
    Kind::recurring::<PurgeAnswers>(Schedule::Daily { hour: 3, minute: 0 }),
    Kind::recurring::<PurgeFinished>(Schedule::Daily {
        hour: 3,
        minute: 30,
    }),
    Kind::recurring::<SignHeads>(Schedule::Every { minutes: 60 }),
    // When hardly anybody writes; before the state's own harvesters come.
    Kind::recurring::<WriteBulk>(Schedule::Daily { hour: 2, minute: 0 }),
    Kind::on_demand::<ApplyImport>(),
    Kind::on_demand::<ReadImport>(),
    Kind::on_demand::<RenewBulk>(),
    Kind::recurring::<SweepImports>(Schedule::Daily {
        hour: 4,
        minute: 15,
    }),
    Kind::on_demand::<UndoImport>(),
    Kind::on_demand::<SendMessage>(),
    Kind::on_demand::<WriteExport>(),
    // When the day is over in Lima.
    Kind::recurring::<EndDay>(Schedule::Daily { hour: 0, minute: 5 }),
    Kind::on_demand::<Deliver>(),
    Kind::recurring::<Lapse>(Schedule::Every { minutes: 60 }),
    Kind::recurring::<Tell>(Schedule::Every { minutes: 15 }),
];
