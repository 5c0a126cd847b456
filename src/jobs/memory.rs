//! Owns the wishes we have of the allocator, so that an open book takes the memory it needs and not what aligning it needed. They are the
//! only calls of the program that Rust cannot check, and there is no other way to tell glibc.
#![cfg_attr(all(target_os = "linux", target_env = "gnu"), expect(unsafe_code, reason = "C functions of glibc"))]

/// Larger pieces of memory than this are the system's again as soon as they are free. The glyphs of most pages are smaller: the system would
/// have to clear new memory for them in every frame.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const LARGE_BYTES: i32 = 512 << 10;
/// So much that is free at the end of the small pieces is kept: what a frame needs for a moment, the next one needs again.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const KEPT_BYTES: i32 = 4 << 20;

/// Large pieces are to go back to the system at once. By itself glibc raises what it takes for large to what was freed last, and then small
/// things that stay are strewn over the room of tables that are gone. For the beginning of the program.
pub fn give_large_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: take two numbers each, and lock against all other calls of the allocator.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE_BYTES);
        libc::mallopt(libc::M_TRIM_THRESHOLD, KEPT_BYTES);
    }
}

/// Gives back what the allocator keeps of small pieces. Takes some milliseconds in which other threads may wait to allocate: for the end of a
/// long piece of work.
pub(super) fn give_all_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: takes a number, and locks against all other calls of the allocator.
    unsafe {
        libc::malloc_trim(0);
    }
}
