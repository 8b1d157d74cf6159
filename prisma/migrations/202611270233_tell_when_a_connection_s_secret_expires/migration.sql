-- AlterTable
ALTER TABLE "connections" ADD COLUMN     "secret_expires_at" TIMESTAMPTZ(6);

-- AlterTable
ALTER TABLE "notices" ALTER COLUMN "team_id" DROP NOT NULL;

alter table notices
  drop constraint notices_kind_check,
  add constraint notices_kind_check check (kind in ('drift notice', 'review request', 'review reminder', 'expiry notice'));

alter table suppressed_addresses
  drop constraint suppressed_addresses_mails_check,
  add constraint suppressed_addresses_mails_check
    check (mails in ('all', 'reports', 'reviews', 'drift notices', 'expiry notices'));
