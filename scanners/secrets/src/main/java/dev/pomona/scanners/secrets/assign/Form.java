// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.assign;

/// How an assignment is written. It says how sure one can be that the value is one, and a literal.
public enum Form {
    /// `name = "value"`, `"name": 'value'`, `name => "value"`.
    QUOTED,
    /// `NAME=value` or `name: value` to the end of the line, of the argument or of the enclosing string.
    BARE,
    /// `name: value and more`: the first of several words, as it is found in prose.
    WORD,
    /// `name "value"`: nothing but space between, as in SQL, Ruby and C's `#define`.
    SPACED,
    /// `name value` alone on a line or after `ENV`: nothing but space between, and no quotes.
    DIRECTIVE,
    /// A YAML block scalar, or a value on lines of its own below the name.
    BLOCK,
    /// `<name>value</name>`.
    TAG,
    /// `<thing name="value">`.
    ATTRIBUTE,
    /// `--name value`, `-p value`, `user:value` of a command.
    ARGUMENT,
    /// `setName("value")`, `.name("value")`.
    CALL,
    /// `put("name", "value")`: the name is an argument too.
    ENTRY,
    /// A name and a value that stand beside each other under labels: `name: NAME` and `value: value`.
    PAIR,
    /// `name == "value"`.
    COMPARED,
    /// `name || "value"`: what is taken when the name has no value.
    DEFAULT,
    /// `scheme://name:value@host`.
    URL_USERINFO
}
