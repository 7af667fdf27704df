// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.registry;

/// Which registry an address means, by its scheme.
public interface RegistryAccess {

    /// Whether an address can be meant; nothing is opened.
    boolean isKnown(String address);

    /// @param organisation the key of the tenant that asks: each sees its own registries only
    /// @throws RegistryException when it can't be opened
    ImageRegistry open(String organisation, String address) throws RegistryException;
}
