// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scan.api;

import dev.pomona.model.component.Digest;
import java.lang.foreign.MemorySegment;

/// A file's facts and its content, which the engine has read once for all scanners. The content must not be
/// changed.
public interface FileView {

    FileFacts facts();

    default String path() {
        return facts().path();
    }

    /// The whole content. Large files may be mapped rather than copied; valid only during the call that got the
    /// view.
    MemorySegment segment();

    /// The whole content as an array, shared by all callers. Prefer [#segment] for binaries, which may be
    /// large.
    byte[] bytes();

    /// The content as text: by its byte order mark (UTF-8, UTF-16), else UTF-8 with malformed bytes as U+FFFD.
    /// No mark in front.
    String text();

    /// Of the whole content; computed once.
    Digest digest(Digest.Algorithm algorithm);
}
