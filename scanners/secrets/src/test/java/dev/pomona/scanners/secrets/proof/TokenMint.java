// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// Makes up secrets that are built as their issuers build them: right checksums, keys that parse, documents inside.
/// They
/// open nothing. Rule writers print examples with it:
///
/// ```
/// ./mvnw -q -Dquick -pl scanners/secrets -am test-compile
/// java -cp scanners/secrets/target/classes:scanners/secrets/target/test-classes \
///     dev.pomona.scanners.secrets.proof.TokenMint github-checksum 7 3
/// ```
///
/// The arguments are a check's name, a seed, and how many of each form; without arguments it lists the names. What it
/// prints has the mark `¦` inside, which rule files take out.
public final class TokenMint {

    private static final Map<String, List<Function<Random, String>>> FORMS = forms();

    private TokenMint() {}

    private static Map<String, List<Function<Random, String>>> forms() {
        var forms = new TreeMap<String, List<Function<Random, String>>>();
        forms.putAll(TokenForms.all());
        forms.putAll(KeyForms.all());
        return forms;
    }

    /// The checks for which there is something to mint.
    static SortedSet<String> names() {
        return new TreeSet<>(FORMS.keySet());
    }

    /// One of each form that the check knows.
    public static List<String> all(String check, long seed) {
        var random = new Random(seed);
        return FORMS.getOrDefault(check, List.of()).stream()
                .map(form -> form.apply(random))
                .toList();
    }

    /// A mark that keeps the text from being taken for a leak.
    private static String marked(String token) {
        int begin = token.indexOf("BEGIN ");
        int at = begin >= 0 ? begin + 6 : Math.max(token.indexOf('_') + 1, Math.min(4, token.length()));
        return token.substring(0, at) + "\u00a6" + token.substring(at);
    }

    public static void main(String[] arguments) {
        if (arguments.length == 0) {
            names().forEach(System.out::println);
            return;
        }
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        int count = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        for (int i = 0; i < count; i++) {
            all(arguments[0], seed + i).forEach(token -> System.out.println(marked(token)));
        }
    }
}
