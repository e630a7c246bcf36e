-- Holdfast's catalog, whole. A new catalog is made from this file; an old one comes here by numbered
-- migrations, and a test holds that both ways end in the same schema. Times are Unix milliseconds, UTC;
-- sizes are bytes; checksums lower-case hex.

PRAGMA user_version = 5;

-- Settings of the person and the identity of this catalog. One name, one JSON value.
CREATE TABLE config (
  name       TEXT PRIMARY KEY,
  value      TEXT NOT NULL CHECK (json_valid(value)),
  changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- An account or place that holds photos.
CREATE TABLE sources (
  id                    INTEGER PRIMARY KEY,
  uid                   TEXT NOT NULL UNIQUE,             -- survives a rebuild: the sidecars name the source by it
  name                  TEXT NOT NULL COLLATE NOCASE UNIQUE,
  kind                  TEXT NOT NULL CHECK (kind IN ('cloudinary', 's3', 'smugmug', 'folder')),
  folder                TEXT NOT NULL UNIQUE,             -- its folder in the library's root; frozen
  settings              TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(settings)),   -- nothing secret
  credentials           TEXT CHECK (credentials IS NULL OR json_valid(credentials)), -- secret; never in a snapshot
  facts                 TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(facts)),      -- what describe() found
  added_at              INTEGER NOT NULL,
  removed_at            INTEGER,                          -- no longer backed up; its originals stay
  paused                INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
  next_due_at           INTEGER,                          -- when the schedule wants the next backup
  scan_cursor           TEXT,                             -- where a listing that was cut short goes on
  scan_session_id       INTEGER,                          -- the listing that scan_cursor belongs to
  last_complete_scan_at INTEGER,                          -- end of the last listing that was complete
  problem_code          TEXT,                             -- why the source as a whole does not work; NULL: it does
  problem_message       TEXT,
  problem_action        TEXT,
  problem_since         INTEGER,
  wait_until            INTEGER,                          -- the source asked us to wait until then
  held                  TEXT CHECK (held IS NULL OR json_valid(held)), -- a disappearance held back for a person: code, message, absent
  accepted_absent       INTEGER NOT NULL DEFAULT 0,       -- how many absences the person accepted beforehand
  calls_limit           INTEGER,                          -- calls that the cloud allows per window; NULL: it never said
  calls_left            INTEGER,                          -- how many of them were left when it said so last
  calls_reset_at        INTEGER,                          -- when that window ends
  calls_said_at         INTEGER                           -- when the cloud said all this
) STRICT;

-- The folders of a source, as the source names them.
CREATE TABLE folders (
  id        INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES sources (id),
  parent_id INTEGER REFERENCES folders (id),
  path      TEXT NOT NULL,                                -- segments joined by '/'; '' is the source's root
  name      TEXT NOT NULL,
  photos    INTEGER NOT NULL DEFAULT 0,                   -- listed photos right here; kept by triggers
  bytes     INTEGER NOT NULL DEFAULT 0,
  subfolders    INTEGER NOT NULL DEFAULT 0,               -- folders right in here; kept by trigger
  first_seen_at INTEGER NOT NULL DEFAULT 0,
  changed_at    INTEGER NOT NULL DEFAULT 0,               -- when a listing last brought, moved or took away a photo here
  listed_at     INTEGER,                                  -- end of the last complete listing of all that is in and below it
  UNIQUE (source_id, path)
) STRICT;
CREATE INDEX folders_by_parent ON folders (parent_id, name);

-- Bytes that the library holds, known by their SHA-256. Rows are never deleted.
CREATE TABLE originals (
  id          INTEGER PRIMARY KEY,
  sha256      TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  md5         TEXT NOT NULL CHECK (length(md5) = 32),
  bytes       INTEGER NOT NULL CHECK (bytes >= 0),
  path        TEXT NOT NULL,                              -- relative to the library, '/' between segments; kept while it is free
  path_folded TEXT NOT NULL UNIQUE,                       -- NFC and case folded: no two paths that some drive takes for one
  stored_at   INTEGER NOT NULL,
  verified_at INTEGER,                                    -- last time the bytes were re-read from disk and right
  condition   TEXT NOT NULL DEFAULT 'intact' CHECK (condition IN ('intact', 'damaged', 'missing'))
) STRICT;
CREATE INDEX originals_by_check ON originals (verified_at, id DESC);
CREATE INDEX originals_by_md5 ON originals (md5);
CREATE INDEX originals_broken ON originals (id) WHERE condition <> 'intact';
CREATE INDEX originals_intact ON originals (verified_at) WHERE condition = 'intact';

-- One asset as a source lists it.
CREATE TABLE photos (
  id            INTEGER PRIMARY KEY,
  source_id     INTEGER NOT NULL REFERENCES sources (id),
  key           TEXT NOT NULL,                            -- the source's own immutable key
  name          TEXT NOT NULL,
  folder_id     INTEGER NOT NULL REFERENCES folders (id),
  media_type    TEXT NOT NULL CHECK (media_type IN ('image', 'video', 'raw')),
  delivery      TEXT NOT NULL DEFAULT '',
  format        TEXT,
  bytes         INTEGER CHECK (bytes IS NULL OR bytes >= 0), -- as declared; NULL: unknown
  checksum      TEXT,                                     -- as declared: see Checksum.text
  version       TEXT,
  width         INTEGER,
  height        INTEGER,
  created_at    INTEGER,                                  -- at the source
  original_name TEXT,                                     -- before upload, where the source still knows it
  locator       TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(locator)), -- what Source.open needs; opaque
  fingerprint   TEXT NOT NULL,                            -- of all that the source said: equal means nothing changed
  state         TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('safe', 'pending', 'failed', 'skipped', 'gone')),
  original_id   INTEGER REFERENCES originals (id),
  strength      TEXT CHECK (strength IN ('md5', 'full', 'composite', 'size', 'none')), -- what the comparison proved
  label         TEXT,                                     -- CHECKSUM_DISAGREES, EMPTY_FILE, SIZE_UNKNOWN, ...
  skip_reason   TEXT,
  first_seen_at INTEGER NOT NULL,
  safe_at       INTEGER,
  seen_in       INTEGER NOT NULL,                         -- the scan session that listed it last
  absences      INTEGER NOT NULL DEFAULT 0,               -- complete listings in a row that did not name it
  sidecar_due   INTEGER NOT NULL DEFAULT 0 CHECK (sidecar_due IN (0, 1)), -- the library's sidecar does not know yet
  moment        INTEGER,                                  -- when it was taken, as the clocks there showed it, read as if UTC; kept by triggers
  moment_from   TEXT,                                     -- who says so: person, source, or what in the file
  latitude      REAL,                                     -- where, in degrees: the person's word before the file's; kept by triggers
  longitude     REAL,
  rating        INTEGER,                                  -- stars, the person's before the file's; kept by triggers
  aspect        INTEGER,                                  -- width in thousandths of the height; NULL: not on the timeline; kept by triggers
  colour        BLOB,                                     -- mean red, green and blue, for the timeline; kept by triggers
  UNIQUE (source_id, key),
  CHECK (state <> 'safe' OR original_id IS NOT NULL),
  CHECK (state <> 'skipped' OR skip_reason IS NOT NULL)
) STRICT;
CREATE INDEX photos_by_state ON photos (source_id, state, id);
CREATE INDEX photos_skipped ON photos (source_id, skip_reason) WHERE state = 'skipped';
CREATE INDEX photos_by_seen ON photos (source_id, seen_in);
CREATE INDEX photos_by_original ON photos (original_id);
CREATE INDEX photos_alike ON photos (original_id, folder_id) WHERE state = 'safe' AND original_id IS NOT NULL;
CREATE INDEX photos_sidecar_due ON photos (source_id, id) WHERE sidecar_due = 1;
CREATE INDEX photos_by_folder ON photos (folder_id, name, id);
CREATE INDEX photos_by_moment ON photos (moment DESC, id DESC);
CREATE INDEX photos_on_timeline ON photos (moment DESC, id DESC, aspect, colour, state, media_type) WHERE aspect IS NOT NULL;
CREATE INDEX photos_by_place ON photos (latitude, longitude, aspect) WHERE latitude IS NOT NULL;
CREATE INDEX photos_by_rating ON photos (rating DESC, moment DESC, id DESC) WHERE rating > 0;
CREATE INDEX photos_by_name ON photos (name, id);
CREATE INDEX photos_by_size ON photos (bytes DESC, id DESC);
CREATE INDEX photos_of_type ON photos (media_type, id) WHERE media_type <> 'image';

-- Earlier bytes of a photo that changed upstream. The files stay in the library.
CREATE TABLE photo_versions (
  id          INTEGER PRIMARY KEY,
  photo_id    INTEGER NOT NULL REFERENCES photos (id),
  original_id INTEGER NOT NULL REFERENCES originals (id),
  version     TEXT,
  checksum    TEXT,
  replaced_at INTEGER NOT NULL,
  UNIQUE (photo_id, original_id)
) STRICT;
CREATE INDEX photo_versions_by_original ON photo_versions (original_id);

-- Names that a photo had: before upload, before a rename at the source, and what its file says of it.
CREATE TABLE original_filenames (
  photo_id    INTEGER NOT NULL REFERENCES photos (id),
  name        TEXT NOT NULL,
  origin      TEXT NOT NULL CHECK (origin IN ('upload', 'rename', 'file')), -- 'file': the bytes say so
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (photo_id, name, origin)
) STRICT, WITHOUT ROWID;

-- The last reading of each original: what the disk gave against what was stored.
CREATE TABLE file_integrity (
  original_id  INTEGER PRIMARY KEY REFERENCES originals (id),
  session_id   INTEGER NOT NULL REFERENCES backup_sessions (id),
  result       TEXT NOT NULL CHECK (result IN ('intact', 'damaged', 'missing', 'unreadable')),
  checked_at   INTEGER NOT NULL,
  sha256_found TEXT,
  bytes_found  INTEGER,
  looks_edited INTEGER NOT NULL DEFAULT 0 CHECK (looks_edited IN (0, 1)) -- the person's own edit: left alone by automatic repair
) STRICT;

CREATE TABLE tags (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE photo_tags (
  photo_id INTEGER NOT NULL REFERENCES photos (id),
  tag_id   INTEGER NOT NULL REFERENCES tags (id),
  PRIMARY KEY (photo_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX photo_tags_by_tag ON photo_tags (tag_id, photo_id);

-- What the source knew of a photo: captions and the like ('context'), structured metadata ('metadata').
CREATE TABLE photo_context (
  photo_id INTEGER NOT NULL REFERENCES photos (id),
  origin   TEXT NOT NULL CHECK (origin IN ('context', 'metadata')),
  name     TEXT NOT NULL,
  value    TEXT NOT NULL,
  PRIMARY KEY (photo_id, origin, name)
) STRICT, WITHOUT ROWID;

-- One run of scan, download, verify or repair on one source (verify: on the library), with its counts.
CREATE TABLE backup_sessions (
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
  downloaded  INTEGER NOT NULL DEFAULT 0,                 -- photos whose bytes came over the wire and are safe
  adopted     INTEGER NOT NULL DEFAULT 0,                 -- photos whose bytes were already on disk
  failed      INTEGER NOT NULL DEFAULT 0,
  checked     INTEGER NOT NULL DEFAULT 0,
  damaged     INTEGER NOT NULL DEFAULT 0,
  missing     INTEGER NOT NULL DEFAULT 0,
  repaired    INTEGER NOT NULL DEFAULT 0,
  bytes       INTEGER NOT NULL DEFAULT 0,                 -- downloaded or read
  code        TEXT,                                       -- why it did not end complete
  message     TEXT
) STRICT;
CREATE INDEX backup_sessions_by_start ON backup_sessions (started_at);
CREATE INDEX backup_sessions_by_job ON backup_sessions (job_id);
CREATE INDEX backup_sessions_verified ON backup_sessions (job_id) WHERE kind = 'verify' AND outcome = 'complete';

-- Photos that could not be copied, until they are. Cleared by trigger on success.
CREATE TABLE failed_downloads (
  photo_id      INTEGER PRIMARY KEY REFERENCES photos (id),
  code          TEXT NOT NULL,
  message       TEXT NOT NULL,
  action        TEXT NOT NULL,
  attempts      INTEGER NOT NULL,
  first_attempt INTEGER NOT NULL,
  last_attempt  INTEGER NOT NULL,
  next_attempt  INTEGER                                   -- NULL: not by itself
) STRICT;
CREATE INDEX failed_downloads_by_code ON failed_downloads (code);

-- Problems as the window shows them: open, known to the person, or solved; solved ones are kept for 90 days.
CREATE TABLE problems (
  id           INTEGER PRIMARY KEY,
  subject      TEXT NOT NULL
    CHECK (subject IN ('photos', 'source', 'held', 'stale', 'library', 'reading', 'lost', 'drill')),
  code         TEXT NOT NULL,
  source_id    INTEGER REFERENCES sources (id),           -- whose problem it is; NULL: of all, or of the library
  message      TEXT NOT NULL,
  action       TEXT NOT NULL,
  photos       INTEGER NOT NULL,                          -- how many are concerned; 0: that is not known
  passes       INTEGER NOT NULL CHECK (passes IN (0, 1)), -- by itself, without anybody doing anything
  since        INTEGER NOT NULL,
  known_at     INTEGER,                                   -- when the person said that they know of it
  known_photos INTEGER,                                   -- how many were concerned then
  told_at      INTEGER,                                   -- when it was told outside the window last
  solved_at    INTEGER,
  solved_by    TEXT                                       -- what solved it, in one word
) STRICT;
CREATE UNIQUE INDEX problems_open ON problems (subject, code, coalesce(source_id, 0)) WHERE solved_at IS NULL;
CREATE INDEX problems_solved ON problems (solved_at) WHERE solved_at IS NOT NULL;

-- Downloads that were cut short and can go on: what of them is on the drive for certain.
CREATE TABLE unfinished_downloads (
  photo_id  INTEGER PRIMARY KEY REFERENCES photos (id),
  part      TEXT NOT NULL UNIQUE,                         -- file name in the library's .holdfast/incoming
  validator TEXT NOT NULL,                                -- what the source named these bytes by; other bytes have another
  bytes     INTEGER NOT NULL CHECK (bytes > 0),           -- so many are on the medium, behind a sync
  sha256    TEXT NOT NULL CHECK (length(sha256) = 64),    -- of these; a part that reads otherwise is not gone on with
  saved_at  INTEGER NOT NULL
) STRICT;

-- Photos that an archive was asked to bring out, so that they can be copied.
CREATE TABLE thaws (
  photo_id  INTEGER PRIMARY KEY REFERENCES photos (id),
  tier      TEXT NOT NULL,                                -- as asked: Standard, Bulk, Expedited
  days      INTEGER NOT NULL,                             -- so long the archive keeps the copy
  asked_at  INTEGER NOT NULL
) STRICT;

-- Small pictures of originals, kept as files in the home: made, or refused with the reason.
CREATE TABLE thumbnails (
  original_id INTEGER NOT NULL REFERENCES originals (id),
  size        INTEGER NOT NULL CHECK (size IN (256, 400, 512, 1600)), -- 256: in a square; else the width in pixels
  state       TEXT NOT NULL CHECK (state IN ('made', 'refused', 'failed')),
  code        TEXT,                                       -- THUMB_REFUSED, THUMB_FAILED
  bytes       INTEGER NOT NULL DEFAULT 0,
  width       INTEGER,
  height      INTEGER,
  made_at     INTEGER NOT NULL,
  used_at     INTEGER NOT NULL,                           -- last time somebody looked at it, to the day
  PRIMARY KEY (original_id, size)
) STRICT, WITHOUT ROWID;
CREATE INDEX thumbnails_by_use ON thumbnails (used_at) WHERE state = 'made' AND size <> 256;

-- What the file itself says of the picture, read while its thumbnail was made.
CREATE TABLE exif_data (
  original_id INTEGER PRIMARY KEY REFERENCES originals (id),
  taken_at    TEXT,                                       -- as the camera's clock showed it: YYYY-MM-DDTHH:MM:SS
  latitude    REAL,
  longitude   REAL,
  width       INTEGER,                                    -- pixels, turned as it is looked at
  height      INTEGER,
  read_at     INTEGER NOT NULL,
  taken_from    TEXT,                                     -- what in the file says when it was taken: DateTimeOriginal, ...
  utc_offset    INTEGER,                                  -- minutes east of UTC; NULL: nobody knows
  kind          TEXT,                                     -- what the bytes are: jpeg, heic, cr2, mp4, ...
  camera_make   TEXT,
  camera_model  TEXT,
  lens          TEXT,
  focal_length  REAL,                                     -- millimetres
  aperture      REAL,                                     -- the f-number
  exposure      REAL,                                     -- seconds
  iso           INTEGER,
  orientation   INTEGER CHECK (orientation BETWEEN 1 AND 8),
  altitude      REAL,                                     -- metres above the sea
  title         TEXT,
  caption       TEXT,
  keywords      TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(keywords)),
  creator       TEXT,
  copyright     TEXT,
  rating        INTEGER CHECK (rating BETWEEN 0 AND 5),   -- the file's own
  content_id    TEXT,                                     -- Apple's name for the picture and the film of one Live Photo
  duration      REAL,                                     -- seconds, of a video
  codec         TEXT,
  rules         INTEGER NOT NULL DEFAULT 0                -- of the reading: an older one is read again
) STRICT;
CREATE INDEX exif_by_iso ON exif_data (iso) WHERE iso IS NOT NULL;
CREATE INDEX exif_by_camera ON exif_data (camera_model) WHERE camera_model IS NOT NULL;
CREATE INDEX exif_by_lens ON exif_data (lens) WHERE lens IS NOT NULL;

-- The queue. A command is a row; the holder of the worker lock takes it.
CREATE TABLE jobs (
  id          INTEGER PRIMARY KEY,
  kind        TEXT NOT NULL
    CHECK (kind IN ('backup', 'full_scan', 'folder_scan', 'retry', 'verify', 'thumbnails', 'cleanup', 'thaw', 'export',
      'drill', 'catalog_copy', 'rolling_verify', 'grouping', 'keep_work', 'facts_export')),
  parameters  TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(parameters)), -- sources (ids; absent: all), folder, repair, ...
  origin      TEXT NOT NULL CHECK (origin IN ('person', 'schedule')),
  state       TEXT NOT NULL DEFAULT 'queued'
    CHECK (state IN ('queued', 'running', 'waiting', 'paused', 'done', 'failed', 'cancelled')),
  wish        TEXT CHECK (wish IN ('cancel', 'pause')),   -- what the person wants of a running job
  progress    TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(progress)),
  result      TEXT CHECK (result IS NULL OR json_valid(result)),
  asked_at    INTEGER NOT NULL,
  started_at  INTEGER,
  finished_at INTEGER,
  not_before  INTEGER,                                    -- waiting: until then
  wait_code   TEXT,
  wait_reason TEXT,
  code        TEXT,                                       -- of the error that ended it
  message     TEXT,
  action      TEXT
) STRICT;
CREATE INDEX jobs_open ON jobs (id) WHERE state IN ('queued', 'running', 'waiting', 'paused');

-- Receipts: photos taken at random through a whole restore, read back from where they were put, and what was found.
CREATE TABLE drills (
  id          INTEGER PRIMARY KEY,
  session_id  INTEGER NOT NULL REFERENCES backup_sessions (id),
  finished_at INTEGER NOT NULL,
  photos      INTEGER NOT NULL,                           -- taken
  intact      INTEGER NOT NULL,                           -- of these, byte for byte what the catalog says
  bytes       INTEGER NOT NULL,
  seconds     REAL NOT NULL,
  receipt     TEXT NOT NULL CHECK (json_valid(receipt))   -- each photo: path, sha256, result
) STRICT;

-- What was decided and by whom: settings, sources, repairs, disappearances accepted.
CREATE TABLE audit_log (
  id      INTEGER PRIMARY KEY,
  at      INTEGER NOT NULL,
  actor   TEXT NOT NULL CHECK (actor IN ('person', 'daemon')),
  action  TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail  TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(detail))
) STRICT;
CREATE INDEX audit_log_repairs ON audit_log (subject) WHERE action = 'repair';

-- What a picture looks like in few bytes: what finding duplicates needs.
CREATE TABLE picture_hashes (
  original_id INTEGER PRIMARY KEY REFERENCES originals (id),
  dhash       INTEGER NOT NULL,                           -- 64 bits: is it brighter to the right
  phash       INTEGER NOT NULL,                           -- 64 bits: of its lowest frequencies
  tone        BLOB NOT NULL,                              -- 16 by 16 greys, turned as it is looked at
  colour      BLOB NOT NULL,                              -- mean red, green and blue
  rules       INTEGER NOT NULL,                           -- of the making: an older one is made again
  compared    INTEGER NOT NULL DEFAULT 0 CHECK (compared IN (0, 1)) -- with all other prints
) STRICT;
CREATE INDEX picture_hashes_due ON picture_hashes (original_id) WHERE compared = 0;

-- Files that are one picture for the person: a Live Photo, raw and JPEG, an edit, a sidecar. Found by rule.
CREATE TABLE stacks (
  id      INTEGER PRIMARY KEY,
  kind    TEXT NOT NULL CHECK (kind IN ('live', 'raw', 'edit', 'sidecar')), -- the first that fits
  top_id  INTEGER NOT NULL UNIQUE REFERENCES originals (id) -- what is shown of it
) STRICT;

CREATE TABLE stack_members (
  original_id INTEGER PRIMARY KEY REFERENCES originals (id),
  stack_id    INTEGER NOT NULL REFERENCES stacks (id) ON DELETE CASCADE,
  role        TEXT NOT NULL CHECK (role IN ('picture', 'film', 'raw', 'edit', 'sidecar'))
) STRICT;
CREATE INDEX stack_members_by_stack ON stack_members (stack_id);

-- The person's own word about bytes, whatever listed them. Beside each NULL the file's own word counts.
CREATE TABLE marks (
  original_id INTEGER PRIMARY KEY REFERENCES originals (id),
  rating      INTEGER CHECK (rating BETWEEN 0 AND 5),
  pick        TEXT CHECK (pick IN ('pick', 'reject')),
  colour      TEXT CHECK (colour IN ('red', 'yellow', 'green', 'blue', 'purple')),
  star        INTEGER NOT NULL DEFAULT 0 CHECK (star IN (0, 1)), -- keep a copy in the person's own bucket
  title       TEXT,
  caption     TEXT,
  taken_at    TEXT,                                       -- as the clocks there showed it: YYYY-MM-DDTHH:MM:SS
  utc_offset  INTEGER,                                    -- minutes east of UTC
  latitude    REAL CHECK (latitude BETWEEN -90 AND 90),
  longitude   REAL CHECK (longitude BETWEEN -180 AND 180),
  place       TEXT,                                       -- as the person calls it
  kept_id     INTEGER REFERENCES originals (id),          -- set aside as a duplicate of this one: hidden, never deleted
  changed_at  INTEGER NOT NULL,
  hidden      INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1)) -- not shown in the timeline and in searches; never deleted
) STRICT;
CREATE INDEX marks_rated ON marks (rating) WHERE rating > 0;
CREATE INDEX marks_picked ON marks (pick) WHERE pick IS NOT NULL;
CREATE INDEX marks_coloured ON marks (colour) WHERE colour IS NOT NULL;
CREATE INDEX marks_starred ON marks (star) WHERE star = 1;
CREATE INDEX marks_hidden ON marks (hidden) WHERE hidden = 1;
CREATE INDEX marks_set_aside ON marks (kept_id) WHERE kept_id IS NOT NULL;

-- Tags that the person gave; those of the sources are in photo_tags, those of the files in exif_data.
CREATE TABLE own_tags (
  original_id INTEGER NOT NULL REFERENCES originals (id),
  tag         TEXT NOT NULL COLLATE NOCASE,
  PRIMARY KEY (original_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX own_tags_by_tag ON own_tags (tag, original_id);

-- Folders whose photos changed since stacks and shoots were looked for in them; filled by triggers.
CREATE TABLE grouping_due (
  folder_id INTEGER PRIMARY KEY REFERENCES folders (id) ON DELETE CASCADE,
  step      INTEGER NOT NULL DEFAULT 0                    -- 1: its stacks are being looked for, 2: they are found, its shoots are not
) STRICT;

-- Photos taken together. Found by rule and offered, until the person keeps them or says no.
CREATE TABLE photo_shoots (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,           -- never used again: what was undone may name it
  uid         TEXT NOT NULL UNIQUE,                       -- survives a rebuild
  name        TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('suggested', 'kept', 'dismissed')),
  begins_at   INTEGER,                                    -- moments of its first and last photo, as photos.moment
  ends_at     INTEGER,
  date        TEXT,                                       -- as the person dates it: YYYY-MM-DD
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

-- Albums: made by hand, by a rule (a search that stays true), or mirrored from a folder of a source.
CREATE TABLE collections (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,           -- never used again: what was undone may name it
  uid         TEXT NOT NULL UNIQUE,                       -- survives a rebuild
  name        TEXT NOT NULL COLLATE NOCASE UNIQUE,
  kind        TEXT NOT NULL CHECK (kind IN ('hand', 'rule', 'source')),
  description TEXT,
  query       TEXT,                                       -- of a rule
  folder_id   INTEGER REFERENCES folders (id),            -- of a mirror
  cover_id    INTEGER REFERENCES originals (id),
  position    INTEGER NOT NULL DEFAULT 0,                 -- among the collections
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

-- Pairs of pictures that resemble each other, as they were measured; the groups are made of them. first < second.
CREATE TABLE likenesses (
  first    INTEGER NOT NULL REFERENCES originals (id),
  second   INTEGER NOT NULL REFERENCES originals (id),
  class    TEXT NOT NULL CHECK (class IN ('same', 'similar')),
  distance INTEGER NOT NULL,                              -- 0 is alike
  PRIMARY KEY (first, second),
  CHECK (first < second)
) STRICT, WITHOUT ROWID;
CREATE INDEX likenesses_by_second ON likenesses (second);

-- Pictures that resemble each other, found by rule: 'same' in another size or encoding, or 'similar'.
CREATE TABLE duplicate_groups (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,             -- never used again: a page that is open may name it
  class     TEXT NOT NULL CHECK (class IN ('same', 'similar')),
  keeper_id INTEGER NOT NULL REFERENCES originals (id),   -- suggested
  reason    TEXT NOT NULL CHECK (json_valid(reason)),     -- why: codes with their values
  bytes     INTEGER NOT NULL                              -- of all but the keeper
) STRICT;
CREATE INDEX duplicate_groups_by_bytes ON duplicate_groups (class, bytes DESC, id);

CREATE TABLE duplicate_members (
  group_id    INTEGER NOT NULL REFERENCES duplicate_groups (id) ON DELETE CASCADE,
  original_id INTEGER NOT NULL REFERENCES originals (id),
  distance    INTEGER NOT NULL,                           -- from the keeper: 0 is alike
  PRIMARY KEY (group_id, original_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX duplicate_members_by_original ON duplicate_members (original_id);

-- What the person said of two pictures, by their content, for ever. first < second.
CREATE TABLE duplicate_decisions (
  first      TEXT NOT NULL,                               -- SHA-256
  second     TEXT NOT NULL,
  decided_at INTEGER NOT NULL,
  PRIMARY KEY (first, second),
  CHECK (first < second)
) STRICT, WITHOUT ROWID;

-- What the person changed, one row for each thing they did; it can be undone as a whole.
CREATE TABLE changes (
  id        INTEGER PRIMARY KEY,
  at        INTEGER NOT NULL,
  what      TEXT NOT NULL,                                -- in a sentence
  undone_at INTEGER,
  by_itself INTEGER NOT NULL DEFAULT 0 CHECK (by_itself IN (0, 1)) -- nobody did it: an undo without a number does not mean it
) STRICT;

-- The rows that a change touched, as they were before and after; NULL: there was, or is, none.
CREATE TABLE metadata_history (
  change_id INTEGER NOT NULL REFERENCES changes (id),
  number    INTEGER NOT NULL,
  subject   TEXT NOT NULL,                                -- the table
  key       TEXT NOT NULL CHECK (json_valid(key)),
  before    TEXT CHECK (before IS NULL OR json_valid(before)),
  after     TEXT CHECK (after IS NULL OR json_valid(after)),
  PRIMARY KEY (change_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX metadata_history_of_row ON metadata_history (subject, key, change_id);

-- What of the person's work the library's sidecars do not know yet.
CREATE TABLE work_due (
  subject TEXT NOT NULL CHECK (subject IN ('original', 'shoot', 'collection', 'decision')),
  key     TEXT NOT NULL,                                  -- SHA-256, uid, or two SHA-256 joined by a space
  PRIMARY KEY (subject, key)
) STRICT, WITHOUT ROWID;

-- Towns, from a file that the person adds (GeoNames).
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

-- The words of a photo, for searching: its names, its folder, its tags, what is written about it, camera and place.
CREATE VIRTUAL TABLE photo_words USING fts5 (
  name, folder, tags, caption, camera, lens, place,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);

-- Photos whose words changed since; filled by triggers, emptied before anybody searches.
CREATE TABLE search_due (
  photo_id INTEGER PRIMARY KEY REFERENCES photos (id)
) STRICT;

-- Statistics that take long to count in a large catalog, as they were counted last: one JSON value each.
CREATE TABLE figures (
  name       TEXT PRIMARY KEY,
  value      TEXT NOT NULL CHECK (json_valid(value)),
  counted_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One row: counts up whenever what the timeline shows is another one.
CREATE TABLE timeline (
  version INTEGER NOT NULL
) STRICT;
INSERT INTO timeline VALUES (1);

-- Photos and bytes per source, type and state, kept by triggers, so that no page counts a million rows.
CREATE TABLE photo_totals (
  source_id  INTEGER NOT NULL REFERENCES sources (id),
  media_type TEXT NOT NULL,
  state      TEXT NOT NULL,
  photos     INTEGER NOT NULL,
  bytes      INTEGER NOT NULL,                            -- as the sources declare them
  PRIMARY KEY (source_id, media_type, state)
) STRICT, WITHOUT ROWID;

-- Safe photos by how much their comparison proved, kept by trigger.
CREATE TABLE strength_totals (
  source_id INTEGER NOT NULL REFERENCES sources (id),
  strength  TEXT NOT NULL,
  photos    INTEGER NOT NULL,
  PRIMARY KEY (source_id, strength)
) STRICT, WITHOUT ROWID;

-- Originals and their bytes in the library, by condition, kept by triggers.
CREATE TABLE original_totals (
  condition TEXT PRIMARY KEY,
  originals INTEGER NOT NULL,
  bytes     INTEGER NOT NULL,
  verified  INTEGER NOT NULL                              -- of these, re-read from disk at least once and right
) STRICT, WITHOUT ROWID;

CREATE TRIGGER photos_counted AFTER INSERT ON photos BEGIN
  INSERT INTO photo_totals VALUES (NEW.source_id, NEW.media_type, NEW.state, 1, coalesce(NEW.bytes, 0))
    ON CONFLICT DO UPDATE SET photos = photos + 1, bytes = bytes + excluded.bytes;
  UPDATE folders SET photos = photos + 1, bytes = bytes + coalesce(NEW.bytes, 0)
    WHERE id = NEW.folder_id AND NEW.state <> 'gone';
END;

CREATE TRIGGER folders_counted AFTER INSERT ON folders WHEN NEW.parent_id IS NOT NULL BEGIN
  UPDATE folders SET subfolders = subfolders + 1 WHERE id = NEW.parent_id;
END;

CREATE TRIGGER photos_recounted AFTER UPDATE OF state, bytes, media_type, folder_id ON photos
WHEN OLD.state <> NEW.state OR OLD.bytes IS NOT NEW.bytes
  OR OLD.media_type <> NEW.media_type OR OLD.folder_id <> NEW.folder_id
BEGIN
  UPDATE photo_totals SET photos = photos - 1, bytes = bytes - coalesce(OLD.bytes, 0)
    WHERE source_id = OLD.source_id AND media_type = OLD.media_type AND state = OLD.state;
  INSERT INTO photo_totals VALUES (NEW.source_id, NEW.media_type, NEW.state, 1, coalesce(NEW.bytes, 0))
    ON CONFLICT DO UPDATE SET photos = photos + 1, bytes = bytes + excluded.bytes;
  UPDATE folders SET photos = photos - 1, bytes = bytes - coalesce(OLD.bytes, 0)
    WHERE id = OLD.folder_id AND OLD.state <> 'gone';
  UPDATE folders SET photos = photos + 1, bytes = bytes + coalesce(NEW.bytes, 0)
    WHERE id = NEW.folder_id AND NEW.state <> 'gone';
END;

CREATE TRIGGER photos_weighed AFTER UPDATE OF state, strength ON photos
WHEN OLD.strength IS NOT NEW.strength OR (OLD.state = 'safe') <> (NEW.state = 'safe') BEGIN
  UPDATE strength_totals SET photos = photos - 1
    WHERE OLD.state = 'safe' AND source_id = OLD.source_id AND strength = OLD.strength;
  INSERT INTO strength_totals SELECT NEW.source_id, NEW.strength, 1
    WHERE NEW.state = 'safe' AND NEW.strength IS NOT NULL
    ON CONFLICT DO UPDATE SET photos = photos + 1;
END;

CREATE TRIGGER photos_settled AFTER UPDATE OF state ON photos
WHEN NEW.state IN ('safe', 'skipped', 'gone') BEGIN
  DELETE FROM failed_downloads WHERE photo_id = NEW.id;
  DELETE FROM unfinished_downloads WHERE photo_id = NEW.id;
  DELETE FROM thaws WHERE photo_id = NEW.id AND NEW.state <> 'skipped';
END;

CREATE TRIGGER originals_counted AFTER INSERT ON originals BEGIN
  INSERT INTO original_totals VALUES (NEW.condition, 1, NEW.bytes, NEW.verified_at IS NOT NULL)
    ON CONFLICT DO UPDATE SET originals = originals + 1, bytes = bytes + excluded.bytes,
      verified = verified + excluded.verified;
END;

CREATE TRIGGER originals_recounted AFTER UPDATE OF condition, verified_at ON originals
WHEN OLD.condition <> NEW.condition OR (OLD.verified_at IS NULL) <> (NEW.verified_at IS NULL) BEGIN
  UPDATE original_totals SET originals = originals - 1, bytes = bytes - OLD.bytes,
    verified = verified - (OLD.verified_at IS NOT NULL) WHERE condition = OLD.condition;
  INSERT INTO original_totals VALUES (NEW.condition, 1, NEW.bytes, NEW.verified_at IS NOT NULL)
    ON CONFLICT DO UPDATE SET originals = originals + 1, bytes = bytes + excluded.bytes,
      verified = verified + excluded.verified;
END;

CREATE TRIGGER originals_kept BEFORE DELETE ON originals BEGIN
  SELECT RAISE(ABORT, 'originals are never deleted');
END;

-- Per source: every listed photo in exactly one state; gone is counted apart.
CREATE VIEW download_statistics AS
SELECT s.id AS source_id, s.name AS source, s.kind AS kind,
  coalesce(sum(t.photos) FILTER (WHERE t.state <> 'gone'), 0) AS listed,
  coalesce(sum(t.photos) FILTER (WHERE t.state = 'safe'), 0) AS safe,
  coalesce(sum(t.photos) FILTER (WHERE t.state = 'pending'), 0) AS pending,
  coalesce(sum(t.photos) FILTER (WHERE t.state = 'failed'), 0) AS failed,
  coalesce(sum(t.photos) FILTER (WHERE t.state = 'skipped'), 0) AS skipped,
  coalesce(sum(t.photos) FILTER (WHERE t.state = 'gone'), 0) AS gone,
  coalesce(sum(t.bytes) FILTER (WHERE t.state <> 'gone'), 0) AS bytes,
  coalesce(sum(t.bytes) FILTER (WHERE t.state = 'safe'), 0) AS safe_bytes
FROM sources AS s LEFT JOIN photo_totals AS t ON t.source_id = s.id
WHERE s.removed_at IS NULL
GROUP BY s.id;

-- The folder tree of every source with the counts of each folder.
CREATE VIEW folder_structure AS
SELECT f.id, f.source_id, s.name AS source, f.parent_id, f.path, f.name, f.photos, f.subfolders, f.bytes, f.listed_at
FROM folders AS f JOIN sources AS s ON s.id = f.source_id;

-- Photos with their tags in one field, separated by ', '.
CREATE VIEW photos_with_tags AS
SELECT p.id, p.source_id, p.name, p.state, p.bytes, p.created_at,
  (SELECT group_concat(t.name, ', ') FROM photo_tags AS pt JOIN tags AS t ON t.id = pt.tag_id
   WHERE pt.photo_id = p.id) AS tags
FROM photos AS p;

-- When and where, as it is shown: the person's word before the file's.
CREATE VIEW facts_shown AS
SELECT o.id AS original_id, coalesce(m.taken_at, e.taken_at) AS taken_at,
  iif(m.taken_at IS NULL, iif(e.taken_at IS NULL, NULL, coalesce(e.taken_from, 'DateTimeOriginal')), 'person') AS taken_from,
  iif(m.taken_at IS NULL, e.utc_offset, m.utc_offset) AS utc_offset,
  iif(m.latitude IS NULL, e.latitude, m.latitude) AS latitude,
  iif(m.latitude IS NULL, e.longitude, m.longitude) AS longitude,
  coalesce(m.rating, e.rating) AS rating, coalesce(m.title, e.title) AS title,
  coalesce(m.caption, e.caption) AS caption
FROM originals AS o LEFT JOIN exif_data AS e ON e.original_id = o.id LEFT JOIN marks AS m ON m.original_id = o.id;

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

-- Photos by the shoot that they belong to.
CREATE VIEW photos_by_shoot AS
SELECT s.id AS shoot_id, s.name AS shoot, s.state, s.date, s.location, s.client, p.id AS photo_id, p.name, p.moment,
  o.path
FROM photo_shoots AS s JOIN photo_shoot_assignments AS a ON a.shoot_id = s.id
JOIN originals AS o ON o.id = a.original_id JOIN photos AS p ON p.original_id = o.id;

-- Members of groups, besides the keeper, of which the person has not said anything yet.
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

-- Every picture that another one resembles, with its group's class; 'identical': the same bytes listed more than once.
CREATE VIEW duplicate_candidates AS
SELECT 'identical' AS class, original_id AS group_id, original_id, count(*) AS photos, 0 AS distance
FROM photos WHERE original_id IS NOT NULL AND state = 'safe' GROUP BY original_id HAVING count(*) > 1
UNION ALL
SELECT g.class, g.id, m.original_id, 1, m.distance
FROM duplicate_groups AS g JOIN duplicate_members AS m ON m.group_id = g.id;

-- Photos of which it is not known when, where or with what they were taken, or that have no words.
CREATE VIEW photos_missing_metadata AS
SELECT p.id AS photo_id, p.original_id, p.name, p.moment_from IS NULL OR p.moment_from = 'source' AS no_date,
  p.latitude IS NULL AS no_place, e.camera_model IS NULL AS no_camera,
  NOT EXISTS (SELECT 1 FROM photo_tags AS t WHERE t.photo_id = p.id)
    AND NOT EXISTS (SELECT 1 FROM own_tags AS t WHERE t.original_id = p.original_id) AS no_tags
FROM photos AS p LEFT JOIN exif_data AS e ON e.original_id = p.original_id
WHERE p.state = 'safe' AND p.media_type <> 'raw';

-- What the timeline shows: each picture once, as wide as a thousandth of it is high. Not shown are markers of folders and what nobody
-- copies, the same bytes listed again, what was set aside or hidden, the lesser files of a stack, and files that are no pictures.
CREATE VIEW timeline_shown AS
SELECT p.id AS photo_id,
  max(250, min(4000, CASE WHEN e.width > 0 AND e.height > 0 THEN e.width * 1000 / e.height
    WHEN p.width > 0 AND p.height > 0 THEN p.width * 1000 / p.height ELSE 1333 END)) AS aspect,
  h.colour
FROM photos AS p LEFT JOIN exif_data AS e ON e.original_id = p.original_id
LEFT JOIN picture_hashes AS h ON h.original_id = p.original_id
WHERE (p.original_id IS NOT NULL OR (p.state IN ('pending', 'failed')
    AND p.source_id IN (SELECT id FROM sources WHERE removed_at IS NULL)))
  AND (p.media_type <> 'raw' OR e.width IS NOT NULL OR e.camera_model IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM photos AS t WHERE t.original_id = p.original_id
    AND (t.state = 'gone', t.id) < (p.state = 'gone', p.id))
  AND NOT EXISTS (SELECT 1 FROM marks AS m WHERE m.original_id = p.original_id AND (m.kept_id IS NOT NULL OR m.hidden = 1))
  AND NOT EXISTS (SELECT 1 FROM stack_members AS m JOIN stacks AS s ON s.id = m.stack_id
    WHERE m.original_id = p.original_id AND s.top_id <> m.original_id);

CREATE TRIGGER photos_laid_out AFTER INSERT ON photos BEGIN
  UPDATE photos SET (aspect, colour) =
    (SELECT t.aspect, t.colour FROM timeline_shown AS t WHERE t.photo_id = photos.id)
  WHERE id = NEW.id OR original_id = NEW.original_id;
END;

CREATE TRIGGER photos_laid_out_anew AFTER UPDATE OF state, original_id, width, height, media_type ON photos
WHEN OLD.state <> NEW.state OR OLD.original_id IS NOT NEW.original_id OR OLD.width IS NOT NEW.width
  OR OLD.height IS NOT NEW.height OR OLD.media_type <> NEW.media_type BEGIN
  UPDATE photos SET (aspect, colour) =
    (SELECT t.aspect, t.colour FROM timeline_shown AS t WHERE t.photo_id = photos.id)
  WHERE id = NEW.id OR original_id = NEW.original_id OR original_id = OLD.original_id;
END;

CREATE TRIGGER exif_laid_out AFTER INSERT ON exif_data BEGIN
  UPDATE photos SET (aspect, colour) =
    (SELECT t.aspect, t.colour FROM timeline_shown AS t WHERE t.photo_id = photos.id)
  WHERE original_id = NEW.original_id;
END;

CREATE TRIGGER picture_hashes_laid_out AFTER INSERT ON picture_hashes BEGIN
  UPDATE photos SET (aspect, colour) =
    (SELECT t.aspect, t.colour FROM timeline_shown AS t WHERE t.photo_id = photos.id)
  WHERE original_id = NEW.original_id;
END;

CREATE TRIGGER marks_laid_out AFTER INSERT ON marks
WHEN NEW.kept_id IS NOT NULL OR NEW.hidden = 1 BEGIN
  UPDATE photos SET (aspect, colour) =
    (SELECT t.aspect, t.colour FROM timeline_shown AS t WHERE t.photo_id = photos.id)
  WHERE original_id = NEW.original_id;
END;

CREATE TRIGGER marks_laid_out_anew AFTER UPDATE OF kept_id, hidden ON marks
WHEN OLD.kept_id IS NOT NEW.kept_id OR OLD.hidden <> NEW.hidden BEGIN
  UPDATE photos SET (aspect, colour) =
    (SELECT t.aspect, t.colour FROM timeline_shown AS t WHERE t.photo_id = photos.id)
  WHERE original_id = NEW.original_id;
END;

CREATE TRIGGER marks_laid_out_gone AFTER DELETE ON marks
WHEN OLD.kept_id IS NOT NULL OR OLD.hidden = 1 BEGIN
  UPDATE photos SET (aspect, colour) =
    (SELECT t.aspect, t.colour FROM timeline_shown AS t WHERE t.photo_id = photos.id)
  WHERE original_id = OLD.original_id;
END;

CREATE TRIGGER stack_members_laid_out AFTER INSERT ON stack_members BEGIN
  UPDATE photos SET (aspect, colour) =
    (SELECT t.aspect, t.colour FROM timeline_shown AS t WHERE t.photo_id = photos.id)
  WHERE original_id = NEW.original_id;
END;

CREATE TRIGGER stack_members_laid_out_gone AFTER DELETE ON stack_members BEGIN
  UPDATE photos SET (aspect, colour) =
    (SELECT t.aspect, t.colour FROM timeline_shown AS t WHERE t.photo_id = photos.id)
  WHERE original_id = OLD.original_id;
END;

CREATE TRIGGER stacks_laid_out AFTER UPDATE OF top_id ON stacks
WHEN OLD.top_id <> NEW.top_id BEGIN
  UPDATE photos SET (aspect, colour) =
    (SELECT t.aspect, t.colour FROM timeline_shown AS t WHERE t.photo_id = photos.id)
  WHERE original_id IN (SELECT m.original_id FROM stack_members AS m WHERE m.stack_id = NEW.id);
END;

CREATE TRIGGER sources_laid_out AFTER UPDATE OF removed_at ON sources
WHEN OLD.removed_at IS NOT NEW.removed_at BEGIN
  UPDATE photos SET (aspect, colour) =
    (SELECT t.aspect, t.colour FROM timeline_shown AS t WHERE t.photo_id = photos.id)
  WHERE source_id = NEW.id AND state IN ('pending', 'failed') AND original_id IS NULL;
END;

CREATE TRIGGER timeline_changed AFTER UPDATE OF aspect, colour, moment, state ON photos
WHEN OLD.aspect IS NOT NEW.aspect OR (NEW.aspect IS NOT NULL
  AND (OLD.colour IS NOT NEW.colour OR OLD.moment IS NOT NEW.moment OR OLD.state <> NEW.state)) BEGIN
  UPDATE timeline SET version = version + 1;
END;

CREATE TRIGGER timeline_shoots_made AFTER INSERT ON photo_shoots BEGIN
  UPDATE timeline SET version = version + 1;
END;

CREATE TRIGGER timeline_shoots_changed AFTER UPDATE OF name, state, begins_at, ends_at ON photo_shoots BEGIN
  UPDATE timeline SET version = version + 1;
END;

CREATE TRIGGER timeline_shoots_gone AFTER DELETE ON photo_shoots BEGIN
  UPDATE timeline SET version = version + 1;
END;

-- How many files of a shoot are shown and their bytes, kept by triggers: what is set aside is not among them.
CREATE TABLE shoot_totals (
  shoot_id INTEGER PRIMARY KEY REFERENCES photo_shoots (id) ON DELETE CASCADE,
  photos   INTEGER NOT NULL DEFAULT 0,
  bytes    INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TRIGGER photo_shoots_totalled AFTER INSERT ON photo_shoots BEGIN
  INSERT INTO shoot_totals (shoot_id) VALUES (NEW.id);
END;

CREATE TRIGGER shoots_counted AFTER INSERT ON photo_shoot_assignments
WHEN NOT EXISTS (SELECT 1 FROM marks WHERE original_id = NEW.original_id AND kept_id IS NOT NULL) BEGIN
  UPDATE shoot_totals SET photos = photos + 1,
    bytes = bytes + (SELECT bytes FROM originals WHERE id = NEW.original_id) WHERE shoot_id = NEW.shoot_id;
END;

CREATE TRIGGER shoots_uncounted AFTER DELETE ON photo_shoot_assignments
WHEN NOT EXISTS (SELECT 1 FROM marks WHERE original_id = OLD.original_id AND kept_id IS NOT NULL) BEGIN
  UPDATE shoot_totals SET photos = photos - 1,
    bytes = bytes - (SELECT bytes FROM originals WHERE id = OLD.original_id) WHERE shoot_id = OLD.shoot_id;
END;

CREATE TRIGGER shoots_hidden_made AFTER INSERT ON marks WHEN NEW.kept_id IS NOT NULL BEGIN
  UPDATE shoot_totals SET photos = photos - 1,
    bytes = bytes - (SELECT bytes FROM originals WHERE id = NEW.original_id)
  WHERE shoot_id IN (SELECT shoot_id FROM photo_shoot_assignments WHERE original_id = NEW.original_id);
END;

CREATE TRIGGER shoots_hidden_changed AFTER UPDATE OF kept_id ON marks
WHEN (OLD.kept_id IS NULL) <> (NEW.kept_id IS NULL) BEGIN
  UPDATE shoot_totals SET photos = photos + iif(NEW.kept_id IS NULL, 1, -1),
    bytes = bytes + iif(NEW.kept_id IS NULL, 1, -1) * (SELECT bytes FROM originals WHERE id = NEW.original_id)
  WHERE shoot_id IN (SELECT shoot_id FROM photo_shoot_assignments WHERE original_id = NEW.original_id);
END;

CREATE TRIGGER shoots_hidden_gone AFTER DELETE ON marks WHEN OLD.kept_id IS NOT NULL BEGIN
  UPDATE shoot_totals SET photos = photos + 1,
    bytes = bytes + (SELECT bytes FROM originals WHERE id = OLD.original_id)
  WHERE shoot_id IN (SELECT shoot_id FROM photo_shoot_assignments WHERE original_id = OLD.original_id);
END;

-- Originals that are listed more than once, each with how often, kept by triggers.
CREATE TABLE identical_totals (
  original_id INTEGER PRIMARY KEY REFERENCES originals (id),
  photos      INTEGER NOT NULL
) STRICT;

CREATE TRIGGER identical_listed AFTER INSERT ON photos WHEN NEW.state = 'safe' BEGIN
  INSERT INTO identical_totals SELECT NEW.original_id, count(*) FROM photos INDEXED BY photos_alike
  WHERE original_id = NEW.original_id AND state = 'safe' HAVING count(*) > 1
  ON CONFLICT DO UPDATE SET photos = excluded.photos;
END;

CREATE TRIGGER identical_changed AFTER UPDATE OF state, original_id ON photos
WHEN (OLD.state = 'safe') <> (NEW.state = 'safe') OR OLD.original_id IS NOT NEW.original_id BEGIN
  DELETE FROM identical_totals WHERE original_id IN (OLD.original_id, NEW.original_id);
  INSERT INTO identical_totals SELECT original_id, count(*) FROM photos INDEXED BY photos_alike
  WHERE original_id IN (OLD.original_id, NEW.original_id) AND state = 'safe' GROUP BY original_id HAVING count(*) > 1;
END;

-- The words that photo_words knows, so that the beginning of one is found as the few words that begin so.
CREATE VIRTUAL TABLE photo_terms USING fts5vocab (photo_words, instance);
