// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.match;

import dev.pomona.model.advisory.VexStatement;
import dev.pomona.model.finding.Finding;

/// A finding that does not count because someone states so, with the statement that decided.
public record SuppressedFinding(Finding finding, VexStatement statement) {}
