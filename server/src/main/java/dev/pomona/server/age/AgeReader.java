// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.age;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Decrypts a file. Nothing is handed out that was not authenticated, and the end is only reported when it is the end.
public final class AgeReader extends InputStream {

    private static final int MOST_HEADER = 64 << 10;
    private static final int LINE = 64;
    private static final int FILE_KEY = 16;

    private final InputStream in;
    private final byte[] key;
    private final Chunks.Nonce nonce = new Chunks.Nonce();
    private final byte[] sealed = new byte[Chunks.SIZE + Aead.TAG];
    private byte[] plain = new byte[0];
    private int at;
    private boolean isLast;
    private boolean isFirst = true;

    /// What every file in the format begins with.
    public static boolean isOne(byte[] beginning) {
        byte[] version = (Chunks.VERSION + "\n").getBytes(StandardCharsets.US_ASCII);
        return beginning.length >= version.length
                && Arrays.equals(beginning, 0, version.length, version, 0, version.length);
    }

    /// Reads the header.
    ///
    /// @param in with a buffer
    /// @param identities any of which may open it
    /// @throws AgeException when none can, or the file is damaged
    public AgeReader(InputStream in, List<? extends Identity> identities) throws IOException {
        this.in = in;
        var header = new Header(in);
        byte[] fileKey = fileKey(header.stanzas, identities);
        if (!MessageDigest.isEqual(Aead.mac(Chunks.headerKey(fileKey), header.authenticated()), header.mac)) {
            throw new AgeException("the header is damaged");
        }
        byte[] salt = in.readNBytes(Chunks.SALT);
        if (salt.length != Chunks.SALT) throw new AgeException("the file ends too early");
        this.key = Chunks.payloadKey(fileKey, salt);
    }

    private static byte[] fileKey(List<Recipient.Stanza> stanzas, List<? extends Identity> identities)
            throws AgeException {
        boolean isShared = stanzas.size() > 1
                && stanzas.stream()
                        .anyMatch(stanza -> stanza.arguments().getFirst().equals(Recipient.Passphrase.KIND));
        if (isShared) throw new AgeException("the header is damaged");
        for (Recipient.Stanza stanza : stanzas) {
            for (Identity identity : identities) {
                Optional<byte[]> fileKey = identity.unwrap(stanza);
                if (fileKey.isPresent() && fileKey.get().length == FILE_KEY) return fileKey.get();
            }
        }
        throw new AgeException("the file is encrypted for another key, or under another passphrase");
    }

    /// The lines before the payload.
    private static final class Header {

        private final InputStream in;
        private final StringBuilder text = new StringBuilder();
        private final List<Recipient.Stanza> stanzas = new ArrayList<>();
        private final byte[] mac;
        private final int authenticated;

        Header(InputStream in) throws IOException {
            this.in = in;
            if (!line().equals(Chunks.VERSION)) throw new AgeException("the file is not in the age format");
            String line = line();
            for (; line.startsWith("-> "); line = line()) stanzas.add(stanza(line));
            if (stanzas.isEmpty() || !line.startsWith("--- ")) throw damaged();
            this.mac = decoded(line.substring(4));
            this.authenticated = text.length() - line.length() - 1 + 3;
        }

        byte[] authenticated() {
            return text.substring(0, authenticated).getBytes(StandardCharsets.US_ASCII);
        }

        private Recipient.Stanza stanza(String first) throws IOException {
            var body = new StringBuilder();
            String line;
            do {
                line = line();
                if (line.length() > LINE) throw damaged();
                body.append(line);
            } while (line.length() == LINE);
            return new Recipient.Stanza(List.of(first.substring(3).split(" ", -1)), decoded(body.toString()));
        }

        private String line() throws IOException {
            int start = text.length();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) throw new AgeException("the file ends too early");
                if (c < ' ' || c > '~' || text.length() > MOST_HEADER) throw damaged();
                text.append((char) c);
            }
            String line = text.substring(start);
            text.append('\n');
            return line;
        }

        private static byte[] decoded(String base64) throws AgeException {
            try {
                return Base64.getDecoder().decode(base64);
            } catch (IllegalArgumentException e) {
                throw damaged();
            }
        }

        private static AgeException damaged() {
            return new AgeException("the header is damaged");
        }
    }

    @Override
    public int read() throws IOException {
        return fill() ? plain[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) return 0;
        if (!fill()) return -1;
        int count = Math.min(length, plain.length - at);
        System.arraycopy(plain, at, bytes, offset, count);
        at += count;
        return count;
    }

    /// Whether there is more.
    private boolean fill() throws IOException {
        while (at == plain.length) {
            if (isLast) return false;
            int count = in.readNBytes(sealed, 0, sealed.length);
            boolean isFull = count == sealed.length;
            if (isFull) {
                in.mark(1);
                isLast = in.read() < 0;
                if (!isLast) in.reset();
            } else {
                isLast = true;
            }
            plain = Aead.open(key, nonce.next(isLast), sealed, count)
                    .orElseThrow(() -> new AgeException("the file is damaged, or ends too early"));
            // only a file without any content has an empty chunk
            if (plain.length == 0 && !isFirst) throw new AgeException("the file is damaged");
            isFirst = false;
            at = 0;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
