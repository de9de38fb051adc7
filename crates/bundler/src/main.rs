//! Turns the compiled WASM apps, the styles, icons and texts into the files a browser loads.
//!
//! Everything is written under its content's hash with a brotli copy beside it, and listed in `manifest.json`. What is
//! compiled, and with which tools, `xtask` decides.

mod apps;
mod assets;
mod css;
mod files;
mod icons;
mod minify;
mod report;
mod weight;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Parser;

use crate::apps::Tools;
use crate::assets::Assets;

/// Bundles the browser apps.
#[derive(Parser)]
struct Args {
    /// Folder of the crate `web`.
    #[arg(long)]
    web: PathBuf,
    /// Folder with `portal.wasm`, `procedures.wasm`, `registers.wasm` and `admin.wasm` as cargo wrote them.
    #[arg(long)]
    wasm: PathBuf,
    /// The `node_modules` that has `lucide-static`.
    #[arg(long)]
    packages: PathBuf,
    /// The `wasm-opt` program; without it the modules stay as they are.
    #[arg(long)]
    wasm_opt: Option<PathBuf>,
    /// The `terser` program; without it the JavaScript stays as it is.
    #[arg(long)]
    terser: Option<PathBuf>,
    /// Compress with little effort.
    #[arg(long)]
    quick: bool,
    /// Folder to write; what was there is removed.
    #[arg(long)]
    out: PathBuf,
}

fn main() -> Result<()> {
    let args = Args::parse();
    let mut assets = Assets::create(&args.out, if args.quick { 5 } else { 11 })?;
    add_static(&mut assets, &args.web.join("static"))?;
    add_locales(&mut assets, &args.web.join("locales"))?;
    let sprite = icons::sprite(
        &args.web.join("icons.txt"),
        &args.packages.join("lucide-static"),
    )?;
    assets.add("sprite.svg", sprite.as_bytes())?;
    let sheets = css::sheets(&args.web.join("src"))?;
    for (name, sheet) in [
        ("portal.css", &sheets.portal),
        ("registers.css", &sheets.registers),
        ("admin.css", &sheets.admin),
    ] {
        let sheet = assets
            .resolve(&minify::css(sheet))
            .with_context(|| format!("in {name}"))?;
        assets.add(name, sheet.as_bytes())?;
    }
    let tools = Tools {
        wasm_opt: args.wasm_opt,
        terser: args.terser,
    };
    let mut weights = Vec::new();
    for app in ["portal", "procedures", "registers", "admin"] {
        apps::add(&mut assets, app, &args.wasm, &tools)?;
        weights.push((
            app,
            weight::by_crate(&args.wasm.join(format!("{app}.wasm")))?,
        ));
    }
    assets.write_manifest()?;
    report::print(&assets, &weights)
}

/// Binary files first: the others may refer to them.
fn add_static(assets: &mut Assets, dir: &Path) -> Result<()> {
    let (text, binary): (Vec<PathBuf>, Vec<PathBuf>) = files::under(dir)?
        .into_iter()
        .partition(|file| is_text(file));
    for file in binary {
        assets.add(&files::logical(dir, &file)?, &files::read(&file)?)?;
    }
    for file in text {
        let content = assets
            .resolve(&files::read_text(&file)?)
            .with_context(|| format!("in {}", file.display()))?;
        assets.add(&files::logical(dir, &file)?, content.as_bytes())?;
    }
    Ok(())
}

fn is_text(file: &Path) -> bool {
    file.extension()
        .is_some_and(|ext| ext == "webmanifest" || ext == "js")
}

/// Spanish is compiled into the apps; the other languages are fetched when asked for.
fn add_locales(assets: &mut Assets, dir: &Path) -> Result<()> {
    for file in files::under(dir)? {
        let name = files::logical(dir, &file)?;
        if name != "es.json" {
            assets.add(&format!("locales/{name}"), &files::read(&file)?)?;
        }
    }
    Ok(())
}
