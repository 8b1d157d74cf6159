alter table sync_runs rename column stripped_characters to removed_characters;
