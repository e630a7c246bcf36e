-- Restores and drills, the nightly copy of the catalog.

-- A CHECK cannot be changed, so the tables are made anew.
CREATE TABLE jobs_next (
  id          INTEGER PRIMARY KEY,
  kind        TEXT NOT NULL
    CHECK (kind IN ('backup', 'full_scan', 'folder_scan', 'retry', 'verify', 'thumbnails', 'cleanup', 'thaw', 'export',
      'drill', 'catalog_copy', 'rolling_verify')),
  parameters  TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(parameters)),
  origin      TEXT NOT NULL CHECK (origin IN ('person', 'schedule')),
  state       TEXT NOT NULL DEFAULT 'queued'
    CHECK (state IN ('queued', 'running', 'waiting', 'paused', 'done', 'failed', 'cancelled')),
  wish        TEXT CHECK (wish IN ('cancel', 'pause')),
  progress    TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(progress)),
  result      TEXT CHECK (result IS NULL OR json_valid(result)),
  asked_at    INTEGER NOT NULL,
  started_at  INTEGER,
  finished_at INTEGER,
  not_before  INTEGER,
  wait_code   TEXT,
  wait_reason TEXT,
  code        TEXT,
  message     TEXT,
  action      TEXT
) STRICT;
INSERT INTO jobs_next SELECT * FROM jobs;
DROP TABLE jobs;
ALTER TABLE jobs_next RENAME TO jobs;

CREATE TABLE backup_sessions_next (
  id          INTEGER PRIMARY KEY,
  kind        TEXT NOT NULL
    CHECK (kind IN ('scan', 'download', 'verify', 'repair', 'rebuild', 'thumbnails', 'cleanup', 'thaw', 'export', 'drill',
      'catalog_copy')),
  source_id   INTEGER REFERENCES sources (id),
  job_id      INTEGER REFERENCES jobs (id),
  started_at  INTEGER NOT NULL,
  finished_at INTEGER,
  outcome     TEXT NOT NULL DEFAULT 'running'
    CHECK (outcome IN ('running', 'complete', 'incomplete', 'waiting', 'cancelled', 'paused', 'interrupted', 'failed')),
  listed      INTEGER NOT NULL DEFAULT 0,
  new         INTEGER NOT NULL DEFAULT 0,
  changed     INTEGER NOT NULL DEFAULT 0,
  moved       INTEGER NOT NULL DEFAULT 0,
  gone        INTEGER NOT NULL DEFAULT 0,
  downloaded  INTEGER NOT NULL DEFAULT 0,
  adopted     INTEGER NOT NULL DEFAULT 0,
  failed      INTEGER NOT NULL DEFAULT 0,
  checked     INTEGER NOT NULL DEFAULT 0,
  damaged     INTEGER NOT NULL DEFAULT 0,
  missing     INTEGER NOT NULL DEFAULT 0,
  repaired    INTEGER NOT NULL DEFAULT 0,
  bytes       INTEGER NOT NULL DEFAULT 0,
  code        TEXT,
  message     TEXT
) STRICT;
INSERT INTO backup_sessions_next SELECT * FROM backup_sessions;
DROP TABLE backup_sessions;
ALTER TABLE backup_sessions_next RENAME TO backup_sessions;

CREATE INDEX backup_sessions_by_job ON backup_sessions (job_id);
CREATE INDEX backup_sessions_verified ON backup_sessions (job_id) WHERE kind = 'verify' AND outcome = 'complete';
CREATE INDEX jobs_open ON jobs (id) WHERE state IN ('queued', 'running', 'waiting', 'paused');

CREATE TABLE drills (
  id          INTEGER PRIMARY KEY,
  session_id  INTEGER NOT NULL REFERENCES backup_sessions (id),
  finished_at INTEGER NOT NULL,
  photos      INTEGER NOT NULL,
  intact      INTEGER NOT NULL,
  bytes       INTEGER NOT NULL,
  seconds     REAL NOT NULL,
  receipt     TEXT NOT NULL CHECK (json_valid(receipt))
) STRICT;

CREATE INDEX originals_broken ON originals (id) WHERE condition <> 'intact';
