// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.python;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PyPiTest {

    @Test
    void namesAPackage() {
        assertThat(PyPi.purl("Zope.Interface", "5.0")).hasToString("Optional[pkg:pypi/zope-interface@5.0]");
    }

    @Test
    void hasNoPurlForWhatCanBeNone() {
        assertThat(PyPi.purl("-a", "1")).isEmpty();
        assertThat(PyPi.purl("a", "1/../2")).isEmpty();
        assertThat(PyPi.purl("a".repeat(300_000), "1"))
                .as("one hostile name must not end the scanner")
                .isEmpty();
    }
}
