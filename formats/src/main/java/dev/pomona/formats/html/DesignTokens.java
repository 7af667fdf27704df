// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.html;

/// The colours that everything of ours has in a browser, light and dark: one style sheet that others begin with.
public final class DesignTokens {

    private static final Asset TOKENS = Asset.named("tokens.css");

    private DesignTokens() {}

    /// Custom properties of `:root`; `data-theme` there overrides what the person prefers.
    public static String css() {
        return TOKENS.text();
    }
}
