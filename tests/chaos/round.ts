import { setTimeout as wait } from 'node:timers/promises';
import { type Difference, describeDifferences, untilEqual } from './difference.ts';
import type { Endings } from './endings.ts';
import type { Stage } from './faults/fault.ts';
import type { PlannedFault } from './faults/faults.ts';
import type { Observer } from './observer.ts';
import { selectTables } from './rows.ts';
import { CHAOS_TABLES, CREATE } from './schema.ts';

/** Nothing more comes after so long a silence: a new life of the connector waits for the lease, and reads its snapshot. */
const QUIET_MS = 120_000;
/** A snapshot that has not begun so long after everything else does not come. */
const SNAPSHOT_MS = 300;
/** By then a connector that has started is through. */
const READY_MS = 4_000;

/** The connector lost something, or could not go on. */
export class ChaosError extends Error {
  readonly differences: readonly Difference[];

  constructor(message: string, differences: readonly Difference[] = [], options?: ErrorOptions) {
    super(message, options);
    this.differences = differences;
  }
}

/** Runs the workload with the faults in it, and compares. @throws ChaosError */
export async function runRound(
  stage: Stage,
  faults: readonly PlannedFault[],
  endings: Endings,
  database: string,
): Promise<void> {
  const { workload, sql, signal } = stage;
  endings.expect(faults.flatMap(({ fault }) => fault.explains));
  const running = workload.run();
  running.catch(() => undefined);
  const outcomes = await performAll(stage, faults);
  workload.end();
  await running;
  signal.throwIfAborted();
  for (const [i, outcome] of outcomes.entries())
    if (outcome.status === 'rejected')
      throw new ChaosError(`${faults[i]?.fault.name ?? ''}: ${String(outcome.reason)}`, [], { cause: outcome.reason });
  // A backup may have been taken when a table was not there.
  for (const table of CHAOS_TABLES) await sql.insist(CREATE[table], signal);
  await compare(stage, endings, database, QUIET_MS);
}

/** @throws ChaosError when what was published does not come to be what the tables hold */
export async function compare(
  { sql, observer, signal }: Omit<Stage, 'workload'>,
  endings: Endings,
  database: string,
  quietMs: number,
): Promise<void> {
  const selected = await selectTables(await sql.connection(signal), database);
  const wrong = await untilEqual(observer, selected, quietMs, AbortSignal.any([signal, endings.failing]));
  signal.throwIfAborted();
  judge(observer, endings);
  if (wrong.length > 0) throw new ChaosError(describeDifferences(wrong, observer), wrong);
}

/** What is wrong whatever the rows say. */
function judge(observer: Observer, { unexplained }: Endings): void {
  if (observer.failure) throw new ChaosError(`What was published cannot be read: ${String(observer.failure)}`);
  if (observer.history.contradiction !== null)
    throw new ChaosError(`A change arrived twice and differs: ${observer.history.contradiction}`);
  if (unexplained)
    throw new ChaosError(`The connector ended with ${unexplained.reason}, unexplained: ${unexplained.message}`);
}

/** Those that come in a snapshot wait for one as long as the others may still lead to it. */
async function performAll(stage: Stage, faults: readonly PlannedFault[]): Promise<PromiseSettledResult<void>[]> {
  const perform = async ({ fault, random }: PlannedFault, moment: Promise<void>): Promise<void> => {
    await moment;
    await stage.locks.hold(fault.holds, () => fault.run(stage, random));
  };
  const others: Promise<void>[] = [];
  const all = faults.map((planned) => {
    if (planned.moment === 'snapshot') return perform(planned, inSnapshot(stage, others));
    const done = perform(planned, stage.workload.reached(planned.moment));
    others.push(done);
    return done;
  });
  return Promise.allSettled(all);
}

/** Resolves when a snapshot is under way, or when the other faults are over and none has come. */
async function inSnapshot({ observer, connector, signal }: Stage, others: readonly Promise<void>[]): Promise<void> {
  let stop = (): void => undefined;
  const marker = new Promise<void>((resolve) => {
    stop = observer.onMessage((envelopes) => {
      if (envelopes.some(({ op }) => op === 's')) resolve();
    });
  });
  const noMarker = async (): Promise<void> => {
    // The list is complete by the next turn.
    await Promise.resolve();
    await Promise.allSettled(others);
    await connector.ready(READY_MS);
    await wait(SNAPSHOT_MS, undefined, { signal });
  };
  await Promise.race([marker, noMarker()]).finally(stop);
}
