//! A generated crate.

use std::path::{Path, PathBuf};

use crate::measure::{self, Command, Took};
use crate::model::{Query, Schema};
use crate::options::Options;
use crate::{diesel, statiql};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Library {
    Statiql,
    Diesel,
}

/// How many queries one module holds.
const QUERIES_IN_A_MODULE: usize = 50;

pub(crate) struct Project {
    library: Library,
    case: String,
    dir: PathBuf,
}

impl Project {
    pub(crate) fn write(
        options: &Options,
        library: Library,
        case: &str,
        schema: &Schema,
        queries: &[Query],
    ) -> Result<Self, String> {
        let name = match library {
            Library::Statiql => "statiql",
            Library::Diesel => "diesel",
        };
        let project = Project { library, case: case.to_owned(), dir: options.dir.join(format!("{name}-{case}")) };
        let dependency = match library {
            Library::Statiql => statiql::dependency(&options.statiql),
            Library::Diesel => diesel::dependency(),
        };
        project.file(
            "Cargo.toml",
            &format!(
                "[package]\nname = \"generated\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
                 [lib]\npath = \"src/lib.rs\"\n\n\
                 [[example]]\nname = \"print\"\n\n\
                 [dependencies]\n{dependency}\n\n\
                 [profile.dev]\ndebug = \"line-tables-only\"\nincremental = false\n\n[workspace]\n"
            ),
        )?;
        let modules: Vec<String> = queries
            .chunks(QUERIES_IN_A_MODULE)
            .enumerate()
            .map(|(module, queries)| {
                let text = match library {
                    Library::Statiql => statiql::queries(schema, queries, module * QUERIES_IN_A_MODULE),
                    Library::Diesel => diesel::queries(schema, queries, module * QUERIES_IN_A_MODULE),
                };
                let name = format!("queries_{module}");
                project.file(&format!("src/{name}.rs"), &text).map(|()| name)
            })
            .collect::<Result<_, _>>()?;
        let (attributes, schema) = match library {
            Library::Statiql => (statiql::ATTRIBUTES, statiql::schema(schema)),
            Library::Diesel => (diesel::ATTRIBUTES, diesel::schema(schema)),
        };
        project.file("src/schema.rs", &schema)?;
        let declarations: String = modules.iter().map(|name| format!("pub mod {name};\n")).collect();
        project.file("src/lib.rs", &format!("{attributes}\npub mod schema;\n{declarations}"))?;
        let prints: String = (0..queries.len())
            .map(|query| {
                let module = &modules[query / QUERIES_IN_A_MODULE];
                format!("    println!(\"{{}}\", generated::{module}::query_{query:03}());\n")
            })
            .collect();
        project.file("examples/print.rs", &format!("fn main() {{\n{prints}}}\n"))?;
        Ok(project)
    }

    fn file(&self, path: &str, text: &str) -> Result<(), String> {
        let path = self.dir.join(path);
        let say = |error: std::io::Error| format!("{}: {error}", path.display());
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(say)?;
        }
        std::fs::write(&path, text).map_err(say)
    }

    pub(crate) fn is(&self, case: &str, library: Library) -> bool {
        self.library == library && self.case == case
    }

    pub(crate) fn name(&self) -> String {
        let library = match self.library {
            Library::Statiql => "statiql",
            Library::Diesel => "diesel",
        };
        format!("{library} ({})", self.case)
    }

    /// All projects of a library share what they depend on.
    fn target(&self) -> String {
        let library = match self.library {
            Library::Statiql => "target-statiql",
            Library::Diesel => "target-diesel",
        };
        self.dir.parent().unwrap_or(Path::new(".")).join(library).to_string_lossy().into_owned()
    }

    fn lib(&self) -> PathBuf {
        self.dir.join("src/lib.rs")
    }

    /// Builds the crate with an empty body, so that only its dependencies are built.
    pub(crate) fn build_dependencies(&self) -> Result<(), String> {
        let path = self.lib();
        let text = std::fs::read_to_string(&path).map_err(|error| error.to_string())?;
        std::fs::write(&path, "").map_err(|error| error.to_string())?;
        for command in ["check", "build"] {
            measure::cargo(&self.dir, &[command, "--lib", "--target-dir", &self.target()], f64::INFINITY)?;
        }
        std::fs::write(&path, text).map_err(|error| error.to_string())
    }

    /// One measurement: the generated crate is compiled again, and nothing else.
    pub(crate) fn run(&self, command: Command, limit: f64) -> Result<Took, String> {
        let file = std::fs::File::options().append(true).open(self.lib()).map_err(|error| error.to_string())?;
        file.set_modified(std::time::SystemTime::now()).map_err(|error| error.to_string())?;
        measure::cargo(&self.dir, &[command.name(), "--lib", "--offline", "--target-dir", &self.target()], limit)
    }

    /// What the queries give, a line each.
    pub(crate) fn print(&self) -> Result<String, String> {
        let output = std::process::Command::new("cargo")
            .args(["run", "--quiet", "--example", "print", "--target-dir", &self.target()])
            .current_dir(&self.dir)
            .output()
            .map_err(|error| format!("cargo: {error}"))?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}
