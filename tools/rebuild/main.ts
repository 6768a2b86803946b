import { UsageError, configOf, runCommand } from '@fanfold/changelog/command';
import { repairMatch } from '@fanfold/changelog/snapshot/repair-match';
import { projectFirestore } from '@fanfold/kit/ops';
import { rebuildMatch } from './rebuild-match.ts';
import { rebuiltServices } from './services.ts';

const HELP = `npm run rebuild -- --match M [--config FILE]

Makes the states of match M anew: those that cannot be read (stateUnreadable), those of a newer release after going back to this one
(stateNewerThanCode), and those that are gone. The functions of this release must be running. Rows come from MySQL; locks, teams, settlement
numbers and rev stay. Fans see what they saw until all rows are here, then what follows from them.

  --match M       id of the match
  --config FILE   the connector's configuration (default: CONNECTOR_CONFIG, which a running npm start provides)
  --help          this text

It takes the project from the configuration, and the emulators from FIRESTORE_EMULATOR_HOST and PUBSUB_EMULATOR_HOST. It may be run again.
Exit codes: 0 done, 1 failed and to be run again, 2 wrong options or configuration.
`;

await runCommand({
  name: 'npm run rebuild',
  help: HELP,
  options: { match: { type: 'string' } },
  run: async ({ match, config: file }) => {
    if (typeof match !== 'string') throw new UsageError('--match is missing: give the id of a match.');
    const config = configOf(file);
    process.env['GOOGLE_CLOUD_PROJECT'] = config.projectId;
    const services = rebuiltServices(projectFirestore());
    await rebuildMatch(services, match, async () => {
      process.stdout.write(`Match ${match}: its states are given up; its rows are published again …\n`);
      const rows = Object.entries(await repairMatch(config, match));
      process.stdout.write(`Match ${match}: ${rows.map(([table, n]) => `${String(n)} ${table}`).join(', ')}.\n`);
    });
  },
});
