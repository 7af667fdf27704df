// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

/// A text that ends the work of `java.util.regex` when it reads more than a reasonable number of characters.
final class Impatient implements CharSequence {

    private static final int MAX_READ = 50_000;

    private final String text;
    private int read;

    static final class Exception extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    Impatient(String text) {
        this.text = text;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (++read > MAX_READ) throw new Exception();
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
