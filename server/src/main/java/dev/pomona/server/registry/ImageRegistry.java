// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.registry;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A registry of images, as it is looked at. Nothing is ever written to it.
///
/// What it gives was checked: content is what its digest says, and nothing is longer than the limits here. Every
/// implementation passes `ImageRegistryAcceptance`.
public interface ImageRegistry {

    /// As many tags as a repository may have.
    int MOST_TAGS = 10_000;

    /// As many platforms as an image may have.
    int MOST_PARTS = 64;

    /// As many bills of materials as are looked at for one image.
    int MOST_ATTACHED = 16;

    /// A name and what it means now.
    ///
    /// @param digest of a manifest or of an index
    record Tagged(String tag, String digest) {}

    /// The tags of a repository, by tag, those left out that only hold what is attached to others.
    ///
    /// @param mark of this state: given again, it tells whether anything has changed
    /// @param isUnchanged whether it is the state that was asked about; then there are no tags here
    record Listing(List<Tagged> tags, String mark, boolean isUnchanged) {

        public Listing {
            tags = List.copyOf(tags);
        }
    }

    /// An image, or one for several platforms.
    ///
    /// @param builtAt when it was built; `null` when its builder did not say. Of several platforms the latest
    /// @param baseName the image it was made from; `null` when its builder did not say
    /// @param baseDigest `null` when its builder did not say
    /// @param parts digests of the images for each platform; empty when it is one image itself
    record Image(
            String digest,
            @Nullable Instant builtAt,
            @Nullable String baseName,
            @Nullable String baseDigest,
            List<String> parts) {

        public Image {
            parts = List.copyOf(parts);
        }
    }

    /// A bill of materials that is attached to an image.
    ///
    /// @param digest of its bytes
    /// @param size in bytes
    record Attached(String digest, long size) {}

    /// What is in a repository.
    ///
    /// @param since the mark of an earlier listing; empty for none
    /// @throws RegistryException when there is no such repository, or it can't be read to its end
    Listing list(String repository, String since) throws RegistryException;

    /// @param digest of a manifest or an index
    /// @throws RegistryException when it is not there, or not what its digest says
    Image image(String repository, String digest) throws RegistryException;

    /// Bills of materials that are attached to exactly this digest (referrers of the OCI specification 1.1, and the
    /// tags
    /// that came before), by digest.
    ///
    /// @throws RegistryException when they can't be found out
    List<Attached> attached(String repository, String digest) throws RegistryException;

    /// The bytes of what is attached; whoever reads compares their digest.
    ///
    /// @throws RegistryException when it is not there
    InputStream open(String repository, Attached attached) throws RegistryException;
}
