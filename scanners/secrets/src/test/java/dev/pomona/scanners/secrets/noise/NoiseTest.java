// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.noise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.scanners.secrets.assign.Assignment;
import dev.pomona.scanners.secrets.assign.AssignmentParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each line of a table is `text ⇒ part of the reason`, or `text ⇒ -` where it may be a secret.
class NoiseTest {

    private static final Pattern KEYWORD =
            Pattern.compile("passw|app_pass|render_pass|token|secret|api_?key|private_?key|credential");

    @ParameterizedTest
    @ValueSource(strings = {"""
                password = "changeme" ⇒ a placeholder
                password = "change_me_please" ⇒ a placeholder
                api_key = "your-api-key" ⇒ a placeholder
                api_key = "YOUR_API_KEY_HERE" ⇒ a placeholder
                api_key = "<api key>" ⇒ brackets
                password: <password> ⇒ brackets
                password = "[your password]" ⇒ a placeholder
                password = "__PASSWORD__" ⇒ brackets
                password = "xxxx" ⇒ masked
                password = "xxxxxxxx-xxxx" ⇒ masked
                password = "********" ⇒ masked
                password = "••••••" ⇒ masked
                password = "......" ⇒ masked
                secret = "password" ⇒ a placeholder
                client_secret = "client-secret" ⇒ a placeholder
                dbPassword = "db-password" ⇒ a placeholder
                password = "aaaaaaaaaa" ⇒ a repetition
                password = "abcabcabcabc" ⇒ a repetition
                token = "0000000000000001" ⇒ a repetition
                token = "1234567890" ⇒ a sequence
                token = "abcdefghijklmnop0123456789" ⇒ a sequence
                token = "0123456789abcdef0123456789abcdef" ⇒ a sequence
                password = "qwerty" ⇒ keyboard
                password = "asdfghjkl" ⇒ keyboard
                api_key = "EXAMPLEKEYEXAMPLEKEY" ⇒ a placeholder
                password = "notasecret" ⇒ a placeholder
                password = "hunter2" ⇒ -
                password = "S3cr3t!pass" ⇒ -
                password = "letmein" ⇒ -
                password = "correct-horse-7" ⇒ -
                password = "Tr0ub4dor&3" ⇒ -
                token = "kX9vQ2mZ7pL4wR8t" ⇒ -
                password = "qwerty!Zx81kdP" ⇒ -
                secret = "9f2c1b7e5d3a48c6b0e1f4a7d2c9e8b5" ⇒ -
                """, """
                password = "${DB_PASSWORD}" ⇒ a template
                password = "${DB_PASSWORD:-hunter2}" ⇒ -
                password = "${DB_PASSWORD:-changeme}" ⇒ a placeholder
                password: {{ vault_password }} ⇒ a template
                password: "{{ lookup('env', 'X') }}" ⇒ a template
                password = "$(pass show x)" ⇒ a template
                password = "<%= ENV['X'] %>" ⇒ a template
                password = "%(password)s" ⇒ a template
                password = "#{password}" ⇒ a template
                password = "%DB_PASSWORD%" ⇒ a template
                password = "@db.password@" ⇒ a template
                password = "#DB_PASSWORD#" ⇒ a template
                password = "%%PASSWORD%%" ⇒ a template
                "password": "[parameters('adminPassword')]" ⇒ an expression
                token: ${{ secrets.GITHUB_TOKEN }} ⇒ pipeline
                token: "$TOKEN" ⇒ a variable
                password: "$env:DB_PASSWORD" ⇒ a variable
                password = "((db-password))" ⇒ a template
                password = "%s" ⇒ a format
                password = "{}" ⇒ a format
                password = "{0}" ⇒ a format
                password: ENC[AES256_GCM,data:x9,iv:y=,tag:z=,type:str] ⇒ encrypted
                password=ENC(nrmZtkF7T0kjG/VodDvBw93Ct8EgjCA+) ⇒ encrypted
                password: '{cipher}f75146b2d391aa6' ⇒ encrypted
                password: "vault:v1:8SDd3WHDOjf7mq69" ⇒ encrypted
                password = "a$b{c9Zk2" ⇒ -
                password = "100%sure9" ⇒ -
                password = "p@ss@w0rd!" ⇒ -
                password = "x{y}z9!kQ" ⇒ -
                """, """
                password = "env:DB_PASSWORD" ⇒ a reference
                password = "arn:aws:secretsmanager:eu-west-1:1:secret:x" ⇒ a reference
                password = "op://vault/item/password" ⇒ a reference
                secret: process.env.SECRET ⇒ a reference
                password = "/run/secrets/db_password" ⇒ a path
                password = "./config/password.txt" ⇒ a path
                private_key = "~/.ssh/id_rsa" ⇒ a path
                token = "https://auth.test.org/oauth" ⇒ a URL
                password_file = "Kx9vQ2mZ7p" ⇒ its name
                tokenUrl = "kx9-2mz" ⇒ its name
                secretName = "db-creds-9" ⇒ its name
                passwordField = "pw1x" ⇒ its name
                token_type = "Bearer2" ⇒ its name
                password = "https://bob:hunter2@x.org" ⇒ -
                token = "https://hooks.chat.org/services/T0x9K2/B8vQ1/kX9vQ2mZ7pL4wR8t" ⇒ -
                secret = "/9j+kX9vQ2mZ7pL4wR8tB3nY6" ⇒ -
                passwordProfile = "kX9vQ2mZ7pL4" ⇒ -
                """, """
                secret_hash = "9f86d081884c7d659a2feaa0c55ad015" ⇒ a hash
                token: sha256:9f86d081884c7d659a2feaa0c55ad015 ⇒ a hash
                token: "sha512-kX9vQ2mZ7pL4wR8tB3nY6==" ⇒ a hash
                password = "$2b$12$kX9vQ2mZ7pL4wR8tB3nY6e" ⇒ a hash of a password
                password = "$6$salt$kX9vQ2mZ7pL4wR8tB3nY6" ⇒ a hash of a password
                password = "$argon2id$v=19$m=65536$kX9vQ2" ⇒ a hash of a password
                password = "{SSHA}kX9vQ2mZ7pL4wR8t" ⇒ a hash of a password
                password = "pbkdf2_sha256$260000$kX9vQ2$Z7p" ⇒ a hash of a password
                password = "md59f86d081884c7d659a2feaa0c55ad015" ⇒ a hash of a password
                token_id = "4f1c2b7e-5d3a-48c6-b0e1-f4a7d2c9e8b5" ⇒ a UUID
                credential = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA" ⇒ a public key
                credential = "-----BEGIN CERTIFICATE-----" ⇒ a public key
                public_api_key = "kX9vQ2mZ7pL4wR8t" ⇒ public
                client_secret = "4f1c2b7e-5d3a-48c6-b0e1-f4a7d2c9e8b5" ⇒ -
                password = "$2kX9vQ2mZ7p" ⇒ -
                """, """
                password: string ⇒ a type
                "password": "varchar" ⇒ a type
                autocomplete_password = "current-password" ⇒ a type
                password = "Please enter your password" ⇒ a sentence
                secret = "user_access_grant" ⇒ words
                token = "refreshTokenMissing" ⇒ words
                password: incorrect or expired ⇒ a word
                if (password == "wrong") ⇒ a word
                token = "comment" ⇒ a word
                password = "$t('New Password')" ⇒ a call
                id-token: write ⇒ a type
                password = "required|string|max:255" ⇒ a type
                url = "&token="+item.value+"&x=1" ⇒ code between
                password = "+kX9vQ2mZ7pL4" ⇒ -
                password = "postgres" ⇒ -
                if (password == "hunter2") ⇒ -
                password: kX9vQ2mZ7pL4 it was ⇒ -
                """})
    void tellsWhyAGenericValueIsNoSecret(String table) {
        assertThat(wrong(table, "src/main/app.conf", Strictness.GENERIC)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                kX9vQ2mZ7pL4wR8tB3nY6 ⇒ -
                AKIA¦QQQQQQQQQQQQQQQQ ⇒ -
                AKIA¦1234567890ABCDEF ⇒ -
                tok_xxxxxxxxxxxxxxxx ⇒ filled
                tok_000000-XXXX-0000 ⇒ filled
                tok_EXAMPLEkX9vQ2mZ7 ⇒ -
                tok_an_example_of_it ⇒ a placeholder
                tok_${TOKEN}kX9vQ2m ⇒ a template
                tok_your_token_here ⇒ a placeholder
                password ⇒ -
                4f1c2b7e-5d3a-48c6-b0e1-f4a7d2c9e8b5 ⇒ -
                9f86d081884c7d659a2feaa0c55ad015 ⇒ -
                """})
    void asksLessOfTokens(String table) {
        List<String> wrong = new ArrayList<>();
        for (String row : table.lines().toList()) {
            int arrow = row.lastIndexOf(" ⇒ ");
            byte[] text = row.substring(0, arrow).replace("¦", "").getBytes(UTF_8);
            String actual = Noise.reason(Candidate.token(text, 0, text.length, "test/x.md"))
                    .orElse("-");
            if (!actual.contains(row.substring(arrow + 3))) wrong.add(row + " was " + actual);
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void doubtsTokensThatLookMadeUp() {
        assertThat(doubt("kX9vQ2mZ7pL4wR8tB3nY6")).isEmpty();
        assertThat(doubt("tok_QQQQQQQQQQQQQQQQ")).contains("filled with one character");
        assertThat(doubt("tok_kX9v1234567890R8")).contains("a sequence of characters is in it");
        assertThat(doubt("tok_EXAMPLEkX9vQ2mZ7")).contains("it says 'example'");
        assertThat(doubt("abcdefghijklmnopqrst")).contains("a sequence of characters");
        assertThat(named("secret = \"abcdefghijklmnopqrst\"")).contains("a sequence of characters");
    }

    private static Optional<String> doubt(String token) {
        byte[] text = token.getBytes(UTF_8);
        return Noise.doubt(Candidate.token(text, 0, text.length, "a.py"));
    }

    @Test
    void asksWhatStandsBesideAPasswordThatPeopleChose() {
        assertThat(generic("password = open_sesame", "a.ini")).isPresent();
        assertThat(generic("user = Ada\npassword = open_sesame", "a.ini")).isEmpty();
        assertThat(generic("{username: \"ada\", password: \"barley\"}", "a.json5"))
                .isEmpty();
        assertThat(generic("{username: \"${user}\", password: \"a word or\"}", "a.json5"))
                .isPresent();
        assertThat(generic("login: Login\npassword: Kennwort", "a.yml")).contains("what a form calls a password");
        assertThat(generic("user = 'anonymous'\npassword = 'shop@barley.org'", "a.py"))
                .contains("what anonymous users give");
        assertThat(generic("wrongPassword = 'try4again'", "a.js"))
                .contains("its name says that it is a text about a password");
        assertThat(generic("the password is 'blueberry'", "a.txt")).isEmpty();
        assertThat(generic("APP_PASS=whiteduke", ".env")).isEmpty();
        assertThat(generic("render_pass: 'shadow'", "a.yml")).isPresent();
        assertThat(generic("give --user and --password options", "a.txt")).isPresent();
        assertThat(generic("password = 'smtp_password'", "a.py"))
                .contains("the name of something that holds a password");
    }

    @Test
    void saysNothingAgainstWhatIsProven() {
        byte[] text = "EXAMPLE${x}".getBytes(UTF_8);
        assertThat(Noise.reason(new Candidate(text, 0, text.length, "test/x", Strictness.PROVEN, null)))
                .isEmpty();
    }

    @Test
    void looksAtTheFile() {
        String random = "secret = \"kX9vQ2mZ7pL4wR8t\"";
        String weak = "password = \"hunter2\"";
        assertThat(generic(weak, "src/test/java/LoginTest.java"))
                .contains("made up for tests or documents, by its path");
        assertThat(generic(random, "src/test/java/LoginTest.java")).isEmpty();
        assertThat(generic(weak, "src/main/java/Contest.java")).isEmpty();
        for (String path : List.of(
                "a/login_test.go",
                "a/test_login.py",
                "a/LoginIT.java",
                "a/login.spec.ts",
                "fixtures/a",
                "a/.env.example")) {
            assertThat(generic(weak, path)).as(path).isPresent();
        }
        for (String path :
                List.of("src/main/java/Login.java", "a/latest.py", "a/AUDIT.java", "a/inspec.rb", "a/.env")) {
            assertThat(generic(weak, path)).as(path).isEmpty();
        }
        assertThat(generic(random, "web/package-lock.json")).contains("in a lock file");
        assertThat(generic(random, "dist/SHA256SUMS")).contains("in a list of checksums");
        assertThat(generic("password = \"Mot de passe\"", "src/i18n/fr.json")).contains("a translation");
        assertThat(generic("password=Kennwort", "src/main/resources/messages_de.properties"))
                .contains("a translation");
        assertThat(generic(random, "src/i18n/fr.json")).isEmpty();
    }

    @Test
    void looksAtTheLine() {
        String long1 = "a".repeat(1200) + ";";
        assertThat(generic(long1 + "password=ab1;" + long1, "x.js")).contains("in minified code");
        assertThat(generic(long1 + "\npassword=ab1;\n" + long1, "x.conf")).isEmpty();
        assertThat(named("sha256sum: x_token = \"" + "9f86d081884c7d65".repeat(4) + "\""))
                .isPresent();
        assertThat(named("x_token = \"9f2c1b7e5d3a48c6b0e1f4a7d2c9e8b5\"")).isEmpty();
    }

    @Test
    void knowsWhereValuesAreInQuotes() {
        assertThat(generic("\tlexer.Token = x9Kq2mZ7", "a/lexer.go"))
                .contains("code, where a value would be in quotes");
        assertThat(generic("\t// token = x9Kq2mZ7", "a/lexer.go")).isEmpty();
        assertThat(generic("x = \"Server=y;Password=x9Kq2mZ7\"", "a/lexer.go")).isEmpty();
        assertThat(generic("token = x9Kq2mZ7", "a/app.ini")).isEmpty();
        assertThat(generic("token = \"x9Kq2mZ7\"", "a/lexer.go")).isEmpty();
    }

    @Test
    void showsNothingOfTheValue() {
        byte[] text = "password = \"hunter2\"".getBytes(UTF_8);
        assertThat(new Candidate(text, 12, 19, "x", Strictness.GENERIC, null).toString())
                .doesNotContain("hunter2");
    }

    @Test
    void takesAnyBytes() {
        Random random = new Random(9);
        for (int round = 0; round < 20_000; round++) {
            byte[] text = new byte[1 + random.nextInt(60)];
            for (int i = 0; i < text.length; i++) {
                text[i] = random.nextInt(3) == 0
                        ? (byte) random.nextInt(256)
                        : (byte) "${}[]<>%@#()*-_/:.aA0 ".charAt(random.nextInt(22));
            }
            int start = random.nextInt(text.length);
            int end = start + random.nextInt(text.length - start + 1);
            for (Strictness strictness : Strictness.values()) {
                Assignment assignment =
                        new Assignment(0, start, start, end, dev.pomona.scanners.secrets.assign.Form.WORD);
                assertThat(Noise.reason(new Candidate(text, start, end, "a/b", strictness, assignment)))
                        .isNotNull();
            }
        }
    }

    private static List<String> wrong(String table, String path, Strictness strictness) {
        List<String> wrong = new ArrayList<>();
        for (String row : table.lines().toList()) {
            int arrow = row.lastIndexOf(" ⇒ ");
            String actual = reason(row.substring(0, arrow), path, strictness).orElse("-");
            if (!actual.contains(row.substring(arrow + 3))) wrong.add(row + " was " + actual);
        }
        return wrong;
    }

    private static Optional<String> generic(String text, String path) {
        return reason(text, path, Strictness.GENERIC);
    }

    private static Optional<String> named(String text) {
        return reason(text, "src/x.py", Strictness.NAMED);
    }

    private static Optional<String> reason(String text, String path, Strictness strictness) {
        byte[] bytes = text.getBytes(UTF_8);
        Matcher matcher = KEYWORD.matcher(text.toLowerCase(Locale.ROOT));
        assertThat(matcher.find()).as(text).isTrue();
        Assignment assignment = AssignmentParser.at(bytes, matcher.start(), matcher.end(), bytes.length);
        if (assignment == null) return Optional.of("nothing is assigned");
        return Noise.reason(Candidate.assigned(bytes, assignment, path, strictness));
    }
}
