//! Builds the program again when the apps were built: the compiler knows only of the files that it embedded the last time,
//! and a first build embeds none.

fn main() {
    println!("cargo::rerun-if-changed=../web/dist");
}
