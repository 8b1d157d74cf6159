-- CreateTable
CREATE TABLE "edition_contents" (
    "edition_id" TEXT NOT NULL,
    "format" INTEGER NOT NULL,
    "content" JSON NOT NULL,

    CONSTRAINT "edition_contents_pkey" PRIMARY KEY ("edition_id")
);

-- AddForeignKey
ALTER TABLE "edition_contents" ADD CONSTRAINT "edition_contents_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "editions"("edition_id") ON DELETE CASCADE ON UPDATE CASCADE;
