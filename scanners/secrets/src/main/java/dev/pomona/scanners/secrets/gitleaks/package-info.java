// SPDX-License-Identifier: Apache-2.0
/// Rules written for gitleaks 8, as its users have them: [GitleaksReader] reads them, [AllowlistMatcher] asks their
/// allowlists. They differ from our rules in what they may say, so each is a [ForeignRule]: a rule of ours with what it
/// has no field for. A keyword need not be in its match: it must be somewhere in the file, and then the whole file is
/// searched, unless the pattern happens to be anchored at its keywords. No file is read here, and the patterns'
/// language
/// is whoever's calls: see [PatternCompiler].
@NullMarked
package dev.pomona.scanners.secrets.gitleaks;

import org.jspecify.annotations.NullMarked;
