// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import java.nio.file.Path;
import java.util.List;

/// What a configuration names as a source of advisory data.
///
/// Addresses are `http:`, `https:` or `file:` URLs, folders or (for buckets and mirrors) zips. User and
/// password may stand in a web address; they are sent as such and shown nowhere.
public sealed interface FeedSource {

    /// A bucket as osv.dev publishes it: one folder for each ecosystem directly below the base.
    record OsvBucket(String base) implements FeedSource {}

    /// The KEV catalogue's JSON file.
    record KevFile(String address) implements FeedSource {}

    /// The EPSS score file, `.csv` or `.csv.gz`.
    record EpssFile(String address) implements FeedSource {}

    /// A folder or zip of single OSV records.
    ///
    /// @param name tells it apart from other folders; becomes part of the data source's name
    record OsvFolder(String name, Path folder) implements FeedSource {}

    /// A base that has `osv/`, `kev/` and `epss/` beside each other, any of which may be absent; or a bare
    /// bucket.
    record Mirror(String base) implements FeedSource {}

    /// The addresses at which osv.dev, CISA and FIRST publish. Configuration may put others in their place.
    static List<FeedSource> publicData() {
        return List.of(
                new OsvBucket("https://osv-vulnerabilities.storage.googleapis.com"),
                new KevFile("https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json"),
                new EpssFile("https://epss.empiricalsecurity.com/epss_scores-current.csv.gz"));
    }

    /// Whether reading it would open a socket.
    default boolean isRemote() {
        return switch (this) {
            case OsvBucket(String base) -> Addresses.isHttp(base);
            case KevFile(String address) -> Addresses.isHttp(address);
            case EpssFile(String address) -> Addresses.isHttp(address);
            case OsvFolder _ -> false;
            case Mirror(String base) -> Addresses.isHttp(base);
        };
    }

    /// A name for reports about the source as a whole.
    default String label() {
        return switch (this) {
            case OsvBucket _ -> "osv";
            case KevFile _ -> "kev";
            case EpssFile _ -> "epss";
            case OsvFolder folder -> "folder/" + folder.name();
            case Mirror _ -> "mirror";
        };
    }
}
