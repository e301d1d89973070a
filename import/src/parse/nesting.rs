//! How deep the elements of a page of the web lie within each other, found before it is parsed.
//!
//! What makes a tree of it and looks for its main part takes time with the square of that: 10,000 divisions in each
//! other cost 20 seconds. This count is quick, and rather too low than too high: where a tag may close more than its own
//! element, more is taken for closed. So no page is refused that browsers show as flat.

use crate::wire::Why;

/// The deepest that is read; it takes about a second. Browsers themselves stop at 512.
pub const DEEPEST: usize = 2000;

/// Elements that lie in each other as often as they are opened.
const BLOCKS: [&str; 24] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "dir",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "header",
    "hgroup",
    "main",
    "menu",
    "nav",
    "ol",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
];

/// Elements whose text is no HTML.
const RAW: [&str; 8] = ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// Refuses a page in which elements lie too deep.
pub(super) fn check(html: &str) -> Result<(), Why> {
    let mut open: Vec<String> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end..]);
            continue;
        }
        let (closes, tag) = rest.strip_prefix('/').map_or((false, rest), |tag| (true, tag));
        let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
        let name = tag[..end].to_ascii_lowercase();
        rest = tag.find('>').map_or("", |end| &tag[end..]);
        if !closes && RAW.contains(&name.as_str()) {
            rest = after_raw(rest, &name);
        } else {
            step(&mut open, closes, name);
        }
        if open.len() > DEEPEST {
            return Err(Why::Deep);
        }
    }
    Ok(())
}

/// What follows the text of a raw element.
fn after_raw<'a>(rest: &'a str, name: &str) -> &'a str {
    let ends = |at: &usize| rest.get(at + 2..at + 2 + name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name));
    rest.match_indices("</").map(|(at, _)| at).find(ends).map_or("", |at| &rest[at + 2..])
}

/// What is open after a tag.
fn step(open: &mut Vec<String>, closes: bool, name: String) {
    let within = |open: &[String], outer: &[&str]| open.iter().rposition(|name| outer.contains(&name.as_str()));
    match name.as_str() {
        name if closes && BLOCKS.contains(&name) => {
            if let Some(at) = within(open, &[name]) {
                open.truncate(at);
            }
        }
        block if BLOCKS.contains(&block) => open.push(name),
        // The next one of these ends the one before, with all that it holds.
        "caption" | "colgroup" | "tbody" | "td" | "tfoot" | "th" | "thead" | "tr" => {
            open.truncate(within(open, &["table"]).map_or(0, |at| at + 1));
        }
        "li" => open.truncate(within(open, &["dir", "menu", "ol", "ul"]).map_or(0, |at| at + 1)),
        "dd" | "dt" => open.truncate(within(open, &["dl"]).map_or(0, |at| at + 1)),
        // So does the end of these, and blocks may lie in them.
        "applet" | "body" | "button" | "form" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "html" | "marquee"
        | "math" | "object" | "select" | "svg" | "template"
            if closes =>
        {
            open.clear();
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{DEEPEST, check};
    use crate::wire::Why;

    #[test]
    fn what_lies_too_deep_is_refused() {
        let deep = |tags: &str| tags.repeat(DEEPEST + 1);
        for page in [
            deep("<div>"),
            deep("<DIV class=a>\n"),
            deep("<ul><li>"),
            deep("<table><tr><td>"),
            deep("<div><b>"),
            deep("<div></span></p>"),
            deep("<div title='</div>'>"),
            format!("<script>'</div>'</script>{}", deep("<!-- > --><section>")),
        ] {
            assert_eq!(check(&page), Err(Why::Deep), "{}", &page[..40]);
        }
        assert_eq!(check(&"<div>".repeat(DEEPEST)), Ok(()));
    }

    #[test]
    fn what_is_flat_is_not() {
        for flat in [
            "<div></div>",
            "<div><p>x</div>",
            "<p>x<br>",
            "<li>x",
            "<td><div></td>",
            "<tr><td><div>",
            "<li><div>",
            "<dt><div>",
            "<h2><div></h2>",
            "<p><span/>x</p>",
            "<!-- <div> -->",
            "<script>w('<div>' < 1)</script>",
            "<Style><div></sTyle >",
            "a < div",
            "<p title='<div>'>x",
        ] {
            for around in ["", "<table>", "<ul>", "<dl>"] {
                let page = format!("{around}{}", flat.repeat(DEEPEST * 2));
                assert_eq!(check(&page), Ok(()), "{around}{flat}");
            }
        }
    }

    #[test]
    fn a_tag_that_is_cut_off_ends_the_count() {
        for page in ["<", "</", "<div", "<!--", "<script>", "<script></", "<script></scr", "<é", "</é>", "<style></é"]
        {
            assert_eq!(check(page), Ok(()), "{page}");
        }
    }
}
