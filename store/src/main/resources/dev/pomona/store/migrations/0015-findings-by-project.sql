-- SPDX-License-Identifier: Apache-2.0
-- A finding knows its project, which an artifact never leaves, so that the findings of a project are an index. What a
-- list may be narrowed by is an index in the order of priority, and an index that another one begins like goes.

alter table finding add column project_id bigint;
update finding f set project_id = a.project_id from artifact a where a.id = f.artifact_id;
alter table finding alter column project_id set not null;
alter table finding add foreign key (tenant_id, project_id) references project;

create index finding_by_project on finding (tenant_id, project_id, priority desc, id desc) where known_to is null;
create index finding_of_artifact_priority on finding (tenant_id, artifact_id, priority desc, id desc)
    where known_to is null;
create index finding_of_component_priority on finding (tenant_id, component_id, priority desc, id desc)
    where known_to is null;
drop index finding_of_artifact;
drop index finding_of_component;
drop index finding_by_rule;
