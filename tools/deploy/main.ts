import { parseArgs } from 'node:util';
import { TOPICS } from '@fanfold/kit/messages';
import { SERVICES, buildService, distOf } from '../build/services.ts';
import { readParameters } from '../build/parameters.ts';
import { checksOf } from './checks.ts';
import type { Deployment } from './deployment.ts';
import { discover } from './discover.ts';
import { manifestProblems } from './manifest-problems.ts';
import { planOf } from './plan.ts';
import { printedPlan } from './print-plan.ts';
import { askChecks, takeSteps } from './run-plan.ts';

const HELP = `npm run deploy -- --project P [--dry-run]

Deploys everything to the Firebase project P: APIs, topics, dead letters, indexes, rules, functions, the connector and the page, and checks that
all of it is there. Stops at the first step that fails and says what to do; what is done stays, so run it again.

  --dry-run   prints every step and its command, and does nothing

It needs gcloud, signed in as an owner of the project, and npx firebase login. docs/deploy.md says what comes before the first time.
`;

/** Builds the codebases and reads what they declare. */
async function deploymentTo(project: string, parameters: Readonly<Record<string, string>>): Promise<Deployment> {
  const manifests = await Promise.all(
    SERVICES.map(async (service) => {
      await buildService(service);
      return [service, await discover(distOf(service))] as const;
    }),
  );
  return { project, region: parameters['REGION'] ?? '', services: Object.fromEntries(manifests), topics: TOPICS };
}

async function main(): Promise<number> {
  const say = (text: string) => void process.stdout.write(text);
  const options = { project: { type: 'string' }, 'dry-run': { type: 'boolean' }, help: { type: 'boolean' } } as const;
  const { values } = parseArgs({ options });
  if (values.help) say(HELP);
  if (values.help) return 0;
  if (values.project === undefined) throw new Error('--project is missing: the id of the Firebase project.');
  const parameters = readParameters(values.project);
  const deployment = await deploymentTo(values.project, parameters);
  const surroundings = { topics: new Set(Object.keys(deployment.topics)), parameters };
  const problems = Object.values(deployment.services).flatMap((manifest) => manifestProblems(manifest, surroundings));
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const [steps, checks] = [planOf(deployment), checksOf(deployment)];
  if (values['dry-run']) {
    say(printedPlan(deployment, steps, checks));
    return 0;
  }
  if (!(await takeSteps(steps, say))) return 1;
  say('\n');
  return (await askChecks(checks, say)) ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 2;
}
