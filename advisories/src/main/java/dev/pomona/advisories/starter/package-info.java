// SPDX-License-Identifier: Apache-2.0
/// The advisories that come with the program, for a first run without data and without network: bare facts of
/// our own making about exploited and famous vulnerabilities of libraries, and nothing more.
@NullMarked
package dev.pomona.advisories.starter;

import org.jspecify.annotations.NullMarked;
