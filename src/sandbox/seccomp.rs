//! From the table of calls to the kernel's filters.
//!
//! A filter has one answer for what it names and one for the rest. So there is one for each error, which lets all else
//! pass, and one that ends the process at what is in no table. The kernel asks all of them and takes the strictest
//! answer; of two errors, that of the newest filter.

use super::calls::{self, Call, Rule};
use super::{Fault, Part};
use seccompiler::{
    BackendError, BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule, TargetArch,
};
use std::collections::BTreeMap;

/// Puts the filters of `part` around this process and all that it will fork.
pub(super) fn restrict(part: Part) -> Result<(), Fault> {
    let programs = programs(part).map_err(|error| Fault::Seccomp(error.to_string()))?;
    for program in programs {
        // On all threads: where one has come up in the meantime, it must not stay outside.
        seccompiler::apply_filter_all_threads(&program).map_err(|error| Fault::Seccomp(error.to_string()))?;
    }
    Ok(())
}

/// The filters in the order in which they must be set: the list comes last, since it no longer allows the setting.
fn programs(part: Part) -> Result<Vec<BpfProgram>, BackendError> {
    let processor = TargetArch::try_from(std::env::consts::ARCH)?;
    let filter = |rules, others, named| SeccompFilter::new(rules, others, named, processor)?.try_into();
    let mut programs = Vec::new();
    for errno in [libc::EPERM, libc::EACCES, libc::ENOSYS] {
        let mut rules = BTreeMap::new();
        for call in calls::of(part) {
            if let Some(refused) = refused(call, errno)? {
                rules.insert(call.0, refused);
            }
        }
        programs.push(filter(rules, SeccompAction::Allow, SeccompAction::Errno(errno.unsigned_abs()))?);
    }
    let listed = calls::of(part).map(|(number, _, _)| (*number, Vec::new())).collect();
    programs.push(filter(listed, SeccompAction::KillProcess, SeccompAction::Allow)?);
    Ok(programs)
}

/// When `call` is refused with `errno`; no rules mean always.
fn refused(call: &Call, errno: i32) -> Result<Option<Vec<SeccompRule>>, BackendError> {
    let compare = |argument, operator, value: u32| {
        SeccompCondition::new(argument, SeccompCmpArgLen::Dword, operator, u64::from(value))
    };
    let conditions = match call.1 {
        Rule::Refuse(own) if own == errno => return Ok(Some(Vec::new())),
        Rule::Only(argument, values) if errno == libc::EPERM => {
            values.iter().map(|value| compare(argument, SeccompCmpOp::Ne, *value)).collect::<Result<_, _>>()?
        }
        Rule::Without(argument, bits) if errno == libc::EPERM => {
            vec![compare(argument, SeccompCmpOp::MaskedEq(u64::from(bits)), bits)?]
        }
        Rule::Allow | Rule::Refuse(_) | Rule::Only(..) | Rule::Without(..) => return Ok(None),
    };
    Ok(Some(vec![SeccompRule::new(conditions)?]))
}
