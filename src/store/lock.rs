//! One window at a time: a lock on a file of its own, held for the length of one save. Never renamed, never deleted.

use std::fs::{File, OpenOptions, TryLockError};
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
    /// Waits for the folder's lock, 2 s at most. `None` where it cannot be had: saving goes on, safe but for a second window that saves at
    /// the very same moment.
    pub(super) fn acquire(folder: &Path) -> Option<Self> {
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(folder.join(".lock")).ok()?;
        let since = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Some(Self { _file: file }),
                Err(TryLockError::WouldBlock) if since.elapsed() < PATIENCE => std::thread::sleep(BETWEEN_TRIES),
                Err(error) => {
                    log::warn!("{}: not locked: {error}", folder.display());
                    return None;
                }
            }
        }
    }
}
