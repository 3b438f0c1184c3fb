//! A server's programs: where they are, and how they are run.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;

pub(crate) struct Programs {
    /// The folder that has `bin` or `sbin`.
    base: PathBuf,
    libraries: Libraries,
    /// What makes this server stop without waiting for its clients.
    pub(super) stop_signal: &'static str,
}

/// Where the programs find their shared libraries.
enum Libraries {
    /// Where the system has them: the programs are installed.
    System,
    /// Here, and what is not here where the system has it.
    Path(OsString),
    /// Here alone, the C library and its loader included, as the programs need newer ones than the
    /// system has.
    Own { loader: PathBuf, path: OsString },
}

impl Programs {
    /// Programs that are installed, if the one that is named is in one of these folders.
    pub(super) fn installed(program: &str, folders: impl Iterator<Item = PathBuf>) -> Option<Programs> {
        let mut folders = folders;
        let folder = folders.find(|folder| folder.join(program).is_file())?;
        let base = folder.parent()?.to_owned();
        Some(Programs { base, libraries: Libraries::System, stop_signal: "TERM" })
    }

    /// Programs under `base` that were unpacked into `root`. With a C library there, they are run by it.
    pub(super) fn unpacked(root: &Path, base: PathBuf) -> Result<Programs> {
        let folders: Vec<PathBuf> = ["usr/lib", "lib"]
            .iter()
            .flat_map(|folder| children(&root.join(folder)))
            .filter(|folder| folder.to_string_lossy().contains("-linux-gnu"))
            .collect();
        let path = env::join_paths(&folders)?;
        let loader = folders
            .iter()
            .flat_map(|folder| children(folder))
            .find(|file| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("ld-linux")));
        let libraries = match loader {
            Some(loader) => Libraries::Own { loader, path },
            None => Libraries::Path(path),
        };
        Ok(Programs { base, libraries, stop_signal: "TERM" })
    }

    pub(super) fn base(&self) -> &Path {
        &self.base
    }

    /// A command that runs one of the programs as an ordinary user (servers refuse to be root, or
    /// should), untouched by settings of the user's own, and that ends if this program is killed.
    pub(super) fn command(&self, program: &str) -> Result<Command> {
        let mut words = account_and_end(self.stop_signal)?;
        let program = self.find(program)?;
        match &self.libraries {
            Libraries::System => {}
            Libraries::Path(path) => {
                let mut assignment = OsString::from("LD_LIBRARY_PATH=");
                assignment.push(path);
                words.extend(["env".into(), assignment]);
            }
            Libraries::Own { loader, path } => {
                words.extend([loader.into(), "--library-path".into(), path.into()]);
            }
        }
        words.push(program.into());
        let mut words = words.into_iter();
        let mut command = Command::new(words.next().unwrap_or_default());
        command.args(words);

        let theirs = ["PG", "MYSQL", "MARIADB", "LC_", "LANG", "LD_LIBRARY_PATH", "HOME"];
        for (name, _) in env::vars_os() {
            if theirs.iter().any(|start| name.to_string_lossy().starts_with(start)) {
                command.env_remove(name);
            }
        }
        command.env("LC_ALL", "C").env("HOME", "/nonexistent");
        Ok(command)
    }

    /// Makes a folder the property of the user that the programs run as.
    pub(super) fn give(&self, folder: &Path) -> Result<()> {
        if is_root()? {
            let (user, group) = nobody()?;
            chown(folder, Some(user), Some(group)).with_context(|| format!("cannot give away {}", folder.display()))?;
        }
        Ok(())
    }

    fn find(&self, program: &str) -> Result<PathBuf> {
        ["bin", "sbin"]
            .iter()
            .map(|folder| self.base.join(folder).join(program))
            .chain(search_path().map(|folder| folder.join(program)))
            .find(|path| path.is_file())
            .with_context(|| format!("there is no `{program}` in {}", self.base.display()))
    }
}

/// The folders in which programs are looked for; `sbin` is not in every user's PATH.
pub(super) fn search_path() -> impl Iterator<Item = PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    folders.into_iter().chain(["/usr/sbin", "/usr/local/sbin"].map(PathBuf::from))
}

/// What a folder contains, in the order of the names; nothing if there is no such folder.
pub(super) fn children(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

/// The words before a command that give it its user, and its end with this process.
fn account_and_end(stop_signal: &str) -> Result<Vec<OsString>> {
    let setpriv = search_path().map(|folder| folder.join("setpriv")).find(|path| path.is_file());
    let Some(setpriv) = setpriv else {
        if is_root()? {
            bail!("no `setpriv` (util-linux), without which root cannot run a server as another user");
        }
        return Ok(Vec::new());
    };
    let mut words = vec![setpriv.into(), "--pdeathsig".into(), stop_signal.into()];
    if is_root()? {
        let (user, group) = nobody()?;
        words.extend([format!("--reuid={user}"), format!("--regid={group}")].map(OsString::from));
        words.push("--clear-groups".into());
    }
    Ok(words)
}

pub(super) fn is_root() -> Result<bool> {
    Ok(id(&["-u"])? == 0)
}

fn nobody() -> Result<(u32, u32)> {
    Ok((id(&["-u", "nobody"])?, id(&["-g", "nobody"])?))
}

fn id(arguments: &[&str]) -> Result<u32> {
    let number = process::output_of(Command::new("id").args(arguments))?;
    number.trim().parse().context("`id` gives no number")
}
