// SPDX-License-Identifier: Apache-2.0
/// Who may do what: people, their sessions, API tokens, identity providers and the link for the
/// first administrator. What proves somebody's identity is kept as a hash only.
@NullMarked
package dev.pomona.store.identity;

import org.jspecify.annotations.NullMarked;
