// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scan.api;

/// What the engine offers besides the files.
public interface ScanContext {

    /// Where published files of an ecosystem can be read: a local repository, mirrors, or, only when the user
    /// asked for it, the public registry. One that finds nothing when there is none.
    PackageSource packageSource(Ecosystem ecosystem);

    /// Throws when the scanner's time is up or the scan is cancelled. Call it in loops that an input can make
    /// long.
    ///
    /// @throws ScanTimeoutException to be let through
    void checkTime();

    /// Ecosystems that have a [PackageSource].
    enum Ecosystem {
        /// Paths as in a Maven 2 repository: `org/slf4j/slf4j-api/2.0.9/slf4j-api-2.0.9.pom`.
        MAVEN
    }
}
