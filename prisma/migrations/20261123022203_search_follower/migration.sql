-- Following: how another engine, such as Meilisearch, is fed from search_document. Written by hand, as its tables are.

-- When a row got its sequence: how long it has waited for a follower.
ALTER TABLE search_document ADD COLUMN written_at timestamptz NOT NULL DEFAULT now();

-- A server that is followed.
CREATE TABLE search_server (
  server text PRIMARY KEY,
  -- Of its software, as it said last.
  version text,
  -- The server's own number of the last task with documents that it has done. They only grow: a server whose last task is
  -- an earlier one has been set back to an older state.
  task bigint NOT NULL DEFAULT -1,
  -- Why following has stopped; null while it goes on.
  error text,
  error_at timestamptz
);

-- One row an index of a server: all documents up to the sequence are in it, or refused.
CREATE TABLE search_checkpoint (
  server text NOT NULL REFERENCES search_server ON DELETE CASCADE,
  -- The server's name of the index, which tells its settings too.
  uid text NOT NULL,
  index text NOT NULL,
  sequence bigint NOT NULL DEFAULT 0,
  -- Where sending begins again if a task that nobody waited for turns up until then: a batch whose sending was cut off may
  -- be taken in later than what was sent after it, and would bring old documents back.
  doubted_from bigint,
  doubted_until timestamptz,
  PRIMARY KEY (server, uid)
);

-- Documents that the server would not take. The one before stays there until a change, a rebuild or a reconciliation.
CREATE TABLE search_refused (
  server text NOT NULL,
  uid text NOT NULL,
  id uuid NOT NULL,
  error text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (server, uid, id),
  FOREIGN KEY (server, uid) REFERENCES search_checkpoint ON DELETE CASCADE
);
