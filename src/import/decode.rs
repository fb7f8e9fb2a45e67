//! A file read in pieces as UTF-8, whatever it was written in. Memory stays the same for any length.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use encoding_rs::{CoderResult, UTF_8};

use super::lengths::Lengths;
use super::sniff::Shape;
use crate::handles;

const PIECE: usize = 64 * 1024;

/// The text of a file, with a line break at its end, so that its last row is counted like the others.
pub(super) struct Text {
    source: Source,
    last: u8,
}

/// Lines that sat in one cell each are laid out again.
enum Source {
    /// As it stands.
    Plain(Decoder),
    /// Through the un-mangler.
    Relaid(Box<Relaid>),
}

impl Text {
    /// Opens the file.
    pub(super) fn open(path: &Path, shape: Shape) -> io::Result<Self> {
        let decoder = Decoder::new(handles::open(path)?, shape);
        let source =
            if shape.mangled { Source::Relaid(Box::new(Relaid::new(decoder))) } else { Source::Plain(decoder) };
        Ok(Self { source, last: b'\n' })
    }

    /// Bytes taken from the file so far.
    pub(super) fn bytes_read(&self) -> u64 {
        match &self.source {
            Source::Plain(decoder) => decoder.bytes_read,
            Source::Relaid(relaid) => relaid.cells.get_ref().bytes_read,
        }
    }
}

impl Read for Text {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = match &mut self.source {
            Source::Plain(decoder) => decoder.read(out),
            Source::Relaid(relaid) => relaid.read(out),
        }?;
        match (count, out) {
            (0, [first, ..]) if self.last != b'\n' => {
                (*first, self.last) = (b'\n', b'\n');
                Ok(1)
            }
            (count, out) => {
                self.last = out.get(..count).and_then(<[u8]>::last).copied().unwrap_or(self.last);
                Ok(count)
            }
        }
    }
}

/// Decodes while reading. UTF-8 passes through unchecked: a record that isn't one is repaired on its own, so that one bad
/// byte in row 900,000 costs one name and not the file.
pub(super) struct Decoder {
    file: File,
    lengths: Lengths,
    bytes_read: u64,
    at_start: bool,
    foreign: Option<encoding_rs::Decoder>,
    raw: Vec<u8>,
    raw_start: usize,
    raw_end: usize,
    ended: bool,
}

impl Decoder {
    fn new(file: File, shape: Shape) -> Self {
        let decoder = (shape.encoding != UTF_8).then(|| shape.encoding.new_decoder_with_bom_removal());
        let raw = if decoder.is_some() { vec![0; PIECE] } else { Vec::new() };
        let lengths = Lengths::of(shape);
        Self {
            file,
            lengths,
            bytes_read: 0,
            at_start: true,
            foreign: decoder,
            raw,
            raw_start: 0,
            raw_end: 0,
            ended: false,
        }
    }

    fn read_file(file: &mut File, out: &mut [u8], bytes_read: &mut u64) -> io::Result<usize> {
        loop {
            match file.read(out) {
                Ok(count) => {
                    *bytes_read += count as u64;
                    return Ok(count);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn pass(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut count = Self::read_file(&mut self.file, out, &mut self.bytes_read)?;
        // The mark can only be cut if the buffer is tiny, and csv's is not.
        if self.at_start && out.get(..count).is_some_and(|start| start.starts_with(b"\xEF\xBB\xBF")) {
            out.copy_within(3..count, 0);
            count -= 3;
            if count == 0 {
                count = Self::read_file(&mut self.file, out, &mut self.bytes_read)?;
            }
        }
        self.at_start = false;
        Ok(count)
    }
}

impl Read for Decoder {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.decode(out)?;
        self.lengths.pass(out.get(..count).unwrap_or_default())?;
        Ok(count)
    }
}

impl Decoder {
    fn decode(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let Some(mut decoder) = self.foreign.take() else { return self.pass(out) };
        let result = loop {
            if self.raw_start == self.raw_end && !self.ended {
                match Self::read_file(&mut self.file, &mut self.raw, &mut self.bytes_read) {
                    Ok(count) => (self.raw_start, self.raw_end, self.ended) = (0, count, count == 0),
                    Err(error) => break Err(error),
                }
            }
            let raw = self.raw.get(self.raw_start..self.raw_end).unwrap_or_default();
            let (state, taken, written, _) = decoder.decode_to_utf8(raw, out, self.ended);
            self.raw_start += taken;
            let finished = self.ended && state == CoderResult::InputEmpty;
            if written > 0 || finished || out.len() < 4 {
                // A finished decoder must not be asked again; passing through reads nothing more at the end of the file.
                break Ok((written, finished));
            }
        };
        let (written, finished) = result?;
        if finished {
            self.at_start = false;
        } else {
            self.foreign = Some(decoder);
        }
        Ok(written)
    }
}

/// Lays out again what Excel tore apart in a semicolon locale: cells of a row are joined with `;`, one trailing `;` goes,
/// rows are joined with line breaks, and the result is read as a comma-separated file.
pub(super) struct Relaid {
    cells: csv::Reader<Decoder>,
    record: csv::ByteRecord,
    line: Vec<u8>,
    start: usize,
}

impl Relaid {
    fn new(decoder: Decoder) -> Self {
        let cells = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(b';').from_reader(decoder);
        Self { cells, record: csv::ByteRecord::new(), line: Vec::new(), start: 0 }
    }

    fn next_line(&mut self) -> io::Result<bool> {
        let line = self.cells.position().line();
        self.cells.get_mut().lengths.begin_record(line);
        if !self.cells.read_byte_record(&mut self.record).map_err(io::Error::other)? {
            return Ok(false);
        }
        self.line.clear();
        self.start = 0;
        for (index, cell) in self.record.iter().enumerate() {
            if index > 0 {
                self.line.push(b';');
            }
            self.line.extend_from_slice(cell);
        }
        if self.line.last() == Some(&b';') {
            self.line.pop();
        }
        self.line.push(b'\n');
        Ok(true)
    }
}

impl Read for Relaid {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.start == self.line.len() && !self.next_line()? {
            return Ok(0);
        }
        let waiting = self.line.get(self.start..).unwrap_or_default();
        let count = waiting.len().min(out.len());
        if let (Some(to), Some(from)) = (out.get_mut(..count), waiting.get(..count)) {
            to.copy_from_slice(from);
        }
        self.start += count;
        Ok(count)
    }
}
