//! What a command tells the person who called it.

use std::fmt::Arguments;
use std::io::Write;

/// Prints one line; a closed terminal is no reason to stop.
pub(crate) fn line(text: Arguments) {
    let mut out = std::io::stdout().lock();
    drop(writeln!(out, "{text}").and_then(|()| out.flush()));
}

/// `println!` for commands.
macro_rules! say {
    ($($text:tt)*) => { $crate::console::line(format_args!($($text)*)) };
}
pub(crate) use say;
