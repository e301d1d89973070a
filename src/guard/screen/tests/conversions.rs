//! Every figure of the kitchen page, worked out again from the units' definitions.
//!
//! NIST Handbook 44, appendix C: a gallon is 231 cubic inches, an inch 2.54 cm,
//! a pound 0.45359237 kg.

use crate::guard::screen::cover::measures::{PAGES, Unit};

const GALLON_ML: f64 = 231.0 * 2.54 * 2.54 * 2.54;
const POUND_G: f64 = 453.592_37;

/// "1 1/2" as 1.5.
fn number(text: &str) -> f64 {
    text.split(' ')
        .map(|part| match part.split_once('/') {
            Some((above, below)) => above.parse::<f64>().unwrap() / below.parse::<f64>().unwrap(),
            None => part.parse().unwrap(),
        })
        .sum()
}

/// In millilitres, grams or degrees Celsius.
fn base(unit: Unit, amount: f64) -> f64 {
    match unit {
        Unit::Cups => amount * GALLON_ML / 16.0,
        Unit::FluidOunces => amount * GALLON_ML / 128.0,
        Unit::Tablespoons => amount * GALLON_ML / 256.0,
        Unit::Teaspoons => amount * GALLON_ML / 768.0,
        Unit::Millilitres | Unit::Grams | Unit::Celsius => amount,
        Unit::Ounces => amount * POUND_G / 16.0,
        Unit::Fahrenheit => (amount - 32.0) * 5.0 / 9.0,
    }
}

fn from_base(unit: Unit, base: f64) -> f64 {
    match unit {
        Unit::Fahrenheit => base * 9.0 / 5.0 + 32.0,
        unit => base / self::base(unit, 1.0),
    }
}

#[test]
fn every_figure_is_true_to_its_last_digit() {
    let mut checked = 0;
    for table in PAGES.iter().flatten() {
        for row in table.rows {
            assert_eq!(row.len(), table.units.len(), "{row:?}");
            let given = base(table.units[0], number(row[0]));
            for (&unit, &text) in table.units.iter().zip(*row).skip(1) {
                let exact = from_base(unit, given);
                // Fractions and whole spoons, cups and ounces are exact; the others are rounded to the digits they show.
                let is_exact = matches!(unit, Unit::Tablespoons | Unit::FluidOunces);
                let shown = if is_exact { format!("{:.9}", number(text)) } else { text.to_owned() };
                let digits = shown.split_once('.').map_or(0, |(_, digits)| digits.len());
                assert_eq!(format!("{exact:.digits$}"), shown, "{row:?}: {unit:?}");
                checked += 1;
            }
        }
    }
    assert!(checked > 120, "{checked}");
}

#[test]
fn rows_go_up_and_none_stands_twice() {
    for table in PAGES.iter().flatten() {
        let amounts: Vec<f64> = table.rows.iter().map(|row| number(row[0])).collect();
        assert!(amounts.is_sorted_by(|a, b| a < b), "{amounts:?}");
    }
}

#[test]
fn each_unit_has_its_own_word() {
    let words = crate::guard::words::words(crate::lang::Lang::En);
    for (unit, word) in [
        (Unit::Cups, "Cups"),
        (Unit::Tablespoons, "Tbsp"),
        (Unit::FluidOunces, "Fl oz"),
        (Unit::Millilitres, "ml"),
        (Unit::Teaspoons, "Tsp"),
        (Unit::Ounces, "Ounces"),
        (Unit::Grams, "Grams"),
        (Unit::Fahrenheit, "°F"),
        (Unit::Celsius, "°C"),
    ] {
        assert_eq!(words.units[unit as usize], word);
    }
}
