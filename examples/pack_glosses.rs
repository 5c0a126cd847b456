//! Packs the glosses of the bundled dictionary into the form that word links read, deflated: `pack_glosses glosses.bin.zz`. The same dictionary gives
//! the same bytes. `scripts/pack-dictionary` runs this.

use duizhao::align::words::pack::pack;
use duizhao::lexicon::Lexicon;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let target = std::env::args().nth(1).ok_or("usage: pack_glosses TARGET")?;
    let packed = pack(&Lexicon::bundled()?)?;
    let deflated = miniz_oxide::deflate::compress_to_vec_zlib(&packed, 10);
    println!("{target}: {} bytes, deflated {}", packed.len(), deflated.len());
    Ok(std::fs::write(target, deflated)?)
}
