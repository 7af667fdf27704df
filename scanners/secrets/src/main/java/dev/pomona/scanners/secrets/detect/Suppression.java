// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import dev.pomona.model.component.Location;
import dev.pomona.model.finding.RuleId;

/// Something that matched a rule and is no secret.
///
/// @param reason why it is none, in one clause with nothing of the value
public record Suppression(RuleId rule, Location at, String reason) {}
