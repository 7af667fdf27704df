// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import dev.pomona.scanners.secrets.decode.TextEncoding;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The bytes of a file, handed out in parts as the bytes of a text whose ASCII characters are single bytes.
@SuppressWarnings("ArrayRecordComponent") // not copied, and never compared
record Content(MemorySegment segment, byte @Nullable [] array, TextEncoding encoding) {

    private static final int SAMPLE = 8 * 1024;

    static Content of(byte[] array) {
        return new Content(MemorySegment.ofArray(array), array, TextEncoding.of(array, array.length));
    }

    static Content of(MemorySegment segment) {
        byte[] sample = segment.asSlice(0, Math.min(SAMPLE, segment.byteSize())).toArray(ValueLayout.JAVA_BYTE);
        return new Content(segment, null, TextEncoding.of(sample, sample.length));
    }

    long size() {
        return segment.byteSize();
    }

    /// A part of the text; the parts must be asked for at even places. Not to be changed.
    byte[] text(long start, long length) {
        byte[] bytes = array != null && start == 0 && length == array.length
                ? array
                : segment.asSlice(start, length).toArray(ValueLayout.JAVA_BYTE);
        return switch (encoding) {
            case ASCII_COMPATIBLE, BINARY -> bytes;
            case UTF_16_LE -> transcode(bytes, StandardCharsets.UTF_16LE, start == 0);
            case UTF_16_BE -> transcode(bytes, StandardCharsets.UTF_16BE, start == 0);
        };
    }

    private static byte[] transcode(byte[] bytes, Charset charset, boolean isStart) {
        String text = new String(bytes, charset);
        boolean isMarked = isStart && !text.isEmpty() && text.charAt(0) == '\ufeff';
        return (isMarked ? text.substring(1) : text).getBytes(StandardCharsets.UTF_8);
    }
}
