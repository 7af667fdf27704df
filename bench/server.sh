#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds the program and runs one of the classes below bench/server beside it, in an empty folder.
#
#     bench/server.sh CLASS [ARGUMENT ...]
#
# With POMONA_BENCH_KEEP=1 the folder stays as an earlier run left it, for a class that asks what is there once more.
set -euo pipefail

home=$(cd "$(dirname "$0")/.." && pwd)
work=${POMONA_BENCH:-/tmp/pomona-bench}
class=$1
shift
. "$home/scripts/find-jdk.sh"

"$home/pomona" help >/dev/null # builds
program=$home/cli/target/pomona
classes=$work/server-classes
rm -rf "$classes"
[ -n "${POMONA_BENCH_KEEP:-}" ] || rm -rf "${work:?}/$class"
mkdir -p "$classes"
"$JAVA_HOME/bin/javac" -cp "$program/lib/*:$program/server/*:$program/pomona.jar" -d "$classes" "$home"/bench/server/*.java
uptime
"$JAVA_HOME/bin/java" -Xmx${POMONA_BENCH_HEAP:-1g} -cp "$program/lib/*:$program/server/*:$program/pomona.jar:$classes" \
  "$class" "$work/$class" "$@"
uptime
