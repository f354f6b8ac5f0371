//! API tests: they mirror the URLs and drive the server through the typed client.
