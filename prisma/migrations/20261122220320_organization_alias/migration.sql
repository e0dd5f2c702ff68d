-- Written by scripts/make-migration.ts from prisma/models. SQL by hand goes into a migration of its own.
-- CreateTable
CREATE TABLE "organization_alias" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "scheme" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "chosen_by_id" UUID,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organization_alias_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "organization_alias_organization_id_scheme_key_key" ON "organization_alias"("organization_id", "scheme", "key");
