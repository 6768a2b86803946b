-- The stats schema. An adopter maps his own tables to this one, by views on his side of the wire or by writing to it.
-- Folds read only the match-scoped tables: matches, squads, match_events. Ids are text, so that any provider's ids fit.
-- All times are UTC. Every statement may run again.

CREATE TABLE IF NOT EXISTS teams (
  id         VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  name       VARCHAR(120) NOT NULL,
  short_name VARCHAR(12)  NOT NULL,
  sport      ENUM('cricket', 'football') NOT NULL
) CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS players (
  id   VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  name VARCHAR(120) NOT NULL
) CHARACTER SET utf8mb4;

-- One row per match. Team names stand here too: a fold of a match reads no table that other matches share.
CREATE TABLE IF NOT EXISTS matches (
  id           VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  sport        ENUM('cricket', 'football') NOT NULL,
  competition  VARCHAR(120) NOT NULL,
  season       VARCHAR(20)  NOT NULL DEFAULT '',
  venue        VARCHAR(160) NOT NULL DEFAULT '',
  home_team_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  home_name    VARCHAR(120) NOT NULL,
  home_short   VARCHAR(12)  NOT NULL,
  away_team_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  away_name    VARCHAR(120) NOT NULL,
  away_short   VARCHAR(12)  NOT NULL,
  starts_at    DATETIME(3)  NOT NULL,
  status       ENUM('scheduled', 'live', 'finished', 'abandoned', 'postponed') NOT NULL DEFAULT 'scheduled',
  final        BOOLEAN      NOT NULL DEFAULT FALSE,  -- no more rows will come
  event_count  INT UNSIGNED NULL,                    -- rows in match_events; set together with final, and the match ends once it has so many
  detail       JSON         NULL                     -- game/match/rows.ts: MatchDetail
) CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS squads (
  match_id  VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  player_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  team_id   VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name      VARCHAR(120) NOT NULL,
  role      ENUM('batter', 'bowler', 'allRounder', 'wicketKeeper', 'goalkeeper', 'defender', 'midfielder', 'forward') NOT NULL,
  price     SMALLINT UNSIGNED NOT NULL,              -- tenths of a credit
  `starting` BOOLEAN NOT NULL DEFAULT FALSE,
  shirt     SMALLINT UNSIGNED NULL,
  PRIMARY KEY (match_id, player_id)
) CHARACTER SET utf8mb4;

-- One row per delivery or action on the pitch. Match order is (period, ord, id). What the columns mean in each sport:
-- game/match/rows.ts, EventRow.
CREATE TABLE IF NOT EXISTS match_events (
  id           VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  match_id     VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  period       TINYINT UNSIGNED NOT NULL,
  ord          DECIMAL(12, 4) NOT NULL,
  kind         VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  variant      VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NULL,
  team_id      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  player_id    VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  opponent_id  VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  partner_id   VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  over_no      SMALLINT UNSIGNED NULL,
  ball_no      TINYINT UNSIGNED NULL,
  runs         TINYINT UNSIGNED NULL,
  byes         TINYINT UNSIGNED NULL,
  leg_byes     TINYINT UNSIGNED NULL,
  wides        TINYINT UNSIGNED NULL,
  no_balls     TINYINT UNSIGNED NULL,
  penalty_runs TINYINT UNSIGNED NULL,
  minute       SMALLINT UNSIGNED NULL,
  second       TINYINT UNSIGNED NULL,
  outcome      VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NULL,
  xg           DECIMAL(6, 5) NULL,
  card         ENUM('yellow', 'secondYellow', 'red') NULL,
  detail       JSON NULL,                            -- game/match/rows.ts: EventDetail
  occurred_at  DATETIME(3) NULL,                     -- for display only; nothing is ordered by it
  KEY match_order (match_id, period, ord)
) CHARACTER SET utf8mb4;

-- A fan's id is their uid. What is unique here is unique in Firestore too: docs/fans.md.
CREATE TABLE IF NOT EXISTS fans (
  id         VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  handle     VARCHAR(30) NULL,
  name       VARCHAR(120) NOT NULL,
  email      VARCHAR(254) NULL,
  phone      VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL,
  referral_code VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NULL,
  created_at DATETIME(3) NOT NULL,
  UNIQUE KEY by_handle (handle),
  UNIQUE KEY by_email (email),
  UNIQUE KEY by_phone (phone),
  UNIQUE KEY by_referral_code (referral_code)
) CHARACTER SET utf8mb4;

-- What fans did or reached, as gamification is to count it: docs/fans.md. A row that is edited or deleted takes back what it gave.
CREATE TABLE IF NOT EXISTS fan_actions (
  id          VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  fan_id      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  kind        VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- game/fans/kinds.ts, or the app's own
  amount      BIGINT NOT NULL DEFAULT 0,             -- points, goals, minutes
  subject     VARCHAR(100) NULL,                     -- what it was about: a match, a question, a fan
  occurred_at DATETIME(3) NOT NULL,
  KEY by_fan (fan_id)
) CHARACTER SET utf8mb4;
