-- SPDX-License-Identifier: Apache-2.0
-- Rows of a tenant are for that tenant; a test goes through all tables and tries to cross.
do $$
declare t text;
begin
    for t in
        select c.table_name from information_schema.columns c
        join information_schema.tables b using (table_schema, table_name)
        where c.table_schema = 'pomona' and c.column_name = 'tenant_id' and b.table_type = 'BASE TABLE'
    loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format(
            'create policy own_rows on %I to pomona_tenant '
            'using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))', t);
        execute format('grant select, insert, update, delete on %I to pomona_tenant', t);
        -- foreign keys are checked as the owner, who is held back too
        execute format('create policy owner on %I to current_user using (true) with check (true)', t);
    end loop;
end $$;

alter table tenant enable row level security;
alter table tenant force row level security;
create policy own_rows on tenant for select to pomona_tenant using (id = (select current_tenant()));
create policy owner on tenant to current_user using (true) with check (true);
grant select on tenant to pomona_tenant;

-- History is added to, never changed; what must go after its time is removed by `retention` below.
revoke update, delete on audit, finding_event, document, policy_version, decision, time_to_answer, vex_statement
    from pomona_tenant;
revoke delete on audit_head, finding, acceptance, artifact, deployment, deployment_end, component, package, outbox,
    webhook, delivery, project, freshness_day from pomona_tenant;
grant update (state, message, judged_at, artifact_id) on document to pomona_tenant;
grant update (ended_at) on decision to pomona_tenant;
grant update (listed_at, decided_at, delivered_at, packages, versions, artifacts, deployments, decisions)
    on time_to_answer to pomona_tenant;

-- Public data: everyone reads, only the feed writes.
do $$
declare t text;
begin
    foreach t in array array[
            'snapshot', 'advisory_file', 'advisory_part', 'snapshot_file', 'current_snapshot', 'advisory_change'] loop
        execute format('grant select on %I to pomona_tenant, pomona_metrics', t);
        execute format('grant select, insert, update, delete on %I to pomona_feed', t);
    end loop;
end $$;

-- The feed judges tenant by tenant, so it must know which there are.
create policy all_tenants on tenant for select to pomona_feed, pomona_delivery, pomona_identity, pomona_metrics using (true);
grant select on tenant to pomona_feed, pomona_delivery, pomona_identity, pomona_metrics;

-- Who is asking is found out before the tenant is known. Tenants are made by the first administrator's start.
do $$
declare t text;
begin
    foreach t in array array['issuer', 'person', 'session', 'api_token'] loop
        execute format('create policy any_tenant on %I for select to pomona_identity using (true)', t);
        execute format('grant select on %I to pomona_identity', t);
    end loop;
end $$;
create policy make on tenant for insert to pomona_identity with check (true);
grant insert on tenant to pomona_identity;
create policy used on api_token for update to pomona_identity using (true) with check (true);
grant update (used_at) on api_token to pomona_identity;
create policy used on session for update to pomona_identity using (true) with check (true);
grant update (used_at) on session to pomona_identity;
create policy ended on session for delete to pomona_identity using (true);
grant delete on session to pomona_identity;

do $$
declare t text;
begin
    foreach t in array array['outbox', 'delivery'] loop
        execute format('create policy any_tenant on %I to pomona_delivery using (true) with check (true)', t);
    end loop;
end $$;
grant select, update (dispatched_at, delivered_at) on outbox to pomona_delivery;
grant select, insert, update (due_at, attempts, delivered_at, dead_at, last_error) on delivery to pomona_delivery;
create policy any_tenant on webhook for select to pomona_delivery using (true);
grant select on webhook to pomona_delivery;
create policy any_tenant on time_to_answer to pomona_delivery using (true) with check (true);
grant select, update (delivered_at) on time_to_answer to pomona_delivery;

do $$
declare t text;
begin
    foreach t in array array['outbox', 'delivery', 'time_to_answer', 'finding', 'artifact', 'deployment',
            'host', 'document', 'environment', 'freshness_day'] loop
        execute format('create policy counted on %I for select to pomona_metrics using (true)', t);
        execute format('grant select on %I to pomona_metrics', t);
    end loop;
end $$;

-- Removes what is older than it must be kept, and nothing else. One purpose, since nobody else may remove history.
do $$
declare t text;
begin
    foreach t in array array[
            'freshness_day', 'host_report', 'idempotent_request', 'session', 'outbox', 'delivery', 'time_to_answer',
            'decision', 'deployment', 'deployment_end'] loop
        execute format('create policy any_tenant_old on %I to pomona_retention using (true)', t);
        execute format('grant select, delete on %I to pomona_retention', t);
    end loop;
end $$;
