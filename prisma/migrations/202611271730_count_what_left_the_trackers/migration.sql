-- How many tickets of a connection are no longer there; few are, so that it costs next to nothing where tickets are stored.
create index tickets_removed_idx on tickets (connection_id) where removal is not null and not is_context;
