import { parseArgs } from 'node:util';
import { exitWhenTold, guardRun } from '@fanfold/emulators/run-mark';
import { benchChangelog } from './changelog/bench.ts';
import { benchFans } from './fans/bench.ts';
import { benchFantasy } from './fantasy/bench.ts';
import type { BenchOptions } from './live/options.ts';
import { benchPace } from './pace/bench.ts';
import { SERVICES } from '@fanfold/tools/build/services';
import { type Report, printReport, writeReport } from './report.ts';
import { benchRewards } from './rewards/bench.ts';
import { benchStart } from './start/bench.ts';
import { benchScorecard } from './scorecard/bench.ts';

/** Every bench, by the name it is called with. It prints how far it is and returns its figures. */
const BENCHES: Record<string, { about: string; run: (options: BenchOptions) => Promise<Report> }> = {
  scorecard: {
    about: 'MySQL COMMIT to a listener in another process, against the least a function can do (5 min)',
    run: benchScorecard,
  },
  fantasy: {
    about:
      'MySQL COMMIT to re-ranked standings of 1,000, 100,000 and 1,000,000 entries, against the floor and a write per fan (15 min)',
    run: benchFantasy,
  },
  fans: {
    about:
      'MySQL COMMIT of an action to the profile at a listener, at 200 actions a second of 10,000 fans, against the floor; claims of handles, against inserts into a unique index; boards of 10,000 and 1,000,000 fans, how far they are behind (10 min)',
    run: benchFans,
  },
  pace: {
    about:
      "100 live football matches on one instance of the scorecards function, at production's pace and with its delays, in this process (2 min)",
    run: benchPace,
  },
  rewards: {
    about:
      'redemptions of one hot campaign and over 1,000, postings and grants, against bare transactions and one stock counter document (5 min)',
    run: benchRewards,
  },
  start: {
    about:
      'npm start with seven services: seconds until all is up, memory of every part with every function awake (7 min: one is run every hour, twelve times as fast)',
    run: benchStart,
  },
  changelog: {
    about: 'the connector against a bare binlog reader: a million rows, single rows, one large transaction (10 min)',
    run: benchChangelog,
  },
};

const HELP = `npm run bench -- NAME [--json FILE] [--firestore-delay] [--services N]

${Object.entries(BENCHES)
  .map(([name, { about }]) => `  ${name.padEnd(12)} ${about}`)
  .join('\n')}

  --json FILE        write the figures as {bench, results: [{case, metric, value, unit}]}
  --firestore-delay  scorecard, fantasy, fans and rewards: measure once more with 25 ms for a read of Firestore and 80 ms for a commit (half as long again)
  --services N       start: how many services there are, copies of ours among them (7)

Starts its own database, emulators and functions on free ports; MYSQL_URL uses another server. Leave the machine alone meanwhile.
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'string' },
      'firestore-delay': { type: 'boolean', default: false },
      services: { type: 'string', default: '7' },
      help: { type: 'boolean' },
    },
  });
  const [name = ''] = positionals;
  const bench = BENCHES[name];
  if (values.help || !bench) {
    const to = values.help ? process.stdout : process.stderr;
    to.write(values.help || name === '' ? HELP : `There is no bench "${name}".\n\n${HELP}`);
    return values.help ? 0 : 2;
  }
  const services = Number(values.services);
  if (!Number.isInteger(services) || services < SERVICES.length) {
    process.stderr.write(`--services takes a whole number from ${SERVICES.length} up, not "${values.services}".\n`);
    return 2;
  }
  const report = await bench.run({ firestoreDelay: values['firestore-delay'], services });
  printReport(report);
  if (values.json) writeReport(values.json, report);
  return 0;
}

guardRun();
exitWhenTold();
process.exit(await main());
