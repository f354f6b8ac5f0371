//! Starts the application in the browser.

fn main() {
    #[cfg(target_arch = "wasm32")]
    obrady_frontend::start();
}
