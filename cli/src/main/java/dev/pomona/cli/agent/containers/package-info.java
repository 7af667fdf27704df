// SPDX-License-Identifier: Apache-2.0
/// What container runtimes say of the containers that run: Docker and Podman through the Docker Engine API,
/// containerd and CRI-O through the Kubernetes Container Runtime Interface, and Podman and CRI-O by their files.
/// Every question is one that changes nothing. Start at [Runtimes].
@NullMarked
package dev.pomona.cli.agent.containers;

import org.jspecify.annotations.NullMarked;
