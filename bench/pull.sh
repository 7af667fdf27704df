#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Times an update that finds one changed advisory among very many, served over HTTP: see README.md.
#
#     bench/pull.sh [ADVISORIES]    220000 unless it is said
#
# Works in POMONA_BENCH (default: /tmp/pomona-bench), and only with this machine's own network.
set -euo pipefail

exec "$(dirname "$0")/server.sh" Pull "${1:-220000}"
