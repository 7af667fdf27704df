// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CvssWordsTest {

    @Test
    void explainsEveryVersion() {
        assertThat(CvssWords.explain("CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:N/A:L"))
                .containsExactly(
                        "Can be attacked from anywhere on the network.",
                        "Works every time, without special circumstances.",
                        "Needs no account.",
                        "A user has to be lured into doing something.",
                        "Secrets of any kind can be read.",
                        "The service can be disturbed.");
        assertThat(CvssWords.explain("CVSS:4.0/AV:P/AC:H/AT:P/PR:H/UI:A/VC:N/VI:N/VA:H/SC:N/SI:N/SA:L/E:P"))
                .hasSize(8)
                .startsWith("Needs hands on the device.")
                .endsWith("A proof of concept is public.");
        assertThat(CvssWords.explain("AV:L/AC:M/Au:S/C:P/I:N/A:C")).hasSize(5);
    }

    @Test
    void saysNothingOfWhatItDoesNotKnow() {
        assertThat(CvssWords.explain("")).isEmpty();
        assertThat(CvssWords.explain("high")).isEmpty();
        assertThat(CvssWords.explain("CVSS:3.1/XX:Y")).isEmpty();
        assertThat(CvssWords.explain("AV:N/".repeat(1000))).isEmpty();
    }
}
