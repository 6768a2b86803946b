import { setTimeout as wait } from 'node:timers/promises';
import { DemoBrand } from '@fanfold/emulators/fans/demo-brand';
import { LocalCalls } from '@fanfold/emulators/stack/local-calls';
import { PROJECT, type Launched, launch } from '@fanfold/emulators/start/launch';
import { PORTS, type PortName } from '@fanfold/emulators/start/options';
import { playToTheEnd } from '@fanfold/emulators/start/play';
import { Supervisor } from '@fanfold/emulators/start/supervisor';
import { freePort } from '@fanfold/emulators/ports';
import { createAllTopics } from '@fanfold/emulators/stack/topics';
import { demoCricket } from '@fanfold/replay/demo-cricket';
import { demoFootball } from '@fanfold/replay/demo-football';
import { startingAt } from '@fanfold/replay/script';
import { CHARGES_TOPIC, type Charge, publishAll } from '@fanfold/kit/messages';
import { SERVICES } from '@fanfold/tools/build/services';
import { PubSub } from '@google-cloud/pubsub';
import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import type { BenchOptions } from '../live/options.ts';
import { type Report, type Result, resultsOf, say } from '../report.ts';
import { type ServiceCopy, copyServices } from './copies.ts';
import { ageSeconds, cpuSeconds, memoryByGroup } from './memory.ts';
import { runPids } from './run-pids.ts';
import { callEverybody } from './calls.ts';

const FANS = 100;
/** Locks fall when a match starts: teams are given out before. */
const SEEDING_SECONDS = 600;

/**
 * `npm start` with so many services: ours, and copies of them under other names for those that are not written yet. Every function is woken: two matches are
 * played with fans in their contests, a contest is opened, every service is called.
 */
export async function benchStart({ services }: BenchOptions): Promise<Report> {
  const beforeSeconds = ageSeconds(process.ppid);
  say(`starting ${services} services`);
  const copies = await copyServices(services - SERVICES.length, PROJECT);
  let crash: (error: Error) => void = () => undefined;
  const crashed = new Promise<never>((_, fail) => (crash = fail));
  crashed.catch(() => undefined);
  const supervisor = new Supervisor((part, how) => crash(new Error(`${part} ended (${how})`)));
  try {
    return await Promise.race([crashed, measure(copies.services, beforeSeconds, supervisor)]);
  } finally {
    await supervisor.stop();
    copies.remove();
  }
}

async function measure(copies: readonly ServiceCopy[], beforeSeconds: number, supervisor: Supervisor): Promise<Report> {
  const scripts = [demoCricket(), demoFootball()].map((script) =>
    startingAt(script, new Date(Date.now() + SEEDING_SECONDS * 1_000)),
  );
  const matchIds = scripts.map(({ match }) => match.id);
  const names = Object.keys(PORTS) as PortName[];
  const ports = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await freePort()] as const)),
  ) as Record<PortName, number>;
  const began = performance.now();
  const launched = await launch({ ports, more: copies }, matchIds, supervisor, () => undefined);
  const upSeconds = beforeSeconds + (performance.now() - began) / 1_000;
  const [failed] = launched.failed;
  if (failed) throw failed;
  const up = figuresOf('up', launched, { upSeconds, cpuSeconds: cpuSeconds(runPids()) });
  say('waking every function');
  const beganWaking = performance.now();
  await wakeAll(launched, copies, scripts, supervisor);
  const awake = figuresOf('awake', launched, { wakeSeconds: (performance.now() - beganWaking) / 1_000 });
  return { bench: 'start', results: [...up, ...awake], notes: NOTES };
}

const NOTES = [
  'upSeconds: from the command to the address of the page. MB: proportional set size, a page that several processes share counts once in all.',
  'awake: every function has had an event; the memory is that of the moment when the last one has.',
  'Those of our services that are not written yet are stood in for by copies of those that are.',
];

function figuresOf(name: string, { processes }: Launched, figures: Record<string, number>): Result[] {
  const groups = memoryByGroup(runPids());
  const totalMB = [...groups.values()].reduce((sum, { megabytes }) => sum + megabytes, 0);
  const started = [...processes.values()].filter(({ pid }) => pid !== undefined).length;
  return [
    ...resultsOf(name, { ...figures, functionProcesses: processes.size, started, totalMB }),
    ...[...groups].flatMap(([group, { processes: count, megabytes }]) =>
      resultsOf(`${name}: ${group}`, { processes: count, sumMB: megabytes }),
    ),
  ];
}

async function wakeAll(
  { mysqlUrl, env, processes, callsHost }: Launched,
  copies: readonly ServiceCopy[],
  scripts: Parameters<typeof playToTheEnd>[2],
  supervisor: Supervisor,
): Promise<void> {
  Object.assign(process.env, env);
  for (const { projectId } of copies) await createAllTopics(projectId, env['PUBSUB_EMULATOR_HOST'] ?? '');
  const db = getFirestore(initializeApp({ projectId: PROJECT }));
  const playing = new AbortController();
  supervisor.onStop(() => playing.abort());
  const calls = new LocalCalls({ callsHost, authHost: env['FIREBASE_AUTH_EMULATOR_HOST'] ?? '' });
  const brand = new DemoBrand(db, calls, PROJECT);
  await brand.open();
  const options = { speed: 0, corrections: false, fans: FANS, wait: 0 };
  await playToTheEnd(db, mysqlUrl, scripts, options, playing.signal, brand);
  await callEverybody(db, calls, scripts[0]?.match.id ?? '', copies);
  const charge: Charge = { v: 1, id: 'fantasy:bench', uid: 'bench', amount: 1, reason: 'fantasy.entry', body: {} };
  await publishAll(new PubSub({ projectId: PROJECT }), CHARGES_TOPIC, [charge]);
  for (;;) {
    const asleep = [...processes].filter(([, { pid }]) => pid === undefined).map(([name]) => name);
    if (asleep.length === 0) return;
    say(`still asleep: ${asleep.join(', ')}`);
    await wait(1_000, undefined, { signal: playing.signal });
  }
}
