//! Writing a file so that a crash, a full disk or a power cut leaves the old one or the new one. Knows nothing of what is written.

use atomic_write_file::OpenOptions;
use std::fs::{self, DirBuilder};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Links followed before they are taken for a circle, as Linux has it.
const MAX_LINKS: usize = 40;

/// Puts `bytes` in place of a file, or makes it: a new file beside it is written, synced, renamed over it, and the folder synced. Symbolic
/// links are followed, the file's permissions kept. Devices and pipes (`/dev/stdout`) are written as they are.
///
/// # Errors
/// What the system says; the file is then as it was, and no other file is left behind.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write(path, bytes, &OpenOptions::new())
}

/// The same in a folder that is made if it is not there, with those above it.
///
/// # Errors
/// What the system says.
pub fn write_into_folder(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(Path::new("")))?;
    write_atomically(path, bytes)
}

/// The same for files that are nobody else's business: their permissions become 0600 where there are such.
pub(super) fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    {
        use atomic_write_file::unix::OpenOptionsExt as _;
        use std::os::unix::fs::OpenOptionsExt as _;
        options.preserve_mode(false).mode(0o600);
    }
    write(path, bytes, &options)
}

fn write(path: &Path, bytes: &[u8], options: &OpenOptions) -> io::Result<()> {
    match fs::metadata(path) {
        // Only found out at the rename otherwise, and then the new file would stay behind.
        Ok(about) if about.is_dir() => return Err(ErrorKind::IsADirectory.into()),
        Ok(about) if !about.is_file() => return fs::OpenOptions::new().write(true).open(path)?.write_all(bytes),
        _ => {}
    }
    let mut file = options.open(resolved(path)?)?;
    file.write_all(bytes)?;
    // `commit` syncs too, but a failure inside it would leave the new file behind.
    file.sync_all()?;
    file.commit()
}

/// Where a path leads through symbolic links; the target need not exist.
pub(super) fn resolved(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MAX_LINKS {
        match fs::read_link(&path) {
            Ok(target) => path = path.parent().unwrap_or(Path::new("")).join(target),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("symbolic links lead in a circle"))
}

/// Makes a folder with those above it, 0700 where there are such permissions, and makes sure that it is there after a power cut.
pub(super) fn create_private_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let missing: Vec<_> =
        folder.ancestors().take_while(|above| !above.as_os_str().is_empty() && !above.exists()).collect();
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    for parent in missing.into_iter().filter_map(Path::parent) {
        sync_folder(parent)?;
    }
    Ok(())
}

/// Makes sure that what was renamed, linked or removed in a folder is so after a power cut.
#[cfg(unix)]
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
pub(super) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
