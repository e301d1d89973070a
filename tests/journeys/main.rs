//! What people do with the program, and the screens that it leads to.

#[path = "../support/mod.rs"]
mod support;

mod any_keys;
mod documents;
mod finding;
mod first_screen;
mod hostile;
mod key_line;
mod kiosk;
mod leaving;
mod links;
mod menus;
mod mouse;
mod needs;
mod note;
mod reading;
mod searching;
