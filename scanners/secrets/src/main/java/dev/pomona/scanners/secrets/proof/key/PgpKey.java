// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof.key;

import dev.pomona.scanners.secrets.proof.key.KeyReading.Broken;
import dev.pomona.scanners.secrets.proof.key.KeyReading.Locked;
import dev.pomona.scanners.secrets.proof.key.KeyReading.Sound;
import dev.pomona.scanners.secrets.proof.key.KeyReading.Unreadable;

/// Secret keys of OpenPGP (RFC 4880 and 9580): packets of which those with secret keys say whether they are encrypted,
/// and sum up the secret's bytes when they are not.
final class PgpKey {

    private static final int SECRET_KEY = 5;
    private static final int SECRET_SUBKEY = 7;
    private static final int MAX_PACKETS = 200;
    private static final int GNU_EXTENSION = 101;

    private final byte[] bytes;
    private int at;
    private int end;

    private boolean clear;
    private boolean locked;
    private boolean stub;
    private boolean strange;

    private PgpKey(byte[] bytes) {
        this.bytes = bytes;
    }

    static KeyReading read(byte[] bytes) {
        return new PgpKey(bytes).read();
    }

    private KeyReading read() {
        boolean whole = true;
        int next = 0;
        for (int count = 0; count < MAX_PACKETS && next < bytes.length && whole; count++) {
            at = next;
            int tag = header();
            if (count == 0 && tag != SECRET_KEY) return new Broken("it does not begin with a secret key");
            if (tag < 0) {
                whole = false;
            } else {
                next = end;
                if (tag == SECRET_KEY || tag == SECRET_SUBKEY) key();
            }
        }
        if (clear) return new Sound("it holds a secret key without a passphrase", null);
        if (locked) return new Locked("it is under a passphrase");
        if (strange) return new Unreadable("it is of an unknown kind");
        return stub ? new Broken("it lacks the secret part") : new Broken("its packets cannot be read");
    }

    private int octet() {
        return at < end ? bytes[at++] & 0xff : -1;
    }

    private int number(int octets) {
        int number = 0;
        for (int i = 0; i < octets; i++) {
            int octet = octet();
            if (octet < 0) return -1;
            number = number << 8 | octet;
        }
        return number;
    }

    /// Reads a packet's header, sets `end` behind its body, and answers its tag, or -1 where there is no whole packet.
    private int header() {
        end = bytes.length;
        int first = octet();
        if (first < 0x80) return -1;
        int tag;
        int length;
        if ((first & 0x40) != 0) {
            tag = first & 0x3f;
            int octet = octet();
            length = octet < 192
                    ? octet
                    : octet < 224 ? ((octet - 192) << 8) + octet() + 192 : octet == 255 ? number(4) : -1;
        } else {
            tag = (first >> 2) & 15;
            int octets = 1 << (first & 3);
            length = octets == 8 ? bytes.length - at : number(octets);
        }
        if (length < 0 || length > bytes.length - at) return -1;
        end = at + length;
        return tag;
    }

    private void key() {
        int version = octet();
        if (version != 4 && version != 6) {
            strange = true;
            return;
        }
        at += 4; // when it was made
        int algorithm = octet();
        if (version == 6) at += 4;
        if (!skipPublicPart(algorithm)) {
            strange = true;
            return;
        }
        int usage = octet();
        if (usage == 0) {
            if (version == 6 || checksumHolds()) clear = true;
        } else if (isStub(usage, version)) {
            stub = true;
        } else if (usage > 0) {
            locked = true;
        }
    }

    private boolean skipPublicPart(int algorithm) {
        return switch (algorithm) {
            case 1, 2, 3 -> skipNumbers(2);
            case 16 -> skipNumbers(3);
            case 17 -> skipNumbers(4);
            case 18 -> skipCounted() && skipNumbers(1) && skipCounted();
            case 19, 22 -> skipCounted() && skipNumbers(1);
            case 25, 27 -> skip(32);
            case 26 -> skip(56);
            case 28 -> skip(57);
            default -> false;
        };
    }

    private boolean skip(int octets) {
        if (octets < 0 || octets > end - at) return false;
        at += octets;
        return true;
    }

    private boolean skipCounted() {
        return skip(octet());
    }

    private boolean skipNumbers(int count) {
        for (int i = 0; i < count; i++) {
            int bits = number(2);
            if (bits < 0 || !skip((bits + 7) / 8)) return false;
        }
        return true;
    }

    /// The last two octets sum up all others of the secret part.
    private boolean checksumHolds() {
        if (end - at < 4) return false;
        int sum = 0;
        for (int i = at; i < end - 2; i++) {
            sum += bytes[i] & 0xff;
        }
        return (sum & 0xffff) == ((bytes[end - 2] & 0xff) << 8 | (bytes[end - 1] & 0xff));
    }

    /// GnuPG's keys without the secret: made for a card, or left out on purpose.
    private boolean isStub(int usage, int version) {
        if (version != 4 || (usage != 254 && usage != 255)) return false;
        return end - at >= 2 && (bytes[at + 1] & 0xff) == GNU_EXTENSION;
    }
}
