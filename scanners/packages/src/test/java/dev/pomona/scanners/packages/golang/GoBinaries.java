// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.golang;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Makes the smallest binaries that carry Go's build information: headers, one writable part, nothing to run.
///
/// @param pointer 0 for texts that stand in line, else the size of the pointers to them
/// @param marked whether Go's mark is there at all
/// @param broken whether the pointers lead nowhere
record GoBinaries(String version, String modules, int pointer, boolean marked, boolean broken) {

    private static final int DATA = 512;
    private static final long ADDRESS = 0x40_0000;
    private static final int LEAD = 64;

    static GoBinaries inline(String version, String modules) {
        return new GoBinaries(version, modules, 0, true, false);
    }

    static GoBinaries pointed(String version, String modules, int pointer) {
        return new GoBinaries(version, modules, pointer, true, false);
    }

    static GoBinaries other() {
        return new GoBinaries("", "", 0, false, false);
    }

    GoBinaries brokenPointer() {
        return new GoBinaries(version, modules, pointer, marked, true);
    }

    /// The writable part: 64 bytes of something else, then the information.
    private byte[] data(ByteOrder order) {
        byte[] name = version.getBytes(StandardCharsets.UTF_8);
        byte[] text = modules.isEmpty()
                ? new byte[0]
                : ("0123456789abcdef" + modules + "fedcba9876543210").getBytes(StandardCharsets.UTF_8);
        ByteBuffer data =
                ByteBuffer.allocate(LEAD + 256 + name.length + text.length).order(order);
        data.position(LEAD);
        data.put((marked ? "\u00ff Go buildinf:" : "nothing of Go:").getBytes(StandardCharsets.ISO_8859_1));
        boolean big = order == ByteOrder.BIG_ENDIAN;
        data.put((byte) (pointer == 0 ? 8 : pointer));
        data.put((byte) (pointer == 0 ? 2 : big ? 1 : 0));
        if (pointer == 0) {
            data.position(LEAD + 32);
            data.put(lengthOf(name)).put(name).put(lengthOf(text)).put(text);
            return data.array();
        }
        long headers = ADDRESS + LEAD + 64;
        word(data, broken ? 7 : headers);
        word(data, headers + 2L * pointer);
        data.position(LEAD + 64);
        word(data, headers + 4L * pointer);
        word(data, name.length);
        word(data, headers + 4L * pointer + name.length);
        word(data, text.length);
        data.put(name).put(text);
        return data.array();
    }

    private void word(ByteBuffer out, long value) {
        if (pointer == 8) out.putLong(value);
        else out.putInt((int) value);
    }

    private static byte[] lengthOf(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        int rest = bytes.length;
        for (; rest > 0x7F; rest >>= 7) out.write(rest & 0x7F | 0x80);
        out.write(rest);
        return out.toByteArray();
    }

    private static void words(ByteBuffer out, boolean wide, long... values) {
        for (long value : values) {
            if (wide) out.putLong(value);
            else out.putInt((int) value);
        }
    }

    byte[] elf(boolean wide, ByteOrder order) {
        byte[] data = data(order);
        ByteBuffer out = ByteBuffer.allocate(DATA + data.length).order(order);
        out.put(new byte[] {0x7F, 'E', 'L', 'F', (byte) (wide ? 2 : 1), (byte) (order == ByteOrder.BIG_ENDIAN ? 2 : 1)
        });
        out.position(16);
        out.putShort((short) 2).putShort((short) 62).putInt(1);
        words(out, wide, ADDRESS, wide ? 64 : 52, 0); // entry, segments, no sections
        out.putInt(0)
                .putShort((short) (wide ? 64 : 52))
                .putShort((short) (wide ? 56 : 32))
                .putShort((short) 1);
        out.position(wide ? 64 : 52);
        out.putInt(1);
        if (wide) out.putInt(6);
        words(out, wide, DATA, ADDRESS, ADDRESS, data.length, data.length);
        if (!wide) out.putInt(6);
        return out.position(DATA).put(data).array();
    }

    byte[] portable(boolean wide) {
        byte[] data = data(ByteOrder.LITTLE_ENDIAN);
        long base = ADDRESS - 0x1000;
        ByteBuffer out = ByteBuffer.allocate(DATA + data.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(new byte[] {'M', 'Z'}).putInt(0x3C, 64);
        out.position(64);
        out.put(new byte[] {'P', 'E', 0, 0}).putShort((short) 0x8664).putShort((short) 1);
        out.position(64 + 20);
        out.putShort((short) 96).putShort((short) 2);
        int optional = out.position();
        out.putShort((short) (wide ? 0x20B : 0x10B));
        if (wide) out.putLong(optional + 24, base);
        else out.putInt(optional + 28, (int) base);
        out.position(optional + 96);
        out.put(".data\0\0\0".getBytes(StandardCharsets.US_ASCII));
        out.putInt(data.length).putInt(0x1000).putInt(data.length).putInt(DATA);
        out.position(out.position() + 12);
        out.putInt(0xC000_0040);
        return out.position(DATA).put(data).array();
    }

    byte[] mach(boolean wide, ByteOrder order) {
        byte[] data = data(order);
        ByteBuffer out = ByteBuffer.allocate(DATA + data.length).order(order);
        out.putInt(wide ? 0xFEEDFACF : 0xFEEDFACE).putInt(7).putInt(3).putInt(2).putInt(1);
        out.position(wide ? 32 : 28);
        out.putInt(wide ? 0x19 : 1).putInt(wide ? 152 : 124);
        out.put("__DATA\0\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII));
        words(out, wide, ADDRESS, data.length, DATA, data.length);
        out.putInt(3).putInt(3).putInt(1).putInt(0);
        out.put("__go_buildinfo\0\0__DATA\0\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII));
        words(out, wide, ADDRESS + LEAD, data.length - LEAD);
        out.putInt(DATA + LEAD);
        return out.position(DATA).put(data).array();
    }

    /// A universal binary of one architecture.
    byte[] universal() {
        byte[] inner = mach(true, ByteOrder.LITTLE_ENDIAN);
        ByteBuffer out = ByteBuffer.allocate(DATA + inner.length);
        out.putInt(0xCAFEBABE)
                .putInt(1)
                .putInt(7)
                .putInt(3)
                .putInt(DATA)
                .putInt(inner.length)
                .putInt(12);
        return out.position(DATA).put(inner).array();
    }
}
