// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.advisory;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// An entry of CISA's catalogue of known exploited vulnerabilities.
///
/// @param dueDate by when US federal agencies must act; `null` when the entry has none
/// @param knownRansomware `false` also stands for the catalogue's `Unknown`
public record Kev(String cve, LocalDate dateAdded, @Nullable LocalDate dueDate, boolean knownRansomware) {}
