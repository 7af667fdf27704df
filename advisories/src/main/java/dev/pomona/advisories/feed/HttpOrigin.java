// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A web address.
final class HttpOrigin implements Origin {

    // Not a record: its text form would show the credentials of the address.
    private final URI base;
    private final HttpReader reader;

    HttpOrigin(URI base, HttpReader reader) {
        this.base = base;
        this.reader = reader;
    }

    @Override
    public String address() {
        return Addresses.shown(base);
    }

    @Override
    public Fetched fetch(String path, long limit, @Nullable Validator known, Transfer transfer) throws FeedException {
        return reader.get(Addresses.below(base, path), limit, known, transfer);
    }

    @Override
    public List<String> folders(String path) {
        return List.of();
    }

    @Override
    public boolean isRemote() {
        return true;
    }
}
