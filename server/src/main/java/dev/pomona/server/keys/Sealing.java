// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-256-GCM: a random nonce, then the ciphertext with its tag. What it is for is authenticated
/// with it.
final class Sealing {

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private Sealing() {}

    static byte[] seal(byte[] key, byte[] plain, String purpose, SecureRandom random) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, purpose).doFinal(plain);
            byte[] all = Arrays.copyOf(nonce, NONCE + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE, sealed.length);
            return all;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES", e);
        }
    }

    /// @throws KeyException when it was sealed under another key or for something else, or was
    ///     changed
    static byte[] unseal(byte[] key, byte[] sealed, String purpose) {
        if (sealed.length < NONCE) throw new KeyException("what was encrypted is damaged");
        try {
            return cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(sealed, NONCE), purpose)
                    .doFinal(sealed, NONCE, sealed.length - NONCE);
        } catch (AEADBadTagException e) {
            throw new KeyException("what was encrypted is damaged, or under another key", e);
        } catch (GeneralSecurityException e) {
            throw new KeyException("what was encrypted is damaged", e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, String purpose) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
