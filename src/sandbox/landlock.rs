//! Landlock: every right that the kernel knows is handled, and no rule gives one back.

use super::Fault;
use landlock::{
    ABI, Access, AccessFs, AccessNet, LandlockStatus, Ruleset, RulesetAttr, RulesetError, RulesetStatus, Scope,
};

/// The newest interface whose rights are asked for. A kernel that knows fewer gives those that it knows.
const NEWEST: ABI = ABI::V10;

/// `LANDLOCK_CREATE_RULESET_VERSION` of `linux/landlock.h`: create nothing, say the version.
const VERSION: libc::c_uint = 1;

/// Restricts this thread and all that it will fork. The version in force; None where the kernel has none.
pub(super) fn restrict() -> Result<Option<u32>, Fault> {
    let status = rules().map_err(|error| Fault::Landlock(error.to_string()))?;
    match (status.landlock, status.ruleset) {
        (LandlockStatus::NotEnabled | LandlockStatus::NotImplemented, _) => Ok(None),
        (_, RulesetStatus::NotEnforced) => Err(Fault::Landlock("the kernel has it and did not take it".to_owned())),
        (LandlockStatus::Available { effective_abi, .. }, _) => Ok(Some(effective_abi as u32)),
    }
}

fn rules() -> Result<landlock::RestrictionStatus, RulesetError> {
    Ruleset::default()
        .handle_access(AccessFs::from_all(NEWEST))?
        .handle_access(AccessNet::from_all(NEWEST))?
        .scope(Scope::from_all(NEWEST))?
        .create()?
        .restrict_self()
}

/// What the kernel says of itself.
pub(super) fn abi() -> Option<u32> {
    // SAFETY: with this flag the kernel reads no memory of ours and creates nothing; it returns a number.
    let version =
        unsafe { libc::syscall(libc::SYS_landlock_create_ruleset, std::ptr::null::<libc::c_void>(), 0_usize, VERSION) };
    u32::try_from(version).ok().filter(|version| *version > 0)
}
