import { buildConnector } from './connector.ts';
import { buildPage } from './page.ts';
import { SERVICES, buildService } from './services.ts';

const HELP = `npm run build [-- PART…]

Builds what is deployed: all of it, or these parts. A part is ${SERVICES.join(', ')}, connector or page.
`;

const PARTS: Readonly<Record<string, { result: string; build: () => Promise<void> }>> = {
  ...Object.fromEntries(
    SERVICES.map((service) => [service, { result: `functions/${service}/dist`, build: () => buildService(service) }]),
  ),
  connector: { result: 'changelog/dist', build: buildConnector },
  page: { result: 'web/dist', build: () => buildPage() },
};

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(HELP);
    return 0;
  }
  const unknown = args.find((name) => !(name in PARTS));
  if (unknown !== undefined) {
    process.stderr.write(`Unknown part "${unknown}"; there are ${Object.keys(PARTS).join(', ')}.\n`);
    return 2;
  }
  for (const [name, { result, build }] of Object.entries(PARTS)) {
    if (args.length > 0 && !args.includes(name)) continue;
    await build();
    process.stdout.write(`${result}\n`);
  }
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
