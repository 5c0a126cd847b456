//! One window at a time: a lock on a file of its own, held for the length of one save. Never renamed, never deleted.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::{Duration, Instant};

/// A save takes milliseconds; whoever holds the lock for longer is stopped or hung, and waiting for it would lose more than it saves.
const PATIENCE: Duration = Duration::from_secs(2);
const BETWEEN_TRIES: Duration = Duration::from_millis(10);

/// Held until dropped.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Waits for the folder's lock, 2 s at most.
    ///
    /// # Errors
    /// [`ErrorKind::TimedOut`] if another window has it all the while; anything else means that locks cannot be had there.
    pub(super) fn acquire(folder: &Path) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(folder.join(".lock"))?;
        let since = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::WouldBlock) if since.elapsed() < PATIENCE => std::thread::sleep(BETWEEN_TRIES),
                Err(TryLockError::WouldBlock) => return Err(ErrorKind::TimedOut.into()),
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
    }

    /// The same where `None` will do: saving goes on, safe but for a second window that saves at the very same moment.
    pub(super) fn acquire_if_possible(folder: &Path) -> Option<Self> {
        Self::acquire(folder).inspect_err(|error| log::warn!("{}: not locked: {error}", folder.display())).ok()
    }
}
