// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.registry;

import java.nio.file.Path;
import java.util.regex.Pattern;

/// Registries that are folders with image layouts (`oci:PATH`). Each organisation has a folder of its own, which the
/// operator fills; what an organisation names lies inside of it.
public final class FolderRegistries implements RegistryAccess {

    private static final Pattern ADDRESS =
            Pattern.compile("oci:(\\.|[A-Za-z0-9][A-Za-z0-9._-]{0,99}(/[A-Za-z0-9][A-Za-z0-9._-]{0,99}){0,7})");

    private final Path folder;

    /// @param folder of the folders of organisations, named by their keys
    public FolderRegistries(Path folder) {
        this.folder = folder;
    }

    @Override
    public boolean isKnown(String address) {
        return ADDRESS.matcher(address).matches();
    }

    @Override
    public ImageRegistry open(String organisation, String address) throws RegistryException {
        if (!isKnown(address)) throw new RegistryException("'%s' is no address of a registry".formatted(address));
        return new OciLayout(folder.resolve(organisation), address.substring("oci:".length()));
    }
}
