// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.advisory;

/// FIRST's Exploit Prediction Scoring System: how likely exploitation is within 30 days.
///
/// @param probability 0 to 1
/// @param percentile share of all scored vulnerabilities with the same or a lower probability, 0 to 1
public record Epss(double probability, double percentile) {}
