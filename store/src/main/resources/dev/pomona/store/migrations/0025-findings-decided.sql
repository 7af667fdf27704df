-- SPDX-License-Identifier: Apache-2.0
-- What was decided about a flaw in one build of a project, for the next: there are few of these, however many findings.
create index finding_decided on finding (tenant_id, project_id, fingerprint, state_at desc nulls last, id desc)
    where state_at is not null or assignee is not null;

-- How answers of all tenants keep to their service level.
create index on time_to_answer (known_at);
