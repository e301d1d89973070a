//! What each kind of text looks like, in each theme and on each terminal.
//!
//! Meaning never hangs on colour alone: what must be seen is bold, underlined
//! or reversed as well. In the themes that set a ground, text has a contrast
//! of 7:1 or more against it (WCAG 2.2, 1.4.6); a test computes it.

use crate::app::{Depth, Policy, Theme, Tone};
use crate::page::Look;
use ratatui::style::{Color, Modifier, Style};

/// The styles of one theme.
#[derive(Clone, Debug)]
pub struct Palette {
    /// Running text on the ground.
    pub plain: Style,
    /// Titles and what matters.
    pub strong: Style,
    /// Said more quietly.
    pub quiet: Style,
    /// The help line.
    pub help: Style,
    /// Headings.
    pub heading: Style,
    /// Lines between regions.
    pub rule: Style,
    /// The chosen entry.
    pub chosen: Style,
    /// A phone number.
    pub phone: Style,
    /// A link.
    pub link: Style,
    /// The link that Enter follows.
    pub focus: Style,
    /// A word that was searched for.
    pub found: Style,
    /// The place of find that is in view.
    pub found_here: Style,
    /// A key in the key line.
    pub key: Style,
}

/// 24-bit colours of a theme that sets its own ground.
struct Colours {
    ground: u32,
    text: u32,
    quiet: u32,
    accent: u32,
    link: u32,
    phone: (u32, u32),
    chosen: (u32, u32),
    found: (u32, u32),
}

const DARK: Colours = Colours {
    ground: 0x0014_181d,
    text: 0x00e8_e8e4,
    quiet: 0x00b9_c0c7,
    accent: 0x008a_d4c8,
    link: 0x00a9_d1ff,
    phone: (0x0014_181d, 0x00f2_d58a),
    chosen: (0x00ff_ffff, 0x0024_4a5c),
    found: (0x0014_181d, 0x00e3_d9a0),
};

const LIGHT: Colours = Colours {
    ground: 0x00fa_f8f3,
    text: 0x001c_1c1c,
    quiet: 0x0046_4a4e,
    accent: 0x0000_4a52,
    link: 0x0000_3a86,
    phone: (0x00ff_ffff, 0x0000_4a52),
    chosen: (0x0010_1010, 0x00c6_dfe6),
    found: (0x0010_1010, 0x00ff_e6a0),
};

/// Letters and ground of bars, of numbers to call and of found words where the terminal's own ground is not known.
const ANY_BAR: (u32, u32) = (0x00ff_ffff, 0x0000_5f87);
const ANY_PHONE: (u32, u32) = (0x0000_0000, 0x00ff_d787);
const ANY_FOUND: (u32, u32) = (0x0000_0000, 0x00d7_d7af);
/// Lines, which carry no meaning: seen on black and on white.
const ANY_RULE: u32 = 0x0000_8787;

impl Palette {
    /// The styles for these settings.
    pub fn of(policy: Policy) -> Palette {
        match (policy.theme, policy.depth) {
            (Theme::Mono, _) | (_, Depth::None | Depth::Named) => Palette::plain(),
            (Theme::Auto, _) => Palette::any_ground(),
            (Theme::Dark, depth) => Palette::coloured(&DARK, depth),
            (Theme::Light, depth) => Palette::coloured(&LIGHT, depth),
        }
    }

    /// Weight, underline and reversal alone.
    fn plain() -> Palette {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        let reversed = plain.add_modifier(Modifier::REVERSED);
        Palette {
            plain,
            strong: bold,
            quiet: plain,
            help: reversed.add_modifier(Modifier::BOLD),
            heading: bold,
            rule: plain,
            chosen: reversed,
            phone: reversed.add_modifier(Modifier::BOLD),
            link: plain.add_modifier(Modifier::UNDERLINED),
            focus: reversed.add_modifier(Modifier::UNDERLINED),
            found: bold.add_modifier(Modifier::UNDERLINED),
            found_here: reversed.add_modifier(Modifier::BOLD),
            key: bold,
        }
    }

    /// The terminal's own ground and letters; what stands out brings both of its colours along, so that it can be read
    /// on any ground.
    fn any_ground() -> Palette {
        let on = |(front, back)| Style::new().fg(Color::Indexed(indexed(front))).bg(Color::Indexed(indexed(back)));
        let bar = on(ANY_BAR).add_modifier(Modifier::BOLD);
        Palette {
            help: bar,
            rule: Style::new().fg(Color::Indexed(indexed(ANY_RULE))),
            chosen: on(ANY_BAR),
            phone: on(ANY_PHONE).add_modifier(Modifier::BOLD),
            focus: bar.add_modifier(Modifier::UNDERLINED),
            found: on(ANY_FOUND),
            found_here: on(ANY_PHONE).add_modifier(Modifier::BOLD),
            ..Palette::plain()
        }
    }

    fn coloured(colours: &Colours, depth: Depth) -> Palette {
        let colour = |rgb| if depth == Depth::True { true_colour(rgb) } else { Color::Indexed(indexed(rgb)) };
        let on = |(front, back)| Style::new().fg(colour(front)).bg(colour(back));
        let plain = on((colours.text, colours.ground));
        let accent = plain.fg(colour(colours.accent));
        Palette {
            plain,
            strong: plain.add_modifier(Modifier::BOLD),
            quiet: plain.fg(colour(colours.quiet)),
            help: on(colours.phone).add_modifier(Modifier::BOLD),
            heading: accent.add_modifier(Modifier::BOLD),
            rule: accent,
            chosen: on(colours.chosen),
            phone: on(colours.phone).add_modifier(Modifier::BOLD),
            link: plain.fg(colour(colours.link)).add_modifier(Modifier::UNDERLINED),
            focus: on(colours.chosen).add_modifier(Modifier::UNDERLINED | Modifier::BOLD),
            found: on(colours.found),
            found_here: on(colours.phone).add_modifier(Modifier::BOLD),
            key: accent.add_modifier(Modifier::BOLD),
        }
    }

    /// The style of a piece of a page.
    pub fn look(&self, look: Look) -> Style {
        match look {
            Look::Plain => self.plain,
            Look::Strong | Look::Fact => self.strong,
            Look::Emphasis => self.plain.add_modifier(Modifier::ITALIC),
            Look::Phone => self.phone,
            Look::Citation | Look::Quiet | Look::Label => self.quiet,
        }
    }

    /// The style of a piece of a list.
    pub fn tone(&self, tone: Tone) -> Style {
        match tone {
            Tone::Title => self.plain,
            Tone::Heading => self.heading,
            Tone::Quiet => self.quiet,
            Tone::Found => self.found,
            Tone::Result | Tone::Notice => self.strong,
        }
    }
}

fn parts(rgb: u32) -> [u8; 3] {
    let [_, red, green, blue] = rgb.to_be_bytes();
    [red, green, blue]
}

fn true_colour(rgb: u32) -> Color {
    let [red, green, blue] = parts(rgb);
    Color::Rgb(red, green, blue)
}

/// The nearest of the 256 colours: of the 6×6×6 cube, or of the greys for a grey.
fn indexed(rgb: u32) -> u8 {
    const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let [red, green, blue] = parts(rgb);
    let spread = red.max(green).max(blue) - red.min(green).min(blue);
    if spread < 12 {
        let grey = (u16::from(red) + u16::from(green) + u16::from(blue)) / 3;
        return if grey > 246 { 231 } else { 232 + (grey.saturating_sub(3) / 10).min(23) as u8 };
    }
    let level = |part: u8| (0u8..6).min_by_key(|&at| LEVELS[usize::from(at)].abs_diff(part)).unwrap_or(0);
    16 + 36 * level(red) + 6 * level(green) + level(blue)
}

#[cfg(test)]
mod tests {
    use super::{ANY_BAR, ANY_FOUND, ANY_PHONE, Colours, DARK, LIGHT, indexed, parts};

    /// Relative luminance, WCAG 2.2.
    fn luminance(rgb: u32) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = parts(rgb).map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn contrast(a: u32, b: u32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_stands_out_seven_to_one() {
        for Colours { ground, text, quiet, accent, link, phone, chosen, found } in [DARK, LIGHT] {
            for front in [text, quiet, accent, link] {
                assert!(contrast(front, ground) >= 7.0, "{front:06x} on {ground:06x}");
            }
            for (front, back) in [phone, chosen, found, ANY_BAR, ANY_PHONE, ANY_FOUND] {
                assert!(contrast(front, back) >= 7.0, "{front:06x} on {back:06x}");
            }
        }
    }

    #[test]
    fn a_colour_has_a_near_one_among_256() {
        assert_eq!(indexed(0x00ff_0000), 196);
        assert_eq!(indexed(0x00ff_ffff), 231);
        assert_eq!(indexed(0x0000_0000), 232);
    }
}
