//! A folder and a file that may only be read: writing is refused with a sentence that says so and changes nothing,
//! reading, exporting and backing up work.

use super::{onhand, succeed};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Whoever owns nothing. Permissions do not hold root, so root steps down to it.
const NOBODY: &str = "65534";

/// A data folder with one customer, closed, where everybody may look.
struct Place {
    root: tempfile::TempDir,
    program: PathBuf,
}

impl Drop for Place {
    fn drop(&mut self) {
        for folder in ["", "data", "out"] {
            allow(&self.root.path().join(folder), 0o755);
        }
    }
}

fn allow(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

fn place() -> Place {
    let root = tempfile::tempdir().unwrap();
    let (own, program) = (onhand(), root.path().join("onhand"));
    // The folder of the build may be closed to others.
    if std::fs::hard_link(own.get_program(), &program).is_err() {
        std::fs::copy(own.get_program(), &program).unwrap();
    }
    let data = root.path().join("data");
    succeed(onhand().arg("--data").arg(&data).args(["call", "customers.create", r#"{"name":"Ada"}"#]));
    std::fs::create_dir(root.path().join("out")).unwrap();
    allow(root.path(), 0o755);
    allow(&root.path().join("out"), 0o777);
    Place { root, program }
}

impl Place {
    fn data(&self) -> PathBuf {
        self.root.path().join("data")
    }

    /// The program as somebody whom permissions hold.
    fn run(&self, data: &Path, args: &[&str]) -> std::process::Output {
        let is_root =
            String::from_utf8(Command::new("id").arg("-u").output().unwrap().stdout).unwrap().trim() == "0";
        let mut command = if is_root {
            let mut command = Command::new("setpriv");
            command.args(["--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"]).arg(&self.program);
            command
        } else {
            Command::new(&self.program)
        };
        command.arg("--data").arg(data).args(args).output().unwrap()
    }

    fn refused(&self, data: &Path, args: &[&str]) -> String {
        let done = self.run(data, args);
        assert_eq!(done.status.code(), Some(1), "{args:?}: {}", String::from_utf8_lossy(&done.stdout));
        String::from_utf8(done.stderr).unwrap()
    }

    fn works(&self, data: &Path, args: &[&str]) -> String {
        let done = self.run(data, args);
        assert!(done.status.success(), "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap()
    }
}

#[test]
fn from_a_folder_that_takes_nothing_everything_can_still_be_taken_out() {
    let place = place();
    let (data, out) = (place.data(), place.root.path().join("out"));
    let before = std::fs::read(data.join("business.onhand")).unwrap();
    allow(&data, 0o555);
    for command in
        [&["call", "customers.create", r#"{"name":"Bo"}"#][..], &["serve", "--listen", "127.0.0.1:0"]]
    {
        let said = place.refused(&data, command);
        assert!(said.contains("may not write to the folder") && said.contains("permissions"), "{said}");
    }
    assert!(place.works(&data, &["check"]).contains("agree"));
    place.works(&data, &["export", out.join("export").to_str().unwrap()]);
    assert!(std::fs::read_to_string(out.join("export/customers.csv")).unwrap().contains("Ada"));
    let copy = out.join("copy.onhand");
    place.works(&data, &["backup", copy.to_str().unwrap()]);
    assert_eq!(std::fs::read(data.join("business.onhand")).unwrap(), before);

    // A backup there is restored elsewhere.
    let elsewhere = out.join("elsewhere");
    let from = data.join("business.onhand");
    place.works(&elsewhere, &["restore", from.to_str().unwrap()]);
    assert!(place.works(&elsewhere, &["call", "customers.list"]).contains("Ada"));
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let place = place();
    allow(&place.data(), 0o555);
    let said = place.refused(&place.data().join("new"), &["call", "customers.list"]);
    assert!(said.contains("may not make the folder") && said.contains("--data"), "{said}");
}

#[test]
fn a_file_that_may_only_be_read_is_named_and_left_alone() {
    let place = place();
    let data = place.data();
    let file = data.join("business.onhand");
    let before = std::fs::read(&file).unwrap();
    allow(&data, 0o777);
    allow(&data.join("lock"), 0o666);
    allow(&file, 0o444);
    let said = place.refused(&data, &["call", "customers.create", r#"{"name":"Bo"}"#]);
    assert!(said.contains("business.onhand may only be read") && said.contains("--data"), "{said}");
    assert_eq!(std::fs::read(&file).unwrap(), before);
    assert!(place.works(&data, &["check"]).contains("agree"));
}
