-- SPDX-License-Identifier: Apache-2.0
-- How many findings of which severity an artifact has is counted for each artifact of a page. With the tenant in it the index
-- has all that is asked for, the row's own table is not read, and a page nobody has asked for today is as quick as any other.
drop index finding_of_artifact_severity;
create index finding_of_artifact_severity on finding (tenant_id, artifact_id, severity) where known_to is null;
