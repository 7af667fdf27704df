// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import dev.pomona.store.audit.AuditStore;
import dev.pomona.store.reading.Page;
import org.jspecify.annotations.Nullable;

/// The trail.
///
/// @param check of the whole trail; `null` when nobody asked for it
public record AuditView(Page<AuditStore.Entry> entries, Pager pager, AuditStore.@Nullable Check check) {}
