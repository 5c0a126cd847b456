//! The command line's grammar. Knows what may be asked for, not how it is done.

use super::problem::Problem;
use crate::align::words::LIKELY;
use crate::model::Encoding;
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Stands for standard input among the files, and for standard output behind `-o`.
const STANDARD: &str = "-";

/// Read English–Chinese bilingual texts side by side
#[derive(Debug, Parser)]
#[command(
    name = "duizhao",
    version,
    args_conflicts_with_subcommands = true,
    after_help = "Without a command the window opens."
)]
pub(super) struct Args {
    /// A bilingual text, or a text and its translation
    #[arg(value_name = "FILE", num_args = 0..=2)]
    pub files: Vec<PathBuf>,
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Pair paragraphs and sentences, and print the result
    Align(AlignArgs),
    /// Link the words of sentence pairs, and print the links
    Words(WordsArgs),
    /// List, export, import or check notes
    #[command(subcommand)]
    Notes(NotesCommand),
}

/// Where notes are asked for, FILE is an article (or a text and its translation), or a notes file, `*.ron`.
#[derive(Debug, Subcommand)]
pub(super) enum NotesCommand {
    /// Print the notes on FILE, one a line: id, colour, tags, English, Chinese and note between tabs. Without FILE, every article that has notes
    List {
        /// An article, a text and its translation, or a notes file
        #[arg(value_name = "FILE", num_args = 0..=2)]
        files: Vec<PathBuf>,
    },
    /// Print the notes on FILE in a format that other programs read
    Export(ExportArgs),
    /// Add the notes of a notes file, from another machine perhaps, to those kept here; what is in both is merged
    Import {
        /// A notes file
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Say what is wrong with notes files; nothing is changed
    Check {
        /// Notes files
        #[arg(value_name = "FILE", required = true, num_args = 1..)]
        files: Vec<PathBuf>,
    },
    /// Print the template that Markdown is laid out by, to be changed and kept as `notes.md.jinja` beside the settings
    Template,
}

#[derive(Debug, clap::Args)]
pub(super) struct ExportArgs {
    /// An article, a text and its translation, or a notes file
    #[arg(value_name = "FILE", required = true, num_args = 1..=2)]
    pub files: Vec<PathBuf>,
    /// What to print
    #[arg(long, value_enum, default_value_t = NotesFormat::Markdown)]
    pub format: NotesFormat,
    /// Lay Markdown out by this template
    #[arg(long, value_name = "TEMPLATE")]
    pub template: Option<PathBuf>,
    /// Write to a file, which is replaced only once all is done
    #[arg(short, long = "output", value_name = "OUT")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(super) struct WordsArgs {
    /// A sentence pair a line, `Chinese tokens ||| English tokens` or the other way round, with spaces between tokens; `-` is standard
    /// input. Prints a line for each: i-j for each link of token i on the left with token j on the right, from 0
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Print the links that are at least so probable, 0 to 1; the default makes the fewest errors, 0.9 hardly any
    #[arg(long, value_name = "P", default_value_t = LIKELY, value_parser = probability)]
    pub threshold: f32,
    /// Cut the Chinese side by the dictionary before it is linked, and give the links for the tokens in FILE
    #[arg(long)]
    pub resegment: bool,
    /// Write to a file, which is replaced only once all is done
    #[arg(short, long = "output", value_name = "OUT")]
    pub output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum NotesFormat {
    /// Quotations in both languages with notes and tags, laid out by a template
    Markdown,
    /// One page with the article in two columns and the notes in its margin, to be read or printed
    Html,
    /// For spreadsheets
    Csv,
    /// For programs: everything a note has
    Json,
    /// For Anki's text import, with pinyin
    Anki,
    /// As notes are kept here, for another machine to import
    Ron,
}

#[derive(Debug, clap::Args)]
pub(super) struct AlignArgs {
    /// A bilingual text, or a text and its translation; `-` is standard input. With --out-dir any number of files and folders
    #[arg(value_name = "FILE", required = true, num_args = 1..)]
    pub files: Vec<PathBuf>,
    /// What to print [default: json; with --segmented: ladder]
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// The two files have one sentence a line, which are paired as they are
    #[arg(long)]
    pub segmented: bool,
    /// How to read the files, where it is not found out rightly: UTF-8, GB18030, Big5, UTF-16LE, UTF-16BE, Windows-1252
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub encoding: Option<Encoding>,
    /// Write to a file, which is replaced only once all is done
    #[arg(short, long = "output", value_name = "OUT", conflicts_with = "out_dir")]
    pub output: Option<PathBuf>,
    /// Align every file, and every text in every folder, each to a file in DIR. `ferry.en.txt` and `ferry.zh.txt` are one article
    #[arg(long, value_name = "DIR", conflicts_with = "segmented")]
    pub out_dir: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// {"rows":[{"en":[block, …],"zh":[…],"confidence":0–1,"beads":[{"en":[sentence, …],"zh":[…],"confidence":0–1}, …]}, …]}; what is in
    /// doubt has a "reason" too
    Json,
    /// {"row":0,"en":[sentence, …],"zh":[…],"confidence":0–1}, a bead a line, with a "reason" if it is in doubt
    Jsonl,
    /// [English sentences]:[Chinese sentences], counted from 0 over the whole text; segmented: lines of the first and the second file
    Ladder,
    /// English, Chinese and confidence between tabs, a bead a line; inside a text \t, \n, \r and \\ stand for tabs, line ends and backslashes
    Tsv,
    /// Translation Memory eXchange 1.4b for translators' tools: the beads with both sides
    Tmx,
}

impl Format {
    /// What its files are called.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Ladder => "ladder",
            Self::Tsv => "tsv",
            Self::Tmx => "tmx",
        }
    }
}

/// What a command line comes to.
#[derive(Debug)]
pub(super) enum Parsed {
    Run(Args),
    /// Help or version, asked for.
    Print(String),
}

pub(super) fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Parsed, Problem> {
    let parsed = Args::try_parse_from(args).and_then(|args| {
        args.contradiction().map_or(Ok(args), |text| Err(Args::command().error(ErrorKind::ArgumentConflict, text)))
    });
    match parsed {
        Ok(args) => Ok(Parsed::Run(args)),
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            Ok(Parsed::Print(error.to_string()))
        }
        Err(error) => Err(Problem::Usage(one_line(&error.to_string()))),
    }
}

impl Args {
    /// What the grammar alone does not forbid.
    fn contradiction(&self) -> Option<&'static str> {
        let asked = match &self.command {
            Some(Command::Align(asked)) => asked,
            Some(Command::Notes(_) | Command::Words(_)) => return None,
            None => {
                let standard = self.files.iter().any(|file| is_standard(file));
                return standard.then_some("the window reads files, not standard input");
            }
        };
        let standard = asked.files.iter().filter(|file| is_standard(file)).count();
        if asked.out_dir.is_some() && standard > 0 {
            Some("--out-dir names its files after those it reads, and standard input has no name")
        } else if asked.out_dir.is_none() && asked.files.len() > 2 {
            Some("more than a text and its translation; say with --out-dir where the results go")
        } else if standard > 1 {
            Some("standard input can be read only once")
        } else if asked.segmented && asked.files.len() != 2 {
            Some("--segmented takes two files, the text and its translation")
        } else if asked.segmented && !matches!(asked.format, None | Some(Format::Ladder)) {
            Some("--segmented prints a ladder, no other format")
        } else {
            None
        }
    }
}

impl AlignArgs {
    pub fn format(&self) -> Format {
        self.format.unwrap_or(if self.segmented { Format::Ladder } else { Format::Json })
    }

    /// The file to write; `None` for standard output.
    pub fn output(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| !is_standard(path))
    }
}

impl WordsArgs {
    /// The file to write; `None` for standard output.
    pub fn output(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| !is_standard(path))
    }
}

pub(super) fn is_standard(path: &Path) -> bool {
    path.as_os_str() == STANDARD
}

/// The first paragraph of what clap has to say, without its tips and its usage.
fn one_line(message: &str) -> String {
    let paragraph = message.trim_start_matches("error: ").lines().take_while(|line| !line.trim().is_empty());
    paragraph.map(str::trim).collect::<Vec<_>>().join(" ")
}

fn probability(text: &str) -> Result<f32, String> {
    text.parse().ok().filter(|p| (0.0..=1.0).contains(p)).ok_or_else(|| "a probability from 0 to 1".to_owned())
}

fn encoding(name: &str) -> Result<Encoding, String> {
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    Ok(match plain.as_str() {
        "utf8" => Encoding::Utf8,
        "gb18030" | "gbk" | "gb2312" | "cp936" => Encoding::Gb18030,
        "big5" | "cp950" => Encoding::Big5,
        "utf16" | "utf16le" => Encoding::Utf16Le,
        "utf16be" => Encoding::Utf16Be,
        "windows1252" | "cp1252" | "latin1" | "iso88591" => Encoding::Windows1252,
        _ => return Err(format!("one of {}", Encoding::ALL.map(Encoding::name).join(", "))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn encodings_go_by_the_names_the_window_shows_and_by_their_usual_ones() {
        for known in Encoding::ALL {
            assert_eq!(encoding(known.name()), Ok(known));
        }
        for (name, expected) in
            [("gbk", Encoding::Gb18030), ("utf-16", Encoding::Utf16Le), ("ISO-8859-1", Encoding::Windows1252)]
        {
            assert_eq!(encoding(name), Ok(expected), "{name}");
        }
        assert!(encoding("klingon").is_err());
    }
}
