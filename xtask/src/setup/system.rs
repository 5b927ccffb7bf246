//! System libraries: installed by apt on Debian and Ubuntu, named exactly on every other system.

use std::fs;
use std::io::IsTerminal;
use std::process::Command;

use anyhow::{Result, bail};

use super::Purpose;
use crate::process;
use crate::project::Project;
use crate::terminal::say;

/// What the desktop window links against on Debian and Ubuntu, and what builds it.
const WINDOW: &[&str] = &[
    "build-essential",
    "pkg-config",
    "libwebkit2gtk-4.1-dev",
    "libdbus-1-dev",
    "libayatana-appindicator3-dev",
    "librsvg2-dev",
];

/// What drives the window and the browser in tests, and what shows the system calls.
const TEST: &[&str] = &["webkit2gtk-driver", "xvfb", "xauth", "dbus-daemon", "strace"];

/// The same for other families: how they are recognised in `/etc/os-release`, and what to type.
const OTHER_LINUX: &[(&str, &str)] = &[
    (
        "fedora",
        "sudo dnf install gcc gcc-c++ pkgconf webkit2gtk4.1-devel dbus-devel libayatana-appindicator-gtk3-devel librsvg2-devel",
    ),
    ("arch", "sudo pacman -S --needed base-devel webkit2gtk-4.1 dbus libayatana-appindicator librsvg"),
    (
        "suse",
        "sudo zypper install gcc gcc-c++ pkgconf webkit2gtk3-devel dbus-1-devel libayatana-appindicator3-devel librsvg-devel",
    ),
];

/// Installs what is missing, or stops with the exact command for this system.
pub fn install(project: &Project, purpose: Purpose) -> Result<()> {
    if !cfg!(target_os = "linux") || purpose == Purpose::Serve {
        // macOS and Windows bring their web view along; serving needs none.
        return Ok(());
    }
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    if has_apt() {
        let wanted = wanted(purpose, is_named(&release, "ubuntu"));
        return apt(&missing(&wanted));
    }
    if process::succeeds(
        Command::new("pkg-config").args(["--exists", "webkit2gtk-4.1 dbus-1 ayatana-appindicator3-0.1"]),
    ) {
        return if purpose == Purpose::Test { check_test_programs(project) } else { Ok(()) };
    }
    let hint =
        OTHER_LINUX.iter().find(|(family, _)| is_family(&release, family)).map(|(_, command)| *command);
    match hint {
        Some(command) => {
            bail!("Onhand's window needs WebKitGTK 4.1. Install it, then run this again:\n  {command}")
        }
        None => bail!(
            "Onhand's window needs the development files of WebKitGTK 4.1, D-Bus, libayatana-appindicator (GTK 3) and librsvg, \
             a C compiler and pkg-config. Install them with your system's package manager, then run this again."
        ),
    }
}

/// Whether this is Debian, Ubuntu, or made of one of them.
pub fn has_apt() -> bool {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    is_family(&release, "debian") || is_family(&release, "ubuntu")
}

fn wanted(purpose: Purpose, ubuntu: bool) -> Vec<&'static str> {
    let mut packages = WINDOW.to_vec();
    if purpose == Purpose::Test {
        packages.extend(TEST);
        // Ubuntu's chromium package is only a door to a snap; Playwright's own browser is fetched there.
        if !ubuntu {
            packages.push("chromium");
        }
    }
    packages
}

fn missing(packages: &[&'static str]) -> Vec<&'static str> {
    let installed = |package: &&str| {
        let mut query = Command::new("dpkg-query");
        query.args(["-W", "-f=${db:Status-Status}", package]);
        query.output().is_ok_and(|found| found.stdout == b"installed")
    };
    packages.iter().copied().filter(|package| !installed(package)).collect()
}

fn apt(missing: &[&str]) -> Result<()> {
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    let by_hand = format!("sudo apt-get update && sudo apt-get install -y --no-install-recommends {list}");
    let root = process::succeeds(Command::new("sh").args(["-c", "test \"$(id -u)\" = 0"]));
    let sudo = process::succeeds(Command::new("sh").args(["-c", "command -v sudo"]));
    if !root && !sudo {
        bail!(
            "These system packages are missing: {list}\nInstall them as root, then run this again:\n  {by_hand}"
        );
    }
    say(&format!("Installing system packages: {list}"));
    let apt_get = |words: &[&str]| {
        let mut command = if root { Command::new("apt-get") } else { Command::new("sudo") };
        if !root {
            // Without a terminal nobody can type a password, so sudo must not wait for one.
            command.args(if std::io::stdin().is_terminal() {
                &["apt-get"][..]
            } else {
                &["-n", "apt-get"][..]
            });
        }
        command.args(words).env("DEBIAN_FRONTEND", "noninteractive");
        process::run(&mut command)
    };
    let done = apt_get(&["update", "-q"])
        .and_then(|()| apt_get(&[&["install", "-y", "-q", "--no-install-recommends"], missing].concat()));
    done.map_err(|error| error.context(format!("The packages could not be installed. By hand:\n  {by_hand}")))
}

/// On a system without apt the test programs are looked for by name.
fn check_test_programs(project: &Project) -> Result<()> {
    let absent: Vec<&str> = ["WebKitWebDriver", "Xvfb", "dbus-run-session"]
        .into_iter()
        .filter(|name| !super::tools::on_path(name))
        .collect();
    if absent.is_empty() || !project.ci {
        return Ok(());
    }
    bail!("The tests need these programs, which are not installed: {}", absent.join(", "))
}

fn is_named(release: &str, name: &str) -> bool {
    field(release, "ID") == name
}

fn is_family(release: &str, family: &str) -> bool {
    let like = field(release, "ID_LIKE");
    is_named(release, family) || like.split_whitespace().any(|word| word.contains(family))
}

fn field<'a>(release: &'a str, key: &str) -> &'a str {
    let mut lines = release.lines().filter_map(|line| line.split_once('='));
    lines.find(|(name, _)| *name == key).map_or("", |(_, value)| value.trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_are_read_from_os_release() {
        let mint = "NAME=\"Linux Mint\"\nID=linuxmint\nID_LIKE=\"ubuntu debian\"\n";
        assert!(is_family(mint, "ubuntu") && is_family(mint, "debian") && !is_named(mint, "ubuntu"));
        assert!(is_family("ID=\"opensuse-leap\"\nID_LIKE=\"suse opensuse\"\n", "suse"));
        assert!(is_family("ID=fedora\n", "fedora") && !is_family("ID=fedora\n", "debian"));
    }
}
