// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.html;

import dev.pomona.model.finding.Fingerprint;

/// Where a finding stands on the page, and what it is called where there is little room.
record Link(Fingerprint finding, String anchor, String label) {}
