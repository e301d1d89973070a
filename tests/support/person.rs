//! What a person does.

use super::shipped;
use tui_input::Input;
use waypost::app::{Action, Effect, Key, Mouse, Session, Size, World, action_for, update};
use waypost::input::Parser;
use waypost::lang::Lang;

/// Somebody who uses the program.
pub struct Person {
    pub(super) world: &'static World,
    /// What their use has left behind so far.
    pub session: Session,
    /// What the core has asked of the loop around it.
    pub effects: Vec<Effect>,
    parser: Parser,
}

impl Person {
    /// Opens the program on a screen of `width` and `height`.
    pub fn at(width: u16, height: u16) -> Person {
        Person::in_world(shipped(), width, height)
    }

    /// Opens the program with other records than the shipped ones.
    pub fn in_world(world: &'static World, width: u16, height: u16) -> Person {
        let session = Session::new(world, Lang::En, Size { width, height });
        Person { world, session, effects: Vec::new(), parser: Parser::default() }
    }

    /// Opens the program anew in the language that `tag` asks for.
    pub fn speaking(mut self, tag: &str) -> Person {
        self.session = Session::new(self.world, Lang::negotiate(tag), self.session.size);
        self
    }

    /// Has the page of `id` open, as if they had gone there.
    pub fn opens_record(mut self, id: &str) -> Person {
        assert!(self.session.go(self.world, &id.parse().unwrap(), None), "there is no {id}");
        self
    }

    pub fn presses(mut self, key: Key) -> Person {
        self.press(key);
        self
    }

    pub fn presses_times(mut self, times: usize, key: Key) -> Person {
        (0..times).for_each(|_| self.press(key));
        self
    }

    pub fn types(mut self, text: &str) -> Person {
        text.chars().for_each(|c| self.press(Key::Char(c)));
        self
    }

    /// Types `c` where a search has no time at all.
    pub fn types_in_no_time(mut self, c: char) -> Person {
        update(self.world, &mut self.session, Action::Type(c), &|| true);
        self
    }

    /// What a keyboard sends, as bytes: through the parser, as in the program.
    pub fn sends(mut self, bytes: &[u8]) -> Person {
        for key in self.parser.keys(bytes) {
            self.press(key);
        }
        self
    }

    pub fn resized_to(mut self, width: u16, height: u16) -> Person {
        self.act(Action::Resize(Size { width, height }));
        self
    }

    pub fn clicks(self, x: u16, y: u16) -> Person {
        self.presses(Key::Mouse(Mouse::Press, x, y))
    }

    /// Clicks on the first cell of the first `text` on the screen.
    pub fn clicks_on(self, text: &str) -> Person {
        let (x, y) = self.place_of(text);
        self.clicks(x, y)
    }

    /// Turns the wheel one notch towards the hand over the first `text` on the screen.
    pub fn wheels_down_over(self, text: &str) -> Person {
        let (x, y) = self.place_of(text);
        self.presses(Key::Mouse(Mouse::WheelDown, x, y))
    }

    pub fn wheels_up_over(self, text: &str) -> Person {
        let (x, y) = self.place_of(text);
        self.presses(Key::Mouse(Mouse::WheelUp, x, y))
    }

    /// Presses `key` until `arrived`; fails where that takes more than `most` presses.
    pub fn presses_until(mut self, key: Key, most: usize, arrived: impl Fn(&Person) -> bool) -> Person {
        for _ in 0..most {
            if arrived(&self) {
                return self;
            }
            self.press(key);
        }
        assert!(arrived(&self), "not there after {most} presses of {key:?}:\n{}", self.screen());
        self
    }

    fn press(&mut self, key: Key) {
        if let Some(action) = action_for(self.world.policy, &self.session, key) {
            self.act(action);
        }
    }

    fn act(&mut self, action: Action) {
        self.effects.extend(update(self.world, &mut self.session, action, &|| false));
    }

    /// Has `text` in the search line as if it had been typed and searched for, without the time that each of its
    /// letters would take.
    pub fn with_typed(mut self, text: &str) -> Person {
        self.session.search.input = Input::new(text.to_owned());
        self
    }

    /// A check between two steps.
    pub fn then(self, check: impl FnOnce(&Person)) -> Person {
        check(&self);
        self
    }
}
