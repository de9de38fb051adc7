//! Who of the staff is told in the staff app what happened to a request.

use shared::access::Role;
use shared::features::notices::NoticeKind;
use uuid::Uuid;

use crate::db::PLATFORM;
use crate::error::ApiResult;
use crate::features::notices::{Notice, To};
use crate::write::Tx;

/// Tells operators of a request, by the name of its municipality.
pub(super) async fn operators(
    tx: &mut Tx<'_>,
    to: To,
    kind: NoticeKind,
    request: Uuid,
    municipality: &str,
) -> ApiResult<()> {
    tx.notify(Notice {
        municipality: PLATFORM,
        to,
        kind,
        about: municipality.to_owned(),
        link: format!("/admin/solicitudes/{request}"),
    })
    .await
}

/// All of them.
pub(super) const EVERYBODY: To = To::Role(Role::PlatformOperator);

/// All but the one who did it.
pub(super) const fn others(actor: Uuid) -> To {
    To::Others(Role::PlatformOperator, actor)
}
