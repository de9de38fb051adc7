//! The folder that is served: names with the content's hash, brotli copies, and the manifest.
//!
//! Sources name an asset by its logical address, `/assets/portal.js`; [`Assets::resolve`] puts the real one in its
//! place. An asset must therefore be added before those that refer to it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::json;
use sha2::{Digest, Sha256};

/// Most bytes, brotli, of the files that the public app needs before it works: 300 kB, less 6 for the HTML document, which
/// takes 4.7 to 5.3 in a portal of the demo.
pub(crate) const FIRST_LOAD_BUDGET: usize = 294 * 1000;

/// One served file.
pub(crate) struct Asset {
    /// Its name in the folder: `portal-3f9a01bc22.css`.
    pub(crate) file: String,
    /// Its size in bytes.
    pub(crate) bytes: usize,
    /// Its size with brotli, or the plain size where brotli gains nothing.
    pub(crate) brotli: usize,
}

/// What was written so far, by logical name.
pub(crate) struct Assets {
    root: PathBuf,
    quality: i32,
    by_name: BTreeMap<String, Asset>,
}

impl Assets {
    /// An empty folder; `quality` is brotli's, up to 11.
    pub(crate) fn create(root: &Path, quality: i32) -> Result<Self> {
        if root.exists() {
            fs::remove_dir_all(root).with_context(|| format!("cannot empty {}", root.display()))?;
        }
        fs::create_dir_all(root.join("assets"))?;
        Ok(Self {
            root: root.to_owned(),
            quality,
            by_name: BTreeMap::new(),
        })
    }

    /// A folder for files in between.
    pub(crate) fn scratch(&self, name: &str) -> PathBuf {
        self.root.join(format!(".{name}"))
    }

    /// Writes a file and its brotli copy; returns the address it is served at.
    pub(crate) fn add(&mut self, name: &str, bytes: &[u8]) -> Result<String> {
        let file = hashed_name(name, bytes)?;
        let path = self.root.join("assets").join(&file);
        fs::write(&path, bytes)?;
        let packed = brotli(bytes, self.quality)?;
        let smaller = packed.len() < bytes.len();
        // A text without its copy would be compressed again for every reader, and sent without its length.
        if smaller || is_text(name) {
            fs::write(self.root.join("assets").join(format!("{file}.br")), &packed)?;
        }
        let served = format!("/assets/{file}");
        let brotli = if smaller || is_text(name) {
            packed.len()
        } else {
            bytes.len()
        };
        self.by_name.insert(
            name.to_owned(),
            Asset {
                file,
                bytes: bytes.len(),
                brotli,
            },
        );
        Ok(served)
    }

    /// Replaces every logical address in a text by the served one, and refuses an address that nothing answers.
    pub(crate) fn resolve(&self, text: &str) -> Result<String> {
        const PREFIX: &str = "/assets/";
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(PREFIX) {
            let end = after
                .find(|c: char| !c.is_alphanumeric() && !"-_./".contains(c))
                .unwrap_or(after.len());
            let (name, tail) = after.split_at(end);
            let Some(asset) = self.by_name.get(name) else {
                bail!("{PREFIX}{name} does not exist")
            };
            out.extend([before, PREFIX, &asset.file]);
            rest = tail;
        }
        out.push_str(rest);
        Ok(out)
    }

    /// Every asset with its logical name.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Asset)> {
        self.by_name
            .iter()
            .map(|(name, asset)| (name.as_str(), asset))
    }

    /// Bytes, brotli, that the public app loads before it works.
    pub(crate) fn first_load(&self) -> usize {
        self.iter()
            .filter(|(name, _)| in_first_load(name))
            .map(|(_, asset)| asset.brotli)
            .sum()
    }

    /// Writes `manifest.json`: logical name → file and sizes, and the first load against its budget.
    pub(crate) fn write_manifest(&self) -> Result<()> {
        let assets: BTreeMap<&str, serde_json::Value> = self
            .iter()
            .map(|(name, asset)| {
                (
                    name,
                    json!({"file": asset.file, "bytes": asset.bytes, "brotli": asset.brotli}),
                )
            })
            .collect();
        let manifest = json!({
            "assets": assets,
            "first_load": {"brotli": self.first_load(), "budget": FIRST_LOAD_BUDGET},
        });
        fs::write(
            self.root.join("manifest.json"),
            serde_json::to_vec_pretty(&manifest)?,
        )?;
        Ok(())
    }
}

/// Whether the public app needs this asset before it works.
pub(crate) fn in_first_load(name: &str) -> bool {
    matches!(
        name,
        "portal.css" | "portal.js" | "portal-boot.js" | "portal_bg.wasm" | "sprite.svg"
    ) || name.starts_with("portal/snippets/")
        || name.ends_with(".woff2")
}

/// Whether servers compress files of this name when nobody did before.
fn is_text(name: &str) -> bool {
    [".css", ".js", ".json", ".svg"]
        .iter()
        .any(|end| name.ends_with(end))
}

/// `locales/qu.json` → `locales-qu-3f9a01bc22.json`: one flat folder, ten hex digits.
fn hashed_name(name: &str, bytes: &[u8]) -> Result<String> {
    let flat = name.replace('/', "-");
    let (stem, ext) = flat
        .rsplit_once('.')
        .with_context(|| format!("{name} has no extension"))?;
    let digest: String = hex::encode(Sha256::digest(bytes))
        .chars()
        .take(10)
        .collect();
    Ok(format!("{stem}-{digest}.{ext}"))
}

fn brotli(bytes: &[u8], quality: i32) -> Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams {
        quality,
        lgwin: 22,
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &params)?;
    Ok(packed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(names: &[&str]) -> Assets {
        let by_name = names
            .iter()
            .map(|name| {
                (
                    (*name).to_owned(),
                    Asset {
                        file: hashed_name(name, b"x").unwrap(),
                        bytes: 1,
                        brotli: 1,
                    },
                )
            })
            .collect();
        Assets {
            root: PathBuf::new(),
            quality: 11,
            by_name,
        }
    }

    #[test]
    fn an_address_is_replaced_by_the_hashed_one_and_its_longer_namesake_is_not_touched() {
        let assets = with(&["a.js", "a.json"]);
        let text = assets
            .resolve(r#"import "/assets/a.js"; fetch("/assets/a.json")"#)
            .unwrap();
        assert_eq!(
            text,
            r#"import "/assets/a-2d711642b7.js"; fetch("/assets/a-2d711642b7.json")"#
        );
    }

    #[test]
    fn an_address_that_nothing_answers_stops_the_build() {
        let error = with(&[])
            .resolve("src: url(/assets/font.woff2)")
            .unwrap_err();
        assert_eq!(error.to_string(), "/assets/font.woff2 does not exist");
    }

    #[test]
    fn the_name_carries_the_hash_of_the_content() {
        assert_ne!(
            hashed_name("a.css", b"1").unwrap(),
            hashed_name("a.css", b"2").unwrap()
        );
        assert!(hashed_name("robots", b"").is_err());
    }
}
