//! With Diesel.

crate::server::diesel::with_diesel!(diesel_async::AsyncPgConnection, &*super::ADMIN.url, super::ENTRIES);
