//! Where features register their operations: to be served, or to be described.
//!
//! Both go through the same calls, so that no operation is served that the document does not know. But a worker that
//! serves keeps no description: as values, those of all operations take more memory than everything else it has.

mod tree;

use actix_web::dev::HttpServiceFactory;
use actix_web::{Resource, web};
use utoipa_actix_web::OpenApiFactory;
use utoipa_actix_web::service_config::ServiceConfig;

use tree::Operation;

/// The operations of an application, or of the document.
pub(crate) struct Operations<'a, 'b>(Sink<'a, 'b>);

enum Sink<'a, 'b> {
    Serve(Vec<Operation>),
    Describe(&'a mut ServiceConfig<'b>),
}

impl<'a, 'b> Operations<'a, 'b> {
    /// Registers all of them to be served.
    pub(crate) fn serve(
        config: &mut web::ServiceConfig,
        register: impl FnOnce(&mut Operations<'_, '_>),
    ) {
        let mut operations = Operations(Sink::Serve(Vec::new()));
        register(&mut operations);
        if let Sink::Serve(all) = operations.0 {
            config.service(tree::scope(all));
        }
    }

    /// To be described.
    pub(crate) fn describe(config: &'a mut ServiceConfig<'b>) -> Self {
        Self(Sink::Describe(config))
    }

    /// Registers an operation.
    pub(crate) fn service(
        &mut self,
        operation: impl HttpServiceFactory + OpenApiFactory + 'static,
    ) -> &mut Self {
        match &mut self.0 {
            Sink::Serve(all) => {
                let mut paths = operation.paths().paths.into_keys();
                let path = paths.next().unwrap_or_default();
                all.push(Operation::new(path, move |scope| scope.service(operation)));
            }
            Sink::Describe(config) => {
                config.service(operation);
            }
        }
        self
    }

    /// Serves an address that is described by [`Operations::described`].
    pub(crate) fn resource(
        &mut self,
        path: String,
        routes: impl FnOnce(Resource) -> Resource + 'static,
    ) {
        if let Sink::Serve(all) = &mut self.0 {
            let resource = web::resource(path.clone());
            all.push(Operation::new(path, move |scope| {
                scope.service(routes(resource))
            }));
        }
    }

    /// Describes addresses that are served by [`Operations::resource`].
    pub(crate) fn described(
        &mut self,
        operations: impl HttpServiceFactory + OpenApiFactory + 'static,
    ) {
        if let Sink::Describe(config) = &mut self.0 {
            config.service(operations);
        }
    }
}
