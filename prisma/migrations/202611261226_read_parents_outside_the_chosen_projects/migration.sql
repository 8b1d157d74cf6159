-- Parents outside the chosen projects or teams, which pass on their category to tickets below them.
alter table tickets
  add column is_context boolean not null default false,
  add column parent_key text;

create table context_readings (
  connection_id uuid not null,
  ticket_id text not null,
  tried_at timestamptz(6) not null,
  outcome text not null check (outcome in ('read', 'not_shown', 'not_understood')),
  constraint context_readings_pkey primary key (connection_id, ticket_id),
  constraint context_readings_connection_id_fkey foreign key (connection_id)
    references connections (connection_id) on delete cascade on update cascade
);
