// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.decode;

/// A way to write a text as another.
public enum Layer {
    BASE64("base64"),
    HEX("hex"),
    /// `%41`
    PERCENT("url"),
    /// `\x41`, `\101`, `\n`, `&#65;`, and the four digits of Unicode
    ESCAPES("escapes"),
    GZIP("gzip"),
    ZLIB("zlib");

    private final String label;

    Layer(String label) {
        this.label = label;
    }

    /// As reports show it.
    public String label() {
        return label;
    }
}
