-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "provider_sign_in" TEXT;
