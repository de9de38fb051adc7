//! What the public must never see: by the document of the API, and by walking it with a tenant full of known values.

mod canaries;
mod document;
mod walk;
