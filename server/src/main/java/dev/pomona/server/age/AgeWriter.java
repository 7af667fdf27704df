// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.age;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/// Encrypts what is written to it. The file is whole only once it is closed.
public final class AgeWriter extends OutputStream {

    private static final int FILE_KEY = 16;
    private static final int LINE = 64;

    private final OutputStream out;
    private final byte[] key;
    private final Chunks.Nonce nonce = new Chunks.Nonce();
    private final byte[] buffer = new byte[Chunks.SIZE];
    private int filled;
    private boolean isClosed;

    /// Writes the header.
    ///
    /// @param recipients at least one; a passphrase stands alone
    public AgeWriter(OutputStream out, List<? extends Recipient> recipients, SecureRandom random) throws IOException {
        boolean isAlone =
                recipients.stream().noneMatch(Recipient.Passphrase.class::isInstance) || recipients.size() == 1;
        if (recipients.isEmpty() || !isAlone) {
            throw new IllegalArgumentException("a file is for at least one key, or for a passphrase alone");
        }
        byte[] fileKey = new byte[FILE_KEY];
        random.nextBytes(fileKey);
        var header = new StringBuilder(Chunks.VERSION).append('\n');
        for (Recipient recipient : recipients) write(recipient.wrap(fileKey, random), header);
        header.append("---");
        byte[] mac = Aead.mac(Chunks.headerKey(fileKey), header.toString().getBytes(StandardCharsets.US_ASCII));
        header.append(' ').append(base64(mac)).append('\n');
        byte[] salt = new byte[Chunks.SALT];
        random.nextBytes(salt);
        var whole = new ByteArrayOutputStream();
        whole.writeBytes(header.toString().getBytes(StandardCharsets.US_ASCII));
        whole.writeBytes(salt);
        out.write(whole.toByteArray());
        this.out = out;
        this.key = Chunks.payloadKey(fileKey, salt);
    }

    /// A body is parted into lines, and a line that is not full ends it.
    private static void write(Recipient.Stanza stanza, StringBuilder header) {
        header.append("-> ").append(String.join(" ", stanza.arguments())).append('\n');
        String body = base64(stanza.body());
        int at = 0;
        for (; body.length() - at >= LINE; at += LINE)
            header.append(body, at, at + LINE).append('\n');
        header.append(body, at, body.length()).append('\n');
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int at = offset;
        int left = length;
        while (left > 0) {
            // a full chunk waits until it is known whether it is the last
            if (filled == buffer.length) chunk(false);
            int count = Math.min(left, buffer.length - filled);
            System.arraycopy(bytes, at, buffer, filled, count);
            filled += count;
            at += count;
            left -= count;
        }
    }

    private void chunk(boolean isLast) throws IOException {
        out.write(Aead.seal(key, nonce.next(isLast), buffer, filled));
        filled = 0;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        if (isClosed) return;
        isClosed = true;
        chunk(true);
        out.close();
    }
}
