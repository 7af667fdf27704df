// SPDX-License-Identifier: Apache-2.0
/// Work that runs by itself: messages on their way, and what is removed after its time. When it
/// runs is for whoever starts the server.
@NullMarked
package dev.pomona.server.jobs;

import org.jspecify.annotations.NullMarked;
