#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes ten million findings in the bundled PostgreSQL and times the lists of findings: see README.md.
#
#     bench/findings.sh [FINDINGS]    10000000 unless it is said
#
# Works in POMONA_BENCH (default: /tmp/pomona-bench), and never on the network.
set -euo pipefail

exec "$(dirname "$0")/server.sh" Findings "${1:-10000000}"
