// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.change;

import dev.pomona.store.sql.Tx;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What whoever asks for a change takes for granted: that a thing still is as it was when they saw it. It is tested in
/// the transaction of the change, where nobody else changes the thing, so no change is lost to one that did not know
/// it.
///
/// A service that changes a thing calls [#check] once nobody else can: with the name of the thing, which is locked
/// then,
/// or without where it has locked rows itself.
public final class Precondition {

    private static final ScopedValue<Precondition> CURRENT = ScopedValue.newInstance();

    private final Consumer<Tx> test;
    private boolean isTested;

    private Precondition(Consumer<Tx> test) {
        this.test = test;
    }

    /// Makes a change that tests something first.
    ///
    /// @param test throws when it does not hold
    /// @throws IllegalStateException when the change forgot to test it; it has happened then
    public static <T> T demanding(Consumer<Tx> test, Supplier<T> change) {
        var precondition = new Precondition(test);
        T result = ScopedValue.where(CURRENT, precondition).call(change::get);
        if (!precondition.isTested) throw new IllegalStateException("a change did not look at its precondition");
        return result;
    }

    /// Locks a thing until the transaction ends, and tests what is demanded of it.
    ///
    /// @param thing a name, the same for all who change it
    public static void check(Tx tx, String thing) {
        tx.lock(thing);
        check(tx);
    }

    /// Tests what is demanded, if anything is. Of several parts of a change, which are one transaction, the first is
    /// tested: the others see what it did.
    public static void check(Tx tx) {
        if (!CURRENT.isBound()) return;
        Precondition precondition = CURRENT.get();
        if (precondition.isTested) return;
        precondition.isTested = true;
        precondition.test.accept(tx);
    }
}
