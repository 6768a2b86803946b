import type { Random } from './random.ts';

/** One statement with its values. */
export type Statement = readonly [sql: string, values: unknown[]];

/** Statements of one transaction. Few keys are used again and again, so that changes of one row meet in every order. */
export function randomTransaction(random: Random): Statement[] {
  if (random.chance(0.03)) return [large(random)];
  const statements: Statement[] = [];
  for (let left = random.int(1, 5); left > 0; left--) {
    if (random.chance(0.1)) statements.push(...savepoint(random));
    else statements.push(change(random));
  }
  return statements;
}

/** Whatever is done before the savepoint is undone is not in the binlog. */
function savepoint(random: Random): Statement[] {
  const end = random.chance(0.6) ? 'ROLLBACK TO SAVEPOINT here' : 'RELEASE SAVEPOINT here';
  return [['SAVEPOINT here', []], change(random), change(random), [end, []], change(random)];
}

function change(random: Random): Statement {
  return random.weighted(CHANGES).make(random);
}

/** Several row events (the server ends one at 8 KB) and several messages. */
function large(random: Random): Statement {
  const rows = Array.from({ length: random.int(60, 140) }, () => [...eventValues(random)]);
  return [`REPLACE INTO events (${EVENT_COLUMNS}) VALUES ?`, [rows]];
}

const EVENT_COLUMNS = 'id, detail, amount, at, stamp, raw, big, ratio, kind, note';

function eventValues(random: Random): unknown[] {
  const maybe = (value: unknown) => (random.chance(0.15) ? null : value);
  const digits = (count: number) => String(random.int(0, 10 ** count - 1)).padStart(count, '0');
  const day = `20${String(random.int(10, 36))}-0${String(random.int(1, 9))}-1${String(random.int(0, 9))}`;
  return [
    eventKey(random),
    maybe(JSON.stringify({ a: random.int(0, 99), b: [random.text(3), null, { c: random.chance(0.5) }] })),
    maybe(`${random.pick(['', '-'])}${digits(9)}.${digits(6)}`),
    maybe(`${day} 1${String(random.int(0, 9))}:00:0${String(random.int(0, 9))}.${digits(6)}`),
    maybe(`${day} 12:30:00.${digits(3)}`),
    maybe(Buffer.from(digits(9).repeat(random.int(0, 60)), 'latin1')),
    maybe(`1844674407${digits(9)}`),
    maybe(random.fraction() * 1e6),
    maybe(random.pick(['goal', 'wicket', 'card'])),
    maybe(random.text(random.int(0, 60))),
  ];
}

function eventKey(random: Random): string {
  return `${random.pick(['e', 'E', 'ev'])}${String(random.int(0, 99))}`;
}

function squadKey(random: Random): [string, string] {
  return [`m${String(random.int(1, 4))}`, random.pick(['a', 'A', 'ab', 'b', 'B2', 'p-1', 'p_1', 'z'])];
}

const CHANGES: readonly { weight: number; make: (random: Random) => Statement }[] = [
  {
    weight: 3,
    make: (random) => {
      const rows = Array.from({ length: random.int(1, 4) }, () => [
        random.pick(['home', 'away']),
        random.int(0, 99),
        random.text(random.int(0, 20)),
      ]);
      return ['INSERT INTO players (team, points, note) VALUES ?', [rows]];
    },
  },
  {
    weight: 2,
    make: (random) => ['UPDATE players SET points = points + 1 WHERE MOD(id, 9) = ?', [random.int(0, 8)]],
  },
  { weight: 3, make: (random) => ['DELETE FROM players ORDER BY id LIMIT ?', [random.int(1, 6)]] },
  {
    weight: 1,
    make: (random) => ['UPDATE players SET id = -id WHERE MOD(id, 13) = ?', [random.int(0, 12)]],
  },
  {
    weight: 4,
    make: (random) => [
      `INSERT INTO squads VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE shirt = VALUES(shirt)`,
      [...squadKey(random), random.int(1, 99), random.pick([0, 1, null])],
    ],
  },
  {
    weight: 2,
    make: (random) => ['REPLACE INTO squads VALUES (?, ?, ?, ?)', [...squadKey(random), random.int(1, 99), 1]],
  },
  { weight: 2, make: (random) => ['DELETE FROM squads WHERE match_id = ? AND player = ?', squadKey(random)] },
  {
    weight: 2,
    make: (random) => [
      'UPDATE squads SET match_id = ?, player = ? WHERE match_id = ? AND player = ?',
      [...squadKey(random), ...squadKey(random)],
    ],
  },
  {
    weight: 3,
    make: (random) => [`REPLACE INTO events (${EVENT_COLUMNS}) VALUES (?)`, [eventValues(random)]],
  },
  {
    weight: 2,
    make: (random) => [
      "UPDATE events SET detail = JSON_SET(COALESCE(detail, '{}'), '$.a', ?) WHERE id LIKE ?",
      [random.int(0, 9), `${eventKey(random)}%`],
    ],
  },
  { weight: 1, make: (random) => ['UPDATE events SET id = ? WHERE id = ?', [eventKey(random), eventKey(random)]] },
  { weight: 3, make: (random) => ['DELETE FROM events WHERE id LIKE ?', [`%${String(random.int(0, 9))}`]] },
  {
    weight: 3,
    make: (random) => ['REPLACE INTO shapes (id, a) VALUES (?, ?)', [random.int(1, 60), random.int(-9, 9)]],
  },
  { weight: 2, make: (random) => ['UPDATE shapes SET a = a + 1 WHERE id < ?', [random.int(1, 60)]] },
  { weight: 1, make: (random) => ['DELETE FROM shapes WHERE id = ?', [random.int(1, 60)]] },
  { weight: 1, make: (random) => ['UPDATE shapes SET id = ? WHERE id = ?', [random.int(1, 60), random.int(1, 60)]] },
];
