-- Written by scripts/make-migration.ts from prisma/models. SQL by hand goes into a migration of its own.
-- CreateEnum
CREATE TYPE "import_mode" AS ENUM ('ALL', 'PARTIAL');

-- CreateEnum
CREATE TYPE "import_outcome" AS ENUM ('CREATED', 'UPDATED', 'LEFT', 'REFUSED');

-- CreateEnum
CREATE TYPE "undo_outcome" AS ENUM ('ERASED', 'RESTORED', 'KEPT');

-- AlterEnum
-- What was cut off before imports could be resumed had written nothing.
UPDATE "import" SET "status" = 'FAILED', "finished_at" = CURRENT_TIMESTAMP WHERE "status" = 'RUNNING';
CREATE TYPE "import_status_new" AS ENUM ('LOADING', 'CHECKED', 'APPLYING', 'DONE', 'FAILED', 'UNDONE');
ALTER TABLE "import" ALTER COLUMN "status" DROP DEFAULT;
ALTER TABLE "import" ALTER COLUMN "status" TYPE "import_status_new" USING ("status"::text::"import_status_new");
ALTER TYPE "import_status" RENAME TO "import_status_old";
ALTER TYPE "import_status_new" RENAME TO "import_status";
DROP TYPE "import_status_old";
ALTER TABLE "import" ALTER COLUMN "status" SET DEFAULT 'LOADING';

-- AlterTable
ALTER TABLE "import" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "batches_applied" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "batches_loaded" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "broken" JSONB,
ADD COLUMN     "column_map" JSONB,
ADD COLUMN     "constants" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "dry_run" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "encoding" TEXT,
ADD COLUMN     "erased" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "error" TEXT,
ADD COLUMN     "format" TEXT,
ADD COLUMN     "given_columns" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "kept" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "left_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "loaded_at" TIMESTAMPTZ,
ADD COLUMN     "mode" "import_mode" NOT NULL DEFAULT 'ALL',
ADD COLUMN     "noted" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "notes" JSONB,
ADD COLUMN     "owner_id" UUID,
ADD COLUMN     "restored" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "rows_applied" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "rows_loaded" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "sheet" TEXT,
ADD COLUMN     "user_id" UUID,
ALTER COLUMN "status" SET DEFAULT 'LOADING';

-- CreateTable
CREATE TABLE "import_row" (
    "import_id" UUID NOT NULL,
    "batch" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "cells" TEXT NOT NULL,

    CONSTRAINT "import_row_pkey" PRIMARY KEY ("import_id","batch","line")
);

-- CreateTable
CREATE TABLE "import_result" (
    "import_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "outcome" "import_outcome" NOT NULL,
    "record_id" UUID,
    "version" INTEGER,
    "before" JSON,
    "cells" JSON,
    "faults" JSON,
    "key" TEXT,
    "reason" TEXT,
    "undo" "undo_outcome",

    CONSTRAINT "import_result_pkey" PRIMARY KEY ("import_id","line")
);

-- CreateTable
CREATE TABLE "import_column" (
    "organization_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "header" TEXT NOT NULL,
    "column" TEXT,
    "used_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "import_column_pkey" PRIMARY KEY ("organization_id","kind","header")
);

-- CreateIndex
CREATE INDEX "import_kind_status_idx" ON "import"("kind", "status");
