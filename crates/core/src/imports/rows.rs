//! Reads a file row by row whatever it is: CSV with any usual separator and encoding, JSON lines, plain or gzipped.

use crate::error::{Error, Result};
use crate::phrases::say;
use encoding_rs::{CoderResult, Decoder, Encoding};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How much of the beginning is looked at to guess encoding and separator.
const SAMPLE_BYTES: usize = 64 * 1024;
/// Longest row; what is longer is a quote that never ends, a file without line ends, or a trap for the memory.
const ROW_MAX_BYTES: u64 = 16 * 1024 * 1024;
/// Follows the last row of a CSV. Standing in a value instead, it shows that a quote was never closed: the reader itself
/// takes all that follows such a quote for its value and says nothing. Two noncharacters, which no text holds.
const END: &str = "\u{fdd0}\u{fdd1}";
/// gzip's magic number (RFC 1952, section 2.3.1).
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// One row: values under the file's column names.
#[derive(Debug, Clone)]
pub struct Row {
    /// Line of the data, the header being line 1.
    pub number: u64,
    headers: Arc<Vec<String>>,
    pub values: Vec<String>,
}

impl Row {
    /// The value in a column, trimmed; nothing where the column is missing.
    pub fn get(&self, column: &str) -> Option<&str> {
        let at = self.headers.iter().position(|header| header == column)?;
        self.values.get(at).map(|value| value.trim())
    }

    pub fn headers(&self) -> &[String] {
        &self.headers
    }
}

/// Why there is no row.
#[derive(Debug)]
pub enum Unread {
    /// This one cannot be read; the next ones follow. What stands in it, as far as it could be told apart.
    Row { number: u64, error: Error, values: Vec<String> },
    /// The file itself gives out; nothing follows.
    Rest(Error),
}

/// The rows of a file; a row that cannot be read is an error of its own and the next ones follow.
pub struct Rows {
    pub headers: Arc<Vec<String>>,
    inner: Inner,
    number: u64,
    /// Bytes that the row at hand may still take.
    left: Arc<AtomicU64>,
    /// Some bytes so far are no text in the file's encoding.
    garbled: Arc<AtomicBool>,
    ended: bool,
}

enum Inner {
    Csv(Box<csv::Reader<Box<dyn Read + Send>>>),
    Json(Box<dyn BufRead + Send>),
}

/// Opens a file for reading by rows. Errors: `invalid` when it is empty or has no header.
pub fn open(mut source: Box<dyn Read + Send>) -> Result<Rows> {
    let mut magic = Vec::with_capacity(2);
    source.by_ref().take(2).read_to_end(&mut magic)?;
    let gzipped = magic == GZIP;
    let source: Box<dyn Read + Send> = Box::new(std::io::Cursor::new(magic).chain(source));
    let mut source = if gzipped { Box::new(flate2::read::MultiGzDecoder::new(source)) } else { source };
    let mut sample = Vec::new();
    source
        .by_ref()
        .take(SAMPLE_BYTES as u64)
        .read_to_end(&mut sample)
        .map_err(|cause| Error::invalid("file", say("error.import.damaged")).caused_by(cause))?;
    if sample.contains(&0) && Encoding::for_bom(&sample).is_none() {
        return Err(Error::invalid("file", say("error.import.not_text")));
    }
    let encoding = encoding(&sample);
    let text = encoding.decode(&sample).0.into_owned();
    if text.trim().is_empty() {
        return Err(Error::invalid("file", say("error.import.empty")));
    }
    let rest: Box<dyn Read + Send> = Box::new(std::io::Cursor::new(sample).chain(source));
    let left = Arc::new(AtomicU64::new(ROW_MAX_BYTES));
    let garbled = Arc::new(AtomicBool::new(false));
    let decoded =
        Limited { source: Decoded::new(rest, encoding, Arc::clone(&garbled)), left: Arc::clone(&left) };
    if text.trim_start().starts_with('{') {
        return json(Box::new(decoded), left, garbled);
    }
    let marked: Box<dyn Read + Send> = Box::new(decoded.chain(std::io::Cursor::new(format!("\n{END}\n"))));
    let mut reader = csv::ReaderBuilder::new().delimiter(separator(&text)).flexible(true).from_reader(marked);
    let headers: Vec<String> = reader
        .headers()
        .map_err(|cause| Error::invalid("file", say("error.import.no_header")).caused_by(cause))?
        .iter()
        .map(|header| header.trim().to_owned())
        .collect();
    if headers.iter().any(|header| header.contains(END)) {
        return Err(never_closed(1));
    }
    Ok(Rows {
        headers: Arc::new(headers),
        inner: Inner::Csv(Box::new(reader)),
        number: 1,
        left,
        garbled,
        ended: false,
    })
}

fn json(decoded: Box<dyn Read + Send>, left: Arc<AtomicU64>, garbled: Arc<AtomicBool>) -> Result<Rows> {
    let mut lines: Box<dyn BufRead + Send> = Box::new(BufReader::new(decoded));
    let mut first = String::new();
    lines.read_line(&mut first).map_err(|cause| gives_out(1, &left, cause))?;
    let object: BTreeMap<String, serde_json::Value> = serde_json::from_str(first.trim())
        .map_err(|cause| Error::invalid("file", say("error.import.no_json")).caused_by(cause))?;
    let headers = Arc::new(object.into_keys().collect::<Vec<_>>());
    let lines: Box<dyn BufRead + Send> =
        Box::new(BufReader::new(std::io::Cursor::new(first.into_bytes()).chain(lines)));
    Ok(Rows { headers, inner: Inner::Json(lines), number: 0, left, garbled, ended: false })
}

/// Why reading ended in the row of this number.
fn gives_out(number: u64, left: &AtomicU64, cause: std::io::Error) -> Error {
    let message = if left.load(Ordering::Relaxed) == 0 {
        format!(
            "Row {number} is longer than {} MB, so the file was read no further. Most often a closing quote is missing there. Correct the row and try again.",
            ROW_MAX_BYTES / 1024 / 1024
        )
    } else {
        format!(
            "The file is damaged after row {}; what follows cannot be read. Get the file again and try once more.",
            number.saturating_sub(1)
        )
    };
    Error::invalid("file", message).caused_by(cause)
}

fn never_closed(number: u64) -> Error {
    Error::invalid(
        "file",
        format!(
            "A quote that begins in row {number} is never closed, so all that follows it would be one value. Close the quote in the file and try again."
        ),
    )
}

/// Values that hold what is no text. Errors: `invalid`.
fn readable(values: &[String], garbled: bool) -> std::result::Result<(), Error> {
    if values
        .iter()
        .any(|value| value.contains('\0') || (garbled && value.contains(char::REPLACEMENT_CHARACTER)))
    {
        return Err(Error::invalid(
            "file",
            "This row holds characters that cannot be read as text. Save the file as CSV (UTF-8) and import it again.",
        ));
    }
    Ok(())
}

impl Iterator for Rows {
    type Item = std::result::Result<Row, Unread>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        self.number += 1;
        let number = self.number;
        self.left.store(ROW_MAX_BYTES, Ordering::Relaxed);
        let read = match &mut self.inner {
            Inner::Csv(reader) => next_csv(reader, self.headers.len()),
            Inner::Json(lines) => next_json(lines, &self.headers),
        };
        self.ended = matches!(read, Ok(None) | Err(Stop::Rest(_) | Stop::Open));
        match read {
            Ok(None) => None,
            Ok(Some(values)) => Some(match readable(&values, self.garbled.load(Ordering::Relaxed)) {
                Ok(()) => Ok(Row { number, headers: Arc::clone(&self.headers), values }),
                Err(error) => Err(Unread::Row { number, error, values }),
            }),
            Err(Stop::Row(row)) => Some(Err(Unread::Row { number, error: row.error, values: row.values })),
            Err(Stop::Rest(cause)) => Some(Err(Unread::Rest(gives_out(number, &self.left, cause)))),
            Err(Stop::Open) => Some(Err(Unread::Rest(never_closed(number)))),
        }
    }
}

/// What ends a row early: something in it, the reading itself, or a quote that nobody closed.
enum Stop {
    Row(Box<Unreadable>),
    Rest(std::io::Error),
    Open,
}

/// Why a row cannot be read, and what stands in it.
struct Unreadable {
    error: Error,
    values: Vec<String>,
}

impl Stop {
    fn row(message: impl Into<String>, values: Vec<String>) -> Self {
        Self::Row(Box::new(Unreadable { error: Error::invalid("file", message.into()), values }))
    }
}

fn next_csv(
    reader: &mut csv::Reader<Box<dyn Read + Send>>,
    columns: usize,
) -> std::result::Result<Option<Vec<String>>, Stop> {
    let mut record = csv::StringRecord::new();
    match reader.read_record(&mut record) {
        Ok(false) => Ok(None),
        Ok(true) if record.iter().eq([END]) => Ok(None),
        Ok(true) if record.iter().any(|value| value.contains(END)) => Err(Stop::Open),
        Ok(true) if record.len() > columns => Err(Stop::row(
            format!(
                "This row has {} values but there are {columns} columns. Check its quotes.",
                record.len()
            ),
            record.iter().map(str::to_owned).collect(),
        )),
        Ok(true) => Ok(Some(record.iter().map(str::to_owned).collect())),
        Err(cause) if cause.is_io_error() => Err(Stop::Rest(cause.into())),
        Err(cause) => {
            tracing::debug!(%cause, "a row is no CSV");
            Err(Stop::row("This row cannot be read as CSV. Check its quotes.", Vec::new()))
        }
    }
}

fn next_json(
    lines: &mut Box<dyn BufRead + Send>,
    headers: &[String],
) -> std::result::Result<Option<Vec<String>>, Stop> {
    let mut line = String::new();
    while line.trim().is_empty() {
        line.clear();
        if lines.read_line(&mut line).map_err(Stop::Rest)? == 0 {
            return Ok(None);
        }
    }
    let object: BTreeMap<String, serde_json::Value> = serde_json::from_str(line.trim()).map_err(|cause| {
        tracing::debug!(%cause, "a line is no JSON object");
        Stop::row(
            "This line is not a JSON object. Check its quotes and brackets.",
            vec![line.trim().to_owned()],
        )
    })?;
    let text = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Null => String::new(),
        other => other.to_string(),
    };
    Ok(Some(headers.iter().map(|header| object.get(header).map(text).unwrap_or_default()).collect()))
}

/// Hands out no more than one row may take, until the next row begins.
struct Limited {
    source: Decoded,
    left: Arc<AtomicU64>,
}

impl Read for Limited {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let left = self.left.load(Ordering::Relaxed);
        if left == 0 {
            return Err(std::io::Error::other("a row is longer than a row may be"));
        }
        let read = self.source.read(into)?;
        self.left.store(left.saturating_sub(read as u64), Ordering::Relaxed);
        Ok(read)
    }
}

/// By byte order mark, else UTF-8 where it is valid, else by the detector's guess.
fn encoding(sample: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(sample) {
        return encoding;
    }
    // The sample may end inside a character; an error in its last bytes says nothing.
    let valid = match std::str::from_utf8(sample) {
        Ok(_) => true,
        Err(error) => error.valid_up_to() + 4 > sample.len(),
    };
    if valid {
        return encoding_rs::UTF_8;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(sample, true);
    detector.guess(None, chardetng::Utf8Detection::Allow)
}

/// The separator that splits the first line most often, outside quotes.
fn separator(text: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0_u32), (b';', 0), (b'\t', 0), (b'|', 0)];
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            _ => counts
                .iter_mut()
                .filter(|(separator, _)| *separator == byte)
                .for_each(|(_, count)| *count += 1),
        }
    }
    counts
        .into_iter()
        .max_by_key(|(separator, count)| (*count, *separator == b','))
        .map_or(b',', |(separator, _)| separator)
}

/// Bytes of any encoding, read as UTF-8.
struct Decoded {
    source: Box<dyn Read + Send>,
    decoder: Decoder,
    /// So far there was nothing but ASCII, which says nothing about the encoding.
    undecided: bool,
    garbled: Arc<AtomicBool>,
    raw: Vec<u8>,
    ready: std::collections::VecDeque<u8>,
    ended: bool,
}

impl Decoded {
    fn new(source: Box<dyn Read + Send>, encoding: &'static Encoding, garbled: Arc<AtomicBool>) -> Self {
        Self {
            source,
            decoder: encoding.new_decoder_with_bom_removal(),
            undecided: encoding == encoding_rs::UTF_8,
            garbled,
            raw: vec![0; 16 * 1024],
            ready: std::collections::VecDeque::new(),
            ended: false,
        }
    }

    fn more(&mut self) -> std::io::Result<()> {
        let read = self.source.read(&mut self.raw)?;
        self.ended = read == 0;
        let raw = self.raw.get(..read).unwrap_or_default();
        if self.undecided && !raw.is_ascii() {
            self.undecided = false;
            self.decoder = encoding(raw).new_decoder_with_bom_removal();
        }
        let mut text =
            String::with_capacity(self.decoder.max_utf8_buffer_length(read).unwrap_or(read * 3 + 16));
        let (result, _, had_errors) = self.decoder.decode_to_string(raw, &mut text, self.ended);
        debug_assert!(
            matches!(result, CoderResult::InputEmpty),
            "the buffer holds the longest possible result"
        );
        if had_errors {
            self.garbled.store(true, Ordering::Relaxed);
        }
        self.ready.extend(text.into_bytes());
        Ok(())
    }
}

impl Read for Decoded {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        while self.ready.is_empty() && !self.ended {
            self.more()?;
        }
        self.ready.read(into)
    }
}
