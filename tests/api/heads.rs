//! Requests that are too large, too slow or no requests: what the server answers, and what actix answers before it.

use obrady_tests::{App, start, start_with};
use obrady_types::{ErrorCode, Problem};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Sends bytes and reads until the server closes or a whole answer is there.
async fn raw(app: &App, sent: &[u8]) -> (u16, String) {
    let address = app.base.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    // The server may close before everything is sent.
    let _ = stream.write_all(sent).await;
    let mut bytes = Vec::new();
    let mut part = [0; 4096];
    loop {
        let n = stream.read(&mut part).await.unwrap_or(0);
        bytes.extend_from_slice(&part[..n]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let whole = text.split_once("\r\n\r\n").is_some_and(|(head, body)| {
            let length =
                head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
            length == Some(body.len())
        });
        if n == 0 || whole {
            let status = text.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
            return (status, text.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default());
        }
    }
}

fn problem(body: &str) -> ErrorCode {
    serde_json::from_str::<Problem>(body).unwrap_or_else(|_| panic!("{body} is no problem")).code
}

#[tokio::test]
async fn a_large_head_is_a_problem() {
    let app = start_with(|config| config.header_limit = 2000).await;
    let head = |n: usize| format!("GET /api/v1/bodies HTTP/1.1\r\nHost: h\r\nX-Filler: {}\r\n\r\n", "a".repeat(n));
    assert_eq!(raw(&app, head(1800).as_bytes()).await.0, 200);
    let (status, body) = raw(&app, head(2000).as_bytes()).await;
    assert_eq!((status, problem(&body)), (431, ErrorCode::HeadersTooLarge));
    // The target counts as well, and so does what is asked of pages.
    let target = format!("GET /{} HTTP/1.1\r\nHost: h\r\n\r\n", "a".repeat(2000));
    assert_eq!(raw(&app, target.as_bytes()).await.0, 431);
}

#[tokio::test]
async fn what_is_no_request_gets_an_empty_answer_of_actix() {
    let app = start().await;
    let head = |headers: String| format!("GET /api/v1/bodies HTTP/1.1\r\nHost: h\r\n{headers}\r\n");
    for (sent, wanted) in [
        ("no request\r\n\r\n".to_owned(), 400),
        (head("no header\r\n".to_owned()), 400),
        (head(format!("X-Filler: {}\r\n", "a".repeat(200_000))), 431),
        (head("a: b\r\n".repeat(100)), 431),
    ] {
        let (status, body) = raw(&app, sent.as_bytes()).await;
        assert_eq!((status, body.as_str()), (wanted, ""), "{} bytes", sent.len());
    }
}

#[tokio::test]
async fn a_slow_body_is_a_problem_and_a_slow_head_an_empty_answer() {
    let app = start_with(|config| config.request_seconds = 1).await;
    let body =
        "POST /api/v1/sign-ins HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
    let head = "GET /api/v1/bodies HTTP/1.1\r\nHost:";
    let ((slow_body, text), slow_head) = tokio::join!(raw(&app, body.as_bytes()), raw(&app, head.as_bytes()));
    assert_eq!((slow_body, problem(&text)), (408, ErrorCode::RequestTimeout));
    assert_eq!(slow_head, (408, String::new()));
}
