// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.starter;

import dev.pomona.formats.osv.OsvReader;
import dev.pomona.model.advisory.Advisory;
import dev.pomona.model.component.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/// A few hundred advisories as bare facts, one OSV record a line.
///
/// It is **no substitute for data**: used only while there is none, and said so wherever a result rests on
/// it. What it does not know is not thereby safe.
public final class StarterPack {

    private static final String RESOURCE = "starter.jsonl";

    private StarterPack() {}

    /// All records, in the order of the file.
    public static List<Advisory> advisories() {
        byte[] bytes = bytes();
        var advisories = new ArrayList<Advisory>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '\n') continue;
            if (i > start) advisories.add(OsvReader.read(bytes, start, i - start));
            start = i + 1;
        }
        return List.copyOf(advisories);
    }

    /// SHA-256 of the file, in hex.
    public static String digest() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes());
            return Digest.of(Digest.Algorithm.SHA256, hash).hex();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] bytes() {
        try (InputStream in = StarterPack.class.getResourceAsStream(RESOURCE)) {
            if (in == null) throw new IllegalStateException(RESOURCE + " is not in the program");
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
