-- A ticket's five measures stood in a row each: half of what saving a measuring took.
alter table second_opinion_rows rename to second_opinion_measures;
alter table second_opinion_measures rename constraint second_opinion_rows_pkey to second_opinion_measures_pkey;
alter table second_opinion_measures rename constraint second_opinion_rows_run_id_fkey to second_opinion_measures_run_id_fkey;

create table second_opinion_rows (
  run_id uuid not null,
  team_id text not null,
  connection_id uuid not null,
  ticket_id text not null,
  tickets_closed double precision,
  points_closed double precision,
  equal_split double precision,
  time_in_progress double precision,
  worklogs double precision,
  constraint second_opinion_rows_pkey primary key (run_id, team_id, connection_id, ticket_id),
  constraint second_opinion_rows_run_id_fkey foreign key (run_id)
    references effort_runs (run_id) on delete cascade on update cascade
);

insert into second_opinion_rows
  select run_id, team_id, connection_id, ticket_id,
    max(amount) filter (where measure = 'tickets_closed'),
    max(amount) filter (where measure = 'points_closed'),
    max(amount) filter (where measure = 'equal_split'),
    max(amount) filter (where measure = 'time_in_progress'),
    max(amount) filter (where measure = 'worklogs')
  from second_opinion_measures group by run_id, team_id, connection_id, ticket_id;

drop table second_opinion_measures;
