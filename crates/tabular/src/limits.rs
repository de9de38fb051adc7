//! How much of a file is read before it is refused. Every limit is reached in constant memory.

/// The limits of a file. The defaults are those of a spreadsheet program, and for XLSX what a register of a million rows
/// needs with room to spare.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of the file as it was sent.
    pub file_bytes: u64,
    /// The highest number of a row.
    pub rows: u32,
    /// Columns of a row.
    pub columns: usize,
    /// Characters of a cell.
    pub cell_chars: usize,
    /// XLSX: bytes of all its parts, unpacked.
    pub unpacked_bytes: u64,
    /// XLSX: how many times larger than its packed bytes a part may be, once it passes [`Limits::RATIO_FROM`].
    pub unpacked_ratio: u64,
    /// XLSX: parts in the package.
    pub parts: usize,
    /// XLSX: bytes of memory that the table of shared texts may take. It is the one thing of a workbook that must be held,
    /// because any cell may point to any text.
    pub shared_texts_bytes: u64,
}

impl Limits {
    /// Small parts may be as repetitive as they like.
    pub const RATIO_FROM: u64 = 8 * MIB;
}

const MIB: u64 = 1024 * 1024;

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 128 * MIB,
            rows: 1_048_576,
            columns: 512,
            cell_chars: 32_767,
            unpacked_bytes: 1024 * MIB,
            unpacked_ratio: 200,
            parts: 2_000,
            shared_texts_bytes: 96 * MIB,
        }
    }
}
