-- What the window shows of everything: the geometry of the timeline, problems that were seen or solved.

-- What is hidden
ALTER TABLE marks ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1));
CREATE INDEX marks_hidden ON marks (hidden) WHERE hidden = 1;

-- Acts that nobody did
ALTER TABLE changes ADD COLUMN by_itself INTEGER NOT NULL DEFAULT 0 CHECK (by_itself IN (0, 1));
UPDATE changes SET by_itself = 1 WHERE what LIKE '% changed at its source, and what you said of it went along';

-- What was repaired, for the page of one photo
CREATE INDEX audit_log_repairs ON audit_log (subject) WHERE action = 'repair';

-- The timeline

ALTER TABLE photos ADD COLUMN aspect INTEGER;
ALTER TABLE photos ADD COLUMN colour BLOB;
CREATE INDEX photos_on_timeline ON photos (moment DESC, id DESC, aspect, colour, state, media_type) WHERE aspect IS NOT NULL;

-- One row: counts up whenever what the timeline shows is another one.
CREATE TABLE timeline (
  version INTEGER NOT NULL
) STRICT;
INSERT INTO timeline VALUES (1);

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

UPDATE photos SET (aspect, colour) =
  (SELECT t.aspect, t.colour FROM timeline_shown AS t WHERE t.photo_id = photos.id);

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

-- Problems
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
CREATE INDEX failed_downloads_by_code ON failed_downloads (code);
CREATE INDEX backup_sessions_by_start ON backup_sessions (started_at);

-- Settings

-- Shoots and search

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

INSERT INTO shoot_totals (shoot_id) SELECT id FROM photo_shoots;
UPDATE shoot_totals SET (photos, bytes) = (SELECT count(*), coalesce(sum(o.bytes), 0)
  FROM photo_shoot_assignments AS a JOIN originals AS o ON o.id = a.original_id
  LEFT JOIN marks AS m ON m.original_id = a.original_id
  WHERE a.shoot_id = shoot_totals.shoot_id AND m.kept_id IS NULL);

DROP INDEX photos_alike;
CREATE INDEX photos_alike ON photos (original_id, folder_id) WHERE state = 'safe' AND original_id IS NOT NULL;

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

INSERT INTO identical_totals SELECT original_id, count(*) FROM photos
  WHERE state = 'safe' AND original_id IS NOT NULL GROUP BY original_id HAVING count(*) > 1;

-- The words that photo_words knows, so that the beginning of one is found as the few words that begin so.
CREATE VIRTUAL TABLE photo_terms USING fts5vocab (photo_words, instance);

-- The map

DROP INDEX photos_by_place;
CREATE INDEX photos_by_place ON photos (latitude, longitude, aspect) WHERE latitude IS NOT NULL;
