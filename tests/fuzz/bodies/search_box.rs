//! Any keys typed into a session with the made-up records, drawn at any size.

use super::Data;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::cell::Cell;
use std::path::Path;
use std::sync::OnceLock;
use waypost::app::{Action, Key, Mode, Mouse, Policy, Session, Size, World, action_for, update};
use waypost::corpus::assemble::assemble;
use waypost::files;
use waypost::input::Parser;
use waypost::lang::Lang;
use waypost::text::scrub::allowed;
use waypost::tui;

/// Enough to reach every screen; more would only make each run slow.
const MOST: usize = 80;

const WORDS: [&str; 12] =
    ["papers", "lost ", "visa z", "pay", "police", "boss took", "i 914", "zzzz", "xiv", "\"+(", "签证", "e\u{301}"];

const NAMED: [Key; 15] = [
    Key::Enter,
    Key::Esc,
    Key::Tab,
    Key::BackTab,
    Key::Backspace,
    Key::Delete,
    Key::Up,
    Key::Down,
    Key::Left,
    Key::Right,
    Key::Home,
    Key::End,
    Key::PageUp,
    Key::PageDown,
    Key::F(3),
];

/// First bytes: kiosk or desk, language, size. Then what is done, each a byte and what belongs to it.
pub fn search_box(data: &[u8]) {
    let mut data = Data(data);
    let world = world(data.flag());
    let lang = data.one(&Lang::all().collect::<Vec<_>>());
    let size = size(&mut data);
    let mut person = Person { world, lang, session: Session::new(world, lang, size), patience: 60 };
    let mut parser = Parser::default();
    for _ in 0..MOST {
        if data.is_empty() {
            break;
        }
        match data.byte() % 16 {
            0..=3 => person.press(Key::Char(char::from(b' ' + data.byte() % 95))),
            4 => {
                let code = u32::from(data.u16()) | u32::from(data.byte()) << 16;
                char::from_u32(code % 0x11_0000).into_iter().for_each(|c| person.press(Key::Char(c)));
            }
            5 => {
                let count = usize::from(data.byte() & 31);
                let keys = parser.keys(data.bytes(count));
                keys.into_iter().chain(parser.expire()).for_each(|key| person.press(key));
            }
            6..=8 => person.press(data.one(&NAMED)),
            9 => person.press(Key::F(1 + data.byte() % 12)),
            10 => person.press(Key::ShiftF(1 + data.byte() % 12)),
            11 => {
                let what = data.one(&[Mouse::Press, Mouse::WheelUp, Mouse::WheelDown]);
                person.press(Key::Mouse(what, u16::from(data.byte()), u16::from(data.byte())));
            }
            12 => data.one(&WORDS).chars().for_each(|c| person.press(Key::Char(c))),
            13 => person.press(Key::Ctrl(char::from(b'a' + data.byte() % 26))),
            14 => person.patience = u32::from(data.byte()),
            _ => {
                person.act(Action::Resize(self::size(&mut data)));
                person.looks();
            }
        }
    }
    person.looks();
}

fn size(data: &mut Data<'_>) -> Size {
    Size { width: u16::from(data.byte() % 121), height: u16::from(data.byte() % 121) }
}

/// The made-up records, on a shared computer or a desk. Made once.
fn world(kiosk: bool) -> &'static World {
    static WORLDS: [OnceLock<World>; 2] = [OnceLock::new(), OnceLock::new()];
    WORLDS[usize::from(kiosk)].get_or_init(|| {
        // The fuzzer's package stands in a folder of the main one.
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = if env!("CARGO_PKG_NAME") == "waypost" { root.to_owned() } else { root.join("..") };
        let (corpus, faults) = assemble(&files::read_corpus(&root.join("tests/fixtures/corpus")).expect("fixtures"));
        assert!(faults.is_empty(), "{faults:?}");
        let index = files::IndexFiles::in_memory(&corpus).and_then(|files| files.search()).expect("an index");
        let mode = if kiosk { Mode::Kiosk } else { Mode::Desk };
        World::new(corpus, Policy { mode, ..Policy::default() }).searched_by(index)
    })
}

struct Person {
    world: &'static World,
    lang: Lang,
    session: Session,
    /// How often a search may ask whether to stop before it is told to.
    patience: u32,
}

impl Person {
    fn press(&mut self, key: Key) {
        if let Some(action) = action_for(self.world.policy, &self.session, key) {
            self.act(action);
        }
    }

    fn act(&mut self, action: Action) {
        let asked = Cell::new(0);
        let stop = || asked.replace(asked.get() + 1) >= self.patience;
        let effect = update(self.world, &mut self.session, action, &stop);
        if let Some(effect) = effect
            && !matches!(effect, waypost::app::Effect::Language(_))
        {
            // The session has ended; the next person comes.
            self.session = Session::new(self.world, self.lang, self.session.size);
        }
    }

    /// The frame can be drawn, commands no terminal, and says how to hide.
    fn looks(&self) {
        let size = self.session.size;
        let mut terminal = Terminal::new(TestBackend::new(size.width, size.height)).expect("no terminal can fail");
        terminal.draw(|frame| tui::draw(self.world, &self.session, frame)).expect("no terminal can fail");
        let buffer = terminal.backend().buffer();
        for cell in buffer.content() {
            for c in cell.symbol().chars() {
                assert!(allowed(c) && !c.is_control(), "{c:?} on the screen of {size:?}");
            }
        }
        if size.width >= 8 && size.height >= 2 {
            let keys: String = (0..size.width).map(|x| buffer[(x, size.height - 1)].symbol()).collect();
            assert!(keys.contains("F9"), "{keys:?} at {size:?}");
        }
    }
}
