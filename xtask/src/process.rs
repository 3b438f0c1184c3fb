//! Running a command so that Ctrl-C ends it together with all that it started.

use std::io::{BufRead, BufReader, IsTerminal, Write};
use std::os::unix::process::CommandExt;
use std::process::{ChildStdout, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::interrupt::{self, OnCtrlC, Running};

/// Runs a command to its end. It gets no standard input.
pub(crate) fn run(command: &mut Command) -> Result<ExitStatus> {
    command.stdin(Stdio::null());
    wait_for(command, OnCtrlC::EndGroup, |_| Ok(()))
}

/// Runs a command that may be talking to the person at the terminal.
pub(crate) fn run_in_foreground(command: &mut Command) -> Result<ExitStatus> {
    // A group of its own would be in the background, where reading from the terminal stops it.
    let on_ctrl_c = if std::io::stdin().is_terminal() { OnCtrlC::End } else { OnCtrlC::EndGroup };
    wait_for(command, on_ctrl_c, |_| Ok(()))
}

/// Runs a command, passing its output on while `read` sees every line of it.
pub(crate) fn run_reading(command: &mut Command, mut read: impl FnMut(&str)) -> Result<ExitStatus> {
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    wait_for(command, OnCtrlC::EndGroup, |output| {
        let mut output = BufReader::new(output);
        let mut line = Vec::new();
        // By bytes: what a failing test prints need not be UTF-8.
        while output.read_until(b'\n', &mut line)? > 0 {
            let mut out = std::io::stdout().lock();
            out.write_all(&line)?;
            out.flush()?;
            read(String::from_utf8_lossy(&line).trim_end());
            line.clear();
        }
        Ok(())
    })
}

/// Runs a command and returns what it wrote to its standard output.
pub(crate) fn output_of(command: &mut Command) -> Result<String> {
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    let mut text = Vec::new();
    let status = wait_for(command, OnCtrlC::EndGroup, |mut output| {
        std::io::Read::read_to_end(&mut output, &mut text)?;
        Ok(())
    })?;
    if !status.success() {
        bail!("`{}` ended with {status}", name(command));
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// Runs a short command to its end even if there is a Ctrl-C.
pub(crate) fn finish(command: &mut Command) -> Result<()> {
    command.stdin(Stdio::null());
    let status = wait_for(command, OnCtrlC::LetFinish, |_| Ok(()))?;
    if !status.success() {
        bail!("`{}` ended with {status}", name(command));
    }
    Ok(())
}

/// What a command is called in a message.
pub(crate) fn name(command: &Command) -> String {
    let program = command.get_program().to_string_lossy();
    program.rsplit('/').next().unwrap_or_default().to_owned()
}

fn wait_for(
    command: &mut Command,
    on_ctrl_c: OnCtrlC,
    read: impl FnOnce(ChildStdout) -> Result<()>,
) -> Result<ExitStatus> {
    interrupt::check()?;
    if on_ctrl_c != OnCtrlC::End {
        command.process_group(0);
    }
    let mut child = command.spawn().with_context(|| format!("cannot run `{}`", command.get_program().display()))?;
    let output = child.stdout.take();
    *interrupt::running() = Some(Running { child, on_ctrl_c });
    if interrupt::happened() {
        // The signal came after the check above and before the handler could see the child.
        interrupt::end_running();
    }
    let read = output.map_or(Ok(()), read);
    loop {
        let mut running = interrupt::running();
        let Some(this) = running.as_mut() else { bail!("the command was lost") };
        if let Some(status) = this.child.try_wait()? {
            let leader = this.child.id();
            *running = None;
            drop(running);
            if interrupt::happened() && on_ctrl_c == OnCtrlC::EndGroup {
                interrupt::wait_for_rest_of_group(leader);
            }
            interrupt::check()?;
            return read.map(|()| status);
        }
        drop(running);
        sleep(Duration::from_millis(10));
    }
}
