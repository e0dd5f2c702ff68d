-- Written by scripts/make-migration.ts from prisma/models. SQL by hand goes into a migration of its own.
-- CreateEnum
CREATE TYPE "organization_kind" AS ENUM ('OFFICE', 'EMPLOYER', 'SCHOOL', 'AGENCY');

-- CreateEnum
CREATE TYPE "catalog_mode" AS ENUM ('REPLACES', 'ADDS');

-- CreateEnum
CREATE TYPE "catalog_status" AS ENUM ('DRAFT', 'REVIEW', 'PUBLISHED', 'SUPERSEDED');

-- CreateEnum
CREATE TYPE "shortage_level" AS ENUM ('ORDINARY', 'SHORT', 'VERY_SHORT');

-- CreateEnum
CREATE TYPE "import_status" AS ENUM ('RUNNING', 'DONE', 'FAILED');

-- CreateEnum
CREATE TYPE "position_status" AS ENUM ('DRAFT', 'PUBLISHED', 'CLOSED');

-- CreateEnum
CREATE TYPE "hard_filter" AS ENUM ('EDUCATION', 'MAJORS', 'GRADE', 'LICENCES', 'REGION', 'EXPERIENCE');

-- CreateEnum
CREATE TYPE "school_kind" AS ENUM ('UNIVERSITY', 'VOCATIONAL_COLLEGE', 'TECHNICIAN_COLLEGE', 'TRAINING');

-- CreateEnum
CREATE TYPE "program_kind" AS ENUM ('FULL_TIME', 'PART_TIME', 'ORDER_CLASS', 'NAMED_CLASS');

-- CreateEnum
CREATE TYPE "program_status" AS ENUM ('RUNNING', 'PAUSED', 'CLOSED');

-- CreateEnum
CREATE TYPE "link_source" AS ENUM ('STANDARD', 'OUTCOME', 'MANUAL');

-- CreateEnum
CREATE TYPE "evidence" AS ENUM ('CERTIFIED', 'VERIFIED', 'CLAIMED', 'INFERRED');

-- CreateEnum
CREATE TYPE "availability" AS ENUM ('AVAILABLE', 'OPEN', 'UNAVAILABLE');

-- CreateEnum
CREATE TYPE "consent_purpose" AS ENUM ('FOUND_BY_EMPLOYERS', 'FOUND_BY_AGENCIES', 'SHARED_WITH_SCHOOL', 'SHARED_WITH_OFFICE');

-- CreateEnum
CREATE TYPE "work_kind" AS ENUM ('FULL', 'PART', 'INTERN', 'TEMPORARY', 'FLEXIBLE');

-- CreateTable
CREATE TABLE "user" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "token" TEXT NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "user_id" UUID NOT NULL,
    "active_organization_id" TEXT,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ,
    "refresh_token_expires_at" TIMESTAMPTZ,
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" UUID NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organization" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "logo" TEXT,
    "metadata" TEXT,
    "kind" "organization_kind" NOT NULL,
    "credit_code" TEXT,
    "region" TEXT NOT NULL,
    "industry" TEXT,
    "size" INTEGER,
    "external_id" TEXT,
    "summary" TEXT,
    "site" TEXT,
    "verified_at" TIMESTAMPTZ,
    "verified_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ,

    CONSTRAINT "organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "expires_at" TIMESTAMPTZ NOT NULL,
    "inviter_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "apikey" (
    "id" UUID NOT NULL,
    "config_id" TEXT NOT NULL DEFAULT 'default',
    "name" TEXT,
    "start" TEXT,
    "reference_id" TEXT NOT NULL,
    "prefix" TEXT,
    "key" TEXT NOT NULL,
    "refill_interval" INTEGER,
    "refill_amount" INTEGER,
    "last_refill_at" TIMESTAMPTZ,
    "enabled" BOOLEAN DEFAULT true,
    "rate_limit_enabled" BOOLEAN DEFAULT false,
    "rate_limit_time_window" INTEGER,
    "rate_limit_max" INTEGER,
    "request_count" INTEGER DEFAULT 0,
    "remaining" INTEGER,
    "last_request" TIMESTAMPTZ,
    "expires_at" TIMESTAMPTZ,
    "permissions" TEXT,
    "metadata" TEXT,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "apikey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "action" TEXT NOT NULL,
    "user_id" UUID,
    "organization_id" UUID,
    "record_kind" TEXT NOT NULL,
    "record_id" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shortage_catalog" (
    "id" UUID NOT NULL,
    "issuer_id" UUID NOT NULL,
    "external_id" TEXT,
    "region" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "mode" "catalog_mode" NOT NULL DEFAULT 'ADDS',
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "edition" TEXT NOT NULL,
    "status" "catalog_status" NOT NULL DEFAULT 'DRAFT',
    "published_at" TIMESTAMPTZ,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ,

    CONSTRAINT "shortage_catalog_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "catalog_entry" (
    "id" UUID NOT NULL,
    "catalog_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "occupation" TEXT NOT NULL,
    "trade_name" TEXT,
    "level" "shortage_level" NOT NULL,
    "headcount" INTEGER,
    "majors" TEXT[],
    "education" SMALLINT,
    "grade" SMALLINT,
    "schools" TEXT[],
    "pay_from" INTEGER,
    "pay_to" INTEGER,
    "remark" TEXT,
    "withdraws" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "catalog_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "organization_id" UUID,
    "file_name" TEXT NOT NULL,
    "sha256" TEXT,
    "status" "import_status" NOT NULL DEFAULT 'RUNNING',
    "created" INTEGER NOT NULL DEFAULT 0,
    "updated" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ,

    CONSTRAINT "import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "occupation_profile" (
    "occupation" TEXT NOT NULL,
    "level" SMALLINT NOT NULL,
    "version" INTEGER NOT NULL,
    "frozen_on" DATE NOT NULL,
    "positions" INTEGER NOT NULL,
    "employers" INTEGER NOT NULL,
    "openings" INTEGER NOT NULL,
    "asks" JSONB NOT NULL,
    "shares" JSONB NOT NULL,

    CONSTRAINT "occupation_profile_pkey" PRIMARY KEY ("occupation")
);

-- CreateTable
CREATE TABLE "position" (
    "id" UUID NOT NULL,
    "employer_id" UUID NOT NULL,
    "posted_by_id" UUID NOT NULL,
    "external_id" TEXT,
    "title" TEXT NOT NULL,
    "occupation" TEXT NOT NULL,
    "description" TEXT,
    "headcount" INTEGER NOT NULL,
    "filled" INTEGER NOT NULL DEFAULT 0,
    "region" TEXT NOT NULL,
    "industry" TEXT,
    "pay_from" INTEGER,
    "pay_to" INTEGER,
    "work_kind" "work_kind" NOT NULL DEFAULT 'FULL',
    "start_from" DATE,
    "education" SMALLINT,
    "majors" TEXT[],
    "grade" SMALLINT,
    "title_series" TEXT,
    "title_rank" SMALLINT,
    "experience_months" INTEGER,
    "licences" TEXT[],
    "hard_filters" "hard_filter"[],
    "opens_on" DATE NOT NULL,
    "closes_on" DATE,
    "status" "position_status" NOT NULL DEFAULT 'DRAFT',
    "closed_reason" TEXT,
    "repost_of_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ,

    CONSTRAINT "position_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "position_skill" (
    "position_id" UUID NOT NULL,
    "skill" TEXT NOT NULL,
    "level" SMALLINT,
    "must_have" BOOLEAN NOT NULL,

    CONSTRAINT "position_skill_pkey" PRIMARY KEY ("position_id","skill")
);

-- CreateTable
CREATE TABLE "school" (
    "organization_id" UUID NOT NULL,
    "kind" "school_kind" NOT NULL,
    "tier_tags" TEXT[],
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "school_pkey" PRIMARY KEY ("organization_id")
);

-- CreateTable
CREATE TABLE "program" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "external_id" TEXT,
    "name" TEXT NOT NULL,
    "major" TEXT NOT NULL,
    "level" SMALLINT NOT NULL,
    "years_tenths" SMALLINT NOT NULL,
    "kind" "program_kind" NOT NULL DEFAULT 'FULL_TIME',
    "firm_id" UUID,
    "skills" TEXT[],
    "status" "program_status" NOT NULL DEFAULT 'RUNNING',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ,

    CONSTRAINT "program_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "program_year" (
    "program_id" UUID NOT NULL,
    "year" SMALLINT NOT NULL,
    "places" INTEGER,
    "enrolled" INTEGER,
    "graduates_due" INTEGER,
    "graduates_actual" INTEGER,

    CONSTRAINT "program_year_pkey" PRIMARY KEY ("program_id","year")
);

-- CreateTable
CREATE TABLE "program_outcome" (
    "program_id" UUID NOT NULL,
    "year" SMALLINT NOT NULL,
    "occupation" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "in_region" INTEGER,

    CONSTRAINT "program_outcome_pkey" PRIMARY KEY ("program_id","year","occupation")
);

-- CreateTable
CREATE TABLE "program_occupation" (
    "id" UUID NOT NULL,
    "program_id" UUID,
    "major" TEXT,
    "occupation" TEXT NOT NULL,
    "weight_bp" INTEGER NOT NULL,
    "source" "link_source" NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,

    CONSTRAINT "program_occupation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "talent" (
    "id" UUID NOT NULL,
    "user_id" UUID,
    "organization_id" UUID,
    "external_id" TEXT,
    "name" TEXT NOT NULL,
    "birth_year" SMALLINT,
    "residence" TEXT,
    "wish_occupations" TEXT[],
    "wish_regions" TEXT[],
    "wish_pay" INTEGER,
    "wish_kinds" "work_kind"[],
    "wish_from" DATE,
    "availability" "availability" NOT NULL DEFAULT 'AVAILABLE',
    "unavailable_until" DATE,
    "refuses_ranking" BOOLEAN NOT NULL DEFAULT false,
    "hidden_from" UUID[],
    "talent_class" TEXT,
    "resume" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ,

    CONSTRAINT "talent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "talent_contact" (
    "talent_id" UUID NOT NULL,
    "phone" TEXT,
    "email" TEXT,

    CONSTRAINT "talent_contact_pkey" PRIMARY KEY ("talent_id")
);

-- CreateTable
CREATE TABLE "talent_education" (
    "id" UUID NOT NULL,
    "talent_id" UUID NOT NULL,
    "level" SMALLINT NOT NULL,
    "school_id" UUID,
    "school_name" TEXT,
    "major" TEXT,
    "starts_on" DATE,
    "ends_on" DATE,
    "graduated" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "talent_education_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "talent_experience" (
    "id" UUID NOT NULL,
    "talent_id" UUID NOT NULL,
    "employer_name" TEXT,
    "title" TEXT NOT NULL,
    "occupation" TEXT,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,

    CONSTRAINT "talent_experience_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "talent_skill" (
    "talent_id" UUID NOT NULL,
    "skill" TEXT NOT NULL,
    "level" SMALLINT,
    "evidence" "evidence" NOT NULL DEFAULT 'CLAIMED',
    "source" TEXT,
    "wants_to_use" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "talent_skill_pkey" PRIMARY KEY ("talent_id","skill")
);

-- CreateTable
CREATE TABLE "talent_grade" (
    "talent_id" UUID NOT NULL,
    "occupation" TEXT NOT NULL,
    "grade" SMALLINT NOT NULL,
    "certificate_no" TEXT,
    "issuer" TEXT,
    "issued_on" DATE,

    CONSTRAINT "talent_grade_pkey" PRIMARY KEY ("talent_id","occupation","grade")
);

-- CreateTable
CREATE TABLE "talent_title_rank" (
    "talent_id" UUID NOT NULL,
    "series" TEXT NOT NULL,
    "rank" SMALLINT NOT NULL,
    "issued_on" DATE,

    CONSTRAINT "talent_title_rank_pkey" PRIMARY KEY ("talent_id","series","rank")
);

-- CreateTable
CREATE TABLE "talent_licence" (
    "talent_id" UUID NOT NULL,
    "licence" TEXT NOT NULL,
    "valid_to" DATE,

    CONSTRAINT "talent_licence_pkey" PRIMARY KEY ("talent_id","licence")
);

-- CreateTable
CREATE TABLE "talent_consent" (
    "talent_id" UUID NOT NULL,
    "purpose" "consent_purpose" NOT NULL,
    "text_version" TEXT NOT NULL,
    "given_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "talent_consent_pkey" PRIMARY KEY ("talent_id","purpose")
);

-- CreateTable
CREATE TABLE "talent_disclosure" (
    "talent_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "granted_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ,

    CONSTRAINT "talent_disclosure_pkey" PRIMARY KEY ("talent_id","organization_id")
);

-- CreateTable
CREATE TABLE "concept" (
    "scheme" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "level" SMALLINT NOT NULL,
    "parent" TEXT,
    "name" TEXT NOT NULL,
    "name_en" TEXT,
    "aliases" TEXT[],
    "attributes" JSONB NOT NULL DEFAULT '{}',
    "edition" TEXT NOT NULL,
    "retired_in" TEXT,
    "successors" TEXT[],

    CONSTRAINT "concept_pkey" PRIMARY KEY ("scheme","code")
);

-- CreateTable
CREATE TABLE "taxonomy_edition" (
    "edition" TEXT NOT NULL,
    "checksum" TEXT NOT NULL,
    "loaded_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "taxonomy_edition_pkey" PRIMARY KEY ("edition")
);

-- CreateTable
CREATE TABLE "skill_substitute" (
    "a" TEXT NOT NULL,
    "b" TEXT NOT NULL,

    CONSTRAINT "skill_substitute_pkey" PRIMARY KEY ("a","b")
);

-- CreateTable
CREATE TABLE "occupation_skill" (
    "occupation" TEXT NOT NULL,
    "skill" TEXT NOT NULL,

    CONSTRAINT "occupation_skill_pkey" PRIMARY KEY ("occupation","skill")
);

-- CreateTable
CREATE TABLE "occupation_licence" (
    "occupation" TEXT NOT NULL,
    "licence" TEXT NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "occupation_licence_pkey" PRIMARY KEY ("occupation","licence")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "account_user_id_idx" ON "account"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_provider_id_account_id_key" ON "account"("provider_id", "account_id");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "organization_slug_key" ON "organization"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "organization_credit_code_key" ON "organization"("credit_code");

-- CreateIndex
CREATE UNIQUE INDEX "organization_external_id_key" ON "organization"("external_id");

-- CreateIndex
CREATE INDEX "organization_region_idx" ON "organization"("region");

-- CreateIndex
CREATE INDEX "member_organization_id_id_idx" ON "member"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "member_user_id_organization_id_key" ON "member"("user_id", "organization_id");

-- CreateIndex
CREATE INDEX "invitation_organization_id_idx" ON "invitation"("organization_id");

-- CreateIndex
CREATE INDEX "invitation_email_idx" ON "invitation"("email");

-- CreateIndex
CREATE UNIQUE INDEX "apikey_key_key" ON "apikey"("key");

-- CreateIndex
CREATE INDEX "apikey_config_id_idx" ON "apikey"("config_id");

-- CreateIndex
CREATE INDEX "apikey_reference_id_idx" ON "apikey"("reference_id");

-- CreateIndex
CREATE INDEX "audit_entry_record_kind_record_id_idx" ON "audit_entry"("record_kind", "record_id");

-- CreateIndex
CREATE INDEX "audit_entry_organization_id_id_idx" ON "audit_entry"("organization_id", "id");

-- CreateIndex
CREATE INDEX "shortage_catalog_region_issuer_id_idx" ON "shortage_catalog"("region", "issuer_id");

-- CreateIndex
CREATE UNIQUE INDEX "shortage_catalog_issuer_id_external_id_key" ON "shortage_catalog"("issuer_id", "external_id");

-- CreateIndex
CREATE INDEX "catalog_entry_occupation_idx" ON "catalog_entry"("occupation");

-- CreateIndex
CREATE UNIQUE INDEX "catalog_entry_catalog_id_occupation_key" ON "catalog_entry"("catalog_id", "occupation");

-- CreateIndex
CREATE INDEX "import_organization_id_started_at_idx" ON "import"("organization_id", "started_at");

-- CreateIndex
CREATE INDEX "position_posted_by_id_idx" ON "position"("posted_by_id");

-- CreateIndex
CREATE INDEX "position_occupation_idx" ON "position"("occupation");

-- CreateIndex
CREATE UNIQUE INDEX "position_employer_id_external_id_key" ON "position"("employer_id", "external_id");

-- CreateIndex
CREATE INDEX "program_school_id_idx" ON "program"("school_id");

-- CreateIndex
CREATE INDEX "program_major_idx" ON "program"("major");

-- CreateIndex
CREATE UNIQUE INDEX "program_school_id_external_id_key" ON "program"("school_id", "external_id");

-- CreateIndex
CREATE INDEX "program_occupation_occupation_idx" ON "program_occupation"("occupation");

-- CreateIndex
CREATE UNIQUE INDEX "program_occupation_program_id_occupation_source_valid_from_key" ON "program_occupation"("program_id", "occupation", "source", "valid_from");

-- CreateIndex
CREATE UNIQUE INDEX "program_occupation_major_occupation_source_valid_from_key" ON "program_occupation"("major", "occupation", "source", "valid_from");

-- CreateIndex
CREATE UNIQUE INDEX "talent_user_id_key" ON "talent"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "talent_organization_id_external_id_key" ON "talent"("organization_id", "external_id");

-- CreateIndex
CREATE INDEX "talent_education_talent_id_idx" ON "talent_education"("talent_id");

-- CreateIndex
CREATE INDEX "talent_experience_talent_id_idx" ON "talent_experience"("talent_id");

-- CreateIndex
CREATE INDEX "talent_disclosure_organization_id_idx" ON "talent_disclosure"("organization_id");

-- CreateIndex
CREATE INDEX "concept_scheme_parent_idx" ON "concept"("scheme", "parent");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_inviter_id_fkey" FOREIGN KEY ("inviter_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shortage_catalog" ADD CONSTRAINT "shortage_catalog_issuer_id_fkey" FOREIGN KEY ("issuer_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "catalog_entry" ADD CONSTRAINT "catalog_entry_catalog_id_fkey" FOREIGN KEY ("catalog_id") REFERENCES "shortage_catalog"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "position" ADD CONSTRAINT "position_employer_id_fkey" FOREIGN KEY ("employer_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "position" ADD CONSTRAINT "position_posted_by_id_fkey" FOREIGN KEY ("posted_by_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "position" ADD CONSTRAINT "position_repost_of_id_fkey" FOREIGN KEY ("repost_of_id") REFERENCES "position"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "position_skill" ADD CONSTRAINT "position_skill_position_id_fkey" FOREIGN KEY ("position_id") REFERENCES "position"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "school" ADD CONSTRAINT "school_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "program" ADD CONSTRAINT "program_school_id_fkey" FOREIGN KEY ("school_id") REFERENCES "school"("organization_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "program" ADD CONSTRAINT "program_firm_id_fkey" FOREIGN KEY ("firm_id") REFERENCES "organization"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "program_year" ADD CONSTRAINT "program_year_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "program_outcome" ADD CONSTRAINT "program_outcome_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "program_occupation" ADD CONSTRAINT "program_occupation_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talent" ADD CONSTRAINT "talent_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talent" ADD CONSTRAINT "talent_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talent_contact" ADD CONSTRAINT "talent_contact_talent_id_fkey" FOREIGN KEY ("talent_id") REFERENCES "talent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talent_education" ADD CONSTRAINT "talent_education_talent_id_fkey" FOREIGN KEY ("talent_id") REFERENCES "talent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talent_education" ADD CONSTRAINT "talent_education_school_id_fkey" FOREIGN KEY ("school_id") REFERENCES "organization"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talent_experience" ADD CONSTRAINT "talent_experience_talent_id_fkey" FOREIGN KEY ("talent_id") REFERENCES "talent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talent_skill" ADD CONSTRAINT "talent_skill_talent_id_fkey" FOREIGN KEY ("talent_id") REFERENCES "talent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talent_grade" ADD CONSTRAINT "talent_grade_talent_id_fkey" FOREIGN KEY ("talent_id") REFERENCES "talent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talent_title_rank" ADD CONSTRAINT "talent_title_rank_talent_id_fkey" FOREIGN KEY ("talent_id") REFERENCES "talent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talent_licence" ADD CONSTRAINT "talent_licence_talent_id_fkey" FOREIGN KEY ("talent_id") REFERENCES "talent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talent_consent" ADD CONSTRAINT "talent_consent_talent_id_fkey" FOREIGN KEY ("talent_id") REFERENCES "talent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talent_disclosure" ADD CONSTRAINT "talent_disclosure_talent_id_fkey" FOREIGN KEY ("talent_id") REFERENCES "talent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talent_disclosure" ADD CONSTRAINT "talent_disclosure_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
