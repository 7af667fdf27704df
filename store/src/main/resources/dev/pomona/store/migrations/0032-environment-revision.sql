-- SPDX-License-Identifier: Apache-2.0
-- How often what an environment is and demands has changed, and what it was when a verdict was reached: verdicts of
-- another revision are reached anew.
alter table environment add column revision bigint not null default 0;
alter table decision add column environment_revision bigint not null default 0;
