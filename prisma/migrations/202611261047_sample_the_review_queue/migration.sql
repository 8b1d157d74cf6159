-- What people say in the review queue, and what is drawn for it.
create table sample_units (
  quarter text not null,
  team_id text not null,
  connection_id uuid not null,
  ticket_id text not null,
  milli_days integer not null check (milli_days > 0),
  constraint sample_units_pkey primary key (quarter, team_id, connection_id, ticket_id),
  constraint sample_units_connection_id_ticket_id_fkey foreign key (connection_id, ticket_id)
    references tickets (connection_id, ticket_id) on delete cascade on update cascade
);

create table queue_answers (
  connection_id uuid not null,
  ticket_id text not null,
  category text check (category in ('roadmap', 'ktlo', 'reliability')),
  author text not null,
  answered_at timestamptz(6) not null,
  constraint queue_answers_pkey primary key (connection_id, ticket_id),
  constraint queue_answers_connection_id_ticket_id_fkey foreign key (connection_id, ticket_id)
    references tickets (connection_id, ticket_id) on delete cascade on update cascade
);
