//! The administrators' operations on menu, pages, offices, units, videos, headings of transparency and events: the same five for each kind.

use crate::http::operations::Operations;

macro_rules! content_operations {
    ($module:ident, $value:ident, $permission:ident, $scope:literal, $list_path:literal, $item_path:literal,
        $order_path:literal, $history_path:literal, $list:ident, $get:ident, $create:ident, $update:ident, $delete:ident,
        $order:ident, $history:ident) => {
        pub(super) mod $module {
            use std::marker::PhantomData;

            use actix_web::{HttpRequest, HttpResponse, delete, get, post, put, web};
            use shared::access::perm;
            use shared::features::journal::{HistoryEntry, SubjectQuery};
            use shared::features::portal_admin::{ContentItemIn, ContentItemOut, OrderIn, $value};
            use shared::kit::page::Page;
            use uuid::Uuid;

            use super::super::content_changes::{AddItem, Content, RemoveItem, ReplaceItem, Reorder};
            use super::super::store;
            use crate::db::Scope;
            use crate::error::ApiResult;
            use crate::features::journal;
            use crate::http::etag::{self, Expected};
            use crate::http::input::{Params, Valid};
            use crate::http::staff::Staff;
            use crate::problems::{StaffEdit, StaffRead, StaffWrite};
            use crate::state::AppState;

            /// Every item, in its order.
            #[utoipa::path(tag = "portal", security(("session" = ["portal:read"])),
                responses((status = 200, description = "La lista", body = Page<ContentItemOut<$value>>), StaffRead))]
            #[get($list_path)]
            pub(crate) async fn $list(
                state: web::Data<AppState>,
                staff: Staff<perm::PortalRead>,
            ) -> ApiResult<HttpResponse> {
                let read = state.db.read(staff.scope()).await?;
                let rows = store::items(&read, staff.municipality()?, $value::KIND).await?;
                let items = rows.into_iter().map(store::out::<$value>).collect::<ApiResult<Vec<_>>>()?;
                etag::row(&Page::complete(items))
            }

            /// One item.
            #[utoipa::path(tag = "portal", security(("session" = ["portal:read"])),
                responses((status = 200, description = "El elemento", body = ContentItemOut<$value>), StaffRead))]
            #[get($item_path)]
            pub(crate) async fn $get(
                state: web::Data<AppState>,
                staff: Staff<perm::PortalRead>,
                id: web::Path<Uuid>,
            ) -> ApiResult<HttpResponse> {
                let read = state.db.read(staff.scope()).await?;
                let row = store::find(&read, staff.municipality()?, $value::KIND, id.into_inner()).await?;
                etag::row(&store::out::<$value>(row)?)
            }

            /// What was done to these items, newest first, for those who change them.
            #[utoipa::path(tag = "portal", security(("session" = [$scope])), params(SubjectQuery),
                responses((status = 200, description = "Una página del registro", body = Page<HistoryEntry>), StaffRead))]
            #[get($history_path)]
            pub(crate) async fn $history(
                state: web::Data<AppState>,
                staff: Staff<perm::$permission>,
                query: Params<SubjectQuery>,
            ) -> ApiResult<HttpResponse> {
                let scope = Scope::Tenant(staff.municipality()?);
                let query = query.0.about($value::KIND.as_str());
                etag::row(&journal::history(&state, scope, &query).await?)
            }

            /// Add an item, last among its siblings.
            #[utoipa::path(tag = "portal", security(("session" = [$scope])), request_body = ContentItemIn<$value>,
                responses((status = 201, description = "Agregado", body = ContentItemOut<$value>), StaffWrite))]
            #[post($list_path)]
            pub(crate) async fn $create(
                state: web::Data<AppState>,
                staff: Staff<perm::$permission>,
                request: HttpRequest,
                body: Valid<ContentItemIn<$value>>,
            ) -> ApiResult<HttpResponse> {
                let municipality = staff.municipality()?;
                let caller = staff.caller_with(&request, &body);
                let item = state.write.run(caller, AddItem { municipality, item: body.into_inner() }).await?;
                Ok(HttpResponse::Created().json(item))
            }

            /// Replace an item.
            #[utoipa::path(tag = "portal", security(("session" = [$scope])), request_body = ContentItemIn<$value>,
                responses((status = 200, description = "Guardado", body = ContentItemOut<$value>), StaffEdit))]
            #[put($item_path)]
            pub(crate) async fn $update(
                state: web::Data<AppState>,
                staff: Staff<perm::$permission>,
                request: HttpRequest,
                id: web::Path<Uuid>,
                body: Valid<ContentItemIn<$value>>,
            ) -> ApiResult<HttpResponse> {
                let change = ReplaceItem {
                    municipality: staff.municipality()?,
                    id: id.into_inner(),
                    expected: Expected::of(&request)?,
                    item: body.into_inner(),
                };
                etag::row(&state.write.run(staff.caller(&request), change).await?)
            }

            /// Remove an item.
            #[utoipa::path(tag = "portal", security(("session" = [$scope])),
                responses((status = 204, description = "Quitado"), StaffEdit))]
            #[delete($item_path)]
            pub(crate) async fn $delete(
                state: web::Data<AppState>,
                staff: Staff<perm::$permission>,
                request: HttpRequest,
                id: web::Path<Uuid>,
            ) -> ApiResult<HttpResponse> {
                let change = RemoveItem {
                    municipality: staff.municipality()?,
                    id: id.into_inner(),
                    expected: Expected::of(&request)?,
                    kind: PhantomData::<$value>,
                };
                state.write.run(staff.caller(&request), change).await?;
                Ok(HttpResponse::NoContent().finish())
            }

            /// Replace the order of the whole list.
            #[utoipa::path(tag = "portal", security(("session" = [$scope])), request_body = OrderIn,
                responses((status = 200, description = "La lista", body = Page<ContentItemOut<$value>>), StaffEdit))]
            #[put($order_path)]
            pub(crate) async fn $order(
                state: web::Data<AppState>,
                staff: Staff<perm::$permission>,
                request: HttpRequest,
                body: Valid<OrderIn>,
            ) -> ApiResult<HttpResponse> {
                let change = Reorder {
                    municipality: staff.municipality()?,
                    expected: Expected::of(&request)?,
                    order: body.into_inner(),
                    kind: PhantomData::<$value>,
                };
                etag::row(&state.write.run(staff.caller(&request), change).await?)
            }
        }
    };
}

content_operations!(
    menu,
    MenuItemIn,
    MenuEdit,
    "menu:edit",
    "/admin/content/menu",
    "/admin/content/menu/{id}",
    "/admin/content/menu/order",
    "/admin/content/menu/history",
    list_menu_items,
    get_menu_item,
    create_menu_item,
    update_menu_item,
    delete_menu_item,
    order_menu_items,
    list_menu_items_history
);
content_operations!(
    pages,
    PageIn,
    ContentEdit,
    "content:edit",
    "/admin/content/pages",
    "/admin/content/pages/{id}",
    "/admin/content/pages/order",
    "/admin/content/pages/history",
    list_pages,
    get_page,
    create_page,
    update_page,
    delete_page,
    order_pages,
    list_pages_history
);
content_operations!(
    offices,
    OfficeIn,
    ContentEdit,
    "content:edit",
    "/admin/content/offices",
    "/admin/content/offices/{id}",
    "/admin/content/offices/order",
    "/admin/content/offices/history",
    list_offices,
    get_office,
    create_office,
    update_office,
    delete_office,
    order_offices,
    list_offices_history
);
content_operations!(
    org_units,
    OrgUnitIn,
    ContentEdit,
    "content:edit",
    "/admin/content/org_units",
    "/admin/content/org_units/{id}",
    "/admin/content/org_units/order",
    "/admin/content/org_units/history",
    list_org_units,
    get_org_unit,
    create_org_unit,
    update_org_unit,
    delete_org_unit,
    order_org_units,
    list_org_units_history
);
content_operations!(
    videos,
    VideoIn,
    ContentEdit,
    "content:edit",
    "/admin/content/videos",
    "/admin/content/videos/{id}",
    "/admin/content/videos/order",
    "/admin/content/videos/history",
    list_videos,
    get_video,
    create_video,
    update_video,
    delete_video,
    order_videos,
    list_videos_history
);

content_operations!(
    pte_items,
    PteItemIn,
    TransparencyEdit,
    "transparency:edit",
    "/admin/content/pte_items",
    "/admin/content/pte_items/{id}",
    "/admin/content/pte_items/order",
    "/admin/content/pte_items/history",
    list_pte_items,
    get_pte_item,
    create_pte_item,
    update_pte_item,
    delete_pte_item,
    order_pte_items,
    list_pte_items_history
);
content_operations!(
    events,
    EventIn,
    ContentEdit,
    "content:edit",
    "/admin/content/events",
    "/admin/content/events/{id}",
    "/admin/content/events/order",
    "/admin/content/events/history",
    list_events,
    get_event,
    create_event,
    update_event,
    delete_event,
    order_events,
    list_events_history
);

macro_rules! register {
    ($config:ident: $($module:ident [$($operation:ident),*];)*) => {
        // The order and the history before the items: their names would be taken for ids.
        $($( $config.service($module::$operation); )*)*
    };
}

pub(super) fn configure(operations: &mut Operations<'_, '_>) {
    register! { operations:
        menu [order_menu_items, list_menu_items_history, list_menu_items, get_menu_item, create_menu_item, update_menu_item, delete_menu_item];
        pages [order_pages, list_pages_history, list_pages, get_page, create_page, update_page, delete_page];
        offices [order_offices, list_offices_history, list_offices, get_office, create_office, update_office, delete_office];
        org_units [order_org_units, list_org_units_history, list_org_units, get_org_unit, create_org_unit, update_org_unit, delete_org_unit];
        videos [order_videos, list_videos_history, list_videos, get_video, create_video, update_video, delete_video];
        pte_items [order_pte_items, list_pte_items_history, list_pte_items, get_pte_item, create_pte_item, update_pte_item, delete_pte_item];
        events [order_events, list_events_history, list_events, get_event, create_event, update_event, delete_event];
    }
}
