//! Packs the glosses of the bundled dictionary into the form that word links read: `pack_glosses glosses.bin`. The same dictionary gives the same
//! bytes. `scripts/pack-dictionary` runs this, and compresses them.

use duizhao::align::words::pack::pack;
use duizhao::lexicon::Lexicon;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let target = std::env::args().nth(1).ok_or("usage: pack_glosses TARGET")?;
    let packed = pack(&Lexicon::bundled()?)?;
    println!("{target}: {} bytes", packed.len());
    Ok(std::fs::write(target, packed)?)
}
