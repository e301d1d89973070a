//! Facts as words: how a value of the corpus reads in a language.

use crate::corpus::facts::Value;
use crate::words::{Arg, Msg, Words};

/// `value` as it stands in a sentence.
pub fn shown(value: &Value, words: &Words) -> String {
    let plural = |msg, number: u32| words.format(msg, &[("number", Arg::Number(number as usize))]);
    match value {
        Value::Phone(text) | Value::Email(text) | Value::Form(text) | Value::Law(text) => text.clone(),
        Value::Sms(sms) => match &sms.word {
            Some(word) => words.format(Msg::SmsWord, &[("word", Arg::Text(word)), ("to", Arg::Text(&sms.to))]),
            None => sms.to.clone(),
        },
        Value::Url(url) => {
            url.trim_start_matches("https://").trim_start_matches("www.").trim_end_matches('/').to_owned()
        }
        Value::Usd(dollars) => format!("${}", words.number(*dollars)),
        Value::Cents(cents) => format!("${}.{:02}", words.number(cents / 100), cents % 100),
        Value::Count(count) => words.number(*count),
        Value::Percent(percent) => format!("{percent}%"),
        Value::Years(years) => plural(Msg::Years, *years),
        Value::Months(months) => plural(Msg::Months, *months),
        Value::Days(days) => plural(Msg::Days, *days),
        Value::Age(age) => age.to_string(),
        Value::Date(date) => words.date(date),
        Value::Hours(hours) => self::hours(hours, words),
        Value::Languages(tags) => {
            let name = |tag: &String| words.named("language", tag).unwrap_or_else(|| tag.clone());
            tags.iter().map(name).collect::<Vec<_>>().join(", ")
        }
        Value::Answer(answer) => words.named("answer", answer.name()).unwrap_or_default(),
    }
}

/// `24/7`, or `mo-fr 08:00-16:30 ET`, in words; the input where it has another form, which `check` reports.
fn hours(coded: &str, words: &Words) -> String {
    if coded == "24/7" {
        return words.text(Msg::HoursAlways);
    }
    let mut parts = coded.split(' ');
    let (Some(days), Some(times)) = (parts.next(), parts.next()) else { return coded.to_owned() };
    let day = |code: &str| words.named("day", code).unwrap_or_else(|| code.to_owned());
    let days = days.split('-').map(day).collect::<Vec<_>>().join("–");
    let times = times.replace('-', "–");
    let (msg, zone) = match parts.next() {
        None | Some("local") => (Msg::HoursLocal, String::new()),
        Some(zone) => (Msg::HoursZone, words.named("zone", zone).unwrap_or_else(|| zone.to_owned())),
    };
    words.format(msg, &[("days", Arg::Text(&days)), ("times", Arg::Text(&times)), ("zone", Arg::Text(&zone))])
}

/// Whether `coded` is of the form that [`hours`] understands.
pub fn hours_well_formed(coded: &str) -> bool {
    const DAYS: [&str; 7] = ["mo", "tu", "we", "th", "fr", "sa", "su"];
    const ZONES: [&str; 5] = ["local", "ET", "CT", "MT", "PT"];
    let time = |text: &str| {
        text.split_once(':').is_some_and(|(hour, minute)| {
            hour.len() == 2
                && minute.len() == 2
                && hour.parse::<u8>().is_ok_and(|hour| hour <= 24)
                && minute.parse::<u8>().is_ok_and(|minute| minute < 60)
        })
    };
    coded == "24/7" || {
        let parts: Vec<&str> = coded.split(' ').collect();
        matches!(parts.len(), 2 | 3)
            && parts[0].split('-').all(|day| DAYS.contains(&day))
            && parts[1].split_once('-').is_some_and(|(from, to)| time(from) && time(to))
            && parts.get(2).is_none_or(|zone| ZONES.contains(zone))
    }
}

#[cfg(test)]
mod tests {
    use super::{hours_well_formed, shown};
    use crate::corpus::facts::{Answer, Sms, Value};
    use crate::lang::Lang;
    use crate::words::Words;

    #[test]
    fn values_read_as_words() {
        let words = Words::new(Lang::En);
        for (value, text) in [
            (Value::Phone("1-888-373-7888".into()), "1-888-373-7888"),
            (Value::Sms(Sms { to: "88788".into(), word: Some("START".into()) }), "START to 88788"),
            (Value::Url("https://www.uscis.gov/i-914/".into()), "uscis.gov/i-914"),
            (Value::Usd(1440), "$1,440"),
            (Value::Years(1), "1 year"),
            (Value::Years(4), "4 years"),
            (Value::Hours("24/7".into()), "24 hours, every day"),
            (Value::Hours("mo-fr 08:00-16:30 ET".into()), "Mon–Fri 08:00–16:30, Eastern time"),
            (Value::Languages(vec!["en".into(), "es".into()]), "English, Spanish"),
            (Value::Answer(Answer::Sometimes), "sometimes"),
        ] {
            assert_eq!(shown(&value, &words), text);
        }
    }

    #[test]
    fn hours_have_one_form() {
        for good in ["24/7", "mo-fr 08:00-16:30 local", "sa 09:00-12:00", "mo-su 00:00-24:00 ET"] {
            assert!(hours_well_formed(good), "{good}");
        }
        for bad in ["", "always", "mo-fr", "mo-fr 8-16", "mo-fr 08:00-16:30 GMT", "xx 08:00-16:30"] {
            assert!(!hours_well_formed(bad), "{bad}");
        }
    }
}
