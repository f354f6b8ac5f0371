//! nginx in front of servers on this machine, with the configuration that is shipped.

use anyhow::{Context, Result, bail, ensure};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What `deploy/nginx.conf` says, in which only the addresses are others here.
const SHIPPED: &str = include_str!("../../deploy/nginx.conf");

/// A running nginx; it ends when it is dropped.
#[derive(Debug)]
pub struct Proxy {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Proxy {
    /// Starts it in a folder of its own, in front of two servers.
    ///
    /// # Errors
    /// When nginx is not here or does not start.
    pub async fn start(folder: &Path, address: SocketAddr, servers: [SocketAddr; 2]) -> Result<Self> {
        std::fs::create_dir_all(folder)?;
        let mut site = SHIPPED.to_owned();
        for (name, address) in [
            ("server api1:8080", format!("server {}", servers[0])),
            ("server api2:8080", format!("server {}", servers[1])),
        ] {
            ensure!(site.contains(name), "deploy/nginx.conf names no {name}");
            site = site.replace(name, &address);
        }
        let listen = "listen 8080;";
        ensure!(site.contains(listen), "deploy/nginx.conf does not say {listen}");
        site = site.replace(listen, &format!("listen {address};"));
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {name};\n"))
            .concat();
        let whole = format!(
            "daemon off;\nworker_processes 1;\npid nginx.pid;\nerror_log error.log;\nevents {{ worker_connections 1024; }}\n\
             http {{\naccess_log off;\n{temporary}{site}\n}}\n"
        );
        let file = folder.join("nginx.conf");
        std::fs::write(&file, whole)?;
        // Debian keeps it where only root's search path looks.
        let debian = Path::new("/usr/sbin/nginx");
        let mut command = Command::new(if debian.is_file() { debian } else { Path::new("nginx") });
        command.arg("-e").arg(folder.join("error.log")).arg("-p").arg(folder).arg("-c").arg(&file);
        let child = command.stdin(Stdio::null()).spawn().context("cannot start nginx")?;
        let mut proxy = Self { child, address };
        let begun = Instant::now();
        while TcpStream::connect(address).is_err() {
            if let Some(status) = proxy.child.try_wait()? {
                bail!("nginx ended with {status}: {}", std::fs::read_to_string(folder.join("error.log"))?);
            }
            ensure!(begun.elapsed() < Duration::from_secs(10), "nginx does not listen");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(proxy)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let _ = Command::new("kill").args(["-QUIT", &self.child.id().to_string()]).status();
        let _ = self.child.wait();
    }
}
