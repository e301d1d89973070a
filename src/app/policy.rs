//! What differs from one place of use to another.

/// Where the program runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// An advocate's own computer.
    #[default]
    Desk,
    /// A computer that many people share.
    Kiosk,
}

/// The colours to draw with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// The terminal's own colours.
    #[default]
    Auto,
    /// Light letters on a dark ground.
    Dark,
    /// Dark letters on a light ground.
    Light,
    /// No colours.
    Mono,
}

/// How many colours the terminal has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// None, or none are wanted.
    None,
    /// The eight or sixteen named ones.
    #[default]
    Named,
    /// 256.
    Indexed,
    /// 24 bits.
    True,
}

/// Settings of one run; they do not change while it lasts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// Where the program runs.
    pub mode: Mode,
    /// The colours to draw with.
    pub theme: Theme,
    /// How many colours there are.
    pub depth: Depth,
}
