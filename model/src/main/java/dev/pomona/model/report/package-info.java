// SPDX-License-Identifier: Apache-2.0
/// The result of one scan: inventory, findings, completeness, decision, and what they are a function of. Start
/// at [Report].
@NullMarked
package dev.pomona.model.report;

import org.jspecify.annotations.NullMarked;
