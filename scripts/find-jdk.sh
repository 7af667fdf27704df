# SPDX-License-Identifier: Apache-2.0
# Sourced by mvnw, pomona and .ci/run: exports JAVA_HOME with a JDK 25 or newer, or explains how to get one.
# Order: JAVA_HOME, the java on PATH, the usual places of Linux and macOS.

pomona_java_major() { # prints the feature release of the JDK in $1, nothing when it is no JDK
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

pomona_is_usable() {
  pomona_major=$(pomona_java_major "$1")
  [ -n "$pomona_major" ] && [ "$pomona_major" -ge 25 ]
}

pomona_path_jdk() { # the JDK behind the javac on PATH, with links followed
  pomona_javac=$(command -v javac) || return 0
  while [ -L "$pomona_javac" ]; do
    pomona_link=$(readlink "$pomona_javac")
    case $pomona_link in
      /*) pomona_javac=$pomona_link ;;
      *) pomona_javac=$(dirname "$pomona_javac")/$pomona_link ;;
    esac
  done
  dirname "$(dirname "$pomona_javac")"
}

pomona_find_jdk() {
  if [ -n "${JAVA_HOME:-}" ] && pomona_is_usable "$JAVA_HOME"; then return 0; fi
  pomona_candidate=$(pomona_path_jdk)
  if [ -n "$pomona_candidate" ] && pomona_is_usable "$pomona_candidate"; then
    export JAVA_HOME="$pomona_candidate"
    return 0
  fi
  pomona_had_f=0
  case $- in *f*) pomona_had_f=1; set +f ;; esac
  pomona_found=
  for pomona_candidate in \
    /usr/lib/jvm/*25* /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/*jdk* \
    /usr/local/openjdk-* /usr/local/lib/jvm/* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/* \
    "$HOME"/.asdf/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if pomona_is_usable "$pomona_candidate"; then pomona_found=$pomona_candidate; break; fi
  done
  [ $pomona_had_f = 0 ] || set -f
  if [ -n "$pomona_found" ]; then
    export JAVA_HOME="$pomona_found"
    return 0
  fi
  echo "Pomona needs a JDK 25 or newer, and found none (looked at JAVA_HOME, PATH and the usual places)." >&2
  echo "Install one, for instance Eclipse Temurin 25 from https://adoptium.net, or set JAVA_HOME to it." >&2
  return 1
}

pomona_find_jdk
