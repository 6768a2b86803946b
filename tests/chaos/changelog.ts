import type { Fault } from './faults/fault.ts';
import { DDL_FAULTS, FAULTS } from './faults/faults.ts';
import type { Summary } from './report.ts';
import { Run } from './run.ts';
import { type Setting, openStage } from './stage.ts';

export interface ChaosOptions extends Setting {
  rounds: number;
  seed: number;
  /** Number of the first round: a seed gives a round the same faults and writes, whatever came before. */
  first: number;
  /** Binlogs of the server may be removed. */
  mayRemoveBinlogs: boolean;
  /** Names of the only faults to make; null: all. */
  only: readonly string[] | null;
  print: (line: string) => void;
}

/** Rounds of faults under load. Ends at the first that fails, with a summary that says why. */
export async function runChaos(options: ChaosOptions): Promise<Summary> {
  const { rounds, first, database, mayRemoveBinlogs, only, signal, print } = options;
  const possible = FAULTS.filter(
    ({ needsOwnServer, removesBinlogs }) => (!needsOwnServer || database.own) && (!removesBinlogs || mayRemoveBinlogs),
  );
  const leftOut = FAULTS.filter((fault) => !possible.includes(fault)).map(({ name }) => name);
  if (leftOut.length > 0) print(`LEFT OUT, since the server is not one of chaos's own: ${leftOut.join(', ')}.`);
  const isWanted = ({ name }: Fault): boolean => only === null || only.includes(name);
  const stage = await openStage(options);
  const run = new Run(options, stage, possible.filter(isWanted), DDL_FAULTS.filter(isWanted));
  try {
    await run.start();
    for (let round = first; round < first + rounds; round++) await run.round(round);
    await run.end();
  } catch (error) {
    if (!signal.aborted) run.fail(error);
  } finally {
    await stage.close();
  }
  return run.summary();
}
