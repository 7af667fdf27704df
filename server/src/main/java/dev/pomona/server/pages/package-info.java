// SPDX-License-Identifier: Apache-2.0
/// What people look at. [PageRoutes] says which page is where, each of its pages asks the store for what it shows and
/// hands it to a template (`src/main/jte`), and [view] has what templates are given. Start at [PageRoutes].
@NullMarked
package dev.pomona.server.pages;

import org.jspecify.annotations.NullMarked;
