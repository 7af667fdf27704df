// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

/// A version read by its scheme. Ordered as the scheme says; `equals` and `hashCode` agree with the order, so
/// two spellings of one version are equal. Comparing versions of different schemes is a programming error
/// ([IllegalArgumentException]).
public interface Version extends Comparable<Version> {

    /// As it was written.
    String text();

    /// Whether the scheme takes it for a preview of a release. `false` where the scheme knows no such thing.
    boolean isPrerelease();
}
