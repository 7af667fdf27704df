#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Repeats every figure of README.md: makes the inputs once, then times the program as a whole process.
#
#     bench/run.sh [quick|large]    quick leaves out the million files and the 300,000 components
#
# Works in POMONA_BENCH (default: /tmp/pomona-bench), with a cache of its own, and never on the network.
set -euo pipefail

home=$(cd "$(dirname "$0")/.." && pwd)
work=${POMONA_BENCH:-/tmp/pomona-bench}
what=${1:-quick}
measure=$home/bench/measure.py
inputs=$home/bench/inputs.py
pomona=$home/pomona
mkdir -p "$work"
export XDG_CACHE_HOME=$work/cache
. "$home/scripts/find-jdk.sh"

once() { # makes an input unless it is there
  [ -e "$1" ] || { echo "making $1 ..." >&2; "$inputs" "${@:2}"; }
}

once "$work/repository" repository "$work/repository"
once "$work/osv" advisories "$work/osv" 20000
"$inputs" purls 1000 >"$work/purls.txt"

uptime
"$pomona" help >/dev/null # builds, and makes the ahead-of-time cache
"$measure" -n 20 "java -version" "$JAVA_HOME/bin/java" -version
"$measure" -n 20 "pomona --version" "$pomona" --version

# each import goes to a folder of its own, as the second would find nothing to do
for run in 1 2 3 4 5; do
  rm -rf "$work/import"
  "$measure" -n 1 -w 0 "import of 20,000 advisories ($run)" \
    "$pomona" advisories update --from "$work/osv" --cache-dir "$work/import"
done
"$pomona" advisories update --from "$work/osv" >/dev/null

# the index alone, from within a cold process with an ahead-of-time cache of its own
classes=$work/look-ups
program=$home/cli/target/pomona
mkdir -p "$classes"
"$JAVA_HOME/bin/javac" -cp "$program/lib/*:$program/pomona.jar" -d "$classes" "$home/bench/LookUps.java"
"$JAVA_HOME/bin/jar" cf "$work/look-ups.jar" -C "$classes" .
path=$(printf '%s:' "$program"/lib/*.jar)$program/pomona.jar:$work/look-ups.jar
look_ups=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$path" LookUps "$work/cache/pomona" "$work/purls.txt")
"$JAVA_HOME/bin/java" -XX:AOTCacheOutput="$work/look-ups.aot" "${look_ups[@]}" >/dev/null 2>&1
for run in 1 2 3 4 5; do
  "$JAVA_HOME/bin/java" -XX:AOTCache="$work/look-ups.aot" "${look_ups[@]}"
done

"$measure" "query of 1 package" "$pomona" query pkg:npm/fruit-000003@0.0.0
"$measure" -i "$work/purls.txt" "query of 1,000 packages" "$pomona" query
"$measure" "scan, warm" "$pomona" scan "$work/repository" --offline
"$measure" "scan, no earlier results" "$pomona" scan "$work/repository" --offline --no-cache

[ "$what" = large ] || exit 0

for kind in npm yarn pnpm composer poetry gem cargo go; do
  once "$work/lock-$kind" lock "$kind" "$work/lock-$kind" 100000
  "$measure" -n 1 -w 0 "100,000 packages: $kind" \
    "$pomona" sbom "$work/lock-$kind" --no-cache --max-memory 512MB -o "cyclonedx=$work/lock-$kind.json"
done
once "$work/sbom" lock gem "$work/sbom" 300000
"$measure" -n 1 -w 0 "SBOM of 300,000 components" \
  "$pomona" sbom "$work/sbom" --no-cache --max-memory 1GB -o "cyclonedx=$work/sbom.json"
once "$work/tree" tree "$work/tree" 1000000
"$measure" -n 1 -w 0 "scan of a million files" \
  "$pomona" scan "$work/tree" --offline --timeout 60m --max-memory 512MB
"$measure" -n 1 -w 0 "scan of a million files, again" \
  "$pomona" scan "$work/tree" --offline --timeout 60m --max-memory 512MB
