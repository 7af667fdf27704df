// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MirrorTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            *                          | central | https://repo.example/m2   | true
            *                          | local   | file:///srv/repo          | true
            central                    | central | https://repo.example/m2   | true
            central                    | other   | https://repo.example/m2   | false
            central, other             | other   | https://repo.example/m2   | true
            *,!other                   | other   | https://repo.example/m2   | false
            *,!other                   | central | https://repo.example/m2   | true
            !other,*                   | other   | https://repo.example/m2   | false
            ! other,*                  | other   | https://repo.example/m2   | true
            !other                     | central | https://repo.example/m2   | false
            external:*                 | central | https://repo.example/m2   | true
            external:*                 | near    | http://localhost:8081/m2  | false
            external:*                 | near    | http://127.0.0.1/m2       | false
            external:*                 | disk    | file:///srv/repo          | false
            external:*,!central        | central | https://repo.example/m2   | false
            external:http:*            | plain   | http://repo.example/m2    | true
            external:http:*            | central | https://repo.example/m2   | false
            external:http:*            | near    | http://localhost/m2       | false
            external:http:*,central    | central | https://repo.example/m2   | true
            CENTRAL                    | central | https://repo.example/m2   | false
            """)
    void coversWhatItsPatternSays(String mirrorOf, String id, String url, boolean expected) {
        assertThat(mirror("m", mirrorOf).covers(new Repository(id, url, true, true)))
                .isEqualTo(expected);
    }

    @Test
    void theOneThatNamesTheRepositoryGoesFirst() {
        var central = new Repository("central", "https://repo.example/m2", true, false);
        var mirrors = List.of(mirror("all", "*"), mirror("list", "central,x"), mirror("exact", "central"));
        assertThat(Mirror.of(central, mirrors)).map(Mirror::id).contains("exact");
        assertThat(Mirror.of(central, mirrors.subList(0, 2))).map(Mirror::id).contains("all");
        assertThat(Mirror.of(central, List.of())).isEmpty();
    }

    @Test
    void servesWhatTheRepositoryServes() {
        var central = new Repository("central", "https://repo.example/m2", true, false);
        assertThat(mirror("m", "*").standingInFor(central))
                .isEqualTo(new Repository("m", "https://mirror.example/", true, false));
    }

    private static Mirror mirror(String id, String mirrorOf) {
        return new Mirror(id, "https://mirror.example/", mirrorOf, false);
    }
}
