//! Whom the program speaks to of itself: the mail server and the database, and nobody else (SEC-27).

use std::process::Command;

/// Runs a command in a network of its own, where one wire leads everywhere and its packets are counted; then sends one
/// packet along it, to show that it counts.
const ALONE: &str = r#"
    ip link set lo up
    ip link add out type veth peer name outside
    for end in out outside; do ip link set $end addrgenmode none arp off up; done
    ip address add 192.0.2.1/24 dev out
    ip route add default dev out
    sent() { awk '$1 == "out:" { print $11 }' /proc/net/dev; }
    "$@"
    echo "past the session: $(sent)"
    bash -c 'echo > /dev/udp/198.51.100.1/9'
    echo "past the wire: $(sent)"
"#;

#[test]
fn a_whole_session_reaches_the_mail_server_and_nobody_else() {
    let tests = std::env::current_exe().expect("this program");
    let mut alone = Command::new("unshare");
    alone.args(["--net", "--map-root-user", "sh", "-ec", ALONE, "alone"]).arg(tests);
    let output = alone.args(["--exact", "telling::a_log_tells_what_happened_and_no_secret"]).output().expect("unshare");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("1 passed"), "the session took place: {said}");
    assert!(said.ends_with("past the session: 0\npast the wire: 1\n"), "{said}");
}
