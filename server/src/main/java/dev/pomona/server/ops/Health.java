// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.ops;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Whether requests make sense here. A check that takes long does not hold. Thread-safe.
public final class Health {

    /// Whoever asks wants to know soon.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Map<String, BooleanSupplier> checks = new LinkedHashMap<>();
    private final List<Supplier<List<String>>> notices = new ArrayList<>();
    private final AtomicBoolean isOpen = new AtomicBoolean();

    /// Adds something that must hold; before [#open].
    public Health check(String name, BooleanSupplier holds) {
        checks.put(name, holds);
        return this;
    }

    /// Adds something that somebody should look at although requests make sense; before [#open].
    public Health notice(Supplier<List<String>> notice) {
        notices.add(notice);
        return this;
    }

    /// What somebody should look at, in words; what can't be known now is left out.
    public List<String> notices() {
        return notices.stream()
                .flatMap(notice -> soon(notice::get, List.<String>of()).stream())
                .toList();
    }

    /// From now on it depends on the checks.
    public void open() {
        isOpen.set(true);
    }

    /// From now on nobody should come any more.
    public void drain() {
        isOpen.set(false);
    }

    /// Each check and whether it holds; `open` is the first.
    public Map<String, Boolean> state() {
        var state = new LinkedHashMap<String, Boolean>();
        state.put("open", isOpen.get());
        checks.forEach((name, check) -> state.put(name, holds(check)));
        return state;
    }

    public boolean isReady() {
        return state().values().stream().allMatch(Boolean::booleanValue);
    }

    private static boolean holds(BooleanSupplier check) {
        // what fails is not ready, whatever the reason
        return soon(check::getAsBoolean, false);
    }

    private static <T> T soon(Callable<T> question, T otherwise) {
        var task = new FutureTask<>(question);
        Thread.ofVirtual().start(task);
        try {
            return task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException _) {
            return otherwise;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return otherwise;
        }
    }
}
