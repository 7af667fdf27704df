// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.executable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Makes the smallest files of each format that hold one named section, at address 0x1000.
public final class Executables {

    private Executables() {}

    public static byte[] elf(String section, byte[] content, boolean wide, ByteOrder order) {
        byte[] names = ("\0" + section + "\0.names\0").getBytes(StandardCharsets.ISO_8859_1);
        int header = wide ? 64 : 52;
        int entry = wide ? 64 : 40;
        int program = wide ? 56 : 32;
        int contentAt = header + program;
        int namesAt = contentAt + content.length;
        int table = namesAt + names.length;
        ByteBuffer out = ByteBuffer.allocate(table + 3 * entry).order(order);
        out.put(new byte[] {
            0x7F, 'E', 'L', 'F', (byte) (wide ? 2 : 1), (byte) (order == ByteOrder.LITTLE_ENDIAN ? 1 : 2)
        });
        word(out, wide, wide ? 0x20 : 0x1C, header);
        word(out, wide, wide ? 0x28 : 0x20, table);
        int sizes = wide ? 0x36 : 0x2A;
        out.putShort(sizes, (short) program).putShort(sizes + 2, (short) 1);
        out.putShort(sizes + 4, (short) entry).putShort(sizes + 6, (short) 3).putShort(sizes + 8, (short) 2);
        out.putInt(header, 1).putInt(header + (wide ? 4 : 24), 6);
        word(out, wide, header + (wide ? 8 : 4), contentAt);
        word(out, wide, header + (wide ? 16 : 8), 0x1000);
        word(out, wide, header + (wide ? 32 : 16), content.length);
        out.put(contentAt, content).put(namesAt, names);
        elfSection(out, wide, table + entry, 1, 0x1000, contentAt, content.length);
        elfSection(out, wide, table + 2 * entry, section.length() + 2, 0, namesAt, names.length);
        return out.array();
    }

    private static void elfSection(ByteBuffer out, boolean wide, int at, int name, long address, int offset, int size) {
        out.putInt(at, name).putInt(at + 4, 1);
        word(out, wide, at + (wide ? 16 : 12), address);
        word(out, wide, at + (wide ? 24 : 16), offset);
        word(out, wide, at + (wide ? 32 : 20), size);
    }

    private static void word(ByteBuffer out, boolean wide, int at, long value) {
        if (wide) out.putLong(at, value);
        else out.putInt(at, (int) value);
    }

    /// @param section without its segment, which is `__DATA`
    public static byte[] machO(String section, byte[] content, boolean wide) {
        int header = wide ? 32 : 28;
        int command = wide ? 72 : 56;
        int entry = wide ? 80 : 68;
        int contentAt = header + command + entry;
        ByteBuffer out = ByteBuffer.allocate(contentAt + content.length).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0, wide ? 0xFEEDFACF : 0xFEEDFACE).putInt(16, 1).putInt(20, command + entry);
        out.putInt(header, wide ? 0x19 : 1).putInt(header + 4, command + entry);
        out.put(header + 8, "__DATA".getBytes(StandardCharsets.US_ASCII));
        word(out, wide, header + 24, 0x1000);
        word(out, wide, header + (wide ? 40 : 32), contentAt);
        word(out, wide, header + (wide ? 48 : 36), content.length);
        out.putInt(header + (wide ? 60 : 44), 3).putInt(header + (wide ? 64 : 48), 1);
        int at = header + command;
        out.put(at, section.getBytes(StandardCharsets.US_ASCII))
                .put(at + 16, "__DATA".getBytes(StandardCharsets.US_ASCII));
        word(out, wide, at + 32, 0x1000);
        word(out, wide, at + (wide ? 40 : 36), content.length);
        out.putInt(at + (wide ? 48 : 40), contentAt);
        out.put(contentAt, content);
        return out.array();
    }

    /// A universal file with one architecture.
    public static byte[] universal(byte[] thin) {
        ByteBuffer out = ByteBuffer.allocate(28 + thin.length).order(ByteOrder.BIG_ENDIAN);
        out.putInt(0, 0xCAFEBABE)
                .putInt(4, 1)
                .putInt(16, 28)
                .putInt(20, thin.length)
                .put(28, thin);
        return out.array();
    }

    /// A section name of more than eight bytes goes into the string table.
    public static byte[] pe(String section, byte[] content, boolean wide) {
        byte[] strings = (section + "\0").getBytes(StandardCharsets.US_ASCII);
        int header = 64;
        int optional = wide ? 112 : 96;
        int table = header + 24 + optional;
        int contentAt = table + 40;
        int stringsAt = contentAt + content.length;
        ByteBuffer out = ByteBuffer.allocate(stringsAt + 4 + strings.length).order(ByteOrder.LITTLE_ENDIAN);
        out.putShort(0, (short) 0x5A4D).putInt(0x3C, header).putInt(header, 0x4550);
        out.putShort(header + 6, (short) 1).putInt(header + 12, stringsAt).putShort(header + 20, (short) optional);
        out.putShort(header + 24, (short) (wide ? 0x20B : 0x10B));
        byte[] name = (section.length() > 8 ? "/4" : section).getBytes(StandardCharsets.US_ASCII);
        out.put(table, name).putInt(table + 8, content.length).putInt(table + 12, 0x1000);
        out.putInt(table + 16, content.length).putInt(table + 20, contentAt).putInt(table + 36, 0xC0000040);
        out.put(contentAt, content).put(stringsAt + 4, strings);
        return out.array();
    }
}
