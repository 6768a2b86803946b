/** The tables that the chaos writes to; all are captured. */
export const CHAOS_TABLES = ['players', 'squads', 'events', 'shapes'] as const;

export type ChaosTable = (typeof CHAOS_TABLES)[number];

/** Some share a topic, as the tables of a match do. */
export const TOPICS: Record<string, ChaosTable[]> = { 'changes.shared': ['players', 'squads', 'events'] };

/** One for each kind of key and value, and `shapes`, whose definition changes all the time. */
export const CREATE: Record<ChaosTable, string> = {
  players: `CREATE TABLE IF NOT EXISTS players (
    id INT AUTO_INCREMENT PRIMARY KEY, team VARCHAR(20) NOT NULL, points INT NOT NULL, note VARCHAR(200) CHARACTER SET utf8mb4 NULL)`,
  squads: `CREATE TABLE IF NOT EXISTS squads (
    match_id VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, player VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    shirt INT NOT NULL, starts BOOLEAN NULL, PRIMARY KEY (match_id, player))`,
  events: `CREATE TABLE IF NOT EXISTS events (
    id VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY, detail JSON NULL, amount DECIMAL(20, 6) NULL, at DATETIME(6) NULL,
    stamp TIMESTAMP(3) NULL, raw BLOB NULL, big BIGINT UNSIGNED NULL, ratio DOUBLE NULL, kind ENUM('goal', 'wicket', 'card') NULL,
    note TEXT CHARACTER SET utf8mb4 NULL)`,
  shapes: `CREATE TABLE IF NOT EXISTS shapes (
    id INT NOT NULL PRIMARY KEY, a INT NULL, b VARCHAR(50) CHARACTER SET utf8mb4 NULL)`,
};

/** Key columns in key order. */
export const KEYS: Record<ChaosTable, readonly string[]> = {
  players: ['id'],
  squads: ['match_id', 'player'],
  events: ['id'],
  shapes: ['id'],
};
