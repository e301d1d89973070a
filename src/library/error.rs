//! Why a library cannot be read or written.

use tantivy::TantivyError;
use tantivy::directory::error::LockError;

/// Why a library cannot be read or written. Each is a sentence that goes on from the library's name.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another import is writing it.
    #[error("Another import is writing to it. Wait until that has ended.")]
    Busy,
    /// It was made by another version of the program.
    #[error("It was made by another version. Remove its folder, and import the documents again.")]
    OtherVersion,
    /// Something in it is not as it was written.
    #[error("It is damaged ({0}). Remove its folder, and import the documents again.")]
    Damaged(String),
    /// The system refuses to write.
    #[error("It cannot be written: {0}. See whether the disk is full, and whether you may write there.")]
    CannotWrite(String),
}

impl Error {
    /// What opening or reading reports.
    pub(super) fn reading(error: &TantivyError) -> Error {
        match error {
            TantivyError::SchemaError(_) | TantivyError::IncompatibleIndex(_) => Error::OtherVersion,
            error => Error::Damaged(error.to_string()),
        }
    }

    /// What writing reports.
    pub(super) fn writing(error: &TantivyError) -> Error {
        match error {
            TantivyError::LockFailure(LockError::LockBusy, _) => Error::Busy,
            TantivyError::SchemaError(_) | TantivyError::IncompatibleIndex(_) => Error::OtherVersion,
            TantivyError::DataCorruption(error) => Error::Damaged(format!("{error:?}")),
            error => Error::CannotWrite(error.to_string()),
        }
    }
}
