// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AddressesTest {

    @Test
    void putsFilesBelowABase() throws Exception {
        assertThat(Addresses.below(Addresses.http("https://h/base/"), "Red Hat/all.zip"))
                .hasToString("https://h/base/Red%20Hat/all.zip");
        assertThat(Addresses.below(URI.create("http://u:p@h:81/b?sig=1"), "a%2f?#ü.json"))
                .hasToString("http://u:p@h:81/b/a%252f%3F%23%C3%BC.json?sig=1");
        assertThat(Addresses.below(URI.create("http://h/kev.json"), "")).hasToString("http://h/kev.json");
    }

    @Test
    void showsNoSecrets() {
        assertThat(Addresses.shown(URI.create("https://user:secret@h:8443/p?token=secret#secret")))
                .isEqualTo("https://h:8443/p");
        assertThatThrownBy(() -> Addresses.http("https://user:secret@ho st/"))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("ho st")
                .hasMessageNotContaining("secret");
    }

    @Test
    void readsPathsAndFileAddresses() throws Exception {
        assertThat(Addresses.local("file:///a/b")).isEqualTo(Path.of("/a/b"));
        assertThat(Addresses.local("a/b")).isEqualTo(Path.of("a/b"));
        assertThatThrownBy(() -> Addresses.local("file://host/a")).isInstanceOf(FeedException.class);
        assertThatThrownBy(() -> Addresses.local("\0")).isInstanceOf(FeedException.class);
    }

    @Test
    void knowsTheWeb() {
        assertThat(Addresses.isHttp("HTTPS://h")).isTrue();
        assertThat(Addresses.isHttp("file:/h")).isFalse();
        assertThat(Addresses.isHttp("/http://")).isFalse();
    }
}
