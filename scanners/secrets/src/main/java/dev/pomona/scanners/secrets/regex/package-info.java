// SPDX-License-Identifier: Apache-2.0
/// Regular expressions over bytes, matched in time linear in the text whatever the pattern is, and questions
/// about a pattern: which keyword each match contains, and whether other matchers would hang on it. It knows
/// nothing of rules and secrets. The way of a pattern: [Parser] makes [Node]s, [Compiler] a [Program],
/// [Matcher] runs it. Start at [Regex].
@NullMarked
package dev.pomona.scanners.secrets.regex;

import org.jspecify.annotations.NullMarked;
