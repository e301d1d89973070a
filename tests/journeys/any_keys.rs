//! Whatever is pressed, in whatever order, on whatever screen: the program stands, and the help line with it.
//!
//! The keys are the same in every run, so that a change that has nothing to do with them cannot fail by chance;
//! another seed, below, tries others.

use crate::support::{Person, made_up, made_up_kiosk};
use proptest::prelude::{Just, ProptestConfig, Strategy, any, proptest};
use proptest::sample::select;
use proptest::test_runner::RngSeed;
use waypost::app::{Key, Mouse};

#[derive(Clone, Debug)]
enum Step {
    Key(Key),
    Size(u16, u16),
}

fn key() -> impl Strategy<Value = Key> {
    let named = vec![
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
    ];
    let mouse = select(vec![Mouse::Press, Mouse::WheelUp, Mouse::WheelDown]);
    proptest::prop_oneof![
        6 => select(named),
        3 => select("paper stampé签\u{301}\u{202e}\0jkgGnNcq?/12".chars().collect::<Vec<_>>()).prop_map(Key::Char),
        2 => (1u8..=12).prop_map(Key::F),
        1 => Just(Key::ShiftF(3)),
        3 => (mouse, 0u16..130, 0u16..50).prop_map(|(what, x, y)| Key::Mouse(what, x, y)),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    proptest::prop_oneof![
        12 => key().prop_map(Step::Key),
        1 => (1u16..130, 1u16..45).prop_map(|(width, height)| Step::Size(width, height)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, rng_seed: RngSeed::Fixed(911), ..ProptestConfig::default() })]

    #[test]
    fn any_keys_on_any_screen_leave_the_help_line_standing(
        steps in proptest::collection::vec(step(), 1..60),
        spanish in any::<bool>(),
        kiosk in any::<bool>(),
    ) {
        let mut person = Person::in_world(if kiosk { made_up_kiosk() } else { made_up() }, 80, 24);
        if spanish {
            person = person.speaking("es");
        }
        for step in steps {
            person = match step {
                Step::Key(key) => person.presses(key),
                Step::Size(width, height) => person.resized_to(width, height),
            };
            let size = person.session.size;
            let (help, keys) = (person.help_line(), person.key_line());
            let helps = size.width >= 20 && (size.height >= 2 || !kiosk);
            assert!(!helps || (help.contains("911") && help.contains("1-888-373-7888")), "{help:?}");
            assert!(size.width < 8 || (size.height < 2 && !kiosk) || keys.contains("F9"), "{keys:?} at {size:?}");
        }
    }
}
