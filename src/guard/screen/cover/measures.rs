//! Kitchen measures. Every figure is true; a test works each out again.
//!
//! A US cup is 1/16 of a US gallon of 231 cubic inches: 236.588 ml. An ounce is
//! 28.3495 g. Millilitres of cups, grams and degrees are rounded to the whole;
//! millilitres of spoons and ounces of grams to a tenth.

use crate::guard::words::Words;
use crate::text::width::width;

/// The unit of a column: its place in `Words::units`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Cups,
    Tablespoons,
    FluidOunces,
    Millilitres,
    Teaspoons,
    Ounces,
    Grams,
    Fahrenheit,
    Celsius,
}

/// Amounts that are the same, row by row.
pub struct Table {
    pub units: &'static [Unit],
    pub rows: &'static [&'static [&'static str]],
}

/// Two tables a page.
pub const PAGES: [[Table; 2]; 3] = [
    [
        Table {
            units: &[Unit::Cups, Unit::Tablespoons, Unit::FluidOunces, Unit::Millilitres],
            rows: &[
                &["1/8", "2", "1", "30"],
                &["1/4", "4", "2", "59"],
                &["1/3", "5 1/3", "2 2/3", "79"],
                &["1/2", "8", "4", "118"],
                &["2/3", "10 2/3", "5 1/3", "158"],
                &["3/4", "12", "6", "177"],
                &["1", "16", "8", "237"],
                &["1 1/4", "20", "10", "296"],
                &["1 1/2", "24", "12", "355"],
                &["1 3/4", "28", "14", "414"],
                &["2", "32", "16", "473"],
                &["2 1/2", "40", "20", "591"],
                &["3", "48", "24", "710"],
                &["4", "64", "32", "946"],
            ],
        },
        Table {
            units: &[Unit::Teaspoons, Unit::Tablespoons, Unit::Millilitres],
            rows: &[
                &["1/4", "1/12", "1.2"],
                &["1/2", "1/6", "2.5"],
                &["3/4", "1/4", "3.7"],
                &["1", "1/3", "4.9"],
                &["1 1/2", "1/2", "7.4"],
                &["2", "2/3", "9.9"],
                &["3", "1", "14.8"],
                &["4", "1 1/3", "19.7"],
                &["4 1/2", "1 1/2", "22.2"],
                &["6", "2", "29.6"],
                &["9", "3", "44.4"],
                &["12", "4", "59.1"],
            ],
        },
    ],
    [
        Table {
            units: &[Unit::Ounces, Unit::Grams],
            rows: &[
                &["1/2", "14"],
                &["1", "28"],
                &["2", "57"],
                &["3", "85"],
                &["4", "113"],
                &["5", "142"],
                &["6", "170"],
                &["7", "198"],
                &["8", "227"],
                &["9", "255"],
                &["10", "283"],
                &["12", "340"],
                &["14", "397"],
                &["16", "454"],
                &["24", "680"],
                &["32", "907"],
            ],
        },
        Table {
            units: &[Unit::Grams, Unit::Ounces],
            rows: &[
                &["25", "0.9"],
                &["50", "1.8"],
                &["75", "2.6"],
                &["100", "3.5"],
                &["125", "4.4"],
                &["150", "5.3"],
                &["200", "7.1"],
                &["225", "7.9"],
                &["250", "8.8"],
                &["300", "10.6"],
                &["350", "12.3"],
                &["400", "14.1"],
                &["450", "15.9"],
                &["500", "17.6"],
                &["750", "26.5"],
                &["1000", "35.3"],
            ],
        },
    ],
    [
        Table {
            units: &[Unit::Fahrenheit, Unit::Celsius],
            rows: &[
                &["0", "-18"],
                &["32", "0"],
                &["40", "4"],
                &["165", "74"],
                &["212", "100"],
                &["225", "107"],
                &["250", "121"],
                &["275", "135"],
                &["300", "149"],
                &["325", "163"],
                &["350", "177"],
                &["375", "191"],
                &["400", "204"],
                &["425", "218"],
                &["450", "232"],
                &["500", "260"],
            ],
        },
        Table {
            units: &[Unit::Celsius, Unit::Fahrenheit],
            rows: &[
                &["-20", "-4"],
                &["0", "32"],
                &["5", "41"],
                &["60", "140"],
                &["75", "167"],
                &["100", "212"],
                &["120", "248"],
                &["140", "284"],
                &["150", "302"],
                &["160", "320"],
                &["170", "338"],
                &["180", "356"],
                &["190", "374"],
                &["200", "392"],
                &["220", "428"],
                &["250", "482"],
            ],
        },
    ],
];

/// The rows of each page.
pub(super) fn pages(own: &Words, columns: u16) -> Vec<Vec<String>> {
    let gap = if columns < 32 { 1 } else { 3 };
    let pages = own.measures_pages.iter().zip(&PAGES);
    pages
        .map(|(title, [left, right])| {
            let mut rows = vec![(*title).to_owned(), String::new()];
            rows.extend(super::beside(table(left, own, gap), table(right, own, gap), 8, columns));
            rows
        })
        .collect()
}

/// Columns flush right under the names of their units, `gap` cells apart.
fn table(table: &Table, own: &Words, gap: usize) -> Vec<String> {
    let heads: Vec<&str> = table.units.iter().map(|&unit| own.units[unit as usize]).collect();
    let lines = std::iter::once(&heads[..]).chain(table.rows.iter().copied());
    let cells = |column: usize| lines.clone().map(|line| width(line[column])).max().unwrap_or_default() + gap;
    lines
        .clone()
        .map(|line| {
            line.iter()
                .enumerate()
                .map(|(column, text)| format!("{}{text}", " ".repeat(cells(column) - width(text))))
                .collect()
        })
        .collect()
}
