//! Paths as text for files of our own. What is no Unicode (names unpacked from an old GBK archive) is kept as bytes where paths are bytes.

use serde::de::{Deserializer, Error, Visitor};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// For `#[serde(with = …)]` on a list of paths.
pub(super) fn serialize<S: Serializer>(paths: &[PathBuf], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(paths.iter().map(|path| Written(path)))
}

/// For `#[serde(with = …)]` on a list of paths.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<PathBuf>, D::Error> {
    Ok(Vec::<Read>::deserialize(deserializer)?.into_iter().map(|Read(path)| path).collect())
}

struct Written<'a>(&'a Path);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(text) = self.0.to_str() {
            return serializer.serialize_str(text);
        }
        #[cfg(unix)]
        return serializer.serialize_bytes(std::os::unix::ffi::OsStrExt::as_bytes(self.0.as_os_str()));
        #[cfg(not(unix))]
        serializer.serialize_str(&self.0.to_string_lossy())
    }
}

struct Read(PathBuf);

impl<'de> Deserialize<'de> for Read {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PathVisitor).map(Self)
    }
}

struct PathVisitor;

impl Visitor<'_> for PathVisitor {
    type Value = PathBuf;

    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("a path")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<PathBuf, E> {
        Ok(text.into())
    }

    #[cfg(unix)]
    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<PathBuf, E> {
        Ok(<std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(bytes).into())
    }

    #[cfg(not(unix))]
    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<PathBuf, E> {
        Ok(String::from_utf8_lossy(bytes).into_owned().into())
    }
}
