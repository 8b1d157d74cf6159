-- A delivery's row changes at least twice while it is mailed. An index on its state made each of these changes an entry in every index
-- of the table; without it, and with room left in each page, PostgreSQL writes the row anew beside itself (a heap-only tuple).
-- What looks for states looks within a quarter's mails, by their edition or notice, or seldom.
DROP INDEX "deliveries_state_queued_at_idx";

alter table deliveries set (fillfactor = 50);
