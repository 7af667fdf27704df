// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import dev.pomona.store.reading.Page;
import dev.pomona.store.reading.Tallies;

/// Projects, the worst first.
public record ProjectListView(Page<Tallies.Project> projects, Pager pager) {}
