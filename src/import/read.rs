//! The only I/O of this room: a file's bytes, bounded. Never looks at what they mean.

use super::{ImportError, Input, MAX_FILE_BYTES};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file's bytes. What is missing, forbidden, a folder, a device or a pipe, or too large is refused without being read.
///
/// # Errors
/// One of the variants of [`ImportError`] that carry a path.
pub fn read_file(path: &Path) -> Result<Input, ImportError> {
    // Asked before opening: opening a pipe waits for somebody to write into it.
    let about = std::fs::metadata(path).map_err(|error| unreadable(path, error))?;
    if about.is_dir() {
        return Err(ImportError::Folder { path: path.into() });
    }
    if !about.is_file() {
        return Err(ImportError::NotAFile { path: path.into() });
    }
    if about.len() > MAX_FILE_BYTES {
        return Err(ImportError::TooLarge { path: path.into(), len_bytes: about.len() });
    }
    let file = File::open(path).map_err(|error| unreadable(path, error))?;
    let bytes = read_bounded(file, path)?;
    Ok(Input { path: Some(path.into()), bytes, encoding: None })
}

/// Refuses one file under two names, which cannot be a text and its translation.
///
/// # Errors
/// [`ImportError::Twice`].
pub fn refuse_twice(paths: &[PathBuf]) -> Result<(), ImportError> {
    let mut seen = BTreeSet::new();
    // A name that leads nowhere is another error's.
    for (path, whole) in paths.iter().filter_map(|path| Some((path, path.canonicalize().ok()?))) {
        if !seen.insert(whole) {
            return Err(ImportError::Twice { path: path.clone() });
        }
    }
    Ok(())
}

/// What a stream holds, standard input for one; `name` stands for it in errors.
///
/// # Errors
/// [`ImportError::Unreadable`], or [`ImportError::TooLarge`] as soon as the limit is passed.
pub fn read_stream(stream: impl Read, name: &Path) -> Result<Input, ImportError> {
    Ok(Input { path: None, bytes: read_bounded(stream, name)?, encoding: None })
}

/// The size a file says it has is not always true (a growing file, `/proc`), so the reading is bounded as well.
fn read_bounded(stream: impl Read, path: &Path) -> Result<Vec<u8>, ImportError> {
    let mut bytes = Vec::new();
    stream.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(|error| unreadable(path, error))?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(ImportError::TooLarge { path: path.into(), len_bytes: bytes.len() as u64 });
    }
    Ok(bytes)
}

fn unreadable(path: &Path, error: io::Error) -> ImportError {
    match error.kind() {
        ErrorKind::NotFound => ImportError::NotFound { path: path.into() },
        ErrorKind::IsADirectory => ImportError::Folder { path: path.into() },
        _ => ImportError::Unreadable { path: path.into(), source: Arc::new(error) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_is_no_file_without_reading_it() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(read_file(folder.path()), Err(ImportError::Folder { .. })));
        let missing = folder.path().join("gone.txt");
        assert!(matches!(read_file(&missing), Err(ImportError::NotFound { .. })));
        assert!(matches!(read_file(&missing.join("below")), Err(ImportError::NotFound { .. })));
        if cfg!(unix) {
            assert!(matches!(read_file("/dev/zero".as_ref()), Err(ImportError::NotAFile { .. })));
        }
        let large = folder.path().join("large.txt");
        File::create(&large).unwrap().set_len(MAX_FILE_BYTES + 1).unwrap();
        let error = read_file(&large).unwrap_err();
        assert!(matches!(&error, ImportError::TooLarge { len_bytes, .. } if *len_bytes == MAX_FILE_BYTES + 1));
        assert!(error.to_string().contains("large.txt"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_does_not_hang() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        if std::process::Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()) {
            assert!(matches!(read_file(&pipe), Err(ImportError::NotAFile { .. })));
        }
    }

    #[test]
    fn an_endless_stream_ends_at_the_limit() {
        let got = read_stream(io::repeat(b'a'), "standard input".as_ref());
        assert!(matches!(got, Err(ImportError::TooLarge { .. })));
        let got = read_stream("Rain fell.".as_bytes(), "standard input".as_ref()).unwrap();
        assert_eq!((got.path, got.bytes), (None, b"Rain fell.".to_vec()));
    }
}
