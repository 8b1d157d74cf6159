-- CreateTable
CREATE TABLE "tracker_sign_ins" (
    "state_hash" TEXT NOT NULL,
    "session_hash" TEXT NOT NULL,
    "secret_key_id" TEXT NOT NULL,
    "secret_iv" TEXT NOT NULL,
    "secret_tag" TEXT NOT NULL,
    "secret_ciphertext" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "tracker_sign_ins_pkey" PRIMARY KEY ("state_hash")
);

-- CreateIndex
CREATE INDEX "tracker_sign_ins_expires_at_idx" ON "tracker_sign_ins"("expires_at");
