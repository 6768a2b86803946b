import { DDLS } from '../ddl.ts';
import type { Random } from '../random.ts';
import { BINLOG_FAULTS } from './of-binlog.ts';
import { CONNECTOR_FAULTS } from './of-connector.ts';
import { NETWORK_FAULTS } from './of-network.ts';
import { SERVER_FAULTS } from './of-server.ts';
import { type Fault, faultOfDdl } from './fault.ts';
import { TWIN } from './twin.ts';

export const FAULTS: readonly Fault[] = [
  ...CONNECTOR_FAULTS,
  ...NETWORK_FAULTS,
  ...BINLOG_FAULTS,
  ...SERVER_FAULTS,
  TWIN,
];

/** Changes of definitions, which come beside the faults. */
export const DDL_FAULTS: readonly Fault[] = DDLS.map(faultOfDdl);

/** When a fault comes: after a part of the workload, or when the next snapshot is under way. */
export type Moment = number | 'snapshot';

export interface PlannedFault {
  fault: Fault;
  moment: Moment;
  random: Random;
}

/** One to three faults, and in half of the rounds a change of definitions. */
export function planFaults(random: Random, allowed: readonly Fault[], ddls: readonly Fault[]): PlannedFault[] {
  const faults = Array.from({ length: random.pick([1, 1, 2, 2, 3]) }, () =>
    random.weighted(allowed.length > 0 ? allowed : ddls),
  );
  if (random.chance(0.5) && ddls.length > 0) faults.push(random.weighted(ddls));
  const together = random.chance(0.3) ? random.fraction() : null;
  return faults.map((fault, i) => {
    const isInSnapshot = i > 0 && random.chance(0.3);
    const moment = isInSnapshot ? 'snapshot' : (together ?? random.pick([0, random.fraction(), random.fraction(), 1]));
    return { fault, moment, random: random.fork(`fault ${String(i)}`) };
  });
}

/** E.g. `kill -9 @0.4`. */
export function describe({ fault, moment }: PlannedFault): string {
  return `${fault.name} @${typeof moment === 'number' ? moment.toFixed(1) : moment}`;
}
