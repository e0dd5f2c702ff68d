-- Search: what the PostgreSQL engine answers from, and what a follower feeds another engine from.
-- Written by hand: these tables have no Prisma models.

CREATE EXTENSION IF NOT EXISTS intarray;

-- The integer of a key of a field. Only the projector assigns them, and they are never changed nor given anew.
CREATE TABLE search_token (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  field text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  UNIQUE (key, field)
);

-- One row a document, a tombstone where it is gone. Fixed-width columns first: counts read a few of them only, and
-- a plain column costs half of an array's slot (57 ms against 120 ms for two axes over 100 k rows).
CREATE TABLE search_document (
  id uuid NOT NULL,
  version int NOT NULL,
  -- Grows with every write of the index's documents; a follower reads on from the last that it has seen.
  sequence bigint NOT NULL,
  created_at timestamptz NOT NULL,
  deleted boolean NOT NULL DEFAULT false,
  -- Bit b: the TOKENS or BANDS field with this bit has at least one key.
  present bigint NOT NULL DEFAULT 0,
  -- Slots of the declared AXIS fields (a token, 0 is none) and NUMBER fields (-2147483648 is none).
  n1 int NOT NULL DEFAULT 0, n2 int NOT NULL DEFAULT 0, n3 int NOT NULL DEFAULT 0, n4 int NOT NULL DEFAULT 0, n5 int NOT NULL DEFAULT 0,
  n6 int NOT NULL DEFAULT 0, n7 int NOT NULL DEFAULT 0, n8 int NOT NULL DEFAULT 0, n9 int NOT NULL DEFAULT 0, n10 int NOT NULL DEFAULT 0,
  n11 int NOT NULL DEFAULT 0, n12 int NOT NULL DEFAULT 0, n13 int NOT NULL DEFAULT 0, n14 int NOT NULL DEFAULT 0, n15 int NOT NULL DEFAULT 0,
  n16 int NOT NULL DEFAULT 0, n17 int NOT NULL DEFAULT 0, n18 int NOT NULL DEFAULT 0, n19 int NOT NULL DEFAULT 0, n20 int NOT NULL DEFAULT 0,
  n21 int NOT NULL DEFAULT 0, n22 int NOT NULL DEFAULT 0, n23 int NOT NULL DEFAULT 0, n24 int NOT NULL DEFAULT 0, n25 int NOT NULL DEFAULT 0,
  n26 int NOT NULL DEFAULT 0, n27 int NOT NULL DEFAULT 0, n28 int NOT NULL DEFAULT 0, n29 int NOT NULL DEFAULT 0, n30 int NOT NULL DEFAULT 0,
  n31 int NOT NULL DEFAULT 0, n32 int NOT NULL DEFAULT 0, n33 int NOT NULL DEFAULT 0, n34 int NOT NULL DEFAULT 0, n35 int NOT NULL DEFAULT 0,
  n36 int NOT NULL DEFAULT 0, n37 int NOT NULL DEFAULT 0, n38 int NOT NULL DEFAULT 0, n39 int NOT NULL DEFAULT 0, n40 int NOT NULL DEFAULT 0,
  index text NOT NULL,
  -- Keys of the TOKENS fields, ascending.
  tokens int[] NOT NULL DEFAULT '{}',
  text tsvector NOT NULL DEFAULT '',
  -- What the owning module needs to score: handed back as it came.
  packed json,
  -- Keys, numbers and text as projected, for a follower.
  projected jsonb,
  PRIMARY KEY (index, id)
) PARTITION BY LIST (index);

CREATE TABLE search_document_talent PARTITION OF search_document FOR VALUES IN ('talent');
CREATE TABLE search_document_position PARTITION OF search_document FOR VALUES IN ('position');
CREATE TABLE search_document_occupation PARTITION OF search_document FOR VALUES IN ('occupation');
CREATE TABLE search_document_program PARTITION OF search_document FOR VALUES IN ('program');

-- Wide columns leave the row, so that a count scans the narrow part: 49 MB for 100 k talents of 208 MB.
ALTER TABLE search_document ALTER tokens SET STORAGE MAIN;
ALTER TABLE search_document_talent SET (toast_tuple_target = 640);
ALTER TABLE search_document_position SET (toast_tuple_target = 640);
ALTER TABLE search_document_occupation SET (toast_tuple_target = 640);
ALTER TABLE search_document_program SET (toast_tuple_target = 640);

CREATE INDEX search_document_tokens ON search_document USING gin (tokens gin__int_ops);
CREATE INDEX search_document_text ON search_document USING gin (text);
CREATE INDEX search_document_sequence ON search_document (index, sequence);

-- BANDS fields: one row a document and field, apart from the document, so that other counts don't read them.
CREATE TABLE search_band (
  index text NOT NULL,
  field text NOT NULL,
  id uuid NOT NULL,
  tokens int[] NOT NULL,
  PRIMARY KEY (index, field, id)
);
CREATE INDEX search_band_tokens ON search_band USING gin (tokens gin__int_ops);

CREATE TABLE search_state (
  index text PRIMARY KEY,
  -- Of the declared fields that the documents were written by; empty while they are being written anew.
  fields_hash text NOT NULL DEFAULT '',
  sequence bigint NOT NULL DEFAULT 0
);
INSERT INTO search_state (index) VALUES ('talent'), ('position'), ('occupation'), ('program');

-- Stops a statement whose writer knows other slots than the documents have. Evaluated once a statement.
CREATE FUNCTION search_layout(wanted_index text, wanted_hash text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM search_state WHERE index = wanted_index AND fields_hash = wanted_hash) THEN
    RAISE EXCEPTION 'search index % is laid out otherwise', wanted_index USING ERRCODE = 'JC001';
  END IF;
  RETURN true;
END $$;

-- Documents that could not be made (the one before stays until a change, a retry or a rebuild mends it) and, with a
-- kind, changed records whose documents could not be found.
CREATE TABLE search_setaside (
  index text NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL DEFAULT '',
  error text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (index, id, kind)
);

-- Changes not yet projected. Ids are given before commits, so what was read is deleted, never "up to an id".
CREATE TABLE outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL,
  record_id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
