-- CreateTable
CREATE TABLE "mail_paces" (
    "relay" TEXT NOT NULL,
    "domain" TEXT NOT NULL,
    "next_turn_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "mail_paces_pkey" PRIMARY KEY ("relay","domain")
);
