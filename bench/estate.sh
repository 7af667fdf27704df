#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Loads an estate into the bundled PostgreSQL and times what the control plane answers: see README.md.
#
#     bench/estate.sh [ARTIFACTS]    10000 unless it is said
#
# Works in POMONA_BENCH (default: /tmp/pomona-bench), and never on the network.
set -euo pipefail

home=$(cd "$(dirname "$0")/.." && pwd)
work=${POMONA_BENCH:-/tmp/pomona-bench}
. "$home/scripts/find-jdk.sh"

"$home/pomona" help >/dev/null # builds
program=$home/cli/target/pomona
classes=$work/estate-classes
rm -rf "$work/estate" "$classes"
mkdir -p "$classes"
"$JAVA_HOME/bin/javac" -cp "$program/lib/*:$program/pomona.jar" -d "$classes" "$home/bench/Estate.java"
uptime
"$JAVA_HOME/bin/java" -Xmx3g -cp "$program/lib/*:$program/pomona.jar:$classes" Estate "$work/estate" "${1:-10000}"
uptime
