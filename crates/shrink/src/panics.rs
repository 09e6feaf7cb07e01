//! WebAssembly without the places in the source that a panic would name, and without its words. The portal's apps stop
//! without a word, so nobody ever reads them: docs/adr/0002 has the figures.

use std::ops::Range;

use wasmparser::{BinaryReaderError, DataKind, Operator, Parser, Payload};

/// A `core::panic::Location` in memory: address and length of the file's name, line, column; four bytes each.
const PLACE: usize = 16;

/// What the standard library and the crates of the app say when they panic, but for what becomes an error of JavaScript,
/// which the console shows. One that is said otherwise in a later version stays, and costs its bytes.
const MESSAGES: [&str; 20] = [
    "called `Option::unwrap()` on a `None` value",
    "attempt to divide by zero",
    "RefCell already mutably borrowed",
    "RefCell already borrowed",
    "`async fn` resumed after completion",
    "internal error: entered unreachable code",
    "LazyCell instance has previously been poisoned",
    "Once instance has previously been poisoned",
    "one-time initialization may not be performed recursively",
    "Attempted to initialize thread-local while it is being dropped",
    "cannot access a Thread Local Storage value during or after destruction: ",
    "a Display implementation returned an error unexpectedly",
    "failed to generate unique thread ID: bitspace exhausted",
    "inner is None only in drop",
    "Hash table capacity overflow",
    "Tried to shrink to a larger capacity",
    "Tried to access a reactive value that has already been disposed.",
    "Executor::spawn_local called, but no global 'spawn_local' function is configured.",
    "Executor::spawn called, but no global 'spawn' function is configured.",
    "the window of a page has a document",
];

/// Bytes that lie in the module one after the other, and in memory from an address on.
struct Segment {
    address: usize,
    bytes: Range<usize>,
}

/// Makes all such places and messages zeros. Nothing moves: the module stays as long as it is.
///
/// # Errors
/// What is not WebAssembly.
pub(crate) fn forget_panics(module: &mut [u8]) -> Result<(), BinaryReaderError> {
    let segments = segments(module)?;
    let mut forgotten = Vec::new();
    for segment in &segments {
        let begin = segment.address.next_multiple_of(4) - segment.address + segment.bytes.start;
        for at in (begin..segment.bytes.end).step_by(4) {
            let Some(place) = module[..segment.bytes.end].get(at..at + PLACE) else {
                break;
            };
            let name = bytes(&segments, number(place), number(&place[4..]));
            if let Some(name) = name.filter(|name| is_source(&module[name.clone()])) {
                // The address stays: what reads a name, reads zeros.
                forgotten.extend([name, at + 8..at + PLACE]);
            }
        }
    }
    for segment in &segments {
        for message in MESSAGES {
            let found = memchr::memmem::find_iter(&module[segment.bytes.clone()], message);
            forgotten.extend(
                found
                    .map(|at| segment.bytes.start + at)
                    .map(|at| at..at + message.len()),
            );
        }
    }
    for range in forgotten {
        module[range].fill(0);
    }
    Ok(())
}

fn segments(module: &[u8]) -> Result<Vec<Segment>, BinaryReaderError> {
    let mut segments = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        let Payload::DataSection(section) = payload? else {
            continue;
        };
        for data in section {
            let data = data?;
            if let DataKind::Active { offset_expr, .. } = data.kind
                && let Operator::I32Const { value } = offset_expr.get_operators_reader().read()?
                && let (Ok(address), Ok(end)) = (usize::try_from(value), usize::try_from(data.range.end))
            {
                segments.push(Segment {
                    address,
                    bytes: end - data.data.len()..end,
                });
            }
        }
    }
    Ok(segments)
}

fn number(bytes: &[u8]) -> usize {
    let number = bytes[..4].iter().rev();
    number.fold(0, |number, byte| number << 8 | usize::from(*byte))
}

/// Where in the module so many bytes from an address on stand.
fn bytes(segments: &[Segment], address: usize, length: usize) -> Option<Range<usize>> {
    let segment = segments
        .iter()
        .rfind(|segment| segment.address <= address && address - segment.address < segment.bytes.len())?;
    let begin = segment.bytes.start + (address - segment.address);
    let end = begin.checked_add(length)?;
    (end <= segment.bytes.end).then_some(begin..end)
}

/// A path as rustc writes it: of the standard library, of a crate, or from the root of the workspace.
fn is_source(name: &[u8]) -> bool {
    let of_path = |byte: &u8| byte.is_ascii_alphanumeric() || b"/\\:._-+".contains(byte);
    name.ends_with(b".rs") && name.contains(&b'/') && name.iter().all(of_path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{ConstExpr, DataSection, MemorySection, MemoryType, Module};

    const NAME: &str = "/rustc/0/library/core/src/cell.rs";

    /// A module whose memory has these bytes from that address on.
    fn module(address: i32, bytes: &[u8]) -> Vec<u8> {
        let mut memories = MemorySection::new();
        memories.memory(MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        let mut data = DataSection::new();
        data.active(0, &ConstExpr::i32_const(address), bytes.iter().copied());
        let mut module = Module::new();
        module.section(&memories).section(&data);
        module.finish()
    }

    fn words(words: [u32; 4]) -> Vec<u8> {
        words.into_iter().flat_map(u32::to_le_bytes).collect()
    }

    // A kilobyte that every reader would load, and that tells where the app was built.
    #[test]
    fn name_line_and_column_of_a_place_are_forgotten_and_what_stands_beside_stays() {
        let begin = [b"already borrowed", NAME.as_bytes(), b"not a number..."].concat();
        let length = u32::try_from(NAME.len()).expect("it is short");
        let place = [words([1024 + 16, length, 310, 21]), words([7, 7, 7, 7])].concat();
        let mut module = module(1024, &[begin, place].concat());
        let before = module.len();
        forget_panics(&mut module).expect("it is WebAssembly");
        let expected = [
            b"already borrowed".to_vec(),
            vec![0; NAME.len()],
            b"not a number...".to_vec(),
            words([1024 + 16, length, 0, 0]),
            words([7, 7, 7, 7]),
        ]
        .concat();
        assert_eq!(module.len(), before);
        assert!(module.ends_with(&expected), "{module:?}");
    }

    // Words that no console ever shows, between those that readers see.
    #[test]
    fn messages_are_forgotten_and_what_stands_beside_stays() {
        let text = format!("saved{}Save", MESSAGES[0]);
        let mut module = module(1024, text.as_bytes());
        let before = module.len();
        forget_panics(&mut module).expect("it is WebAssembly");
        assert_eq!(module.len(), before);
        assert!(module.ends_with(&[b"saved", &vec![0; MESSAGES[0].len()][..], b"Save"].concat()));
    }

    // Addresses and lengths are numbers like others: most that look like them are none.
    #[test]
    fn what_only_looks_like_a_place_stays() {
        for (name, place) in [
            ("application/json", [1024, 16, 1, 1]),
            ("/rustc/core/src/cell.rs and more", [1024, 32, 1, 1]),
            (NAME, [1024, 4_000_000_000, 1, 1]),
            (NAME, [4_000_000_000, 33, 1, 1]),
            (NAME, [1024, 0, 1, 1]),
        ] {
            let padded = format!("{name:36}");
            let whole = module(1024, &[padded.into_bytes(), words(place)].concat());
            let mut module = whole.clone();
            forget_panics(&mut module).expect("it is WebAssembly");
            assert_eq!(module, whole, "{name} {place:?}");
        }
    }

    // The end of the data is the end of what may be read.
    #[test]
    fn a_place_that_is_cut_off_stays() {
        let place = words([1024, 33, 1, 1]);
        let whole = module(1024, &[format!("{NAME:36}").as_bytes(), &place[..12]].concat());
        let mut module = whole.clone();
        forget_panics(&mut module).expect("it is WebAssembly");
        assert_eq!(module, whole);
    }
}
