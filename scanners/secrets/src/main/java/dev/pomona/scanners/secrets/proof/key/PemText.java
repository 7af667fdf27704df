// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof.key;

import dev.pomona.scanners.secrets.proof.encoding.Base64Text;
import dev.pomona.scanners.secrets.proof.encoding.Checksums;
import dev.pomona.scanners.secrets.proof.key.KeyReading.Broken;
import dev.pomona.scanners.secrets.proof.key.KeyReading.Locked;
import dev.pomona.scanners.secrets.proof.key.KeyReading.Sound;
import dev.pomona.scanners.secrets.proof.key.KeyReading.Unreadable;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A block between `-----BEGIN` and `-----END` (RFC 7468), also where code, configuration or a patch has it:
/// with escaped line ends, in quotes, behind comment marks.
public final class PemText {

    private static final Pattern BEGIN = Pattern.compile("-{4,5} ?BEGIN (?<label>[A-Z0-9 ]{0,40}?) ?-{4,5}");
    /// A run is looked at from its start only: else a long one would be read anew from each of its characters.
    private static final Pattern ESCAPED_END =
            Pattern.compile("(?<!\\\\)\\\\++[nrt]|&#x?0*+(?:1[03]|[aAdD]);|<br ?/?>|%0[aAdD]");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z][A-Za-z0-9-]{1,40}: .*");
    private static final Pattern LEFT_OUT = Pattern.compile("\\.{3}|\u2026|\\*{3}");
    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9+/=]+");
    private static final Pattern AROUND = Pattern.compile("[\\s\"'`,;+\\\\()]*");

    private final String label;
    private final int end;
    private final StringBuilder base64 = new StringBuilder();
    private final StringBuilder headers = new StringBuilder();
    private @Nullable String checksum;
    private boolean plain = true;
    private boolean leftOut;

    private PemText(String label, String body, int end) {
        this.label = label;
        this.end = end;
        String text = ESCAPED_END
                .matcher(body)
                .replaceAll("\n")
                .replace("\\u003d", "=")
                .replace("\\u002b", "+")
                .replace("\\/", "/");
        int lastLine = text.lastIndexOf('\n') + 1;
        String last = text.substring(lastLine).strip();
        String mark = last.length() < 8 && last.chars().noneMatch(Character::isLetterOrDigit) ? last : "";
        text.substring(0, lastLine).lines().forEach(line -> take(withoutMark(line.strip(), mark)));
        if (mark.isEmpty()) take(last);
    }

    /// What stands before `-----END` on its line stands before each line: a comment's or a patch's mark.
    private static String withoutMark(String line, String mark) {
        return line.startsWith(mark) ? line.substring(mark.length()).strip() : line;
    }

    private void take(String line) {
        if (HEADER.matcher(line).matches()) {
            headers.append(line).append('\n');
            return;
        }
        if (line.indexOf('=') < 0 && line.chars().noneMatch(Character::isLetterOrDigit)) {
            leftOut |= LEFT_OUT.matcher(line).find();
            return; // code between two parts of the key
        }
        leftOut |= LEFT_OUT.matcher(line).find();
        boolean quoted = line.indexOf('"') >= 0 || line.indexOf('\'') >= 0 || line.indexOf('`') >= 0;
        var runs = RUN.matcher(line);
        String longest = "";
        var all = new StringBuilder();
        while (runs.find()) {
            all.append(runs.group());
            if (runs.group().length() > longest.length()) longest = runs.group();
        }
        String taken = quoted ? longest : all.toString();
        if (!AROUND.matcher(
                        quoted ? line.replace(longest, "") : RUN.matcher(line).replaceAll(""))
                .matches()) {
            plain = false;
        }
        if (taken.length() == 5 && taken.charAt(0) == '=') {
            checksum = taken.substring(1);
        } else {
            base64.append(taken);
        }
    }

    /// The first block in the text, read as a private key.
    public static KeyReading read(String text) {
        PemText block = find(text, 0, _ -> true);
        if (block == null) return new Unreadable("its end was not found");
        return block.label.contains("PRIVATE KEY") ? block.key() : new Broken("it is not a private key");
    }

    /// The first whole block that begins there or later and whose label is asked for, or `null`. Others are not read.
    static @Nullable PemText find(String text, int from, Predicate<String> isWanted) {
        var begin = BEGIN.matcher(text);
        String label = null;
        for (int at = from; label == null; at = begin.end()) {
            if (!begin.find(at)) return null;
            if (isWanted.test(begin.group("label"))) label = begin.group("label");
        }
        int end = text.indexOf("END " + label, begin.end());
        if (end < 0) return null;
        int bodyEnd = end;
        while (bodyEnd > begin.end() && (text.charAt(bodyEnd - 1) == '-' || text.charAt(bodyEnd - 1) == ' ')) {
            bodyEnd--;
        }
        return new PemText(label, text.substring(begin.end(), bodyEnd), end);
    }

    String label() {
        return label;
    }

    /// Where its last line is in the text.
    int end() {
        return end;
    }

    /// `null` when it is not Base 64.
    byte @Nullable [] bytes() {
        return Base64Text.decode(base64.toString());
    }

    private KeyReading key() {
        if (leftOut) return new Broken("part of it is left out");
        byte[] bytes = bytes();
        if (headers.indexOf("Proc-Type: 4,ENCRYPTED") >= 0) {
            return bytes == null || bytes.length < 16 || bytes.length % 8 != 0
                    ? new Broken("it has not the length of an encrypted key")
                    : new Locked("it is under a passphrase");
        }
        if (bytes == null) return new Unreadable("its body cannot be read as Base 64");
        if (bytes.length == 0) return new Broken("it is empty");
        KeyReading reading = switch (label) {
            case "OPENSSH PRIVATE KEY" -> OpenSshKey.read(bytes);
            case "PGP PRIVATE KEY BLOCK" -> pgp(bytes);
            case "SSH2 ENCRYPTED PRIVATE KEY", "SSH2 PRIVATE KEY" -> SshDotComKey.read(bytes);
            // some tools put the older label around the newer form
            default -> OpenSshKey.isOne(bytes) ? OpenSshKey.read(bytes) : KeyDer.read(bytes);
        };
        return (reading instanceof Broken || reading instanceof KeyReading.Damaged) && !plain
                ? new Unreadable("its body has other text in it")
                : reading;
    }

    private KeyReading pgp(byte[] bytes) {
        byte[] sum = checksum == null ? null : Base64Text.decode(checksum);
        if (sum != null && sum.length == 3) {
            int stated = (sum[0] & 0xff) << 16 | (sum[1] & 0xff) << 8 | (sum[2] & 0xff);
            if (stated != Checksums.crc24(bytes)) return new Broken("its armor's checksum does not hold");
        }
        KeyReading reading = PgpKey.read(bytes);
        return reading instanceof Sound && sum != null
                ? new Sound("it holds a secret key without a passphrase, and its checksum holds", null)
                : reading;
    }
}
