#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Loads an estate into the bundled PostgreSQL and times what the control plane answers: see README.md.
#
#     bench/estate.sh [ARTIFACTS]    10000 unless it is said
#
# Works in POMONA_BENCH (default: /tmp/pomona-bench), and never on the network.
set -euo pipefail

exec "$(dirname "$0")/server.sh" Estate "${1:-10000}"
