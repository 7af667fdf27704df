// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.noise;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Words by which values say that they hold the place of a secret.
final class PlaceholderWords {

    /// Long enough not to turn up in a random token.
    private static final List<String> TELLING = List.of(
            "example",
            "changeme",
            "change-me",
            "change_me",
            "changethis",
            "change-this",
            "change_this",
            "placeholder",
            "replaceme",
            "replace-me",
            "replace_me",
            "replace-with",
            "replace_with",
            "redacted",
            "dummy-",
            "dummy_",
            "-dummy",
            "_dummy",
            "your-",
            "your_",
            "-your",
            "_your",
            "yourpass",
            "yoursecret",
            "yourtoken",
            "yourapi",
            "yourkey",
            "your.",
            "insert-",
            "insert_",
            "_here",
            "-here",
            "goeshere",
            "fake-",
            "fake_",
            "-fake",
            "_fake",
            "notreal",
            "not-real",
            "not_real",
            "notasecret",
            "not-a-secret",
            "not_a_secret",
            "sample-",
            "sample_",
            "_sample",
            "-sample",
            "foobarbaz",
            "deadbeefdeadbeef",
            "donotuse",
            "do-not-use",
            "do_not_use",
            "obfuscated",
            "sanitized",
            "anonymized",
            "invalid-",
            "invalid_",
            "mock-",
            "mock_",
            "lorem");

    /// Too short to be told inside of a token, but clear as a value or a word of it.
    private static final Set<String> WHOLE = Set.of(
            "password",
            "passwd",
            "passphrase",
            "pass",
            "pwd",
            "secret",
            "token",
            "key",
            "apikey",
            "api_key",
            "api-key",
            "credentials",
            "credential",
            "mypassword",
            "my_password",
            "my-password",
            "supersecret",
            "super_secret",
            "super-secret",
            "topsecret",
            "top_secret",
            "mysecret",
            "my_secret",
            "my-secret",
            "mytoken",
            "my_token",
            "my-token",
            "mykey",
            "my_key",
            "my-key",
            "myapikey",
            "yourpassword",
            "dummy",
            "fake",
            "sample",
            "todo",
            "fixme",
            "tbd",
            "xxx",
            "foo",
            "bar",
            "baz",
            "foobar",
            "none",
            "null",
            "nil",
            "undefined",
            "empty",
            "blank",
            "unset",
            "notset",
            "not_set",
            "not-set",
            "n/a",
            "na",
            "hidden",
            "removed",
            "masked",
            "default",
            "test",
            "testing",
            "tests",
            "mock",
            "stub",
            "fill_me_in",
            "fillmein",
            "secretkey",
            "secret_key",
            "secret-key",
            "accesskey",
            "access_key",
            "accesstoken",
            "access_token",
            "access-token",
            "privatekey",
            "private_key",
            "client_secret",
            "client-secret",
            "clientsecret",
            "some_secret",
            "somesecret",
            "some-secret",
            "value",
            "enter",
            "required",
            "optional",
            "something",
            "whatever",
            "anything",
            "username",
            "user",
            "...",
            "…");

    /// Words that are in values which somebody made up by changing a part of a real one.
    private static final List<String> MADE_UP = List.of("example", "deadbeefdeadbeef", "foobarbaz");

    private PlaceholderWords() {}

    /// The first word that says so inside of a value in small letters, without marks around it; `null` when none does.
    static @Nullable String telling(String lower) {
        for (String word : TELLING) {
            if (lower.contains(word)) return trimmed(word);
        }
        return null;
    }

    /// As [#telling], of words by which nobody changes a part of a real value.
    static @Nullable String tellingForCertain(String lower) {
        for (String word : TELLING) {
            if (lower.contains(word) && !MADE_UP.contains(word)) return trimmed(word);
        }
        return null;
    }

    /// The word in a value that somebody made up by changing a part of a real one; `null` when none is.
    static @Nullable String madeUp(String lower) {
        for (String word : MADE_UP) {
            if (lower.contains(word)) return word;
        }
        return null;
    }

    /// Whether a value in small letters is nothing but a word for a secret, or for nothing.
    static boolean isWhole(String lower) {
        return WHOLE.contains(lower);
    }

    private static String trimmed(String word) {
        int from = Character.isLetter(word.charAt(0)) ? 0 : 1;
        int to = Character.isLetter(word.charAt(word.length() - 1)) ? word.length() : word.length() - 1;
        return word.substring(from, to);
    }
}
