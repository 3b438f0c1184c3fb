//! A temporary folder that goes away with its owner.

use std::fs::DirBuilder;
use std::io::ErrorKind;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

pub(crate) struct Folder(PathBuf);

impl Folder {
    /// Makes a folder that no other user can look into.
    pub(crate) fn new(purpose: &str) -> Result<Folder> {
        Folder::new_in(&std::env::temp_dir(), purpose)
    }

    pub(crate) fn new_in(parent: &Path, purpose: &str) -> Result<Folder> {
        for number in 0_u32.. {
            let path = parent.join(format!("statiql-{purpose}-{}-{number}", std::process::id()));
            match DirBuilder::new().mode(0o700).create(&path) {
                Ok(()) => return Ok(Folder(path)),
                // Left by a process that was killed, and whose number this one has got.
                Err(problem) if problem.kind() == ErrorKind::AlreadyExists => {}
                Err(problem) => {
                    return Err(problem).with_context(|| format!("cannot make {}", path.display()));
                }
            }
        }
        unreachable!("a temporary folder was there under every number")
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(problem) = std::fs::remove_dir_all(&self.0) {
            eprintln!("xtask: cannot remove {}: {problem}", self.0.display());
        }
    }
}
