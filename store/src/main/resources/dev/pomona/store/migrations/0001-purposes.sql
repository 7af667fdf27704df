-- SPDX-License-Identifier: Apache-2.0
-- One role for each purpose; nobody logs in as one. The program sets the role at the start of each transaction.
do $$
declare purpose text;
begin
    foreach purpose in array array[
            'pomona_tenant', 'pomona_feed', 'pomona_identity', 'pomona_delivery', 'pomona_metrics',
            'pomona_retention'] loop
        if not exists (select from pg_roles where rolname = purpose) then
            execute format('create role %I nologin nobypassrls', purpose);
        end if;
        execute format('grant %I to current_user with inherit false, set true', purpose);
        execute format('grant usage on schema pomona to %I', purpose);
    end loop;
end $$;

-- The tenant of the running transaction; null when there is none.
create function current_tenant() returns bigint language sql stable parallel safe
    return nullif(current_setting('pomona.tenant', true), '')::bigint;
