//! What a file is that is no text, by its first bytes. Knows nothing of encodings beyond "this is none".

/// Bytes at an offset, and what a file with them is.
type Mark = (usize, &'static [u8], &'static str);

/// The more telling first.
const MARKS: &[Mark] = &[
    (0, b"%PDF-", "a PDF"),
    (30, b"mimetypeapplication/epub+zip", "an EPUB book"),
    (0, b"PK\x03\x04", "a ZIP archive or Office document"),
    (0, b"PK\x05\x06", "a ZIP archive"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (0, b"{\\rtf", "a rich text document (RTF)"),
    (0, b"\xff\xd8\xff", "a JPEG picture"),
    (0, b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (0, b"GIF87a", "a GIF picture"),
    (0, b"GIF89a", "a GIF picture"),
    (8, b"WEBPVP8", "a WebP picture"),
    (0, b"II*\0", "a TIFF picture"),
    (0, b"MM\0*", "a TIFF picture"),
    (4, b"ftyphei", "a HEIC picture"),
    (4, b"ftypmif", "a HEIC picture"),
    (4, b"ftypavif", "an AVIF picture"),
    (4, b"ftyp", "a video"),
    (0, b"\x1aE\xdf\xa3", "a video"),
    (8, b"AVI LIST", "a video"),
    (8, b"WAVEfmt ", "a sound recording"),
    (0, b"ID3\x02", "a sound recording"),
    (0, b"ID3\x03", "a sound recording"),
    (0, b"ID3\x04", "a sound recording"),
    (0, b"OggS\0", "a sound recording"),
    (0, b"fLaC\0", "a sound recording"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (0, b"\x1f\x8b\x08", "a gzip archive"),
    (0, b"BZh91AY&SY", "a bzip2 archive"),
    (0, b"\xfd7zXZ\0", "an xz archive"),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (257, b"ustar", "a tar archive"),
    (60, b"BOOKMOBI", "a Mobipocket or Kindle book"),
    (0, b"AT&TFORM", "a DjVu document"),
    (0, b"SQLite format 3\0", "a database"),
    (0, b"\x7fELF", "a program"),
    (0, b"wOFF", "a font"),
    (0, b"wOF2", "a font"),
    (0, b"OTTO\0", "a font"),
    (0, b"\0\x01\0\0\0", "a font"),
];

/// What the bytes are if their first bytes say that they are no text, with its article: "a JPEG picture". Looks at 300 bytes.
pub fn binary_kind(bytes: &[u8]) -> Option<&'static str> {
    let known =
        MARKS.iter().find(|(at, mark, _)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(mark))).map(|m| m.2);
    // Two letters say too little alone: an article may begin with them.
    known.or_else(|| match bytes {
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => Some("a BMP picture"),
        [b'M', b'Z', rest @ ..] if rest.iter().take(100).any(|&b| b == 0) => Some("a program"),
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Some("text in UTF-32"),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_what_is_no_text() {
        let mut tar = vec![b'a'; 257];
        tar.extend(b"ustar\x0000");
        let table: &[(&[u8], Option<&str>)] = &[
            (b"%PDF-1.7\n%\xe2\xe3", Some("a PDF")),
            (b"PK\x03\x04\x14\0\x06\0", Some("a ZIP archive or Office document")),
            (
                b"PK\x03\x04\x0a\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x08\0\0\0mimetypeapplication/epub+zip",
                Some("an EPUB book"),
            ),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", Some("an old Office document")),
            (b"{\\rtf1\\ansi", Some("a rich text document (RTF)")),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", Some("a JPEG picture")),
            (b"\x89PNG\r\n\x1a\n\0\0", Some("a PNG picture")),
            (b"GIF89a\x01\0", Some("a GIF picture")),
            (b"RIFF\x24\0\0\0WEBPVP8 ", Some("a WebP picture")),
            (b"BM\x46\0\0\0\0\0\0\0\x36\0", Some("a BMP picture")),
            (b"\0\0\0\x18ftypmp42", Some("a video")),
            (b"\0\0\0\x18ftypheic", Some("a HEIC picture")),
            (b"ID3\x04\0\0\0\0", Some("a sound recording")),
            (b"\x1f\x8b\x08\0", Some("a gzip archive")),
            (b"7z\xbc\xaf\x27\x1c\0\x04", Some("a 7z archive")),
            (b"\x7fELF\x02\x01", Some("a program")),
            (b"MZ\x90\0\x03\0\0\0", Some("a program")),
            (b"SQLite format 3\0\x10", Some("a database")),
            (b"\xff\xfe\0\0R\0\0\0", Some("text in UTF-32")),
            (&tar, Some("a tar archive")),
            (b"", None),
            (b"B", None),
            (b"BMW has sold fewer cars this year, and more bicycles.", None),
            (b"MZ is how the maker signed his motorcycles.", None),
            (b"GIF files were everywhere.", None),
            (b"ID3 tags name a song.", None),
            (b"PK stands for player killer.", None),
            ("雨停了。".as_bytes(), None),
        ];
        for (bytes, expected) in table {
            assert_eq!(binary_kind(bytes), *expected, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
