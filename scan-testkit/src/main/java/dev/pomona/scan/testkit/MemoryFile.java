// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scan.testkit;

import dev.pomona.model.component.Digest;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileView;
import java.lang.foreign.MemorySegment;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// A file that exists in memory only.
public final class MemoryFile implements FileView {

    private final FileFacts facts;
    private final byte[] content;

    public MemoryFile(String path, byte[] content) {
        this.facts = new FileFacts(path, content.length, false);
        this.content = content.clone();
    }

    public static MemoryFile of(String path, String text) {
        return new MemoryFile(path, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public FileFacts facts() {
        return facts;
    }

    @Override
    public MemorySegment segment() {
        return MemorySegment.ofArray(content).asReadOnly();
    }

    @Override
    public byte[] bytes() {
        return content.clone();
    }

    @Override
    public String text() {
        if (startsWith(0xEF, 0xBB, 0xBF)) return decode(3, StandardCharsets.UTF_8);
        if (startsWith(0xFE, 0xFF)) return decode(2, StandardCharsets.UTF_16BE);
        if (startsWith(0xFF, 0xFE)) return decode(2, StandardCharsets.UTF_16LE);
        return decode(0, StandardCharsets.UTF_8);
    }

    private boolean startsWith(int... mark) {
        if (content.length < mark.length) return false;
        for (int i = 0; i < mark.length; i++) {
            if ((content[i] & 0xFF) != mark[i]) return false;
        }
        return true;
    }

    private String decode(int from, Charset charset) {
        return new String(content, from, content.length - from, charset);
    }

    @Override
    public Digest digest(Digest.Algorithm algorithm) {
        try {
            return Digest.of(
                    algorithm,
                    MessageDigest.getInstance(algorithm.standardName()).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
