-- Folders with their tree, thumbnails, downloads that go on where they stopped, what is left of a cloud's calls.

ALTER TABLE sources ADD COLUMN calls_limit INTEGER;
ALTER TABLE sources ADD COLUMN calls_left INTEGER;
ALTER TABLE sources ADD COLUMN calls_reset_at INTEGER;
ALTER TABLE sources ADD COLUMN calls_said_at INTEGER;

ALTER TABLE folders ADD COLUMN subfolders INTEGER NOT NULL DEFAULT 0;
ALTER TABLE folders ADD COLUMN first_seen_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE folders ADD COLUMN changed_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE folders ADD COLUMN listed_at INTEGER;
UPDATE folders SET subfolders = (SELECT count(*) FROM folders AS below WHERE below.parent_id = folders.id);
CREATE INDEX folders_by_parent ON folders (parent_id, name);
CREATE INDEX photos_skipped ON photos (source_id, skip_reason) WHERE state = 'skipped';
CREATE TRIGGER folders_counted AFTER INSERT ON folders WHEN NEW.parent_id IS NOT NULL BEGIN
  UPDATE folders SET subfolders = subfolders + 1 WHERE id = NEW.parent_id;
END;

CREATE TABLE unfinished_downloads (
  photo_id  INTEGER PRIMARY KEY REFERENCES photos (id),
  part      TEXT NOT NULL UNIQUE,
  validator TEXT NOT NULL,
  bytes     INTEGER NOT NULL CHECK (bytes > 0),
  sha256    TEXT NOT NULL CHECK (length(sha256) = 64),
  saved_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE thaws (
  photo_id  INTEGER PRIMARY KEY REFERENCES photos (id),
  tier      TEXT NOT NULL,
  days      INTEGER NOT NULL,
  asked_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE thumbnails (
  original_id INTEGER NOT NULL REFERENCES originals (id),
  size        INTEGER NOT NULL CHECK (size IN (256, 400, 512, 1600)),
  state       TEXT NOT NULL CHECK (state IN ('made', 'refused', 'failed')),
  code        TEXT,
  bytes       INTEGER NOT NULL DEFAULT 0,
  width       INTEGER,
  height      INTEGER,
  made_at     INTEGER NOT NULL,
  used_at     INTEGER NOT NULL,
  PRIMARY KEY (original_id, size)
) STRICT, WITHOUT ROWID;
CREATE INDEX thumbnails_by_use ON thumbnails (used_at) WHERE state = 'made' AND size <> 256;

CREATE TABLE exif_data (
  original_id INTEGER PRIMARY KEY REFERENCES originals (id),
  taken_at    TEXT,
  latitude    REAL,
  longitude   REAL,
  width       INTEGER,
  height      INTEGER,
  read_at     INTEGER NOT NULL
) STRICT;

-- Kinds of jobs and runs that there were not before: a CHECK cannot be changed, so the tables are made anew.
CREATE TABLE jobs_next (
  id          INTEGER PRIMARY KEY,
  kind        TEXT NOT NULL
    CHECK (kind IN ('backup', 'full_scan', 'folder_scan', 'retry', 'verify', 'thumbnails', 'cleanup', 'thaw')),
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
  kind        TEXT NOT NULL CHECK (kind IN ('scan', 'download', 'verify', 'repair', 'rebuild', 'thumbnails', 'cleanup', 'thaw')),
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

CREATE TABLE strength_totals (
  source_id INTEGER NOT NULL REFERENCES sources (id),
  strength  TEXT NOT NULL,
  photos    INTEGER NOT NULL,
  PRIMARY KEY (source_id, strength)
) STRICT, WITHOUT ROWID;
INSERT INTO strength_totals SELECT source_id, strength, count(*) FROM photos
  WHERE state = 'safe' AND strength IS NOT NULL GROUP BY source_id, strength;
CREATE TRIGGER photos_weighed AFTER UPDATE OF state, strength ON photos
WHEN OLD.strength IS NOT NEW.strength OR (OLD.state = 'safe') <> (NEW.state = 'safe') BEGIN
  UPDATE strength_totals SET photos = photos - 1
    WHERE OLD.state = 'safe' AND source_id = OLD.source_id AND strength = OLD.strength;
  INSERT INTO strength_totals SELECT NEW.source_id, NEW.strength, 1
    WHERE NEW.state = 'safe' AND NEW.strength IS NOT NULL
    ON CONFLICT DO UPDATE SET photos = photos + 1;
END;

DROP TRIGGER photos_settled;
CREATE TRIGGER photos_settled AFTER UPDATE OF state ON photos
WHEN NEW.state IN ('safe', 'skipped', 'gone') BEGIN
  DELETE FROM failed_downloads WHERE photo_id = NEW.id;
  DELETE FROM unfinished_downloads WHERE photo_id = NEW.id;
  DELETE FROM thaws WHERE photo_id = NEW.id AND NEW.state <> 'skipped';
END;

DROP VIEW folder_structure;
CREATE VIEW folder_structure AS
SELECT f.id, f.source_id, s.name AS source, f.parent_id, f.path, f.name, f.photos, f.subfolders, f.bytes, f.listed_at
FROM folders AS f JOIN sources AS s ON s.id = f.source_id;
