// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.rubygems;

/// A piece of Ruby source.
///
/// @param text of a word, symbol, label or literal string without its marks; a single character for `PUNCTUATION`
record Token(Kind kind, String text, int line, int column) {

    enum Kind {
        /// An identifier, keyword, constant or number, with its dots' sides apart.
        WORD,
        /// `:name`
        SYMBOL,
        /// `name:` in front of a value
        LABEL,
        /// A string whose value the text shows.
        STRING,
        /// A string with code in it.
        TEMPLATE,
        PUNCTUATION,
        NEWLINE
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equals(word);
    }

    boolean isPunctuation(char mark) {
        return kind == Kind.PUNCTUATION && text.charAt(0) == mark;
    }
}
