// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.pomona.syntax.SyntaxException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequirementTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a                                   | a    | []        | *            |
            A.B_c==1.0                          | a-b-c| []        | ==1.0        | 1.0
            a[X_y, z] ~= 2.1                    | a    | [x-y, z]  | ~= 2.1       |
            a(>=1,<2)                           | a    | []        | >=1,<2       |
            a >=1 , !=1.5, ; python_version<'3' | a    | []        | >=1 , !=1.5  |
            a===1.0+local                       | a    | []        | ===1.0+local | 1.0+local
            a==1.*                              | a    | []        | ==1.*        |
            a==1.0,!=2                          | a    | []        | ==1.0,!=2    | 1.0
            a==1.0,==2.0                        | a    | []        | ==1.0,==2.0  |
            a@https://x.org/a-1.zip             | a    | []        | https://x.org/a-1.zip |
            a @ git+ssh://u:p@x.org/a ; os_name=='nt' | a | []     | git+ssh://x.org/a |
            """)
    void readsNameExtrasAndVersions(String text, String key, String extras, String wanted, String pin) {
        Requirement requirement = Requirement.parse(text);
        assertThat(requirement.key()).isEqualTo(key);
        assertThat(requirement.extras()).hasToString(extras);
        assertThat(requirement.wanted()).isEqualTo(wanted);
        assertThat(requirement.pin()).isEqualTo(pin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a-", "a b", "a[", "a[!]", "a=1", "a=>1", "a==", "a (>=1", "a @ ", "a ^1", "ä"})
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> Requirement.parse(text)).isInstanceOf(SyntaxException.class);
    }

    @Test
    void throwsNothingElse() {
        long seed = 11;
        var random = new Random(seed);
        String alphabet = "ab1.-_[](),;@<>=!~* '\"#:/+$\t\u00e9";
        for (int round = 0; round < 20_000; round++) {
            var text = new StringBuilder("a[b] >=1 ; c");
            for (int i = random.nextInt(8); i >= 0; i--) {
                text.insert(random.nextInt(text.length() + 1), alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                Requirement.parse(text.toString());
                RequirementsParser.parse(text.toString());
            } catch (SyntaxException expected) {
                // its contract
            } catch (RuntimeException e) {
                fail("seed %d, round %d: %s on <%s>".formatted(seed, round, e, text), e);
            }
        }
    }
}
