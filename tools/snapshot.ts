import { configOf, runCommand, UsageError } from '@fanfold/changelog/command';
import { requestSnapshot } from '@fanfold/changelog/snapshot/request-snapshot';

const HELP = `npm run snapshot -- --table T [--table U …] [--config FILE]

Asks the running connector to publish all rows of these tables again, beside its stream, and waits until it has: what consumers missed they
get, and what is no longer there they drop. It needs no lock and may be asked for at any time.

  --table T       a captured table; may be given several times
  --config FILE   the connector's configuration (default: CONNECTOR_CONFIG, which a running npm start provides)
  --help          this text

Ctrl-C ends the waiting, not the snapshot. Exit codes: 0 done, 1 failed, 2 wrong options or configuration.
`;

await runCommand({
  name: 'npm run snapshot',
  help: HELP,
  options: { table: { type: 'string', multiple: true } },
  run: async ({ table, config }) => {
    const tables = (table ?? []) as string[];
    if (tables.length === 0) throw new UsageError('--table is missing: give the name of a captured table.');
    const connector = configOf(config);
    const other = tables.find((name) => !connector.tables.some((captured) => captured.table === name));
    if (other !== undefined) {
      const captured = connector.tables.map((each) => each.table).join(', ');
      throw new UsageError(`The connector does not capture a table ${other}; it captures ${captured}.`);
    }
    await requestSnapshot(connector, tables, (line) => process.stdout.write(`${line}\n`));
  },
});
