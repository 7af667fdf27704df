// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof.encoding;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads one element after another of a DER encoding (X.690) and never beyond it. Where the next element is not what is
/// asked for, nothing is read and the answer is `null`.
public final class Der {

    public static final int INTEGER = 0x02;
    public static final int BIT_STRING = 0x03;
    public static final int OCTET_STRING = 0x04;
    public static final int OID = 0x06;
    public static final int SEQUENCE = 0x30;
    public static final int SET = 0x31;

    private final byte[] bytes;
    private final int end;
    private int at;

    public Der(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private Der(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /// The tag of a context's own numbered element with elements in it.
    public static int context(int number) {
        return 0xa0 | number;
    }

    public boolean atEnd() {
        return at >= end;
    }

    /// The next element's tag, or -1 at the end.
    public int tag() {
        return at < end ? bytes[at] & 0xff : -1;
    }

    /// A reader of what is in the next element.
    public @Nullable Der enter(int tag) {
        if (tag() != tag) return null;
        int from = at + 1;
        if (from >= end) return null;
        int length = bytes[from++] & 0xff;
        if (length > 0x84 || length == 0x80) return null;
        if (length > 0x80) {
            int digits = length & 0x7f;
            if (digits > end - from) return null;
            long value = 0;
            for (int i = 0; i < digits; i++) {
                value = value << 8 | (bytes[from++] & 0xff);
            }
            if (value > end - from) return null;
            length = (int) value;
        }
        if (length > end - from) return null;
        at = from + length;
        return new Der(bytes, from, at);
    }

    /// Passes the next element over when it is of that tag.
    public boolean skip(int tag) {
        return enter(tag) != null;
    }

    public byte @Nullable [] contents(int tag) {
        Der inside = enter(tag);
        return inside == null ? null : inside.rest();
    }

    /// All that has not been read.
    public byte[] rest() {
        return Arrays.copyOfRange(bytes, at, end);
    }

    public @Nullable BigInteger integer() {
        int before = at;
        byte[] contents = contents(INTEGER);
        if (contents == null) return null;
        if (contents.length == 0) {
            at = before;
            return null;
        }
        return new BigInteger(contents);
    }

    /// The bytes of a bit string that fills whole bytes.
    public byte @Nullable [] bits() {
        int before = at;
        byte[] contents = contents(BIT_STRING);
        if (contents == null) return null;
        if (contents.length == 0 || contents[0] != 0) {
            at = before;
            return null;
        }
        return Arrays.copyOfRange(contents, 1, contents.length);
    }

    /// An object identifier in dotted numbers.
    public @Nullable String oid() {
        byte[] contents = contents(OID);
        if (contents == null || contents.length == 0 || contents.length > 32) return null;
        var text = new StringBuilder();
        long number = 0;
        for (byte b : contents) {
            number = number << 7 | (b & 0x7f);
            if (b < 0) continue;
            if (text.isEmpty()) {
                long first = Math.min(number / 40, 2);
                text.append(first).append('.').append(number - 40 * first);
            } else {
                text.append('.').append(number);
            }
            number = 0;
        }
        return text.toString();
    }
}
