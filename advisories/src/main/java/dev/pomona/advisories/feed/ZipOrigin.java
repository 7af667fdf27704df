// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/// A zip that holds what a bucket or mirror would, for carrying data to where there is no network.
final class ZipOrigin implements Origin {

    private final Path file;
    private final Path scratch;
    private final ZipFile zip;

    private ZipOrigin(Path file, Path scratch, ZipFile zip) {
        this.file = file;
        this.scratch = scratch;
        this.zip = zip;
    }

    static ZipOrigin open(Path file, Path scratch) throws FeedException {
        try {
            return new ZipOrigin(file, scratch, new ZipFile(file.toFile()));
        } catch (IOException e) {
            throw new FeedException("%s could not be opened: %s".formatted(file, Reason.of(e)), e);
        }
    }

    @Override
    public String address() {
        return file.toString();
    }

    @Override
    public Fetched fetch(String path, long limit, @Nullable Validator known, Transfer transfer) throws FeedException {
        ZipEntry entry = zip.getEntry(path);
        if (entry == null || entry.isDirectory()) return new Fetched.Missing();
        try {
            Path copy = Files.createTempFile(scratch, "zip-", ".part");
            MessageDigest digest = Checksum.start();
            try (InputStream in = new CheckedEntryStream(zip, entry, limit);
                    OutputStream out = new DigestOutputStream(Files.newOutputStream(copy), digest)) {
                transfer.received(in.transferTo(out));
            } catch (IOException e) {
                Files.deleteIfExists(copy);
                throw e;
            }
            String hex = Checksum.hex(digest);
            var body = new Fetched.Body(copy, new Validator(null, null, hex), true);
            if (known == null || !known.digest().equals(hex)) return body;
            body.close();
            return new Fetched.NotModified();
        } catch (IOException e) {
            throw new FeedException("%s in %s could not be read: %s".formatted(path, address(), Reason.of(e)), e);
        }
    }

    @Override
    public List<String> folders(String path) {
        return zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.startsWith(path) && name.indexOf('/', path.length()) > 0)
                .map(name -> name.substring(path.length(), name.indexOf('/', path.length())))
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            // Nothing was written to it.
        }
    }
}
