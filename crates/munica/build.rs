//! Builds the program again when the apps were built, or pictures of the manuals made: the compiler knows only of the files
//! that it embedded the last time, and a first build embeds none.

fn main() {
    println!("cargo::rerun-if-changed=../web/dist");
    println!("cargo::rerun-if-changed=../../docs/manuals/pantallas");
}
