-- Facts from the files, shoots, collections, duplicates, search, and the person's own work with undo.

-- A CHECK cannot be changed, so the table is made anew.
CREATE TABLE jobs_next (
  id          INTEGER PRIMARY KEY,
  kind        TEXT NOT NULL
    CHECK (kind IN ('backup', 'full_scan', 'folder_scan', 'retry', 'verify', 'thumbnails', 'cleanup', 'thaw', 'export',
      'drill', 'catalog_copy', 'rolling_verify', 'grouping', 'keep_work', 'facts_export')),
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
CREATE INDEX jobs_open ON jobs (id) WHERE state IN ('queued', 'running', 'waiting', 'paused');

CREATE TABLE original_filenames_next (
  photo_id    INTEGER NOT NULL REFERENCES photos (id),
  name        TEXT NOT NULL,
  origin      TEXT NOT NULL CHECK (origin IN ('upload', 'rename', 'file')),
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (photo_id, name, origin)
) STRICT, WITHOUT ROWID;
INSERT INTO original_filenames_next SELECT * FROM original_filenames;
DROP TABLE original_filenames;
ALTER TABLE original_filenames_next RENAME TO original_filenames;

ALTER TABLE photos ADD COLUMN moment INTEGER;
ALTER TABLE photos ADD COLUMN moment_from TEXT;
ALTER TABLE photos ADD COLUMN latitude REAL;
ALTER TABLE photos ADD COLUMN longitude REAL;
ALTER TABLE photos ADD COLUMN rating INTEGER;
ALTER TABLE exif_data ADD COLUMN taken_from TEXT;
ALTER TABLE exif_data ADD COLUMN utc_offset INTEGER;
ALTER TABLE exif_data ADD COLUMN kind TEXT;
ALTER TABLE exif_data ADD COLUMN camera_make TEXT;
ALTER TABLE exif_data ADD COLUMN camera_model TEXT;
ALTER TABLE exif_data ADD COLUMN lens TEXT;
ALTER TABLE exif_data ADD COLUMN focal_length REAL;
ALTER TABLE exif_data ADD COLUMN aperture REAL;
ALTER TABLE exif_data ADD COLUMN exposure REAL;
ALTER TABLE exif_data ADD COLUMN iso INTEGER;
ALTER TABLE exif_data ADD COLUMN orientation INTEGER CHECK (orientation BETWEEN 1 AND 8);
ALTER TABLE exif_data ADD COLUMN altitude REAL;
ALTER TABLE exif_data ADD COLUMN title TEXT;
ALTER TABLE exif_data ADD COLUMN caption TEXT;
ALTER TABLE exif_data ADD COLUMN keywords TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(keywords));
ALTER TABLE exif_data ADD COLUMN creator TEXT;
ALTER TABLE exif_data ADD COLUMN copyright TEXT;
ALTER TABLE exif_data ADD COLUMN rating INTEGER CHECK (rating BETWEEN 0 AND 5);
ALTER TABLE exif_data ADD COLUMN content_id TEXT;
ALTER TABLE exif_data ADD COLUMN duration REAL;
ALTER TABLE exif_data ADD COLUMN codec TEXT;
ALTER TABLE exif_data ADD COLUMN rules INTEGER NOT NULL DEFAULT 0;
CREATE INDEX exif_by_iso ON exif_data (iso) WHERE iso IS NOT NULL;
CREATE INDEX exif_by_camera ON exif_data (camera_model) WHERE camera_model IS NOT NULL;
CREATE INDEX exif_by_lens ON exif_data (lens) WHERE lens IS NOT NULL;
CREATE INDEX photos_alike ON photos (original_id) WHERE state = 'safe' AND original_id IS NOT NULL;
CREATE INDEX photos_by_moment ON photos (moment DESC, id DESC);
CREATE INDEX photos_by_place ON photos (latitude, longitude) WHERE latitude IS NOT NULL;
CREATE INDEX photos_by_rating ON photos (rating DESC, moment DESC, id DESC) WHERE rating > 0;
CREATE INDEX photos_by_name ON photos (name, id);
CREATE INDEX photos_by_size ON photos (bytes DESC, id DESC);
CREATE INDEX photos_of_type ON photos (media_type, id) WHERE media_type <> 'image';

CREATE TABLE picture_hashes (
  original_id INTEGER PRIMARY KEY REFERENCES originals (id),
  dhash       INTEGER NOT NULL,
  phash       INTEGER NOT NULL,
  tone        BLOB NOT NULL,
  colour      BLOB NOT NULL,
  rules       INTEGER NOT NULL,
  compared    INTEGER NOT NULL DEFAULT 0 CHECK (compared IN (0, 1))
) STRICT;
CREATE INDEX picture_hashes_due ON picture_hashes (original_id) WHERE compared = 0;

CREATE TABLE stacks (
  id      INTEGER PRIMARY KEY,
  kind    TEXT NOT NULL CHECK (kind IN ('live', 'raw', 'edit', 'sidecar')),
  top_id  INTEGER NOT NULL UNIQUE REFERENCES originals (id)
) STRICT;

CREATE TABLE stack_members (
  original_id INTEGER PRIMARY KEY REFERENCES originals (id),
  stack_id    INTEGER NOT NULL REFERENCES stacks (id) ON DELETE CASCADE,
  role        TEXT NOT NULL CHECK (role IN ('picture', 'film', 'raw', 'edit', 'sidecar'))
) STRICT;
CREATE INDEX stack_members_by_stack ON stack_members (stack_id);

CREATE TABLE marks (
  original_id INTEGER PRIMARY KEY REFERENCES originals (id),
  rating      INTEGER CHECK (rating BETWEEN 0 AND 5),
  pick        TEXT CHECK (pick IN ('pick', 'reject')),
  colour      TEXT CHECK (colour IN ('red', 'yellow', 'green', 'blue', 'purple')),
  star        INTEGER NOT NULL DEFAULT 0 CHECK (star IN (0, 1)),
  title       TEXT,
  caption     TEXT,
  taken_at    TEXT,
  utc_offset  INTEGER,
  latitude    REAL CHECK (latitude BETWEEN -90 AND 90),
  longitude   REAL CHECK (longitude BETWEEN -180 AND 180),
  place       TEXT,
  kept_id     INTEGER REFERENCES originals (id),
  changed_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX marks_rated ON marks (rating) WHERE rating > 0;
CREATE INDEX marks_picked ON marks (pick) WHERE pick IS NOT NULL;
CREATE INDEX marks_coloured ON marks (colour) WHERE colour IS NOT NULL;
CREATE INDEX marks_starred ON marks (star) WHERE star = 1;
CREATE INDEX marks_set_aside ON marks (kept_id) WHERE kept_id IS NOT NULL;

CREATE TABLE own_tags (
  original_id INTEGER NOT NULL REFERENCES originals (id),
  tag         TEXT NOT NULL COLLATE NOCASE,
  PRIMARY KEY (original_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX own_tags_by_tag ON own_tags (tag, original_id);

CREATE TABLE grouping_due (
  folder_id INTEGER PRIMARY KEY REFERENCES folders (id) ON DELETE CASCADE,
  step      INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE photo_shoots (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  uid         TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('suggested', 'kept', 'dismissed')),
  begins_at   INTEGER,
  ends_at     INTEGER,
  date        TEXT,
  location    TEXT,
  client      TEXT,
  description TEXT,
  cover_id    INTEGER REFERENCES originals (id),
  changed_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX photo_shoots_by_begin ON photo_shoots (state, begins_at DESC, id);

CREATE TABLE photo_shoot_assignments (
  shoot_id    INTEGER NOT NULL REFERENCES photo_shoots (id),
  original_id INTEGER NOT NULL REFERENCES originals (id),
  PRIMARY KEY (shoot_id, original_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX photo_shoot_assignments_by_original ON photo_shoot_assignments (original_id, shoot_id);

CREATE TABLE collections (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  uid         TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL COLLATE NOCASE UNIQUE,
  kind        TEXT NOT NULL CHECK (kind IN ('hand', 'rule', 'source')),
  description TEXT,
  query       TEXT,
  folder_id   INTEGER REFERENCES folders (id),
  cover_id    INTEGER REFERENCES originals (id),
  position    INTEGER NOT NULL DEFAULT 0,
  changed_at  INTEGER NOT NULL,
  CHECK ((kind = 'rule') = (query IS NOT NULL)),
  CHECK ((kind = 'source') = (folder_id IS NOT NULL))
) STRICT;

CREATE TABLE photo_collections (
  collection_id INTEGER NOT NULL REFERENCES collections (id),
  original_id   INTEGER NOT NULL REFERENCES originals (id),
  position      INTEGER NOT NULL,
  PRIMARY KEY (collection_id, original_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX photo_collections_in_order ON photo_collections (collection_id, position, original_id);
CREATE INDEX photo_collections_by_original ON photo_collections (original_id, collection_id);

CREATE TABLE likenesses (
  first    INTEGER NOT NULL REFERENCES originals (id),
  second   INTEGER NOT NULL REFERENCES originals (id),
  class    TEXT NOT NULL CHECK (class IN ('same', 'similar')),
  distance INTEGER NOT NULL,                              -- 0 is alike
  PRIMARY KEY (first, second),
  CHECK (first < second)
) STRICT, WITHOUT ROWID;
CREATE INDEX likenesses_by_second ON likenesses (second);

CREATE TABLE duplicate_groups (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  class     TEXT NOT NULL CHECK (class IN ('same', 'similar')),
  keeper_id INTEGER NOT NULL REFERENCES originals (id),
  reason    TEXT NOT NULL CHECK (json_valid(reason)),
  bytes     INTEGER NOT NULL
) STRICT;
CREATE INDEX duplicate_groups_by_bytes ON duplicate_groups (class, bytes DESC, id);

CREATE TABLE duplicate_members (
  group_id    INTEGER NOT NULL REFERENCES duplicate_groups (id) ON DELETE CASCADE,
  original_id INTEGER NOT NULL REFERENCES originals (id),
  distance    INTEGER NOT NULL,
  PRIMARY KEY (group_id, original_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX duplicate_members_by_original ON duplicate_members (original_id);

CREATE TABLE duplicate_decisions (
  first      TEXT NOT NULL,
  second     TEXT NOT NULL,
  decided_at INTEGER NOT NULL,
  PRIMARY KEY (first, second),
  CHECK (first < second)
) STRICT, WITHOUT ROWID;

CREATE TABLE changes (
  id        INTEGER PRIMARY KEY,
  at        INTEGER NOT NULL,
  what      TEXT NOT NULL,
  undone_at INTEGER
) STRICT;

CREATE TABLE metadata_history (
  change_id INTEGER NOT NULL REFERENCES changes (id),
  number    INTEGER NOT NULL,
  subject   TEXT NOT NULL,
  key       TEXT NOT NULL CHECK (json_valid(key)),
  before    TEXT CHECK (before IS NULL OR json_valid(before)),
  after     TEXT CHECK (after IS NULL OR json_valid(after)),
  PRIMARY KEY (change_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX metadata_history_of_row ON metadata_history (subject, key, change_id);

CREATE TABLE work_due (
  subject TEXT NOT NULL CHECK (subject IN ('original', 'shoot', 'collection', 'decision')),
  key     TEXT NOT NULL,
  PRIMARY KEY (subject, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE places (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL,
  region     TEXT,
  country    TEXT NOT NULL,
  latitude   REAL NOT NULL,
  longitude  REAL NOT NULL,
  population INTEGER NOT NULL
) STRICT;
CREATE INDEX places_by_latitude ON places (latitude, longitude);

CREATE VIRTUAL TABLE photo_words USING fts5 (
  name, folder, tags, caption, camera, lens, place,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);

CREATE TABLE search_due (
  photo_id INTEGER PRIMARY KEY REFERENCES photos (id)
) STRICT;

CREATE VIEW facts_shown AS
SELECT o.id AS original_id, coalesce(m.taken_at, e.taken_at) AS taken_at,
  iif(m.taken_at IS NULL, iif(e.taken_at IS NULL, NULL, coalesce(e.taken_from, 'DateTimeOriginal')), 'person') AS taken_from,
  iif(m.taken_at IS NULL, e.utc_offset, m.utc_offset) AS utc_offset,
  iif(m.latitude IS NULL, e.latitude, m.latitude) AS latitude,
  iif(m.latitude IS NULL, e.longitude, m.longitude) AS longitude,
  coalesce(m.rating, e.rating) AS rating, coalesce(m.title, e.title) AS title,
  coalesce(m.caption, e.caption) AS caption
FROM originals AS o LEFT JOIN exif_data AS e ON e.original_id = o.id LEFT JOIN marks AS m ON m.original_id = o.id;

CREATE INDEX originals_intact ON originals (verified_at) WHERE condition = 'intact';

CREATE TABLE figures (
  name       TEXT PRIMARY KEY,
  value      TEXT NOT NULL CHECK (json_valid(value)),
  counted_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER photos_dated AFTER INSERT ON photos BEGIN
  UPDATE photos SET (moment, moment_from, latitude, longitude, rating) = (
    SELECT coalesce(unixepoch(f.taken_at) * 1000, NEW.created_at),
      coalesce(f.taken_from, iif(NEW.created_at IS NULL, NULL, 'source')), f.latitude, f.longitude, f.rating
    FROM (SELECT 1) LEFT JOIN facts_shown AS f ON f.original_id = NEW.original_id)
  WHERE id = NEW.id;
  INSERT OR IGNORE INTO search_due VALUES (NEW.id);
END;

CREATE TRIGGER photos_redated AFTER UPDATE OF original_id, created_at ON photos
WHEN OLD.original_id IS NOT NEW.original_id OR OLD.created_at IS NOT NEW.created_at BEGIN
  UPDATE photos SET (moment, moment_from, latitude, longitude, rating) = (
    SELECT coalesce(unixepoch(f.taken_at) * 1000, NEW.created_at),
      coalesce(f.taken_from, iif(NEW.created_at IS NULL, NULL, 'source')), f.latitude, f.longitude, f.rating
    FROM (SELECT 1) LEFT JOIN facts_shown AS f ON f.original_id = NEW.original_id)
  WHERE id = NEW.id;
  INSERT OR IGNORE INTO search_due VALUES (NEW.id);
END;

CREATE TRIGGER photos_renamed AFTER UPDATE OF name, original_name, folder_id ON photos
WHEN OLD.name <> NEW.name OR OLD.original_name IS NOT NEW.original_name OR OLD.folder_id <> NEW.folder_id BEGIN
  INSERT OR IGNORE INTO search_due VALUES (NEW.id);
END;

CREATE TRIGGER exif_read AFTER INSERT ON exif_data BEGIN
  UPDATE photos SET (moment, moment_from, latitude, longitude, rating) = (
    SELECT coalesce(unixepoch(f.taken_at) * 1000, photos.created_at),
      coalesce(f.taken_from, iif(photos.created_at IS NULL, NULL, 'source')), f.latitude, f.longitude, f.rating
    FROM facts_shown AS f WHERE f.original_id = NEW.original_id)
  WHERE original_id = NEW.original_id;
  INSERT OR IGNORE INTO search_due SELECT id FROM photos WHERE original_id = NEW.original_id;
END;

CREATE TRIGGER marks_made AFTER INSERT ON marks BEGIN
  UPDATE photos SET (moment, moment_from, latitude, longitude, rating) = (
    SELECT coalesce(unixepoch(f.taken_at) * 1000, photos.created_at),
      coalesce(f.taken_from, iif(photos.created_at IS NULL, NULL, 'source')), f.latitude, f.longitude, f.rating
    FROM facts_shown AS f WHERE f.original_id = NEW.original_id)
  WHERE original_id = NEW.original_id;
  INSERT OR IGNORE INTO search_due SELECT id FROM photos WHERE original_id = NEW.original_id;
END;

CREATE TRIGGER marks_changed AFTER UPDATE ON marks BEGIN
  UPDATE photos SET (moment, moment_from, latitude, longitude, rating) = (
    SELECT coalesce(unixepoch(f.taken_at) * 1000, photos.created_at),
      coalesce(f.taken_from, iif(photos.created_at IS NULL, NULL, 'source')), f.latitude, f.longitude, f.rating
    FROM facts_shown AS f WHERE f.original_id = NEW.original_id)
  WHERE original_id = NEW.original_id;
  INSERT OR IGNORE INTO search_due SELECT id FROM photos WHERE original_id = NEW.original_id;
END;

CREATE TRIGGER marks_gone AFTER DELETE ON marks BEGIN
  UPDATE photos SET (moment, moment_from, latitude, longitude, rating) = (
    SELECT coalesce(unixepoch(f.taken_at) * 1000, photos.created_at),
      coalesce(f.taken_from, iif(photos.created_at IS NULL, NULL, 'source')), f.latitude, f.longitude, f.rating
    FROM facts_shown AS f WHERE f.original_id = OLD.original_id)
  WHERE original_id = OLD.original_id;
  INSERT OR IGNORE INTO search_due SELECT id FROM photos WHERE original_id = OLD.original_id;
END;

CREATE TRIGGER photos_ungrouped AFTER INSERT ON photos WHEN NEW.original_id IS NOT NULL BEGIN
  INSERT OR REPLACE INTO grouping_due (folder_id) VALUES (NEW.folder_id);
END;

CREATE TRIGGER photos_regrouped AFTER UPDATE OF state, original_id, folder_id, name, moment, latitude, longitude ON photos
WHEN (NEW.original_id IS NOT NULL OR OLD.original_id IS NOT NULL)
  AND ((OLD.state = 'safe') <> (NEW.state = 'safe') OR OLD.original_id IS NOT NEW.original_id
    OR OLD.folder_id <> NEW.folder_id OR OLD.name <> NEW.name OR OLD.moment IS NOT NEW.moment
    OR OLD.latitude IS NOT NEW.latitude OR OLD.longitude IS NOT NEW.longitude) BEGIN
  INSERT OR REPLACE INTO grouping_due (folder_id) VALUES (NEW.folder_id);
  INSERT OR REPLACE INTO grouping_due (folder_id) SELECT id FROM folders WHERE id = OLD.folder_id AND id <> NEW.folder_id;
END;

CREATE TRIGGER exif_regrouped AFTER INSERT ON exif_data BEGIN
  INSERT OR REPLACE INTO grouping_due (folder_id) SELECT folder_id FROM photos WHERE original_id = NEW.original_id;
END;

CREATE TRIGGER own_tags_given AFTER INSERT ON own_tags BEGIN
  INSERT OR IGNORE INTO search_due SELECT id FROM photos WHERE original_id = NEW.original_id;
END;

CREATE TRIGGER own_tags_taken AFTER DELETE ON own_tags BEGIN
  INSERT OR IGNORE INTO search_due SELECT id FROM photos WHERE original_id = OLD.original_id;
END;

CREATE TRIGGER photo_tags_given AFTER INSERT ON photo_tags BEGIN
  INSERT OR IGNORE INTO search_due VALUES (NEW.photo_id);
END;

CREATE TRIGGER photo_tags_taken AFTER DELETE ON photo_tags BEGIN
  INSERT OR IGNORE INTO search_due VALUES (OLD.photo_id);
END;

CREATE TRIGGER photo_context_given AFTER INSERT ON photo_context BEGIN
  INSERT OR IGNORE INTO search_due VALUES (NEW.photo_id);
END;

CREATE TRIGGER photo_context_changed AFTER UPDATE ON photo_context BEGIN
  INSERT OR IGNORE INTO search_due VALUES (NEW.photo_id);
END;

CREATE TRIGGER photo_context_taken AFTER DELETE ON photo_context BEGIN
  INSERT OR IGNORE INTO search_due VALUES (OLD.photo_id);
END;

CREATE VIEW photos_by_shoot AS
SELECT s.id AS shoot_id, s.name AS shoot, s.state, s.date, s.location, s.client, p.id AS photo_id, p.name, p.moment,
  o.path
FROM photo_shoots AS s JOIN photo_shoot_assignments AS a ON a.shoot_id = s.id
JOIN originals AS o ON o.id = a.original_id JOIN photos AS p ON p.original_id = o.id;

CREATE VIEW duplicates_open AS
SELECT m.group_id, m.original_id, m.distance, o.bytes
FROM duplicate_members AS m JOIN duplicate_groups AS g ON g.id = m.group_id AND g.keeper_id <> m.original_id
JOIN originals AS o ON o.id = m.original_id JOIN originals AS k ON k.id = g.keeper_id
WHERE NOT EXISTS (SELECT 1 FROM marks AS a WHERE a.original_id IN (m.original_id, g.keeper_id) AND a.kept_id IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM duplicate_decisions AS d
    WHERE d.first = min(o.sha256, k.sha256) AND d.second = max(o.sha256, k.sha256));

CREATE TRIGGER marks_set_aside_made AFTER INSERT ON marks
WHEN NEW.kept_id IS NOT NULL BEGIN
  UPDATE duplicate_groups SET bytes =
    coalesce((SELECT sum(d.bytes) FROM duplicates_open AS d WHERE d.group_id = duplicate_groups.id), 0)
  WHERE id IN (SELECT group_id FROM duplicate_members WHERE original_id = NEW.original_id);
END;

CREATE TRIGGER marks_set_aside_changed AFTER UPDATE OF kept_id ON marks
WHEN OLD.kept_id IS NOT NEW.kept_id BEGIN
  UPDATE duplicate_groups SET bytes =
    coalesce((SELECT sum(d.bytes) FROM duplicates_open AS d WHERE d.group_id = duplicate_groups.id), 0)
  WHERE id IN (SELECT group_id FROM duplicate_members WHERE original_id = NEW.original_id);
END;

CREATE TRIGGER marks_set_aside_gone AFTER DELETE ON marks
WHEN OLD.kept_id IS NOT NULL BEGIN
  UPDATE duplicate_groups SET bytes =
    coalesce((SELECT sum(d.bytes) FROM duplicates_open AS d WHERE d.group_id = duplicate_groups.id), 0)
  WHERE id IN (SELECT group_id FROM duplicate_members WHERE original_id = OLD.original_id);
END;

CREATE TRIGGER duplicates_decided AFTER INSERT ON duplicate_decisions BEGIN
  UPDATE duplicate_groups SET bytes =
    coalesce((SELECT sum(d.bytes) FROM duplicates_open AS d WHERE d.group_id = duplicate_groups.id), 0)
  WHERE id IN (SELECT m.group_id FROM duplicate_members AS m JOIN originals AS o ON o.id = m.original_id
    WHERE o.sha256 IN (NEW.first, NEW.second));
END;

CREATE TRIGGER duplicates_undecided AFTER DELETE ON duplicate_decisions BEGIN
  UPDATE duplicate_groups SET bytes =
    coalesce((SELECT sum(d.bytes) FROM duplicates_open AS d WHERE d.group_id = duplicate_groups.id), 0)
  WHERE id IN (SELECT m.group_id FROM duplicate_members AS m JOIN originals AS o ON o.id = m.original_id
    WHERE o.sha256 IN (OLD.first, OLD.second));
END;

CREATE VIEW duplicate_candidates AS
SELECT 'identical' AS class, original_id AS group_id, original_id, count(*) AS photos, 0 AS distance
FROM photos WHERE original_id IS NOT NULL AND state = 'safe' GROUP BY original_id HAVING count(*) > 1
UNION ALL
SELECT g.class, g.id, m.original_id, 1, m.distance
FROM duplicate_groups AS g JOIN duplicate_members AS m ON m.group_id = g.id;

CREATE VIEW photos_missing_metadata AS
SELECT p.id AS photo_id, p.original_id, p.name, p.moment_from IS NULL OR p.moment_from = 'source' AS no_date,
  p.latitude IS NULL AS no_place, e.camera_model IS NULL AS no_camera,
  NOT EXISTS (SELECT 1 FROM photo_tags AS t WHERE t.photo_id = p.id)
    AND NOT EXISTS (SELECT 1 FROM own_tags AS t WHERE t.original_id = p.original_id) AS no_tags
FROM photos AS p LEFT JOIN exif_data AS e ON e.original_id = p.original_id
WHERE p.state = 'safe' AND p.media_type <> 'raw';

-- What is known already of every photo: its moment, its place, its words.
UPDATE photos SET
  moment = coalesce((SELECT unixepoch(taken_at) * 1000 FROM facts_shown WHERE original_id = photos.original_id), created_at),
  moment_from = iif((SELECT taken_at FROM facts_shown WHERE original_id = photos.original_id) IS NULL,
    iif(created_at IS NULL, NULL, 'source'), 'DateTimeOriginal'),
  latitude = (SELECT latitude FROM facts_shown WHERE original_id = photos.original_id),
  longitude = (SELECT longitude FROM facts_shown WHERE original_id = photos.original_id);
INSERT OR IGNORE INTO search_due SELECT id FROM photos;
INSERT OR IGNORE INTO grouping_due (folder_id) SELECT id FROM folders WHERE photos > 0;
