// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.settings;

/// How much memory the program may use. Java's heap is bounded when it starts, by the launcher, which knows the flag,
/// the variable and the user's configuration; here is only seen to it that it was.
public final class HeapLimit {

    public static final Setting MAX_MEMORY = Setting.value(
            "max-memory",
            "SIZE",
            "hold the whole program within this much heap (default: a quarter of the machine)",
            null,
            Setting.Reach.USER);

    /// How much more than asked for Java's heap may be: it grows by whole regions, of up to so many bytes.
    private static final long ROUNDING = 32 << 20;

    private HeapLimit() {}

    /// @throws UsageException when it is no size, or Java was started with more
    public static void check(Settings settings) {
        long allowed = settings.bytes(MAX_MEMORY).orElse(Long.MAX_VALUE);
        if (Runtime.getRuntime().maxMemory() - ROUNDING <= allowed) return;
        throw new UsageException(
                "max-memory is set by '%s', but Java was started with more: give --max-memory or %s to the launcher"
                        .formatted(settings.value(MAX_MEMORY).origin(), MAX_MEMORY.variable()));
    }
}
