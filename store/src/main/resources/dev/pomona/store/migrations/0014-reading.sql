-- SPDX-License-Identifier: Apache-2.0
-- For what people look at: an index for each list, and sums that are kept.

create index finding_by_severity_priority on finding (tenant_id, severity, priority desc, id desc) where known_to is null;
create index finding_late on finding (tenant_id, severity, due_at) where known_to is null and due_at is not null;
create index finding_exploited on finding (tenant_id, priority desc, id desc) where known_to is null and is_exploited;
create index finding_by_rule_priority on finding (tenant_id, rule, priority desc, id desc) where known_to is null;
create index finding_closed on finding (tenant_id, known_to desc, id desc) where known_to is not null;
create index finding_of_artifact_severity on finding (artifact_id, severity) where known_to is null;
create index decision_by_verdict on decision (tenant_id, environment_id, verdict, id desc) where ended_at is null;
create index decision_of_artifact on decision (artifact_id, id desc);
create index deployment_of_environment on deployment (environment_id, since, id) where until is null;
create index artifact_by_name on artifact (tenant_id, name text_pattern_ops, id);
create index artifact_by_digest on artifact (tenant_id, digest text_pattern_ops);
create index project_by_key on project (tenant_id, key text_pattern_ops);
create index host_by_key on host (tenant_id, key text_pattern_ops);
create index package_by_name on package (tenant_id, name text_pattern_ops, id);

-- How things stood on each day: of the whole and of each project. The row of today is counted again every few minutes.
create table tally_day (
    tenant_id bigint not null references tenant,
    day date not null,
    s5 int not null,
    s4 int not null,
    s3 int not null,
    s2 int not null,
    s1 int not null,
    s0 int not null,
    exploited int not null,
    late int not null,
    opened int not null,
    closed int not null,
    counted_at timestamptz not null,
    primary key (tenant_id, day));

create table tally_project (
    tenant_id bigint not null references tenant,
    project_id bigint not null,
    artifacts int not null,
    s5 int not null,
    s4 int not null,
    s3 int not null,
    s2 int not null,
    s1 int not null,
    s0 int not null,
    exploited int not null,
    late int not null,
    -- environments in which something of it runs that may not
    violated int not null,
    counted_at timestamptz not null,
    primary key (tenant_id, project_id),
    foreign key (tenant_id, project_id) references project on delete cascade);
create index tally_project_worst on tally_project (tenant_id, violated desc, exploited desc, s5 desc, s4 desc, project_id);

do $$
declare t text;
begin
    foreach t in array array['tally_day', 'tally_project'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format(
            'create policy own_rows on %I to pomona_tenant '
            'using (tenant_id = (select current_tenant())) with check (tenant_id = (select current_tenant()))', t);
        execute format('grant select, insert, update on %I to pomona_tenant', t);
        execute format('create policy owner on %I to current_user using (true) with check (true)', t);
    end loop;
end $$;
