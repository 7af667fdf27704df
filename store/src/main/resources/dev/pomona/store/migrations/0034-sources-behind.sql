-- SPDX-License-Identifier: Apache-2.0
-- Sources of advisory data that have older data than is here; what is here stays.
create table source_behind (
    source text primary key,
    reason text not null,
    since timestamptz not null);
grant select, insert, update, delete on source_behind to pomona_feed;
grant select on source_behind to pomona_metrics;
