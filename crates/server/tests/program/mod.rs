//! The program `obrady` in a folder of its own, with an SQLite file and a signing key.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// Name and password of the first account.
pub const ADMIN: (&str, &str) = ("jan.lis", "wspolna-kawa-o-dziewiatej");

/// A folder with everything that one installation needs.
pub struct Installation {
    pub folder: PathBuf,
}

impl Installation {
    pub fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("obrady-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("a folder");
        Self { folder }
    }

    /// The same with a key, the reference data and an operator.
    pub fn complete(name: &str) -> Self {
        let this = Self::new(name);
        for arguments in [
            &["keygen", "key.pem"][..],
            &["seed"],
            &["create-admin", "--sign-in-name", ADMIN.0, "--display-name", "Jan Lis"],
        ] {
            let output = this.run(arguments);
            assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        }
        this
    }

    /// A command with nothing in its environment but the installation.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_obrady"));
        command.args(arguments).current_dir(&self.folder).env_clear().stdin(Stdio::null());
        command
            .env("DATABASE_URL", "sqlite:obrady.db")
            .env("OBRADY_SIGNING_KEYS", "key.pem")
            .env("OBRADY_LOG", "warn")
            .env("OBRADY_SECOND_FACTOR", "nobody")
            .env("OBRADY_ADMIN_PASSWORD", ADMIN.1);
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("it runs")
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Starts to serve, and waits until it is ready.
    pub fn serve(&self) -> Server {
        self.serve_at(free_address())
    }

    /// The same with more in its environment.
    pub fn serve_with(&self, environment: &[(&str, &str)]) -> Server {
        self.serve_at_with(free_address(), environment)
    }

    /// The same, with its log in a file of the folder.
    pub fn serve_telling(&self, log: &str, environment: &[(&str, &str)]) -> Server {
        let address = free_address();
        let mut command = self.serving(address, environment);
        command.stderr(std::fs::File::create(self.file(log)).expect("a log"));
        Server::started_as_it_is(command, address)
    }

    /// The same at an address: tokens belong to the origin.
    pub fn serve_at(&self, address: SocketAddr) -> Server {
        self.serve_at_with(address, &[])
    }

    fn serve_at_with(&self, address: SocketAddr, environment: &[(&str, &str)]) -> Server {
        Server::started(self.serving(address, environment), address)
    }

    fn serving(&self, address: SocketAddr, environment: &[(&str, &str)]) -> Command {
        let mut command = self.command(&["serve"]);
        command.env("OBRADY_LISTEN", address.to_string()).env("OBRADY_ORIGIN", format!("http://{address}"));
        command.env("OBRADY_REQUESTS_PER_MINUTE", "0").envs(environment.iter().copied());
        command
    }
}

/// Runs SQL on an SQLite file that nobody has open; the first column of what it answers.
pub fn sql(file: &Path, text: &str) -> Vec<String> {
    use sea_orm_migration::sea_orm::{ConnectionTrait, Database, DbBackend, Statement};
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let db = Database::connect(format!("sqlite:{}?mode=rwc", file.display())).await.expect("the file opens");
        let rows = db.query_all_raw(Statement::from_string(DbBackend::Sqlite, text)).await.expect("good SQL");
        let text = |row: &sea_orm_migration::sea_orm::QueryResult| {
            row.try_get_by_index(0).or_else(|_| row.try_get_by_index::<i64>(0).map(|n| n.to_string())).expect("a text")
        };
        let answer = rows.iter().map(text).collect();
        db.close().await.expect("closed");
        answer
    })
}

impl Drop for Installation {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// An address on which nobody listens.
pub fn free_address() -> SocketAddr {
    let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
    free.local_addr().expect("an address")
}

/// A running server; it is killed when it is dropped.
pub struct Server {
    pub child: Child,
    pub address: SocketAddr,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer.
pub struct Answer {
    pub status: u16,
    pub body: Value,
}

impl Server {
    /// Starts a command that serves at an address, and waits until it is ready.
    pub fn started(mut command: Command, address: SocketAddr) -> Self {
        command.stderr(Stdio::null());
        Self::started_as_it_is(command, address)
    }

    /// The same, with whatever it says going where the command sends it.
    pub fn started_as_it_is(mut command: Command, address: SocketAddr) -> Self {
        let child = command.spawn().expect("it starts");
        let server = Self { child, address };
        let until = Instant::now() + Duration::from_secs(30);
        while !server.is_ready() {
            assert!(Instant::now() < until, "the server is not ready");
            std::thread::yield_now();
        }
        server
    }

    fn is_ready(&self) -> bool {
        let Ok(mut stream) = TcpStream::connect(self.address) else { return false };
        send(&mut stream, "GET", "/health/ready", &[], "")
            && read(&mut stream).is_some_and(|answer| answer.status == 200)
    }

    /// A connection that waits for answers, but not for ever.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a time limit");
        stream
    }

    /// One request on a connection of its own.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut stream = self.connect();
        assert!(send(&mut stream, method, path, headers, body), "{method} {path} is sent");
        read(&mut stream).unwrap_or_else(|| panic!("{method} {path} is answered"))
    }

    /// Signs the operator in; the value of `Authorization`.
    pub fn sign_in(&self) -> String {
        let body = format!(r#"{{"sign_in_name":"{}","password":"{}"}}"#, ADMIN.0, ADMIN.1);
        let answer = self.ask("POST", "/api/v1/sign-ins", &[], &body);
        assert_eq!(answer.status, 201, "{}", answer.body);
        format!("Bearer {}", answer.body["access_token"].as_str().expect("a token"))
    }

    /// A figure of `/proc/<pid>/status`, for example `VmHWM`, in bytes.
    pub fn memory(&self, figure: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("the kernel tells");
        let line = status.lines().find_map(|line| line.strip_prefix(figure)?.strip_prefix(':')).expect("a figure");
        line.split_whitespace().next().and_then(|n| n.parse::<u64>().ok()).expect("kilobytes") * 1024
    }

    /// Asks the process to end.
    pub fn terminate(&self) {
        let status = Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status();
        assert!(status.expect("kill runs").success());
    }

    /// The exit code, if the process ends in time.
    pub fn ends_within(&mut self, time: Duration) -> Option<i32> {
        let until = Instant::now() + time;
        while Instant::now() < until {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status.code();
            }
            std::thread::yield_now();
        }
        None
    }
}

/// The head of a request with a body of `length` bytes.
pub fn head(method: &str, path: &str, headers: &[(&str, &str)], length: usize) -> String {
    let mut text = format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n");
    if length > 0 {
        text.push_str("Content-Type: application/json\r\n");
    }
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    text + "\r\n"
}

/// Sends a request; false when the other side is gone.
pub fn send(stream: &mut TcpStream, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> bool {
    let text = head(method, path, headers, body.len()) + body;
    stream.write_all(text.as_bytes()).is_ok()
}

/// Reads an answer; nothing when the other side is gone.
pub fn read(stream: &mut TcpStream) -> Option<Answer> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let status = line.split(' ').nth(1)?.parse().ok()?;
    let mut length = 0;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        let header = header.trim().to_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Answer { status, body: serde_json::from_slice(&body).unwrap_or(Value::Null) })
}

/// What a command said, and that it was one line at most.
pub fn line(output: &[u8]) -> String {
    let text = String::from_utf8(output.to_vec()).expect("text");
    assert!(text.trim_end().lines().count() <= 1, "more than one line: {text}");
    text
}

/// Whether a path is readable by its owner only.
pub fn is_private(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).expect("the file").permissions().mode() & 0o077 == 0
}
