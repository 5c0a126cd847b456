//! Which articles a list of files and folders means, and where the result of each goes. Two files whose names differ in nothing but a
//! language (`ferry.en.txt`, `ferry.zh.txt`) are one article.

use super::problem::Problem;
use crate::import::ImportError;
use crate::text::Lang;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::{DirEntry, WalkDir};

/// What a text in a folder may be called; a file that is named is taken whatever it is called.
const EXTENSIONS: [&str; 6] = ["txt", "text", "md", "markdown", "en", "zh"];
/// How a name says its language, longer ones before those they end with.
const TAGS: [(&str, Lang); 14] = [
    ("zh-hans", Lang::Zh),
    ("zh-hant", Lang::Zh),
    ("zh-cn", Lang::Zh),
    ("zh-tw", Lang::Zh),
    ("zh-hk", Lang::Zh),
    ("chinese", Lang::Zh),
    ("中文", Lang::Zh),
    ("zh", Lang::Zh),
    ("cn", Lang::Zh),
    ("english", Lang::En),
    ("英文", Lang::En),
    ("en-us", Lang::En),
    ("en-gb", Lang::En),
    ("en", Lang::En),
];

/// One thing to align.
#[derive(Debug)]
pub(super) struct Article {
    /// One mixed file, or a text and its translation.
    pub paths: Vec<PathBuf>,
    /// The file to write.
    pub output: PathBuf,
}

/// The articles: the files that were named, then those of each folder by name. What cannot be one is a problem under its path.
pub(super) fn gather(named: &[PathBuf], out_dir: &Path, extension: &str) -> Vec<(String, Result<Article, Problem>)> {
    let mut found = Vec::new();
    let mut problems = Vec::new();
    let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) = named.iter().cloned().partition(|path| path.is_dir());
    for (paths, stem) in paired(&files) {
        found.push((paths, stem.file_name().map(PathBuf::from).unwrap_or(stem)));
    }
    for folder in folders {
        let mut texts = Vec::new();
        for entry in WalkDir::new(&folder).sort_by_file_name().into_iter().filter_entry(is_shown) {
            match entry {
                Ok(entry) if entry.file_type().is_file() && is_text(entry.path()) => texts.push(entry.into_path()),
                Ok(_) => {}
                Err(error) => problems.push(unreadable(&folder, error)),
            }
        }
        if texts.is_empty() && problems.is_empty() {
            problems.push((folder.clone(), Problem::NoTexts { path: folder.clone() }));
        }
        found.extend(paired(&texts).into_iter().map(|(paths, stem)| {
            let below = stem.strip_prefix(&folder).map(PathBuf::from);
            (paths, below.unwrap_or(stem))
        }));
    }
    let inputs: BTreeSet<PathBuf> =
        found.iter().flat_map(|(paths, _)| paths).filter_map(|path| path.canonicalize().ok()).collect();
    let mut outputs: BTreeMap<PathBuf, PathBuf> = BTreeMap::new();
    let mut articles = Vec::new();
    for (paths, stem) in found {
        let mut output = out_dir.join(stem).into_os_string();
        output.push(".");
        output.push(extension);
        let output = PathBuf::from(output);
        let name = paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(" and ");
        let article = if output.canonicalize().is_ok_and(|whole| inputs.contains(&whole)) {
            Err(Problem::OutputIsInput { path: output })
        } else if let Some(other) = outputs.get(&output) {
            Err(Problem::SameOutput { path: paths[0].clone(), other: other.clone(), output })
        } else {
            outputs.insert(output.clone(), paths[0].clone());
            Ok(Article { paths, output })
        };
        articles.push((name, article));
    }
    articles.extend(problems.into_iter().map(|(path, problem)| (path.display().to_string(), Err(problem))));
    articles
}

/// Files with those beside them that are their translation, each with its path less language and extension.
fn paired(files: &[PathBuf]) -> Vec<(Vec<PathBuf>, PathBuf)> {
    let mut sides: BTreeMap<PathBuf, Vec<(Lang, usize)>> = BTreeMap::new();
    for (at, file) in files.iter().enumerate() {
        if let Some((stem, lang)) = without_language(file) {
            sides.entry(stem).or_default().push((lang, at));
        }
    }
    let mut partner: BTreeMap<usize, (usize, PathBuf)> = BTreeMap::new();
    for (stem, sides) in sides {
        if let [(a, first), (b, second)] = sides[..]
            && a != b
        {
            partner.insert(first, (second, stem));
        }
    }
    let taken: BTreeSet<usize> = partner.values().map(|(second, _)| *second).collect();
    let articles =
        files.iter().enumerate().filter(|(at, _)| !taken.contains(at)).map(|(at, file)| match partner.get(&at) {
            Some((second, stem)) => (vec![file.clone(), files[*second].clone()], stem.clone()),
            None => (vec![file.clone()], file.with_file_name(plain_name(file))),
        });
    articles.collect()
}

/// A file's name without an extension that only says that it is a text.
fn plain_name(path: &Path) -> &OsStr {
    let name = if is_text(path) && path.extension().is_some() { path.file_stem() } else { path.file_name() };
    name.unwrap_or_default()
}

/// `texts/ferry.zh-CN.txt` is `texts/ferry` in Chinese.
fn without_language(path: &Path) -> Option<(PathBuf, Lang)> {
    let whole = path.file_name()?.to_str()?;
    let is_language = |extension: &OsStr| extension == "en" || extension == "zh";
    let name = if path.extension().is_some_and(is_language) { whole } else { plain_name(path).to_str()? };
    let lower = name.to_ascii_lowercase().replace('_', "-");
    TAGS.iter().find_map(|(tag, lang)| {
        let rest = lower.strip_suffix(tag)?.strip_suffix(['.', '-', ' '])?;
        // ASCII lower case and `-` for `_` change no length.
        (!rest.is_empty()).then(|| (path.with_file_name(&name[..rest.len()]), *lang))
    })
}

fn is_text(path: &Path) -> bool {
    path.extension().is_some_and(|extension| EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

/// Hidden files and folders are nobody's articles.
fn is_shown(entry: &DirEntry) -> bool {
    entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn unreadable(folder: &Path, error: walkdir::Error) -> (PathBuf, Problem) {
    let path = error.path().unwrap_or(folder).to_owned();
    let source = error.into_io_error().unwrap_or_else(|| std::io::Error::other("symbolic links lead in a circle"));
    (path.clone(), ImportError::Unreadable { path, source: Arc::new(source) }.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_languages() {
        for (name, expected) in [
            ("ferry.en.txt", Some(("ferry", Lang::En))),
            ("ferry.zh-CN.txt", Some(("ferry", Lang::Zh))),
            ("ferry_zh_Hans.md", Some(("ferry", Lang::Zh))),
            ("The ferry English.txt", Some(("The ferry", Lang::En))),
            ("渡轮-中文.txt", Some(("渡轮", Lang::Zh))),
            ("ferry.zh", Some(("ferry", Lang::Zh))),
            ("ferry.txt", None),
            ("garden.txt", None),
            ("en.txt", None),
            (".en", None),
        ] {
            let expected = expected.map(|(stem, lang)| (Path::new("a").join(stem), lang));
            assert_eq!(without_language(&Path::new("a").join(name)), expected, "{name}");
        }
    }

    #[test]
    fn a_text_and_its_translation_are_one_article() {
        let files = ["a.txt", "b.en.txt", "c.zh.txt", "b.zh.txt", "d.en.txt", "d-en.txt"].map(PathBuf::from).to_vec();
        let stems: Vec<(usize, PathBuf)> =
            paired(&files).into_iter().map(|(paths, stem)| (paths.len(), stem)).collect();
        let expected = [(1, "a"), (2, "b"), (1, "c.zh"), (1, "d.en"), (1, "d-en")];
        assert_eq!(stems, expected.map(|(n, stem)| (n, PathBuf::from(stem))));
    }
}
