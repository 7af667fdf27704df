// SPDX-License-Identifier: Apache-2.0
/// Where published Maven files are read: the local repository, mirrors, and, only when asked for, Maven Central.
@NullMarked
package dev.pomona.cli.maven;

import org.jspecify.annotations.NullMarked;
