//! Where features register their operations: to be served, or to be described.
//!
//! Both go through the same calls, so that no operation is served that the document does not know. But a worker that
//! serves keeps no description: as values, those of all operations take more memory than everything else it has.

use actix_web::dev::HttpServiceFactory;
use actix_web::web;
use utoipa_actix_web::OpenApiFactory;
use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of an application, or of the document.
pub(crate) struct Operations<'a, 'b>(Sink<'a, 'b>);

enum Sink<'a, 'b> {
    Serve(&'a mut web::ServiceConfig),
    Describe(&'a mut ServiceConfig<'b>),
}

impl<'a, 'b> Operations<'a, 'b> {
    /// To be served.
    pub(crate) fn serve(config: &'a mut web::ServiceConfig) -> Self {
        Self(Sink::Serve(config))
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
            Sink::Serve(config) => {
                config.service(operation);
            }
            Sink::Describe(config) => {
                config.service(operation);
            }
        }
        self
    }
}
