#!/usr/bin/env bash
# waypost beside the floor (what process and terminal cost by themselves) and less: start, keys, memory, wake-ups.
# Builds first. Close what else is running: on a busy machine only the ratios mean something.
#
#   benches/compare.sh            the table, in about two minutes
#   taskset -c 0 benches/compare.sh     the same on one core
#
# What the parts cost inside the program: cargo bench --bench start, page, search.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v less >/dev/null || { echo "compare.sh: less is the peer; please install it." >&2; exit 69; }
exec cargo bench --quiet --locked --bench peers
