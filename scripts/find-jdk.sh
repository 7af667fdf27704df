# SPDX-License-Identifier: Apache-2.0
# Sourced by mvnw, pomona and .ci/run: exports JAVA_HOME with a JDK 25 or newer, or explains how to get one.
# Order: JAVA_HOME, the java on PATH, the usual places of Linux and macOS.

# Every start of the program goes through here: no process is started where the shell itself can do it.

pomona_is_usable() { # whether $1 is a JDK of a release that is new enough
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  pomona_major=
  while IFS= read -r pomona_line; do
    case $pomona_line in
      'JAVA_VERSION="'*)
        pomona_major=${pomona_line#*\"}
        pomona_major=${pomona_major%%[!0-9]*}
        break
        ;;
    esac
  done <"$1/release"
  [ -n "$pomona_major" ] && [ "$pomona_major" -ge 25 ]
}

pomona_path_jdk() { # the JDK behind the javac on PATH, with links followed
  pomona_javac=$(command -v javac) || return 0
  while [ -L "$pomona_javac" ]; do
    pomona_link=$(readlink "$pomona_javac")
    case $pomona_link in
      /*) pomona_javac=$pomona_link ;;
      *) pomona_javac=${pomona_javac%/*}/$pomona_link ;;
    esac
  done
  pomona_javac=${pomona_javac%/*}
  printf '%s\n' "${pomona_javac%/*}"
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
    "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* "${HOME:-}"/.local/share/mise/installs/java/* \
    "${HOME:-}"/.asdf/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
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
