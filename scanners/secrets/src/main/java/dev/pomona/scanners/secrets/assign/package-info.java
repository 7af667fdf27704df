// SPDX-License-Identifier: Apache-2.0
/// What is assigned to a name, in the forms of the common languages and configuration files, read from the bytes around
/// one place in a text. Nothing is parsed as a whole: each look is bounded, so that a file of any form, size and
/// language costs the same. What cannot be told without a parser of the language is answered with "nothing".
/// Start at [AssignmentParser].
@NullMarked
package dev.pomona.scanners.secrets.assign;

import org.jspecify.annotations.NullMarked;
