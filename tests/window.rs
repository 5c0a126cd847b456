//! The built program in a real window, as a screen reader meets it: a virtual display, a private session bus, the accessibility tree.

#![cfg(all(target_os = "linux", feature = "gui"))]

use std::collections::VecDeque;
use std::error::Error;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use zbus::blocking::{Connection, Proxy, connection};
use zbus::zvariant::{OwnedObjectPath, Value};

type Result<T> = std::result::Result<T, Box<dyn Error>>;
/// A node of the tree: the bus name of its program, and its path there.
type Node = (String, OwnedObjectPath);

const ACCESSIBLE: &str = "org.a11y.atspi.Accessible";
const EDITABLE: &str = "org.a11y.atspi.EditableText";
const TEXT: &str = "org.a11y.atspi.Text";
/// `ATSPI_STATE_SELECTED`.
const SELECTED: u32 = 23;
const PATIENCE: Duration = Duration::from_secs(30);

/// A process that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A desktop of our own: display, session bus, accessibility bus.
struct Desktop {
    display: String,
    session_address: String,
    accessibility: Connection,
    home: tempfile::TempDir,
    _servers: Vec<Running>,
}

/// Starts a server that writes one line about itself.
fn start(command: &mut Command) -> Result<(Running, String)> {
    let name = command.get_program().to_string_lossy().into_owned();
    let child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut child = child.map_err(|e| format!("{name}: {e}; scripts/test installs what this test needs"))?;
    let mut line = String::new();
    if let Some(out) = child.stdout.take() {
        BufReader::new(out).read_line(&mut line)?;
    }
    let running = Running(child);
    if line.trim().is_empty() {
        Err(format!("{name} did not start").into())
    } else {
        Ok((running, line.trim().to_owned()))
    }
}

fn until<T>(what: &str, mut look: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    let begun = Instant::now();
    let mut last = None;
    while begun.elapsed() < PATIENCE {
        match look() {
            Ok(Some(found)) => return Ok(found),
            Ok(None) => {}
            // The tree changes while it is read.
            Err(error) => last = Some(error),
        }
        std::thread::sleep(Duration::from_millis(60));
    }
    Err(format!("waited {PATIENCE:?} for {what}; last error: {last:?}").into())
}

impl Desktop {
    fn open() -> Result<Self> {
        let home = tempfile::tempdir()?;
        let (xvfb, number) = start(Command::new("Xvfb").args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1280x900x24",
            "-nolisten",
            "tcp",
            "-noreset",
        ]))?;
        let display = format!(":{number}");
        let (bus, session_address) = start(
            Command::new("dbus-daemon")
                .args(["--session", "--nofork", "--print-address=1"])
                .env("DISPLAY", &display)
                .env("HOME", home.path())
                .env("XDG_RUNTIME_DIR", home.path())
                .env_remove("WAYLAND_DISPLAY"),
        )?;
        let session = connection::Builder::address(session_address.as_str())?.build()?;
        let status = Proxy::new(&session, "org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties")?;
        status.call::<_, _, ()>("Set", &("org.a11y.Status", "IsEnabled", Value::from(true)))?;
        let launcher = Proxy::new(&session, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus")?;
        let address: String = launcher.call("GetAddress", &())?;
        // A node may go while it is asked, and then nobody answers.
        let accessibility =
            connection::Builder::address(address.as_str())?.method_timeout(Duration::from_secs(5)).build()?;
        Ok(Self { display, session_address, accessibility, home, _servers: vec![xvfb, bus] })
    }

    fn start_program(&self, args: &[&Path]) -> Result<(Running, Node)> {
        let log = std::fs::File::create(self.home.path().join("program.log"))?;
        let program = Command::new(env!("CARGO_BIN_EXE_duizhao"))
            .args(args)
            .env("DISPLAY", &self.display)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.session_address)
            .env("HOME", self.home.path())
            .env("XDG_RUNTIME_DIR", self.home.path())
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("LC_ALL", "C.UTF-8")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("XDG_CONFIG_HOME")
            .env_remove("XDG_DATA_HOME")
            .stderr(log)
            .spawn()?;
        let program = Running(program);
        let root = OwnedObjectPath::try_from("/org/a11y/atspi/accessible/root")?;
        let registry = ("org.a11y.atspi.Registry".to_owned(), root);
        let app = until("the program on the accessibility bus", || {
            for node in self.children(&registry)? {
                if self.name(&node)?.contains("duizhao") {
                    return Ok(Some(node));
                }
            }
            Ok(None)
        })
        .map_err(|e| format!("{e}; the program wrote: {}", self.log()))?;
        Ok((program, app))
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.home.path().join("program.log")).unwrap_or_default()
    }

    fn proxy<'a>(&'a self, node: &'a Node, interface: &'a str) -> Result<Proxy<'a>> {
        Ok(Proxy::new(&self.accessibility, node.0.as_str(), &node.1, interface)?)
    }

    fn children(&self, node: &Node) -> Result<Vec<Node>> {
        Ok(self.proxy(node, ACCESSIBLE)?.call("GetChildren", &())?)
    }

    fn name(&self, node: &Node) -> Result<String> {
        Ok(self.proxy(node, ACCESSIBLE)?.get_property("Name")?)
    }

    /// The first node whose name fits, breadth first.
    fn find(&self, app: &Node, name: &str) -> Result<Option<Node>> {
        let mut open = VecDeque::from([app.clone()]);
        while let Some(node) = open.pop_front() {
            if node != *app && self.name(&node)? == name {
                return Ok(Some(node));
            }
            open.extend(self.children(&node)?);
        }
        Ok(None)
    }

    fn wait_for(&self, app: &Node, name: &str) -> Result<Node> {
        until(name, || self.find(app, name))
    }

    /// Writes into the field of that name, as a screen reader or an input method for speech does; waits until it is there.
    fn write(&self, app: &Node, field: &str, text: &str) -> Result<()> {
        until(&format!("{field} to say {text}"), || {
            let mut open = VecDeque::from([app.clone()]);
            while let Some(node) = open.pop_front() {
                let interfaces: Vec<String> = self.proxy(&node, ACCESSIBLE)?.call("GetInterfaces", &())?;
                if interfaces.iter().any(|interface| interface == EDITABLE) && self.name(&node)? == field {
                    let there: String = self.proxy(&node, TEXT)?.call("GetText", &(0_i32, -1_i32))?;
                    if there == text {
                        return Ok(Some(()));
                    }
                    let _: bool = self.proxy(&node, EDITABLE)?.call("SetTextContents", &text)?;
                    return Ok(None);
                }
                open.extend(self.children(&node)?);
            }
            Ok(None)
        })
    }

    /// The node's default action.
    fn act(&self, app: &Node, name: &str) -> Result<()> {
        until(&format!("a click on {name}"), || {
            let Some(node) = self.find(app, name)? else { return Ok(None) };
            let done: bool = self.proxy(&node, "org.a11y.atspi.Action")?.call("DoAction", &(0_i32))?;
            Ok(done.then_some(()))
        })
    }

    /// Ends the program as its reader does.
    fn quit(&self, program: &mut Running, app: &Node) -> Result<()> {
        self.act(app, "File")?;
        self.act(app, "Quit")?;
        let status = until("the program to end", || Ok(program.0.try_wait()?))?;
        if status.success() { Ok(()) } else { Err(format!("{status}: {}", self.log()).into()) }
    }

    /// Begins a note on a sentence and writes this much of it.
    fn begin_note(&self, app: &Node, sentence: &str, text: &str) -> Result<()> {
        self.wait_for(app, sentence)?;
        self.act(app, sentence)?;
        self.wait_selected(app, sentence)?;
        self.act(app, "Notes")?;
        self.act(app, "Note on the sentence")?;
        self.write(app, "Note", text)
    }

    fn is_selected(&self, app: &Node, name: &str) -> Result<bool> {
        let Some(node) = self.find(app, name)? else { return Ok(false) };
        let states: Vec<u32> = self.proxy(&node, ACCESSIBLE)?.call("GetState", &())?;
        Ok(states.first().is_some_and(|bits| bits & (1 << SELECTED) != 0))
    }

    fn wait_selected(&self, app: &Node, name: &str) -> Result<()> {
        until(&format!("{name} to be selected"), || Ok(self.is_selected(app, name)?.then_some(())))
    }
}

#[test]
fn a_sentence_is_clicked_and_its_counterpart_is_selected() -> Result<()> {
    let desktop = Desktop::open()?;
    let (_program, app) = desktop.start_program(&[])?;
    let (english, chinese) = ("The aim is simple.", "目标很简单。");
    desktop.wait_for(&app, chinese)?;
    assert!(!desktop.is_selected(&app, chinese)?, "nothing is selected at first");
    desktop.act(&app, english)?;
    desktop.wait_selected(&app, chinese)?;
    desktop.wait_selected(&app, english)?;
    Ok(())
}

#[test]
fn the_place_survives_a_restart() -> Result<()> {
    let desktop = Desktop::open()?;
    let path = desktop.home.path().join("tides.txt");
    let rows = (1..=60).map(|n| format!("Tide table number {n} was printed.\n第{n}张潮汐表印好了。\n"));
    std::fs::write(&path, rows.collect::<String>())?;
    let (mut program, app) = desktop.start_program(&[&path])?;
    desktop.wait_for(&app, "第1张潮汐表印好了。")?;
    desktop.act(&app, "Go")?;
    desktop.act(&app, "End of the article")?;
    desktop.wait_for(&app, "第60张潮汐表印好了。")?;
    desktop.quit(&mut program, &app)?;
    let (_program, app) = desktop.start_program(&[&path])?;
    desktop.wait_for(&app, "第60张潮汐表印好了。")?;
    assert!(desktop.find(&app, "第1张潮汐表印好了。")?.is_none(), "the top is not in view");
    Ok(())
}

const NOTE: &str = "“Leave” is a departure here, 不是“假期”。";

fn ferry(home: &Path) -> Result<PathBuf> {
    let path = home.join("ferry.txt");
    std::fs::write(&path, "The ferry takes leave of the island.\n渡船离开了小岛。\nNobody waves.\n没有人挥手。\n")?;
    Ok(path)
}

#[test]
fn a_note_is_there_the_next_time() -> Result<()> {
    let desktop = Desktop::open()?;
    let path = ferry(desktop.home.path())?;
    let (mut program, app) = desktop.start_program(&[&path])?;
    desktop.begin_note(&app, "The ferry takes leave of the island.", NOTE)?;
    desktop.act(&app, "Keep")?;
    desktop.wait_for(&app, NOTE)?;
    desktop.quit(&mut program, &app)?;
    let (_program, app) = desktop.start_program(&[])?;
    desktop.wait_for(&app, "渡船离开了小岛。")?;
    // The panel was open at the end, and is again.
    desktop.wait_for(&app, NOTE)?;
    // It is gone to: its pair is selected.
    desktop.act(&app, NOTE)?;
    desktop.wait_selected(&app, "渡船离开了小岛。")
}

#[test]
fn what_was_typed_two_seconds_before_a_kill_is_offered() -> Result<()> {
    let desktop = Desktop::open()?;
    let path = ferry(desktop.home.path())?;
    let (mut program, app) = desktop.start_program(&[&path])?;
    desktop.begin_note(&app, "Nobody waves.", NOTE)?;
    std::thread::sleep(Duration::from_secs(2));
    program.0.kill()?;
    program.0.wait()?;
    let (_program, app) = desktop.start_program(&[&path])?;
    desktop.wait_for(&app, "Not finished last time")?;
    desktop.wait_for(&app, NOTE)?;
    desktop.wait_for(&app, "Go on writing")?;
    Ok(())
}

#[test]
fn without_a_display_it_says_what_is_missing() -> Result<()> {
    let mut program = Command::new(env!("CARGO_BIN_EXE_duizhao"));
    let output = program.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").output()?;
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr)?;
    assert!(said.contains("DISPLAY") && said.contains("duizhao align"), "{said}");
    Ok(())
}

#[test]
fn a_display_that_nobody_serves_is_named() -> Result<()> {
    for (name, value, said) in
        [("DISPLAY", ":7777", "no X server answers at :7777"), ("WAYLAND_DISPLAY", "no-such", "no-such")]
    {
        let mut program = Command::new(env!("CARGO_BIN_EXE_duizhao"));
        program
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("WAYLAND_SOCKET")
            .env("XDG_RUNTIME_DIR", "/tmp");
        let output = program.env(name, value).output()?;
        assert_eq!(output.status.code(), Some(1));
        let stderr = String::from_utf8(output.stderr)?;
        assert!(stderr.contains(said) && stderr.contains("duizhao align"), "{stderr}");
        for foreign in [".rs", "winit", "os error", "libx11"] {
            assert!(!stderr.contains(foreign), "{foreign} in {stderr}");
        }
    }
    Ok(())
}
