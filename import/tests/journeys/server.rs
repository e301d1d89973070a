//! A server on this machine, which answers as a test says.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A request: its first line, and its headers in small letters.
#[derive(Clone, Debug)]
pub struct Request {
    pub line: String,
    pub headers: Vec<String>,
}

impl Request {
    pub fn path(&self) -> &str {
        self.line.split(' ').nth(1).unwrap_or_default()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

/// The server. It ends with the test's process.
pub struct Server {
    port: u16,
    asked: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// Answers each request with what `answer` writes; then the connection ends.
    pub fn new(mut answer: impl FnMut(&Request, &mut TcpStream) + Send + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                // Whoever hangs up has its reasons.
                if let Some(request) = read(&stream) {
                    seen.lock().unwrap().push(request.clone());
                    answer(&request, &mut stream);
                }
            }
        });
        Server { port, asked }
    }

    pub fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// What was asked so far.
    pub fn asked(&self) -> Vec<Request> {
        self.asked.lock().unwrap().clone()
    }
}

/// Reads a request's head.
pub fn read(stream: &TcpStream) -> Option<Request> {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let line = lines.next()?;
    let headers = lines.take_while(|line| !line.is_empty()).map(|line| line.to_ascii_lowercase()).collect();
    Some(Request { line, headers })
}

/// Writes an answer: its status, its headers, its body. Whoever has hung up does not get it.
pub fn say(stream: &mut TcpStream, status: &str, headers: &str, body: &[u8]) {
    let head = format!("HTTP/1.1 {status}\r\nConnection: close\r\n{headers}\r\n\r\n");
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
}

/// Writes a whole text.
pub fn say_text(stream: &mut TcpStream, body: &str) {
    let headers = format!("Content-Type: text/plain\r\nContent-Length: {}", body.len());
    say(stream, "200 OK", &headers, body.as_bytes());
}
