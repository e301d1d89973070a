//! Text as it stands on a screen: its size, its width, its lines, its safe characters, and the form in which it is compared.

pub mod fold;
pub mod near;
pub mod scrub;
pub mod size;
pub mod width;
pub mod wrap;
