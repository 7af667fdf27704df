// SPDX-License-Identifier: Apache-2.0
/// What a host knows of itself: its name and system, the golden image it was made from, the cloud account it is in.
/// From
/// files; a cloud's metadata service is asked only when somebody says so. Start at [HostFacts].
@NullMarked
package dev.pomona.cli.agent.host;

import org.jspecify.annotations.NullMarked;
