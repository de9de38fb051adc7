//! Walking through a file a piece at a time without missing what lies across two pieces.

use std::io::{self, Read};

const PIECE: usize = 64 * 1024;

/// Shows the file in pieces, each beginning with the last `overlap - 1` bytes of the one before, until `see` says to stop.
pub(super) fn each_piece(
    reader: &mut impl Read,
    overlap: usize,
    mut see: impl FnMut(&[u8]) -> bool,
) -> io::Result<()> {
    let mut piece = Vec::with_capacity(PIECE + overlap);
    loop {
        let kept = piece.len();
        let most = PIECE.try_into().unwrap_or(u64::MAX);
        reader.by_ref().take(most).read_to_end(&mut piece)?;
        if piece.len() == kept || !see(&piece) {
            return Ok(());
        }
        let begin = piece.len().saturating_sub(overlap.saturating_sub(1));
        piece.drain(..begin);
    }
}

pub(super) fn length(bytes: &[u8]) -> u64 {
    bytes.len().try_into().unwrap_or(u64::MAX)
}
