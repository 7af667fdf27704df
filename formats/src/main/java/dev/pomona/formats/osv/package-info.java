// SPDX-License-Identifier: Apache-2.0
/// Advisories in the OSV schema, version 1.7 and older (<https://ossf.github.io/osv-schema/>). Start at
/// [OsvReader].
@NullMarked
package dev.pomona.formats.osv;

import org.jspecify.annotations.NullMarked;
