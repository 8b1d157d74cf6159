-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN     "sign_in_link_hash" TEXT;

-- AlterTable
ALTER TABLE "sign_in_links" DROP COLUMN "mail_outcome",
DROP COLUMN "mail_reply";

-- CreateIndex
CREATE UNIQUE INDEX "deliveries_sign_in_link_hash_key" ON "deliveries"("sign_in_link_hash");

alter table deliveries
  drop constraint deliveries_of_one_mail,
  add constraint deliveries_of_one_mail check (num_nonnulls(edition_id, notice_id, sign_in_link_hash) = 1);
