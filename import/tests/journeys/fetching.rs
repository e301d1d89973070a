//! Fetching, from a server on this machine.

use crate::fixtures::prose;
use crate::program::{Home, Said};
use crate::server::{Server, read, say, say_text};
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::net::TcpStream;

const SOURCE: &str = "source/tip-report-2024";

/// Fetches the source from an address, and holds how that ends.
#[track_caller]
fn fetch(home: &Home, code: i32, address: &str) -> Said {
    home.exits(code, &["fetch", SOURCE, "--address", address])
}

#[test]
fn what_was_fetched_is_in_the_library_with_its_address() {
    let server = Server::new(|request, stream| match request.path() {
        "/old" => say(stream, "301 Moved Permanently", "Location: /new\r\nContent-Length: 0", b""),
        _ => say_text(stream, "The report."),
    });
    let home = Home::new();
    fetch(&home, 0, &server.address("/old")).prints("as source/tip-report-2024 (1 passage)");
    let document = home.library().documents().next().cloned().unwrap();
    assert_eq!((document.id.as_str(), document.address), (SOURCE, Some(server.address("/old"))));
    let origin: Value =
        serde_json::from_slice(&fs::read(home.downloads().join("tip-report-2024.json")).unwrap()).unwrap();
    assert_eq!(
        (origin["digest"].as_str(), origin["on"].as_str()),
        (Some(document.digest.as_str()), Some(document.imported_on.as_str()))
    );
    assert!(server.asked()[0].header("user-agent").unwrap().starts_with("waypost-import/"));
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let server = Server::new(|request, stream| match request.header("if-none-match") {
        Some("\"v1\"") => say(stream, "304 Not Modified", "Content-Length: 0", b""),
        _ => say(stream, "200 OK", "ETag: \"v1\"\r\nContent-Type: text/plain\r\nContent-Length: 4", b"Here"),
    });
    let home = Home::new();
    fetch(&home, 0, &server.address("/"));
    fetch(&home, 0, &server.address("/")).prints("is there already, as source/tip-report-2024");
    assert_eq!(server.asked().len(), 2);
}

#[test]
fn a_server_that_does_not_give_it_out_costs_a_sentence() {
    let server = Server::new(|request, stream| match request.path() {
        "/gone" => say(stream, "404 Not Found", "Content-Length: 0", b""),
        "/closed" => say(stream, "403 Forbidden", "Content-Length: 0", b""),
        "/busy" => say(stream, "429 Too Many Requests", "Content-Length: 0", b""),
        "/loop" => say(stream, "302 Found", "Location: /loop\r\nContent-Length: 0", b""),
        "/type" => {
            say(
                stream,
                "200 OK",
                "Content-Type: application/pdf\r\nContent-Length: 27",
                b"<!doctype html><p>No robots",
            );
        }
        "/large" => say(stream, "200 OK", "Content-Type: text/plain\r\nContent-Length: 300000000", b"x"),
        _ => {}
    });
    let home = Home::new();
    for (path, sentence) in [
        ("/gone", "not there any more (404). Find its new address, and add --address."),
        ("/closed", "does not give it out (403). Open it in a browser"),
        ("/busy", "asks to wait (429)"),
        ("/loop", "leads on to others without end"),
        ("/type", "the server calls it `application/pdf`, and it is html"),
        ("/large", "it is larger than 256 MiB"),
        ("/nothing", "the server cannot be reached"),
    ] {
        fetch(&home, 1, &server.address(path)).says(sentence);
    }
    assert_eq!(server.asked().iter().filter(|request| request.path() == "/loop").count(), 6, "five redirects");
    fetch(&home, 1, "file:///etc/passwd").says("It must begin with https:// or http://");
    fetch(&home, 1, "http://127.0.0.1:1/").says("the server cannot be reached");
    assert_eq!(home.library().documents().count(), 0);
}

#[test]
fn a_slow_answer_is_waited_for() {
    let server = Server::new(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 20\r\n\r\n");
        for _ in 0..20 {
            // The slowness is what is tested.
            std::thread::sleep(std::time::Duration::from_millis(20));
            let _ = stream.write_all(b"x");
        }
    });
    fetch(&Home::new(), 0, &server.address("/"));
}

/// Answers with a part of `body`, as it is asked, and ends the connection after `most` bytes.
fn say_part(request: &crate::server::Request, stream: &mut TcpStream, body: &str, most: usize) {
    let start = request.header("range").and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-')?.parse().ok());
    let length = body.len();
    let part = &body[start.unwrap_or(0)..];
    let sent = &part.as_bytes()[..part.len().min(most)];
    let headers = format!("ETag: \"v\"\r\nContent-Type: text/plain\r\nContent-Length: {}", part.len());
    match start {
        Some(start) => {
            assert_eq!(request.header("if-range"), Some("\"v\""));
            say(
                stream,
                "206 Partial Content",
                &format!("{headers}\r\nContent-Range: bytes {start}-{}/{length}", length - 1),
                sent,
            );
        }
        None => say(stream, "200 OK", &headers, sent),
    }
}

#[test]
fn what_was_cut_off_goes_on_where_it_stopped() {
    let body = prose("resumed", 900);
    let whole = body.clone();
    let server = Server::new(move |request, stream| say_part(request, stream, &body, 2000));
    let home = Home::new();
    fetch(&home, 0, &server.address("/"));
    assert_eq!(fs::read_to_string(home.downloads().join("tip-report-2024")).unwrap(), whole);
    let asked: Vec<_> = server.asked().iter().map(|request| request.header("range").map(str::to_owned)).collect();
    assert_eq!(asked[..2], [None, Some("bytes=2000-".to_owned())]);
}

#[test]
fn what_one_run_could_not_finish_the_next_one_does() {
    let body = prose("later", 400);
    let whole = body.clone();
    let mut requests = 0;
    // The first four connections bring 500 bytes, then nothing three times.
    let server = Server::new(move |request, stream| {
        requests += 1;
        say_part(request, stream, &body, [500, 0, 0, 0].get(requests - 1).copied().unwrap_or(usize::MAX));
    });
    let home = Home::new();
    fetch(&home, 1, &server.address("/")).says("the connection was cut again and again. Try once more");
    fetch(&home, 0, &server.address("/"));
    assert_eq!(fs::read_to_string(home.downloads().join("tip-report-2024")).unwrap(), whole);
    assert_eq!(server.asked().len(), 5);
}

#[test]
fn a_part_that_no_longer_fits_is_begun_anew() {
    let mut requests = 0;
    let server = Server::new(move |_, stream| {
        requests += 1;
        match requests {
            1 => {
                say(
                    stream,
                    "200 OK",
                    "ETag: \"a\"\r\nContent-Type: text/plain\r\nContent-Length: 100",
                    b"The old text",
                );
            }
            2 => say(stream, "416 Range Not Satisfiable", "Content-Length: 0", b""),
            _ => say_text(stream, "The new text"),
        }
    });
    let home = Home::new();
    fetch(&home, 0, &server.address("/"));
    assert_eq!(home.text(SOURCE), " The new text");
}

#[test]
fn a_proxy_of_the_environment_is_used() {
    let proxy = Server::new(|request, stream| {
        assert!(request.line.starts_with("CONNECT reports.example:80"), "{request:?}");
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
        assert_eq!(read(stream).unwrap().path(), "/report");
        say_text(stream, "Through the proxy.");
    });
    let home = Home::new();
    let args = ["fetch", SOURCE, "--address", "http://reports.example/report"];
    home.exits_with(0, &args, &[("HTTP_PROXY", &proxy.address(""))]);
    assert_eq!(home.text(SOURCE), " Through the proxy.");
}

#[test]
fn all_sources_are_tried_whatever_became_of_those_before_and_each_is_named() {
    // Their addresses are encrypted, and nothing here can pass for their servers.
    let proxy = Server::new(|request, stream| match request.line.len() % 3 {
        0 => say(stream, "502 Bad Gateway", "Content-Length: 0", b""),
        1 => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\nThis is no handshake.");
        }
        _ => {}
    });
    let home = Home::new();
    let said = home.exits_with(1, &["fetch", "--all"], &[("HTTPS_PROXY", &proxy.address(""))]);
    let asked: Vec<String> = proxy.asked().into_iter().map(|request| request.line).collect();
    let hosts: Vec<&str> = asked.iter().filter_map(|line| line.strip_prefix("CONNECT ")?.split(':').next()).collect();
    assert_eq!((hosts.len(), said.err.lines().count()), (11, 11), "{}", said.err);
    for (host, line) in hosts.iter().zip(said.err.lines()) {
        let start = format!("waypost-import: https://{host}/");
        assert!(line.starts_with(&start) && line.contains(" was not imported: the server cannot be reached"), "{line}");
    }
    assert_eq!(said.out, "");
}

#[test]
fn a_source_that_there_is_not_is_said() {
    let home = Home::new();
    home.exits(66, &["fetch", "source/no-such"]).says("There is no source source/no-such. `waypost list source`");
    home.exits(64, &["fetch", "--all", "--address", "http://x"]).says("--address");
}
