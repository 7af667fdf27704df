// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// One signpost of a [VersRange]: an operator and the version it speaks of.
///
/// @param version decoded
public record VersConstraint(Operator operator, String version) {

    /// In the order of constraints that speak of one version.
    public enum Operator {
        LESS("<"),
        AT_MOST("<="),
        EQUAL("="),
        NOT_EQUAL("!="),
        AT_LEAST(">="),
        GREATER(">");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }

        boolean isUpper() {
            return this == LESS || this == AT_MOST;
        }

        boolean isLower() {
            return this == GREATER || this == AT_LEAST;
        }

        /// Whether a version on that side of the bound (negative: below it) satisfies it.
        boolean holds(int side) {
            return switch (this) {
                case LESS -> side < 0;
                case AT_MOST -> side <= 0;
                case EQUAL -> side == 0;
                case NOT_EQUAL -> side != 0;
                case AT_LEAST -> side >= 0;
                case GREATER -> side > 0;
            };
        }
    }

    private static final String RESERVED = "><=!*|%";
    private static final String HEX = "0123456789ABCDEF";

    static VersConstraint read(String text) {
        for (Operator operator : new Operator[] {
            Operator.AT_LEAST, Operator.AT_MOST, Operator.NOT_EQUAL, Operator.LESS, Operator.GREATER, Operator.EQUAL
        }) {
            if (text.startsWith(operator.symbol)) {
                return new VersConstraint(operator, decoded(text.substring(operator.symbol.length())));
            }
        }
        return new VersConstraint(Operator.EQUAL, decoded(text));
    }

    private static String decoded(String encoded) {
        var bytes = new ByteArrayOutputStream();
        byte[] raw = encoded.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            byte c = raw[i];
            boolean blank = c >= 0 && (c <= ' ' || c == 0x7F);
            if (blank || (c != '%' && RESERVED.indexOf(c) >= 0)) throw invalid(encoded);
            if (c != '%') {
                bytes.write(c);
                continue;
            }
            int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
            if (high < 0 || low < 0) throw invalid(encoded);
            bytes.write(high * 16 + low);
            i += 2;
        }
        if (bytes.size() == 0) throw invalid(encoded);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static InvalidVersionException invalid(String encoded) {
        return new InvalidVersionException("'%s' is no version of a range".formatted(Text.printable(encoded)));
    }

    /// As it stands in the text of a range; equality is not written.
    @Override
    public String toString() {
        var out = new StringBuilder(operator == Operator.EQUAL ? "" : operator.symbol);
        for (byte b : version.getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b < 0x7F && RESERVED.indexOf(b) < 0) out.append((char) b);
            else out.append('%').append(HEX.charAt((b >> 4) & 15)).append(HEX.charAt(b & 15));
        }
        return out.toString();
    }
}
