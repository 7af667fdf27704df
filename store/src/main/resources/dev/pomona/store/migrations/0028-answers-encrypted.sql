-- SPDX-License-Identifier: Apache-2.0
-- Answers that may be repeated hold secrets that are shown once, so they are kept encrypted under the server's key. Those
-- that were kept in clear go: they are a day old at most.
delete from idempotent_request;
