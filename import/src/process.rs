//! Starting workers, and ending them. Here stands the patience.

use crate::wire::{LONGEST_ANSWER, Line, Request, Why};
use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use waypost::error::{Error, Exit};

/// What ends a worker whose seconds of work are used up; the number is the same on x86-64 and arm64.
const SIGXCPU: i32 = 24;

const UNLOCKED: &str = "This computer cannot lock away the part that reads foreign files: it needs a Linux kernel with \
Landlock and seccomp. Nothing was imported. `waypost doctor` says more. For files that you made yourself you can go on \
without: add --unsafe-no-sandbox.";

/// How workers are started.
#[derive(Clone, Debug)]
pub struct Workers {
    program: PathBuf,
    args: Vec<&'static str>,
    patience: Duration,
}

/// What a worker has said, and how it ended.
#[derive(Debug)]
pub struct Answer {
    /// All whole lines that were understood.
    pub lines: Vec<Line>,
    /// None where it said all that it had to say.
    pub failed: Option<Why>,
}

impl Workers {
    /// Workers that are this program itself, each ended after 30 seconds. With `locked` false they also run where the
    /// kernel cannot lock them away.
    ///
    /// # Errors
    /// Exit 70 where the program does not find itself.
    pub fn new(locked: bool) -> Result<Workers, Error> {
        let program = std::env::current_exe()
            .map_err(|error| Error::new(Exit::Internal, format!("This program cannot find itself: {error}.")))?;
        let args = if locked { vec!["--worker"] } else { vec!["--worker", "--unsafe-no-sandbox"] };
        Ok(Workers { program, args, patience: Duration::from_secs(30) })
    }

    /// Asks a new worker.
    ///
    /// # Errors
    /// Exit 71 where it cannot be locked away, 70 where it cannot be started.
    pub fn ask(&self, request: Request, bytes: &[u8]) -> Result<Answer, Error> {
        let mut head = serde_json::to_vec(&request).map_err(|error| Error::new(Exit::Internal, error.to_string()))?;
        head.push(b'\n');
        let (said, slow, ended) = self
            .run(&head, bytes)
            .map_err(|error| Error::new(Exit::Internal, format!("A reader cannot be started: {error}.")))?;
        let whole = said.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let lines: Result<Vec<Line>, _> = serde_json::Deserializer::from_slice(&said[..whole]).into_iter().collect();
        let mut lines = lines.unwrap_or_default();
        let failed = match lines.pop_if(|line| matches!(line, Line::End | Line::Refused(_) | Line::Unlocked)) {
            Some(Line::Unlocked) => return Err(Error::new(Exit::CannotLock, UNLOCKED)),
            Some(Line::Refused(why)) => Some(why),
            Some(_) => None,
            None if said.len() as u64 > LONGEST_ANSWER => Some(Why::TooLarge),
            None if slow || ended.signal() == Some(SIGXCPU) => Some(Why::Slow),
            None => Some(Why::Died),
        };
        Ok(Answer { lines, failed })
    }

    /// What a worker said, whether it had to be stopped for its slowness, and how it ended.
    fn run(&self, head: &[u8], bytes: &[u8]) -> std::io::Result<(Vec<u8>, bool, ExitStatus)> {
        let mut worker = Command::new(&self.program)
            .args(&self.args)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let pipes = worker.stdin.take().zip(worker.stdout.take());
        let (mut to, from) = pipes.ok_or(std::io::ErrorKind::BrokenPipe)?;
        let (done, wait) = mpsc::channel();
        thread::scope(|scope| {
            scope.spawn(move || {
                // A worker that has enough hangs up; how it ends is seen below.
                let _ = to.write_all(head).and_then(|()| to.write_all(bytes));
            });
            let reading = scope.spawn(move || {
                let mut said = Vec::new();
                let read = from.take(LONGEST_ANSWER + 1).read_to_end(&mut said);
                let _ = done.send(());
                read.map(|_| said)
            });
            let slow = wait.recv_timeout(self.patience).is_err();
            // It has said its last line, or too much, or is too slow: in each case nothing is left for it to do.
            worker.kill()?;
            let ended = worker.wait()?;
            let said = reading.join().map_err(|_| std::io::ErrorKind::Other)??;
            Ok((said, slow, ended))
        })
    }
}
