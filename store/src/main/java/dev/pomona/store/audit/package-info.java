// SPDX-License-Identifier: Apache-2.0
/// What people and programs did, in a chain in which no link can be changed unseen.
@NullMarked
package dev.pomona.store.audit;

import org.jspecify.annotations.NullMarked;
