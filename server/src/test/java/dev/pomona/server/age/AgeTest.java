// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgeTest {

    /// Made for this test by age-keygen, and of no other use.
    // pomona:allow secret-age-secret-key until=2027-11-26 reason="made for this test, opens nothing"
    private static final String SECRET = "AGE-SECRET-KEY-1PG4ZM03YFXCCRJ0ZYHXSUA8GZUZ9XYNVRKXCG5L8MXVSXXVKDAVQVWEWTY";

    private static final String PUBLIC = "age1chz40lmj44dg38g09fkpc3dlgzvu8seun8xvtpkwq5q0u6kfyc8qxfs6xp";

    /// Written by age 1.1.1 for that key.
    private static final String FOREIGN = """
            YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBTNm90MVh3R1V1UkN5NE92eitSbmR2d1RmaENlUDhlRzNVQ3dtMitOWTNV
            CmdOVlppajZOM2FNSWJLcENKNEhRTmplM2gyVnVPakpMelNuQXNtbzBuKzAKLS0tIGFZTlJuQlNSMjdJUWhPWjl3L0RLZ3V4R3FY
            WWRpSWhqdEpEcjFkbFJOWWsKzp/X3Z5yH521QO48wqSa62cr/aKODQ0Gp/76/xH5vLu26z1kL9h9iNX0Z2/0eBskWOL+37JIaELc
            DQ==
            """;

    private static final SecureRandom RANDOM = new SecureRandom();

    private static byte[] encrypted(byte[] plain, Recipient... recipients) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var writer = new AgeWriter(out, List.of(recipients), RANDOM)) {
            writer.write(plain);
        }
        return out.toByteArray();
    }

    private static byte[] decrypted(byte[] file, Identity... identities) throws IOException {
        try (var reader = new AgeReader(new BufferedInputStream(new ByteArrayInputStream(file)), List.of(identities))) {
            return reader.readAllBytes();
        }
    }

    private static Identity.SecretKey secret() throws AgeException {
        return Identity.SecretKey.parseFile("# a comment\n\n" + SECRET + "\n").getFirst();
    }

    @Test
    void readsWhatAnotherProgramWrote() throws IOException {
        byte[] file = Base64.getMimeDecoder().decode(FOREIGN);
        assertThat(AgeReader.isOne(file)).isTrue();
        assertThat(decrypted(file, secret())).asString(StandardCharsets.UTF_8).isEqualTo("written by another program");
    }

    @Test
    void keysAreWhatAnotherProgramSaysTheyAre() throws IOException {
        assertThat(secret().recipient().point().bytes())
                .isEqualTo(Recipient.PublicKey.parse(PUBLIC).point().bytes());
        for (String wrong : List.of(
                "",
                "age1",
                SECRET,
                PUBLIC.replace('q', 'p'),
                PUBLIC + "q",
                PUBLIC.substring(1),
                PUBLIC.replaceFirst("a", "A"))) {
            assertThatThrownBy(() -> Recipient.PublicKey.parse(wrong)).as(wrong).isInstanceOf(AgeException.class);
        }
        assertThatThrownBy(() -> Identity.SecretKey.parseFile("# nothing")).isInstanceOf(AgeException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072, 200_000})
    void whatIsWrittenIsRead(int size) throws IOException {
        byte[] plain = new byte[size];
        new Random(size).nextBytes(plain);
        byte[] file = encrypted(plain, Recipient.PublicKey.parse(PUBLIC), Recipient.PublicKey.parse(PUBLIC));
        assertThat(decrypted(file, secret())).isEqualTo(plain);
    }

    @Test
    void aPassphraseOpensItAndNoOtherDoes() throws IOException {
        byte[] file =
                encrypted("what".getBytes(StandardCharsets.UTF_8), new Recipient.Passphrase("pässword".toCharArray()));
        assertThat(decrypted(file, new Identity.Passphrase("pässword".toCharArray())))
                .asString()
                .isEqualTo("what");
        assertThatThrownBy(() -> decrypted(file, new Identity.Passphrase("password".toCharArray())))
                .isInstanceOf(AgeException.class)
                .hasMessageContaining("another passphrase");
        assertThatThrownBy(() -> decrypted(file, secret())).isInstanceOf(AgeException.class);
        assertThatThrownBy(() -> encrypted(
                        new byte[0], new Recipient.Passphrase("a".toCharArray()), Recipient.PublicKey.parse(PUBLIC)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aHeaderThatAsksForTooMuchWorkIsRefused() {
        String header = "age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 30\n%s\n--- %s\n"
                .formatted("A".repeat(43), "A".repeat(43));
        assertThatThrownBy(() -> decrypted(
                        header.getBytes(StandardCharsets.US_ASCII), new Identity.Passphrase("a".toCharArray())))
                .isInstanceOf(AgeException.class)
                .hasMessageContaining("more work");
    }

    @Test
    void anyChangeIsNoticedAndNothingButOurExceptionEscapes() throws IOException {
        byte[] plain = new byte[70_000];
        new Random(1).nextBytes(plain);
        byte[] file = encrypted(plain, Recipient.PublicKey.parse(PUBLIC));
        var random = new Random(2);
        for (int i = 0; i < 400; i++) {
            byte[] changed = file.clone();
            int at = i < 220 ? i : random.nextInt(file.length);
            changed[at] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> decrypted(changed, secret()))
                    .as("byte %d", at)
                    .isInstanceOf(AgeException.class);
        }
        for (int i = 0; i < 200; i++) {
            byte[] cut = Arrays.copyOf(file, i < 60 ? file.length - 1 - i : random.nextInt(file.length));
            assertThatThrownBy(() -> decrypted(cut, secret()))
                    .as("cut at %d", cut.length)
                    .isInstanceOf(AgeException.class);
        }
        byte[] longer = Arrays.copyOf(file, file.length + 1);
        assertThatThrownBy(() -> decrypted(longer, secret())).isInstanceOf(AgeException.class);
    }

    /// RFC 7914, section 12.
    @Test
    void derivesAsTheSpecificationDoes() {
        assertThat(HexFormat.of()
                        .formatHex(Scrypt.derive(
                                "password".toCharArray(), "NaCl".getBytes(StandardCharsets.US_ASCII), 1024, 8, 16, 64)))
                .isEqualTo("fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622"
                        + "eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640");
        assertThat(HexFormat.of()
                        .formatHex(Scrypt.derive(
                                "pleaseletmein".toCharArray(),
                                "SodiumChloride".getBytes(StandardCharsets.US_ASCII),
                                16384,
                                8,
                                1,
                                64)))
                .isEqualTo("7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                        + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887");
    }
}
