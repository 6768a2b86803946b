import { shellText } from './command.ts';
import type { Deployment } from './deployment.ts';
import type { Check, Step } from './step.ts';

/** Every step of a deployment with its command, and what is asked at the end. */
export function printedPlan(deployment: Deployment, steps: readonly Step[], checks: readonly Check[]): string {
  const { project, region, services } = deployment;
  return [
    `To the project ${project}, functions in ${region}. Nothing is done.\n`,
    ...Object.entries(services).map(([service, { endpoints }]) => `${service}: ${Object.keys(endpoints).join(', ')}`),
    '',
    ...steps.flatMap(({ title, command }, at) => [`${at + 1}. ${title}`, `   ${shellText(command)}`]),
    '\nThen it checks:\n',
    ...checks.flatMap(({ title, command }) => [`- ${title}`, `   ${shellText(command)}`]),
    '',
  ].join('\n');
}
