//! Gets programs from Debian's packages without installing them: downloads the packages with all that
//! they depend on, and unpacks them into a cache folder. The system stays as it is, no service is
//! started, packages that exclude each other get along, and one need not be root.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::programs::{children, is_root};
use crate::process;
use crate::temporary::Folder;

const KEYRING: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";

/// Which of Debian's releases to take packages from.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Suite {
    /// The machine's own, from the places that it is set up for. Its packages run with the machine's
    /// C library.
    Own,
    /// The development branch, on the machine's own mirror. Its packages need the branch's C library.
    Sid,
}

/// Returns the folder with the unpacked packages: that of an earlier run, or else a new one.
pub(super) fn unpack(name: &str, suite: Suite, packages: &[&str]) -> Result<PathBuf> {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let release = |key: &str| {
        let value = release.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('='));
        value.unwrap_or_default().trim_matches('"').to_owned()
    };
    if release("ID") != "debian" {
        bail!("only on Debian is it downloaded when it is missing");
    }
    let from = match suite {
        Suite::Own => release("VERSION_CODENAME"),
        Suite::Sid => "sid".to_owned(),
    };
    let cache = cache()?;
    let unpacked = cache.join(format!("{name}-{from}-{}", env::consts::ARCH));
    if unpacked.exists() {
        return Ok(unpacked);
    }
    println!("getting {} from Debian {from}, once for all runs", packages.join(" and "));
    fs::create_dir_all(&cache).with_context(|| format!("cannot make {}", cache.display()))?;
    // The servers run as another user, and their programs are here.
    fs::set_permissions(&cache, fs::Permissions::from_mode(0o755))?;
    // Beside the final place, so that it comes there by one renaming, complete or not at all.
    let work = Folder::new_in(&cache, "download")?;
    let root = download_and_unpack(work.path(), suite, packages)?;
    fs::set_permissions(&root, fs::Permissions::from_mode(0o755))?;
    if let Err(problem) = fs::rename(&root, &unpacked)
        // Another run may have been quicker.
        && !unpacked.exists()
    {
        return Err(problem).with_context(|| format!("cannot make {}", unpacked.display()));
    }
    Ok(unpacked)
}

fn cache() -> Result<PathBuf> {
    let named = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let parent = match named {
        Some(folder) => folder,
        // Root's own folder is closed to the user that the servers run as.
        None if is_root()? => PathBuf::from("/var/cache"),
        None => PathBuf::from(env::var_os("HOME").context("there is no HOME")?).join(".cache"),
    };
    Ok(parent.join("statiql-servers"))
}

fn download_and_unpack(work: &Path, suite: Suite, packages: &[&str]) -> Result<PathBuf> {
    for folder in ["state/lists/partial", "cache/archives/partial", "root"] {
        fs::create_dir_all(work.join(folder))?;
    }
    // Nothing counts as installed: all that is needed comes along, whatever this machine has.
    fs::write(work.join("state/status"), "")?;
    let mut options: Vec<OsString> = Vec::new();
    for (key, path) in [("Dir::State", "state"), ("Dir::State::status", "state/status"), ("Dir::Cache", "cache")] {
        push_option(&mut options, key, &work.join(path));
    }
    if suite == Suite::Sid {
        let sources = work.join("sources.list");
        fs::write(&sources, format!("deb {}{} sid main\n", signed_by(), mirror()?))?;
        push_option(&mut options, "Dir::Etc::sourcelist", &sources);
        push_option(&mut options, "Dir::Etc::sourceparts", Path::new("/dev/null"));
        // Pins are made for the machine's own release.
        push_option(&mut options, "Dir::Etc::preferences", Path::new("/dev/null"));
        push_option(&mut options, "Dir::Etc::preferencesparts", Path::new("/dev/null"));
    }
    // The user that apt would change to cannot write here.
    options.extend(["-o", "APT::Sandbox::User=root", "-o", "Acquire::Languages=none"].map(OsString::from));

    // Whether it is enough is for the download to say: one failing source among several is no matter.
    apt_get(&options, &["update"])?;
    let install = ["install", "--download-only", "--no-install-recommends", "--yes"];
    if !apt_get(&options, &[&install, packages].concat())? {
        bail!("apt-get cannot download {}", packages.join(" and "));
    }
    let root = work.join("root");
    for package in children(&work.join("cache/archives")) {
        let name = package.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // A C library without its loader, which is the running system's, would not work.
        let is_wanted = name.ends_with(".deb") && (suite == Suite::Sid || !name.starts_with("libc6_"));
        if is_wanted {
            let status = process::run(Command::new("dpkg").arg("-x").arg(&package).arg(&root))?;
            if !status.success() {
                bail!("dpkg cannot unpack {name}: {status}");
            }
        }
    }
    Ok(root)
}

fn push_option(options: &mut Vec<OsString>, key: &str, value: &Path) {
    let mut option = OsString::from(format!("{key}="));
    option.push(value);
    options.extend(["-o".into(), option]);
}

fn apt_get(options: &[OsString], arguments: &[&str]) -> Result<bool> {
    let mut command = Command::new("apt-get");
    command.args(options).arg("-qq").args(arguments);
    // What else would ask.
    command.env("DEBIAN_FRONTEND", "noninteractive");
    Ok(process::run(&mut command)?.success())
}

/// The mirror that this machine gets its own release from.
fn mirror() -> Result<String> {
    let mut command = Command::new("apt-get");
    command.args(["indextargets", "--format", "$(REPO_URI) $(RELEASE) $(COMPONENT)", "Created-By: Packages"]);
    pick_mirror(&process::output_of(&mut command)?).context("apt is not set up for a Debian mirror")
}

/// Picks Debian's own archive out of the machine's sources: neither that of the updates nor another's.
fn pick_mirror(targets: &str) -> Option<String> {
    targets.lines().find_map(|target| {
        let [mirror, release, component] = target.split(' ').collect::<Vec<_>>().try_into().ok()?;
        let is_archive = mirror.ends_with("/debian/") || mirror.ends_with("/debian");
        (is_archive && component == "main" && !release.contains('-')).then(|| mirror.to_owned())
    })
}

/// The keys to trust, for a system that keeps them apart from those it trusts for everything.
fn signed_by() -> String {
    if Path::new(KEYRING).exists() { format!("[signed-by={KEYRING}] ") } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::pick_mirror;

    #[test]
    fn the_mirror_is_that_of_the_release_itself() {
        let targets = "https://packages.example.org/apt/ tools main\n\
                       http://mirror.example.org/debian-security/ bookworm-security main\n\
                       http://other.example.org/debian/ bookworm-updates main\n\
                       http://mirror.example.org/debian/ bookworm contrib\n\
                       http://mirror.example.org/debian/ bookworm main\n";
        assert_eq!(pick_mirror(targets).as_deref(), Some("http://mirror.example.org/debian/"));
        assert_eq!(pick_mirror("https://packages.example.org/apt/ tools main\n"), None);
    }
}
