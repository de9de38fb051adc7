//! A person's own notices, in the place where the session works.

use actix_web::{HttpResponse, get, post, web};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use shared::features::notices::{NoticeOut, NoticesQuery};
use shared::kit::page::{Page, PageQuery};
use uuid::Uuid;

use super::{entity as notice, store};
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::http::etag;
use crate::http::input::Params;
use crate::http::staff::SignedIn;
use crate::problems::{StaffRead, StaffWrite};
use crate::state::AppState;
use crate::write::{Bookkeeping, Books};

/// What the person was told, newest first.
#[utoipa::path(tag = "notices", security(("session" = [])), params(NoticesQuery),
    responses((status = 200, description = "Una página de avisos", body = Page<NoticeOut>), StaffRead))]
#[get("/admin/notices")]
pub(super) async fn list_notices(
    state: web::Data<AppState>,
    signed_in: SignedIn,
    query: Params<NoticesQuery>,
) -> ApiResult<HttpResponse> {
    let Params(query) = query;
    let whose = (signed_in.principal().workplace, signed_in.account());
    let read = state.db.read(Scope::of(whose.0)).await?;
    let asked = PageQuery {
        limit: query.limit,
        cursor: query.cursor,
    };
    etag::row(&store::list(&read, whose, query.unread, &asked).await?)
}

/// Mark one notice as read.
#[utoipa::path(tag = "notices", security(("session" = [])),
    params(("id" = Uuid, Path, description = "El aviso", example = "0193a1c2-7b1e-7c3a-9f00-2a6d1f0c4b11")),
    responses((status = 204, description = "Marcado"), StaffWrite))]
#[post("/admin/notices/{id}/read")]
pub(super) async fn read_notice(
    state: web::Data<AppState>,
    signed_in: SignedIn,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    mark(&state, &signed_in, Some(id.into_inner())).await
}

/// Mark every notice of the place as read.
#[utoipa::path(tag = "notices", security(("session" = [])),
    responses((status = 204, description = "Marcados"), StaffWrite))]
#[post("/admin/notices/read")]
pub(super) async fn read_all_notices(
    state: web::Data<AppState>,
    signed_in: SignedIn,
) -> ApiResult<HttpResponse> {
    mark(&state, &signed_in, None).await
}

async fn mark(
    state: &AppState,
    signed_in: &SignedIn,
    only: Option<Uuid>,
) -> ApiResult<HttpResponse> {
    let note = MarkRead {
        municipality: signed_in.principal().workplace,
        account: signed_in.account(),
        only,
    };
    state.write.bookkeep(note).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// No act: a person has seen what he was told, and nothing that anybody may do or see changes.
struct MarkRead {
    municipality: Uuid,
    account: Uuid,
    only: Option<Uuid>,
}

impl Bookkeeping for MarkRead {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::of(self.municipality)
    }

    async fn apply(&self, books: &Books<'_>) -> ApiResult<()> {
        if let Some(id) = self.only {
            let own = store::of(self.municipality, self.account);
            let found = own.filter(notice::Column::Id.eq(id)).one(books.conn());
            found.await?.ok_or_else(ApiError::not_found)?;
        }
        let mut update = notice::Entity::update_many()
            .col_expr(notice::Column::ReadAt, Expr::value(books.now()))
            .filter(notice::Column::MunicipalityId.eq(self.municipality))
            .filter(notice::Column::AccountId.eq(self.account))
            .filter(notice::Column::ReadAt.is_null());
        if let Some(id) = self.only {
            update = update.filter(notice::Column::Id.eq(id));
        }
        update.exec(books.conn()).await?;
        Ok(())
    }
}
