//! Descriptors that this process was given and should not have.

use std::os::fd::{AsRawFd, BorrowedFd};

/// Numbers that are tried one by one where the kernel cannot close a range (before Linux 5.9): more than a process
/// has without having asked for them.
const TRIED: u32 = 1 << 16;

/// Closes all but `keep`.
pub(super) fn close_except(keep: &[BorrowedFd<'_>]) {
    let keep = keep.iter().filter_map(|fd| u32::try_from(fd.as_raw_fd()).ok()).collect();
    for (first, last) in gaps(keep) {
        if !close_range(first, last) {
            close_one_by_one(first, last.min(TRIED));
        }
    }
}

/// The numbers between those of `keep`, as first and last.
fn gaps(mut keep: Vec<u32>) -> Vec<(u32, u32)> {
    keep.sort_unstable();
    let mut gaps = Vec::new();
    let mut first = 0;
    for number in keep {
        if number > first {
            gaps.push((first, number - 1));
        }
        first = number + 1;
    }
    gaps.push((first, u32::MAX));
    gaps
}

/// Whether the kernel could.
fn close_range(first: u32, last: u32) -> bool {
    // SAFETY: the call takes numbers, no memory. That nobody uses what is closed is the caller's word.
    unsafe { libc::syscall(libc::SYS_close_range, first, last, 0_u32) == 0 }
}

fn close_one_by_one(first: u32, last: u32) {
    for number in (first..=last).filter_map(|number| i32::try_from(number).ok()) {
        // SAFETY: as above; a number that is not open is answered with an error, which is meant.
        let _ = unsafe { libc::close(number) };
    }
}

#[cfg(test)]
mod tests {
    use super::{close_one_by_one, gaps};
    use std::io::Read;
    use std::os::fd::{AsRawFd, IntoRawFd};

    #[test]
    fn what_is_kept_is_in_no_gap() {
        assert_eq!(gaps(vec![]), [(0, u32::MAX)]);
        assert_eq!(gaps(vec![0, 1, 2]), [(3, u32::MAX)]);
        assert_eq!(gaps(vec![7, 1, 3, 1]), [(0, 0), (2, 2), (4, 6), (8, u32::MAX)]);
    }

    #[test]
    fn an_old_kernels_way_closes_too() {
        let (mut reader, writer) = std::io::pipe().unwrap();
        let number = u32::try_from(writer.as_raw_fd()).unwrap();
        let _ = writer.into_raw_fd();
        close_one_by_one(number, number);
        // With a writer left this would wait for ever.
        assert_eq!(reader.read(&mut [0]).unwrap(), 0);
    }
}
