-- SPDX-License-Identifier: Apache-2.0
-- A token may be for the reports of one host alone: its key, whether or not the host is known yet.
alter table api_token add column host text;
