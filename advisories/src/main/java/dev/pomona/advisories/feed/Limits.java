// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

/// How large the files of a feed may be. Several times what the largest public ones are today.
final class Limits {

    static final long ARCHIVE = 2L << 30;
    static final long UNPACKED = 8L << 30;
    static final int UNPACKED_RATIO = 100;
    static final int RECORDS = 2_000_000;
    static final int RECORD = 16 << 20;
    static final long LIST = 256L << 20;
    static final long CATALOGUE = 64L << 20;
    static final long SCORES = 64L << 20;
    static final int FOLDER_DEPTH = 16;

    private Limits() {}
}
