-- SPDX-License-Identifier: Apache-2.0
-- What a host's agent says is about that host: it starts and ends nothing of the same name that runs elsewhere.

-- The host whose agent says that it runs; 0 when somebody else does. Of each one of a name may run.
alter table deployment add column told_by_host bigint not null default 0;
update deployment set told_by_host = host_id where source = 'agent' and host_id is not null;
drop index deployment_running;
drop index deployment_start;
create unique index deployment_running on deployment (tenant_id, environment_id, workload, instance, told_by_host)
    where until is null;
create unique index deployment_start
    on deployment (environment_id, workload, instance, since, artifact_id, told_by_host);

-- Of which host alone it ended; null for wherever it ran.
alter table deployment_end
    add column host_id bigint,
    add foreign key (tenant_id, host_id) references host on delete cascade,
    drop constraint deployment_end_pkey,
    add unique nulls not distinct (environment_id, workload, instance, at, host_id);
create index on deployment_end (host_id) where host_id is not null;
