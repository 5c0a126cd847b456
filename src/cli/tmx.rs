//! Translation Memory eXchange 1.4b (LISA OSCAR, 2005), which translators' tools read: a unit for each bead with both sides.

use super::write::{bead_text, beads, rounded};
use crate::model::{Bead, Bitext};
use crate::text::Lang;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io::{self, Write};

/// A unit for each bead; sentences without a counterpart are no translation and are left out.
pub(super) fn tmx(bitext: &Bitext, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.write_event(Event::DocType(BytesText::from_escaped("tmx SYSTEM \"tmx14.dtd\"")))?;
    xml.create_element("tmx").with_attribute(("version", "1.4")).write_inner_content(|xml| {
        xml.create_element("header")
            .with_attributes([
                ("creationtool", "duizhao"),
                ("creationtoolversion", env!("CARGO_PKG_VERSION")),
                ("segtype", "sentence"),
                ("o-tmf", "duizhao"),
                ("adminlang", "en"),
                ("srclang", "en"),
                ("datatype", "plaintext"),
            ])
            .write_empty()?;
        xml.create_element("body").write_inner_content(|xml| {
            let both = |bead: &&Bead| !bead.sentences.en.is_empty() && !bead.sentences.zh.is_empty();
            beads(bitext).filter(both).try_for_each(|bead| unit(bitext, bead, xml))
        })?;
        Ok(())
    })?;
    writeln!(xml.get_mut())
}

fn unit(bitext: &Bitext, bead: &Bead, xml: &mut Writer<&mut dyn Write>) -> io::Result<()> {
    xml.create_element("tu").write_inner_content(|xml| {
        let confidence = rounded(bead.confidence).to_string();
        xml.create_element("prop")
            .with_attribute(("type", "x-confidence"))
            .write_text_content(BytesText::new(&confidence))?;
        for (lang, code) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
            let text = permitted(&bead_text(bitext, bead, lang));
            xml.create_element("tuv").with_attribute(("xml:lang", code)).write_inner_content(|xml| {
                xml.create_element("seg").write_text_content(BytesText::new(&text))?;
                Ok(())
            })?;
        }
        Ok(())
    })?;
    Ok(())
}

/// XML 1.0 has no way to write most control characters.
fn permitted(text: &str) -> String {
    let is_permitted = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    text.chars().map(|c| if is_permitted(c) { c } else { char::REPLACEMENT_CHARACTER }).collect()
}
