//! The page in a browser: Chromium without a window, spoken to over two pipes in its DevTools
//! protocol.
//!
//! Where no Chromium is installed these tests say so and pass; `.ci/run` installs it. With
//! `FACTCHECK_SHOTS=folder` they leave pictures of the page there.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test may panic, and helpers are not seen as tests"
)]
#![cfg(unix)]

use std::collections::VecDeque;
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use base64::Engine;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::common::factcheck;
use super::reports::{decided_desk, desk};

/// Names that Chromium goes by.
const NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

fn installed() -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    let found = std::env::split_paths(&folders)
        .flat_map(|folder| NAMES.map(|name| folder.join(name)))
        .find(|path| path.is_file());
    if found.is_none() {
        eprintln!("skipped: no Chromium is installed (apt-get install chromium)");
    }
    found
}

/// A browser with one page.
struct Browser {
    process: Child,
    commands: File,
    answers: BufReader<File>,
    events: VecDeque<Value>,
    number: u64,
    session: String,
    _folder: TempDir,
}

impl Browser {
    fn start(program: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let pipe = |name: &str| {
            let path = folder.path().join(name);
            assert!(
                Command::new("mkfifo")
                    .arg(&path)
                    .status()
                    .unwrap()
                    .success()
            );
            path
        };
        let (commands, answers) = (pipe("commands"), pipe("answers"));
        // Both ends are open before the browser is, so that nobody waits for anybody.
        let open = |path: &Path| {
            OpenOptions::new()
                .read(true)
                .write(true)
                .open(path)
                .unwrap()
        };
        let (to, from) = (open(&commands), open(&answers));
        let process = Command::new("sh")
            .args(["-c", "exec \"$0\" \"$@\" 3<\"$COMMANDS\" 4>\"$ANSWERS\""])
            .arg(program)
            .args([
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
            ])
            .args([
                "--no-first-run",
                "--disable-background-networking",
                "--remote-debugging-pipe",
            ])
            .arg(format!(
                "--user-data-dir={}",
                folder.path().join("profile").display()
            ))
            .env("COMMANDS", &commands)
            .env("ANSWERS", &answers)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut browser = Self {
            process,
            commands: to,
            answers: BufReader::new(from),
            events: VecDeque::new(),
            number: 0,
            session: String::new(),
            _folder: folder,
        };
        let target = browser.call("Target.createTarget", json!({"url": "about:blank"}));
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        let session = browser.call("Target.attachToTarget", attach);
        browser.session = session["sessionId"].as_str().unwrap().to_owned();
        for domain in ["Page", "Runtime", "Network", "Log"] {
            browser.call(&format!("{domain}.enable"), json!({}));
        }
        browser
    }

    fn read(&mut self) -> Value {
        let mut message = Vec::new();
        self.answers.read_until(0, &mut message).unwrap();
        message.pop();
        serde_json::from_slice(&message).unwrap()
    }

    fn call(&mut self, method: &str, params: Value) -> Value {
        self.number += 1;
        let mut command = json!({"id": self.number, "method": method, "params": params});
        if !self.session.is_empty() {
            command["sessionId"] = self.session.clone().into();
        }
        write!(self.commands, "{command}\0").unwrap();
        loop {
            let message = self.read();
            if message["id"] == self.number {
                assert!(message.get("error").is_none(), "{method}: {message}");
                return message["result"].clone();
            }
            self.events.push_back(message);
        }
    }

    fn open(&mut self, page: &Path) -> Duration {
        let begun = Instant::now();
        self.call(
            "Page.navigate",
            json!({"url": format!("file://{}", page.display())}),
        );
        while !self
            .events
            .iter()
            .any(|e| e["method"] == "Page.loadEventFired")
        {
            let event = self.read();
            self.events.push_back(event);
        }
        begun.elapsed()
    }

    /// The value of an expression in the page.
    fn ask(&mut self, expression: &str) -> Value {
        let params = json!({"expression": expression, "returnByValue": true});
        let answer = self.call("Runtime.evaluate", params);
        assert!(
            answer.get("exceptionDetails").is_none(),
            "{expression}: {answer}"
        );
        answer["result"]["value"].clone()
    }

    /// Addresses that the page asked for, and what went wrong in it.
    fn traffic(&self) -> (Vec<String>, Vec<String>) {
        let of = |method: &'static str| self.events.iter().filter(move |e| e["method"] == method);
        let asked = of("Network.requestWillBeSent")
            .map(|e| e["params"]["request"]["url"].as_str().unwrap().to_owned())
            .filter(|url| !url.starts_with("data:"))
            .collect();
        let wrong = of("Runtime.exceptionThrown").chain(of("Log.entryAdded"));
        (asked, wrong.map(|e| e["params"].to_string()).collect())
    }

    fn shoot(&mut self, name: &str, width: u32, scheme: &str) {
        let Some(folder) = std::env::var_os("FACTCHECK_SHOTS") else {
            return;
        };
        let size = json!({"width": width, "height": 1600, "deviceScaleFactor": 1, "mobile": false});
        self.call("Emulation.setDeviceMetricsOverride", size);
        let scheme = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.call("Emulation.setEmulatedMedia", scheme);
        let picture = self.call("Page.captureScreenshot", json!({}));
        let data = base64::engine::general_purpose::STANDARD;
        let data = data.decode(picture["data"].as_str().unwrap()).unwrap();
        fs::write(Path::new(&folder).join(format!("{name}.png")), data).unwrap();
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn page_of(folder: &Path, out: &TempDir) -> PathBuf {
    let page = out.path().join("report.html");
    let format = format!("html={}", page.display());
    let run = factcheck(
        folder,
        &["-q", "--fail-on", "never", "--format", &format, "."],
    );
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    page
}

#[test]
fn the_page_works_in_a_browser_and_a_hostile_article_does_nothing() {
    let Some(program) = installed() else { return };
    let (desk, out) = (desk(), tempfile::tempdir().unwrap());
    let page = page_of(desk.path(), &out);
    let mut browser = Browser::start(&program);
    browser.open(&page);
    let count = |browser: &mut Browser| {
        browser.ask("document.querySelectorAll('.card:not([hidden])').length")
    };
    let all = count(&mut browser);
    let status = browser.ask("document.getElementById('status').textContent");
    assert_eq!(status, format!("{all} findings"));
    browser.shoot("desktop", 1280, "light");
    browser.shoot("dark", 1280, "dark");
    browser.shoot("narrow", 390, "light");

    let set = |id: &str, value: &str, event: &str| {
        format!(
            "(() => {{ const f = document.getElementById('{id}'); f.value = '{value}'; f.dispatchEvent(new Event('{event}')); }})()"
        )
    };
    browser.ask(&set("rule", "toll", "change"));
    assert_eq!(count(&mut browser), 1, "filtered by rule");
    browser.ask("document.getElementById('reset').click()");
    assert_eq!(count(&mut browser), all, "shown again");
    browser.ask(&set("search", "varna", "input"));
    let left = browser.ask(
        "[...document.querySelectorAll('.card:not([hidden]) h3')].map(h => h.textContent).join()",
    );
    assert!(left.as_str().unwrap().contains("Ana Torvald"), "{left}");
    browser.ask("document.getElementById('reset').click()");
    browser.ask("document.querySelector('.pill.contradiction').click()");
    assert_eq!(
        browser.ask("document.querySelectorAll('.card.contradiction:not([hidden])').length"),
        0
    );
    browser.ask("document.querySelector('.pill.contradiction').click()");
    browser.ask(&set("sort", "rule", "change"));
    let rules = browser.ask("[...document.querySelectorAll('.card')].map(c => c.dataset.rule)");
    let rules: Vec<&str> = rules
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r.as_str().unwrap())
        .collect();
    assert!(rules.is_sorted(), "{rules:?}");

    browser.ask(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'j', bubbles: true}))",
    );
    assert_eq!(
        browser.ask("document.activeElement.classList.contains('card')"),
        true
    );
    browser.ask("document.querySelector('.origin a').click()");
    let open = browser.ask("document.getElementById(decodeURIComponent(location.hash.slice(1))).closest('details.text').open");
    assert_eq!(open, true, "a link opens the article that it points into");

    assert!(
        browser
            .ask("document.title")
            .as_str()
            .unwrap()
            .ends_with("· factcheck")
    );
    assert_eq!(browser.ask("document.scripts.length"), 1);
    assert_eq!(browser.ask("document.images.length"), 0);
    let (asked, wrong) = browser.traffic();
    assert_eq!(asked, [format!("file://{}", page.display())], "asked for");
    assert_eq!(wrong, [""; 0], "went wrong");
}

#[test]
fn a_link_unfolds_what_is_settled() {
    let Some(program) = installed() else { return };
    let (desk, out) = (decided_desk(), tempfile::tempdir().unwrap());
    let page = page_of(desk.path(), &out);
    let mut browser = Browser::start(&program);
    browser.open(&page);
    let open = |browser: &mut Browser| browser.ask("document.querySelector('.ledger').open");
    assert_eq!(open(&mut browser), false);
    browser.ask("location.hash = document.querySelector('.entry').id");
    browser.ask("dispatchEvent(new Event('hashchange'))");
    assert_eq!(open(&mut browser), true);
    for (name, width, scheme) in [
        ("settled", 1280, "light"),
        ("settled-dark", 1280, "dark"),
        ("settled-narrow", 390, "light"),
    ] {
        browser.shoot(name, width, scheme);
    }
    let (_, wrong) = browser.traffic();
    assert_eq!(wrong, [""; 0], "went wrong");
}

#[test]
fn a_script_that_got_into_the_page_would_not_run() {
    let Some(program) = installed() else { return };
    let (desk, out) = (desk(), tempfile::tempdir().unwrap());
    let page = page_of(desk.path(), &out);
    let text = fs::read_to_string(&page).unwrap();
    let broken = "<script>document.title='taken'</script><img src=http://evil.example/x onerror=\"document.title='taken'\"></main>";
    fs::write(&page, text.replace("</main>", broken)).unwrap();
    let mut browser = Browser::start(&program);
    browser.open(&page);
    assert!(
        browser
            .ask("document.title")
            .as_str()
            .unwrap()
            .ends_with("· factcheck")
    );
    let (_, wrong) = browser.traffic();
    assert!(
        wrong.iter().any(|w| w.contains("Content Security Policy")),
        "{wrong:?}"
    );
}
