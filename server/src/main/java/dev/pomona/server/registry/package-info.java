// SPDX-License-Identifier: Apache-2.0
/// Registries of images that are watched: what comes to be in them is known here, with when it was built and with the
/// bills of materials that are attached to it. Begin with [dev.pomona.server.registry.RegistryWatch];
/// [dev.pomona.server.registry.ImageRegistry] is what a kind of registry implements.
@NullMarked
package dev.pomona.server.registry;

import org.jspecify.annotations.NullMarked;
