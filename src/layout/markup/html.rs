//! What of HTML stands in Markdown and in texts that came from the web.

/// What a text begins with, and how many bytes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Html {
    /// `<!-- so -->`
    Comment(usize),
    /// `<br>`
    Break(usize),
    /// `<https://example.org>`, `<anna@example.org>`
    Address(usize),
    /// `&mdash;`, and what it stands for.
    Entity(usize, &'static str),
}

/// The entities that are met, and what they stand for.
const ENTITIES: &[(&str, &str)] = &[
    ("nbsp", "\u{a0}"),
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("#39", "'"),
    ("#34", "\""),
    ("#160", "\u{a0}"),
    ("mdash", "—"),
    ("ndash", "–"),
    ("hellip", "…"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("middot", "·"),
    ("bull", "•"),
    ("emsp", "\u{2003}"),
    ("ensp", "\u{2002}"),
    ("copy", "©"),
    ("times", "×"),
    ("deg", "°"),
];

/// What a text that starts with `<` or `&` begins with.
pub(super) fn at_start(text: &str) -> Option<Html> {
    if let Some(rest) = text.strip_prefix('&') {
        let (name, _) = rest.split_once(';')?;
        let (_, drawn) = ENTITIES.iter().find(|(known, _)| *known == name)?;
        return Some(Html::Entity(name.len() + 2, drawn));
    }
    if text.starts_with("<!--") {
        return text.find("-->").map(|at| Html::Comment(at + 3));
    }
    let (inside, _) = text.strip_prefix('<')?.split_once('>')?;
    let len = inside.len() + 2;
    if inside.trim_end_matches([' ', '/']).eq_ignore_ascii_case("br") {
        return Some(Html::Break(len));
    }
    let is_web = ["http://", "https://", "mailto:"].iter().any(|scheme| inside.starts_with(scheme));
    let is_mail = || inside.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    let is_one = !inside.contains(|c: char| c.is_whitespace() || c == '<');
    (is_one && (is_web || is_mail())).then_some(Html::Address(len))
}
