// SPDX-License-Identifier: Apache-2.0
/// What people do with findings: triage, assignment, comments, waivers and accepted risks, service
/// levels, and what is told to others as VEX. Start at [Findings]. Everything a person does here is
/// in the audit trail.
@NullMarked
package dev.pomona.server.lifecycle;

import org.jspecify.annotations.NullMarked;
