//! One app: wasm-bindgen's glue, wasm-opt, and the module that starts it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::assets::Assets;
use crate::files;

/// Features are named one by one: with all of them on, binaryen writes imports that browsers refuse. What is left out makes a
/// module shorter and no lighter: brotli finds again what repeats, and a value kept in a local hides it. The public app is 5 kB
/// smaller so than with `-Oz`, the staff app 20 kB. The first kilobyte of memory is the far end of the stack, where nothing lies.
const WASM_OPT: [&str; 12] = [
    "-Os",
    "--low-memory-unused",
    "--skip-pass=local-cse",
    "--skip-pass=simplify-locals",
    "--skip-pass=inlining-optimizing",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Programs that make what is sent smaller; without one, that part stays as it is.
pub(crate) struct Tools {
    pub(crate) wasm_opt: Option<PathBuf>,
    pub(crate) terser: Option<PathBuf>,
}

/// Adds `{app}_bg.wasm`, `{app}.js`, its snippets and `{app}-boot.js`.
pub(crate) fn add(assets: &mut Assets, app: &str, wasm: &Path, tools: &Tools) -> Result<()> {
    let scratch = assets.scratch(app);
    Bindgen::new()
        .input_path(wasm.join(format!("{app}.wasm")))
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .out_name(app)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(&scratch)?;
    let module = scratch.join(format!("{app}_bg.wasm"));
    if let Some(program) = &tools.wasm_opt {
        optimize(program, &module)?;
    }
    assets.add(&format!("{app}_bg.wasm"), &files::read(&module)?)?;
    let mut glue = link_snippets(assets, app, &scratch)?;
    if let Some(program) = &tools.terser {
        glue = minify(program, &glue, &scratch)?;
    }
    assets.add(&format!("{app}.js"), glue.as_bytes())?;
    let boot = assets.resolve(&boot(app))?;
    assets.add(&format!("{app}-boot.js"), boot.as_bytes())?;
    fs::remove_dir_all(scratch)?;
    Ok(())
}

/// A file of its own, because the content security policy refuses scripts inside the page.
///
/// The staff app draws itself and starts at once. A public page is there to be read before: its app is not fetched until
/// the page was painted with its style and pictures, so that it takes nothing from them on a slow line.
fn boot(app: &str) -> String {
    let start = format!(
        "import(\"/assets/{app}.js\").then(app=>app.default({{module_or_path:\"/assets/{app}_bg.wasm\"}}))"
    );
    if app == "admin" {
        return format!("{start};\n");
    }
    format!(
        "const start=()=>requestAnimationFrame(()=>setTimeout(()=>{start}));\
         document.readyState===\"complete\"?start():addEventListener(\"load\",start);\n"
    )
}

/// The glue without its comments and long names: a quarter of it, compressed.
fn minify(program: &Path, glue: &str, scratch: &Path) -> Result<String> {
    let file = scratch.join("glue.js");
    fs::write(&file, glue)?;
    let output = Command::new(program)
        .arg(&file)
        .args(["--module", "--compress", "--mangle"])
        .output()
        .with_context(|| format!("cannot run {}", program.display()))?;
    ensure!(
        output.status.success(),
        "terser failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(String::from_utf8(output.stdout)?)
}

fn optimize(program: &Path, module: &Path) -> Result<()> {
    let status = Command::new(program)
        .args(WASM_OPT)
        .arg(module)
        .arg("-o")
        .arg(module)
        .status()
        .with_context(|| format!("cannot run {}", program.display()))?;
    ensure!(status.success(), "wasm-opt failed on {}", module.display());
    Ok(())
}

/// JavaScript that crates bring along gets a hashed name of its own, and the glue imports it by that name.
fn link_snippets(assets: &mut Assets, app: &str, scratch: &Path) -> Result<String> {
    let mut glue = files::read_text(&scratch.join(format!("{app}.js")))?;
    for file in files::under(&scratch.join("snippets"))? {
        let name = files::logical(scratch, &file)?;
        let served = assets.add(&format!("{app}/{name}"), &files::read(&file)?)?;
        glue = glue.replace(&format!("./{name}"), &served);
    }
    Ok(glue)
}
