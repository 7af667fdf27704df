// SPDX-License-Identifier: Apache-2.0
/// Everything that an installation consists of in one file, and back: [Backup] and [Restore]. The file is a tar
/// archive,
/// packed with gzip; its last entry has the digests of all others, as `sha256sum -c` reads them. Around it is, where
/// somebody asks for it, encryption in the age format.
@NullMarked
package dev.pomona.server.backup;

import org.jspecify.annotations.NullMarked;
