-- What an undecided ticket probably is, from its text.
create table suggestions (
  connection_id uuid not null,
  ticket_id text not null,
  category text not null check (category in ('roadmap', 'ktlo', 'reliability')),
  probability double precision not null check (probability between 0 and 1),
  words text[] not null,
  suggested_at timestamptz(6) not null,
  constraint suggestions_pkey primary key (connection_id, ticket_id),
  constraint suggestions_connection_id_ticket_id_fkey foreign key (connection_id, ticket_id)
    references tickets (connection_id, ticket_id) on delete cascade on update cascade
);
