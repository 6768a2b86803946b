import { configOf, runCommand, UsageError } from '@fanfold/changelog/command';
import { repairMatch } from '@fanfold/changelog/snapshot/repair-match';

const HELP = `npm run repair -- --match M [--config FILE]

Publishes all rows of match M as they stand in MySQL, and says that there are no others: what consumers missed they get, and what is no
longer there they drop. It may run beside the connector, and any number of times.

  --match M       id of the match
  --config FILE   the connector's configuration (default: CONNECTOR_CONFIG, which a running npm start provides)
  --help          this text

Exit codes: 0 done, 1 failed and to be run again, 2 wrong options or configuration.
`;

await runCommand({
  name: 'npm run repair',
  help: HELP,
  options: { match: { type: 'string' } },
  run: async ({ match, config }) => {
    if (typeof match !== 'string') throw new UsageError('--match is missing: give the id of a match.');
    const rows = Object.entries(await repairMatch(configOf(config), match));
    const counts = rows.map(([table, n]) => `${String(n)} ${table}`).join(', ');
    process.stdout.write(`Match ${match} is published again: ${counts}.\n`);
    if (rows.every(([, n]) => n === 0))
      process.stdout.write('It has no rows in MySQL, so consumers drop all they have of it.\n');
  },
});
