//! `input::Parser`: any bytes, any split, a rest that never comes.

use super::Data;
use waypost::app::Key;
use waypost::input::Parser;
use waypost::text::scrub::allowed;

/// Reads: a byte of length (low six bits) and whether the parser expires before it (the highest), and their bytes.
pub fn input(data: &[u8]) {
    let mut data = Data(data);
    let mut parser = Parser::default();
    // Since the last expiry: all bytes, and all keys.
    let (mut bytes, mut keys) = (Vec::new(), Vec::new());
    while !data.is_empty() {
        let head = data.byte();
        if head & 0x80 != 0 {
            same_at_once(&bytes, &keys);
            expires(&mut parser);
            bytes.clear();
            keys.clear();
        }
        let read = data.bytes(usize::from(head & 63));
        let new = parser.keys(read);
        assert!(parser.pending() <= 32, "{} bytes are pending", parser.pending());
        assert_eq!(parser.is_waiting(), parser.pending() > 0);
        new.iter().for_each(|key| known(*key));
        bytes.extend_from_slice(read);
        keys.extend(new);
        assert!(keys.len() <= bytes.len(), "{keys:?} of {bytes:?}");
    }
    same_at_once(&bytes, &keys);

    // Nothing swallows a control key that hides, even if the rest of a sequence is awaited.
    for (byte, letter) in [(0x18, 'x'), (0x03, 'c'), (0x1a, 'z'), (0x1c, '\\'), (0x11, 'q')] {
        let mut parser = Parser::default();
        parser.keys(&bytes);
        assert_eq!(parser.keys(&[byte]).last(), Some(&Key::Ctrl(letter)), "after {bytes:?}");
    }
    expires(&mut parser);
    assert_eq!(parser.keys(b"\x1b[20~"), [Key::F(9)]);
    assert_eq!(parser.keys("ñ".as_bytes()), [Key::Char('ñ')]);
    dropped_whole(&bytes);
}

/// The same bytes in one read give the same keys.
fn same_at_once(bytes: &[u8], keys: &[Key]) {
    assert_eq!(Parser::default().keys(bytes), keys, "{bytes:?} in one read, and split");
}

fn expires(parser: &mut Parser) {
    let key = parser.expire();
    assert!(matches!(key, None | Some(Key::Esc)), "{key:?}");
    assert!(!parser.is_waiting());
    assert_eq!(parser.expire(), None);
}

fn known(key: Key) {
    match key {
        Key::Char(c) => assert!(allowed(c) && !c.is_control(), "{c:?}"),
        Key::Ctrl(c) => assert!(c.is_ascii_lowercase() || matches!(c, '\\' | ']' | '^' | '_'), "{c:?}"),
        Key::F(number) | Key::ShiftF(number) => assert!((1..=12).contains(&number), "F{number}"),
        _ => {}
    }
}

/// Of a whole sequence, well formed (ECMA-48, 5.4), nothing is left over as typing; a terminal's answer is one.
fn dropped_whole(bytes: &[u8]) {
    let mut data = Data(bytes);
    let (parameters, intermediates) = (data.byte() % 48, data.byte() % 4);
    let part = |data: &mut Data, count: u8, first: u8, mask: u8| -> Vec<u8> {
        data.bytes(usize::from(count)).iter().map(|byte| first | byte & mask).collect()
    };
    let parameters = part(&mut data, parameters, 0x30, 0x0f);
    let intermediates = part(&mut data, intermediates, 0x20, 0x0f);
    let last = 0x40 + data.byte() % 63;
    let is_rxvt = intermediates.contains(&b'$') && parameters.iter().all(|byte| matches!(byte, b'0'..=b'9' | b';'));
    let is_console = last == b'[' && parameters.is_empty() && intermediates.is_empty();
    if is_rxvt || is_console {
        return;
    }
    let sequence = [b"\x1b[", &parameters[..], &intermediates, &[last]].concat();
    for split in 0..=sequence.len() {
        let mut parser = Parser::default();
        let mut keys = parser.keys(&sequence[..split]);
        keys.extend(parser.keys(&sequence[split..]));
        assert!(keys.len() <= 1 && !matches!(keys[..], [Key::Char(_)]), "{sequence:?} at {split}: {keys:?}");
        assert!(!parser.is_waiting(), "{sequence:?}");
    }
}
