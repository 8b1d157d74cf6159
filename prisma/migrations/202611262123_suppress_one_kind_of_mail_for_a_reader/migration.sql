-- Whoever was there complained, and gets none of our mails.
alter table suppressed_addresses
  drop constraint suppressed_addresses_pkey,
  add column mails text not null default 'all',
  add constraint suppressed_addresses_pkey primary key (address_key, mails),
  add constraint suppressed_addresses_mails_check check (mails in ('all', 'reports', 'reviews', 'drift notices'));
alter table suppressed_addresses alter column mails drop default;
