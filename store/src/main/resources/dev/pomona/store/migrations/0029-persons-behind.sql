-- SPDX-License-Identifier: Apache-2.0
-- Who answers for a token and for who asks for an acceptance, whatever they call themselves: the person. It takes two to
-- accept a risk. Null where nobody is known, as of a pipeline.
alter table api_token
    add column person_id bigint,
    add foreign key (tenant_id, person_id) references person;
create index on api_token (person_id) where person_id is not null;
alter table acceptance
    add column made_by_person bigint,
    add foreign key (tenant_id, made_by_person) references person;
create index on acceptance (made_by_person) where made_by_person is not null;
