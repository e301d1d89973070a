//! From the table of calls to the kernel's filters.
//!
//! A filter has one answer for what it names and one for the rest. So there is one that refuses, with one error for all,
//! and lets all else pass, and one that ends the process at what is in no table. The kernel asks both and takes the
//! stricter answer. Each filter costs a start the time of a compilation, so there are no more.

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
fn programs(part: Part) -> Result<[BpfProgram; 2], BackendError> {
    let processor = TargetArch::try_from(std::env::consts::ARCH)?;
    let filter = |rules, others, named| SeccompFilter::new(rules, others, named, processor)?.try_into();
    let mut refusals = BTreeMap::new();
    for call in calls::of(part) {
        if let Some(rules) = refused(call)? {
            refusals.insert(call.0, rules);
        }
    }
    let listed = calls::of(part).map(|(number, _, _)| (*number, Vec::new())).collect();
    Ok([
        filter(refusals, SeccompAction::Allow, SeccompAction::Errno(libc::EPERM.unsigned_abs()))?,
        filter(listed, SeccompAction::KillProcess, SeccompAction::Allow)?,
    ])
}

/// When `call` is refused; no rules mean always.
fn refused(call: &Call) -> Result<Option<Vec<SeccompRule>>, BackendError> {
    let compare = |argument, operator, value: u32| {
        SeccompCondition::new(argument, SeccompCmpArgLen::Dword, operator, u64::from(value))
    };
    let conditions = match call.1 {
        Rule::Refuse => return Ok(Some(Vec::new())),
        Rule::Only(argument, values) => {
            values.iter().map(|value| compare(argument, SeccompCmpOp::Ne, *value)).collect::<Result<_, _>>()?
        }
        Rule::Without(argument, bits) => {
            vec![compare(argument, SeccompCmpOp::MaskedEq(u64::from(bits)), bits)?]
        }
        Rule::Allow => return Ok(None),
    };
    Ok(Some(vec![SeccompRule::new(conditions)?]))
}
