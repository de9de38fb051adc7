//! How much of a module each crate is, told from the names of its functions as the linker left them.
//!
//! Measured before wasm-opt, so the shares count, not the bytes.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result};

use crate::files;

/// Bytes of code per crate, the heaviest first, and bytes of data.
pub(crate) struct Weight {
    /// Crate and bytes of its functions.
    pub(crate) crates: Vec<(String, usize)>,
    /// Bytes of the data section: texts, tables.
    pub(crate) data: usize,
}

/// Reads a module that still has its name section.
pub(crate) fn by_crate(file: &Path) -> Result<Weight> {
    let bytes = files::read(file)?;
    weigh(&bytes).with_context(|| format!("{} is not a module with names", file.display()))
}

fn weigh(module: &[u8]) -> Option<Weight> {
    let mut reader = Reader(module);
    reader.take(8)?;
    let (mut imported, mut data) = (0, 0);
    let mut bodies = Vec::new();
    let mut names = HashMap::new();
    while let Some(id) = reader.byte() {
        let size = reader.number()?;
        let mut section = Reader(reader.take(size)?);
        match id {
            0 if section.text()? == "name" => names = function_names(&mut section)?,
            2 => imported = function_imports(&mut section)?,
            10 => bodies = body_sizes(&mut section)?,
            11 => data = size,
            _ => {}
        }
    }
    let mut crates: HashMap<String, usize> = HashMap::new();
    for (at, size) in bodies.into_iter().enumerate() {
        let owner = names
            .get(&(imported + at))
            .map_or_else(|| "(no name)".to_owned(), |name| owner(name));
        *crates.entry(owner).or_default() += size;
    }
    let mut crates: Vec<(String, usize)> = crates.into_iter().collect();
    crates.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Some(Weight { crates, data })
}

/// The crate a function is written in, or for: the first one its name tells.
/// `<web::ui::Card as core::Drop>::drop` → `web`, `<(A, B) as tachys::Render>::build` → `tachys`.
fn owner(name: &str) -> String {
    let name = format!("{:#}", rustc_demangle::demangle(name));
    let (before, _) = name.split_once("::").unwrap_or_default();
    let word = before
        .rsplit(|c: char| !c.is_alphanumeric() && c != '_')
        .next();
    word.filter(|word| !word.is_empty())
        .unwrap_or("(other)")
        .to_owned()
}

fn function_imports(section: &mut Reader) -> Option<usize> {
    let mut functions = 0;
    for _ in 0..section.number()? {
        section.text()?;
        section.text()?;
        match section.byte()? {
            0 => {
                section.number()?;
                functions += 1;
            }
            1 => {
                section.byte()?;
                section.limits()?;
            }
            2 => section.limits()?,
            3 => drop(section.take(2)?),
            _ => return None,
        }
    }
    Some(functions)
}

fn body_sizes(section: &mut Reader) -> Option<Vec<usize>> {
    (0..section.number()?)
        .map(|_| {
            let size = section.number()?;
            section.take(size)?;
            Some(size)
        })
        .collect()
}

fn function_names<'a>(section: &mut Reader<'a>) -> Option<HashMap<usize, &'a str>> {
    let mut names = HashMap::new();
    while let Some(kind) = section.byte() {
        let size = section.number()?;
        let mut part = Reader(section.take(size)?);
        if kind == 1 {
            for _ in 0..part.number()? {
                names.insert(part.number()?, part.text()?);
            }
        }
    }
    Some(names)
}

/// Walks the binary format; `None` where it ends too early.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    /// An unsigned LEB128 number.
    fn number(&mut self) -> Option<usize> {
        let (mut value, mut shift) = (0_usize, 0);
        loop {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(value);
            }
            shift += 7;
        }
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = self.number()?;
        str::from_utf8(self.take(length)?).ok()
    }

    fn limits(&mut self) -> Option<()> {
        let flags = self.number()?;
        self.number()?;
        if flags & 1 == 1 {
            self.number()?;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_belongs_to_the_crate_that_wrote_it() {
        assert_eq!(owner("web::ui::card::h1234"), "web");
        assert_eq!(
            owner("<alloc::vec::Vec<T> as core::ops::Drop>::drop"),
            "alloc"
        );
        assert_eq!(
            owner("<(A, &mut B) as tachys::view::Render>::build"),
            "tachys"
        );
        assert_eq!(owner("_ZN3web6format7integer17h4a4bbf75bc131fc3E"), "web");
        assert_eq!(owner("memcpy"), "(other)");
    }

    #[test]
    fn a_module_is_weighed_by_its_names() {
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        module.extend([2, 7, 1, 1, b'm', 1, b'f', 0, 0]); // one imported function
        module.extend([10, 6, 2, 2, 0, 0x0b, 1, 0x0b]); // two bodies, of 2 and 1 bytes
        module.extend([11, 1, 0]);
        module.extend([0, 20, 4]);
        module.extend(b"name");
        module.extend([1, 13, 2, 1, 4]);
        module.extend(b"a::x");
        module.extend([2, 4]);
        module.extend(b"b::y");
        let weight = weigh(&module).unwrap();
        assert_eq!(weight.crates, [("a".to_owned(), 2), ("b".to_owned(), 1)]);
        assert_eq!(weight.data, 1);
    }
}
