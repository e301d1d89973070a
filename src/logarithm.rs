//! Logarithms, under the names that the C library has for them.
//!
//! Rust asks the C library for logarithms, and glibc keeps its mathematics in a
//! file of their own. The program needs no more of that file than these two:
//! with them here, the loader finds, maps and binds one file less, and a start
//! is some hundredths quicker. A test of the finished program holds that it needs the
//! C library alone.

// SAFETY, for both: the C standard's name for a function of this type with this result (C17, 7.12.6.7 and 7.12.6.10). Unlike
// glibc's it leaves `errno` alone, which nothing reads after a logarithm.
#[unsafe(no_mangle)]
extern "C" fn logf(x: f32) -> f32 {
    libm::logf(x)
}

#[unsafe(no_mangle)]
extern "C" fn log2f(x: f32) -> f32 {
    libm::log2f(x)
}

#[cfg(test)]
mod tests {
    use super::{log2f, logf};

    #[test]
    fn they_are_the_logarithms_of_their_names() {
        for x in [f32::MIN_POSITIVE, 0.3, 1.0, 2.5, 1024.0, f32::MAX] {
            let near = |found: f32, right: f64| (f64::from(found) - right).abs() <= right.abs() * 1e-7;
            assert!(near(logf(x), f64::from(x).ln()), "ln {x}: {}", logf(x));
            assert!(near(log2f(x), f64::from(x).log2()), "log2 {x}: {}", log2f(x));
        }
        assert!(logf(-1.0).is_nan() && log2f(0.0) == f32::NEG_INFINITY);
    }
}
