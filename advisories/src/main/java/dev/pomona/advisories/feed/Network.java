// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// Whether and how the network is used.
///
/// @param offline then no socket is opened, whatever the sources are
/// @param random for the jitter of pauses
/// @param clock for dates in `Retry-After`
public record Network(
        boolean offline, HttpSettings settings, Sleeper sleeper, RandomGenerator random, InstantSource clock) {}
