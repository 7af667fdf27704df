// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

/// One set of data that is newer or older as a whole.
public interface AdvisoryFeed {

    /// What the names of feeds of a single ecosystem start with; the ecosystem follows.
    String ONE_ECOSYSTEM = "osv/";

    /// Such as `osv/npm`, `kev`, `epss`: the same for the same kind of data from whatever origin.
    String name();

    /// Where it comes from, for people and for telling origins apart; no credentials.
    String origin();

    /// Reads the feed.
    ///
    /// @param held what an earlier call brought, from the same origin
    /// @param transfer counts what it takes
    /// @throws FeedException when it could not be read whole: what is held stays the best there is
    FeedResult fetch(Held held, Transfer transfer) throws FeedException;
}
