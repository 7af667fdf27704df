// SPDX-License-Identifier: Apache-2.0
/// `pomona agent`: looks at a host again and again, and tells a control plane what runs on it. Nothing is
/// executed, and nothing is read that may hold secrets. [Lookout] looks, [Journal] finds what has changed,
/// [ReportQueue] keeps what was not delivered, [AgentRun] does one after the other.
@NullMarked
package dev.pomona.cli.agent;

import org.jspecify.annotations.NullMarked;
