-- SPDX-License-Identifier: Apache-2.0
-- How things were when a flaw was permitted: when they get worse the permission ends.

alter table acceptance
    -- of what it covered then; null where that is not known
    add column severity smallint,
    add column is_exploited boolean,
    -- ids of the environments in which it ran or was judged then
    add column environments bigint[],
    -- the signed statement of who accepted the risk (in-toto in DSSE), as JSON
    add column envelope text,
    -- when what follows from its end was done; it may end in a transaction that is about something else
    add column followed_at timestamptz;
update acceptance set followed_at = ended_at;
create index acceptance_to_follow on acceptance (tenant_id, id) where ended_at is not null and followed_at is null;
