// SPDX-License-Identifier: Apache-2.0
/// Which statements of a licence are SPDX expressions. The identifiers of the SPDX licence list are in
/// `licenses.txt` and `exceptions.txt` beside these classes.
@NullMarked
package dev.pomona.formats.license;

import org.jspecify.annotations.NullMarked;
