#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# How fast the search for secrets is on the files of a folder: see README.md.
#
#     bench/secrets.sh FOLDER [MEGABYTES]
#
# Needs the module to be built: ./mvnw -q -Dquick -pl scanners/secrets -am package
set -euo pipefail

home=$(cd "$(dirname "$0")/.." && pwd)
. "$home/scripts/find-jdk.sh"

classes=
for module in scanners/secrets scan-api model syntax; do
  [ -d "$home/$module/target/classes" ] || { echo "build it first: ./mvnw -q -Dquick -pl scanners/secrets -am package" >&2; exit 2; }
  classes=$classes$home/$module/target/classes:
done
libraries=$(find "${MAVEN_REPOSITORY:-$HOME/.m2/repository}" \( -name 'snakeyaml-engine-*.jar' -o -name 'jackson-core-3*.jar' \
  -o -name 'jspecify-*.jar' \) ! -name '*-sources.jar' | sort | tr '\n' ':')
exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx2g -cp "$classes$libraries" "$home/bench/SecretsBench.java" "$@"
