// SPDX-License-Identifier: Apache-2.0
/// What holds for components and artifacts: advisory snapshots, matches, findings and decisions.
@NullMarked
package dev.pomona.store.judgement;

import org.jspecify.annotations.NullMarked;
