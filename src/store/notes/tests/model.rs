//! A disk in memory that remembers what is sure and what is not, fails where it is told to, and can lose its power at any point.

use super::super::fs::{Fs, NewFile};
use super::Random;
use std::any::Any;
use std::collections::BTreeMap;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

/// Mistakes that a save could be written with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Mutant {
    NoFileSync,
    NoFolderSync,
    InPlace,
    RenameBeforeSync,
    /// What was written wrongly is not found out.
    NoParseBack,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Fault {
    Error(ErrorKind),
    /// A write takes half of what it is given.
    Short,
}

#[derive(Clone, Debug, Default)]
struct Inode {
    bytes: Vec<u8>,
    /// What a power cut leaves at least.
    sure: Vec<u8>,
    /// What a write was given, if it did not write that.
    meant: Vec<u8>,
}

type Names = BTreeMap<PathBuf, usize>;
/// One operation on a folder, as a journal has it: all of it or nothing.
type Change = Vec<(PathBuf, Option<usize>)>;

#[derive(Clone, Debug, Default)]
struct State {
    inodes: Vec<Inode>,
    names: Names,
    sure_names: Names,
    changes: Vec<Change>,
}

#[derive(Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a disk of its own kind")]
struct Machine {
    now: State,
    /// The state after each operation.
    history: Vec<State>,
    operations: usize,
    fault: Option<(usize, Fault)>,
    is_full: bool,
    mutant: Option<Mutant>,
    damages_writes: bool,
    has_no_links: bool,
    has_no_locks: bool,
    unsynced: Vec<usize>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Model(Arc<Mutex<Machine>>);

impl Model {
    fn machine(&self) -> MutexGuard<'_, Machine> {
        self.0.lock().unwrap()
    }

    pub fn with(mutant: Option<Mutant>, has_no_links: bool, has_no_locks: bool, damages_writes: bool) -> Self {
        let machine = Machine { mutant, damages_writes, has_no_links, has_no_locks, ..Machine::default() };
        Self(Arc::new(Mutex::new(machine)))
    }

    pub fn put(&self, path: &Path, bytes: &[u8]) {
        let mut machine = self.machine();
        let inode = Inode { bytes: bytes.to_vec(), sure: bytes.to_vec(), meant: Vec::new() };
        machine.now.inodes.push(inode);
        let at = machine.now.inodes.len() - 1;
        machine.now.names.insert(path.to_owned(), at);
        machine.now.sure_names.insert(path.to_owned(), at);
    }

    pub fn get(&self, path: &Path) -> Option<Vec<u8>> {
        let machine = self.machine();
        machine.now.names.get(path).map(|at| machine.now.inodes[*at].bytes.clone())
    }

    pub fn file_names(&self) -> Vec<String> {
        self.machine().now.names.keys().map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect()
    }

    /// A copy that goes its own way.
    pub fn copy(&self) -> Self {
        let machine = self.machine();
        let mut copy =
            Machine { has_no_links: machine.has_no_links, has_no_locks: machine.has_no_locks, ..Machine::default() };
        copy.now = machine.now.clone();
        Self(Arc::new(Mutex::new(copy)))
    }

    pub fn fail(&self, fault: Option<(usize, Fault)>) {
        let mut machine = self.machine();
        machine.operations = 0;
        machine.fault = fault;
    }

    pub fn fill(&self, is_full: bool) {
        self.machine().is_full = is_full;
    }

    pub fn operations(&self) -> usize {
        self.machine().operations
    }

    pub fn forget_history(&self) {
        let mut machine = self.machine();
        machine.history = vec![machine.now.clone()];
    }

    pub fn points(&self) -> usize {
        self.machine().history.len()
    }

    /// The disk after a power cut behind an operation: one of the states that are allowed.
    pub fn after_cut(&self, point: usize, random: &mut Random) -> Self {
        let state = self.machine().history[point].clone();
        let mut names = state.sure_names;
        for change in state.changes {
            if random.below(2) == 0 {
                for (name, inode) in change {
                    match inode {
                        Some(inode) => names.insert(name, inode),
                        None => names.remove(&name),
                    };
                }
            }
        }
        let mut inodes = state.inodes;
        for inode in &mut inodes {
            if inode.bytes != inode.sure {
                inode.bytes = torn(inode, random);
            }
            inode.sure.clone_from(&inode.bytes);
        }
        let now = State { inodes, sure_names: names.clone(), names, changes: Vec::new() };
        Self(Arc::new(Mutex::new(Machine { now, ..Machine::default() })))
    }

    /// Counts an operation; fails if it is the one.
    fn step(&self, writes: bool) -> io::Result<MutexGuard<'_, Machine>> {
        let mut machine = self.machine();
        machine.operations += 1;
        if writes && machine.is_full {
            return Err(ErrorKind::StorageFull.into());
        }
        match machine.fault {
            Some((at, Fault::Error(kind))) if at == machine.operations => Err(kind.into()),
            _ => Ok(machine),
        }
    }
}

/// What may be left of a file whose content is not sure.
fn torn(inode: &Inode, random: &mut Random) -> Vec<u8> {
    let Inode { bytes, sure, .. } = inode;
    match random.below(4) {
        0 => sure.clone(),
        1 => bytes.clone(),
        2 => bytes[..random.below(bytes.len() + 1)].to_vec(),
        // Written piece by piece, in any order.
        _ => bytes
            .chunks(64)
            .enumerate()
            .flat_map(|(n, chunk)| {
                let old = sure.get(n * 64..n * 64 + chunk.len()).map_or(vec![0; chunk.len()], <[u8]>::to_vec);
                if random.below(2) == 0 { chunk.to_vec() } else { old }
            })
            .collect(),
    }
}

impl Machine {
    fn change(&mut self, change: Change) {
        for (name, inode) in &change {
            match inode {
                Some(inode) => self.now.names.insert(name.clone(), *inode),
                None => self.now.names.remove(name),
            };
        }
        self.now.changes.push(change);
        self.remember();
    }

    fn remember(&mut self) {
        let now = self.now.clone();
        self.history.push(now);
    }

    fn sync(&mut self, inode: usize) {
        let inode = &mut self.now.inodes[inode];
        inode.sure.clone_from(&inode.bytes);
        self.remember();
    }

    fn at(&self, path: &Path) -> io::Result<usize> {
        self.now.names.get(path).copied().ok_or_else(|| ErrorKind::NotFound.into())
    }
}

struct Handle {
    model: Model,
    inode: usize,
}

impl Write for Handle {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut machine = self.model.step(true)?;
        let is_short = machine.fault == Some((machine.operations, Fault::Short));
        let taken = if is_short { bytes.len() / 2 } else { bytes.len() };
        let mut written = bytes[..taken].to_vec();
        if machine.damages_writes && taken > 0 {
            written[taken / 2] ^= 1;
        }
        let inode = &mut machine.now.inodes[self.inode];
        inode.bytes.extend(written);
        inode.meant.extend(&bytes[..taken]);
        machine.remember();
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl NewFile for Handle {
    fn sync(&mut self) -> io::Result<()> {
        let mut machine = self.model.step(true)?;
        match machine.mutant {
            Some(Mutant::NoFileSync) => {}
            Some(Mutant::RenameBeforeSync) => machine.unsynced.push(self.inode),
            _ => machine.sync(self.inode),
        }
        Ok(())
    }
}

impl Fs for Model {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let machine = self.step(false)?;
        let inode = &machine.now.inodes[machine.at(path)?];
        let is_believed =
            machine.mutant == Some(Mutant::NoParseBack) && path.extension().is_some_and(|end| end == "tmp");
        let bytes = if is_believed { &inode.meant } else { &inode.bytes };
        Ok(bytes[..bytes.len().min(limit as usize)].to_vec())
    }

    fn names(&self, _: &Path) -> io::Result<Vec<String>> {
        drop(self.step(false)?);
        Ok(self.file_names())
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn NewFile>> {
        let mut machine = self.step(true)?;
        if machine.at(path).is_ok() {
            return Err(ErrorKind::AlreadyExists.into());
        }
        machine.now.inodes.push(Inode::default());
        let inode = machine.now.inodes.len() - 1;
        machine.change(vec![(path.to_owned(), Some(inode))]);
        drop(machine);
        Ok(Box::new(Handle { model: self.clone(), inode }))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut machine = self.step(true)?;
        let inode = machine.at(from)?;
        let there = machine.at(to).ok();
        if there == Some(inode) {
            return Ok(());
        }
        if let (Some(Mutant::InPlace), Some(there)) = (machine.mutant, there) {
            let bytes = machine.now.inodes[inode].bytes.clone();
            machine.now.inodes[there].bytes.clear();
            machine.remember();
            machine.now.inodes[there].bytes = bytes;
            machine.remember();
            machine.sync(there);
            machine.change(vec![(from.to_owned(), None)]);
            return Ok(());
        }
        machine.change(vec![(from.to_owned(), None), (to.to_owned(), Some(inode))]);
        for inode in std::mem::take(&mut machine.unsynced) {
            machine.sync(inode);
        }
        Ok(())
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut machine = self.step(true)?;
        if machine.has_no_links {
            return Err(ErrorKind::Unsupported.into());
        }
        if machine.at(to).is_ok() {
            return Err(ErrorKind::AlreadyExists.into());
        }
        let inode = machine.at(from)?;
        machine.change(vec![(to.to_owned(), Some(inode))]);
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut machine = self.step(false)?;
        machine.at(path)?;
        machine.change(vec![(path.to_owned(), None)]);
        Ok(())
    }

    fn sync_folder(&self, _: &Path) -> io::Result<()> {
        let mut machine = self.step(true)?;
        if machine.mutant != Some(Mutant::NoFolderSync) {
            machine.now.sure_names = machine.now.names.clone();
            machine.now.changes.clear();
            machine.remember();
        }
        Ok(())
    }

    fn make_folder(&self, _: &Path) -> io::Result<()> {
        self.step(true).map(drop)
    }

    fn resolved(&self, path: &Path) -> io::Result<PathBuf> {
        drop(self.step(false)?);
        Ok(path.to_owned())
    }

    fn lock(&self, _: &Path) -> io::Result<Box<dyn Any>> {
        let machine = self.step(false)?;
        if machine.has_no_locks { Err(ErrorKind::Unsupported.into()) } else { Ok(Box::new(())) }
    }
}
