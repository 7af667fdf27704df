-- SPDX-License-Identifier: Apache-2.0
-- An organisation can end: from then on nobody is let in, nothing is done for it, and its rows go, some at a time. A role of
-- its own removes them, and reaches no row of an organisation that has not ended.
alter table tenant add column ended_at timestamptz;

-- What was taken away: all that stays of an organisation.
create table removed_tenant (
    id bigint primary key,
    key text not null,
    asked_at timestamptz not null,
    asked_by text not null,
    -- rows that are gone
    gone bigint not null default 0,
    -- since when nothing of it is left; null until then
    gone_at timestamptz);

do $$
begin
    if not exists (select from pg_roles where rolname = 'pomona_removal') then
        create role pomona_removal nologin nobypassrls;
    end if;
    grant pomona_removal to current_user with inherit false, set true;
    grant usage on schema pomona to pomona_removal;
end $$;
grant select, insert, update (gone, gone_at) on removed_tenant to pomona_removal;

-- The tenant of the running transaction, once it has ended; null otherwise.
create function ending_tenant() returns bigint language sql stable parallel safe
    return (select id from tenant where id = current_tenant() and ended_at is not null);

create policy every_tenant on tenant for select to pomona_removal using (true);
create policy ends on tenant for update to pomona_removal using (true) with check (ended_at is not null);
create policy goes on tenant for delete to pomona_removal using (ended_at is not null);
grant select, update (ended_at), delete on tenant to pomona_removal;

do $$
declare t text;
begin
    for t in
        select c.table_name from information_schema.columns c
        join information_schema.tables b using (table_schema, table_name)
        where c.table_schema = 'pomona' and c.column_name = 'tenant_id' and b.table_type = 'BASE TABLE'
    loop
        execute format('create policy goes on %I to pomona_removal using (tenant_id = (select ending_tenant()))', t);
        execute format('grant select, delete on %I to pomona_removal', t);
    end loop;
end $$;

-- For everybody else it is not there any more: who they are is not found, and jobs have nothing to do for it.
drop policy all_tenants on tenant;
create policy living on tenant for select to pomona_feed, pomona_delivery, pomona_identity, pomona_metrics
    using (ended_at is null);
do $$
declare t text;
begin
    foreach t in array array['issuer', 'person', 'session', 'api_token', 'setup_link'] loop
        execute format('drop policy any_tenant on %I', t);
        execute format('create policy any_tenant on %1$I for select to pomona_identity '
            'using (exists (select from tenant o where o.id = %1$I.tenant_id))', t);
    end loop;
end $$;
drop policy any_tenant on webhook;
create policy any_tenant on webhook for select to pomona_delivery
    using (exists (select from tenant o where o.id = webhook.tenant_id));
