import { writeFileSync } from 'node:fs';

export interface Result {
  case: string;
  metric: string;
  value: number;
  unit: string;
}

/** What `--json` writes: the shape of every bench. */
export interface Report {
  bench: string;
  results: Result[];
  /** What the figures mean, for who reads them on a terminal. */
  notes?: readonly string[];
}

/** Units are told by the metric's name: `p50Ms`, `ratioToFloorP50`, `writesPerMessage`. */
export function resultsOf(name: string, figures: Record<string, number>): Result[] {
  return Object.entries(figures).map(([metric, value]) => ({
    case: name,
    metric,
    value: rounded(value),
    unit: unitOf(metric),
  }));
}

export function printReport({ bench, results, notes = [] }: Report): void {
  const widths = [results.map((result) => result.case), results.map(({ metric }) => metric)].map((column) =>
    Math.max(...column.map(({ length }) => length)),
  ) as [number, number];
  process.stdout.write(`\n${bench}\n`);
  let last = '';
  for (const result of results) {
    const name = result.case === last ? '' : result.case;
    last = result.case;
    const value = String(result.value).padStart(10);
    process.stdout.write(`  ${name.padEnd(widths[0])}  ${result.metric.padEnd(widths[1])}  ${value} ${result.unit}\n`);
  }
  if (notes.length > 0) process.stdout.write(`\n${notes.map((note) => `  ${note}\n`).join('')}`);
}

export function writeReport(file: string, { bench, results }: Report): void {
  writeFileSync(file, `${JSON.stringify({ bench, results }, null, 2)}\n`);
}

/** How far a bench is: one line that the next replaces, unless it is the last of something. */
export function say(progress: string, last?: 'last'): void {
  process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${progress}${last ? '\n' : ''}` : `${progress}\n`);
}

function unitOf(metric: string): string {
  if (/Ms(P\d+)?$/.test(metric)) return 'ms';
  if (/[KM]B$/.test(metric)) return metric.slice(-2);
  if (/perSecond$/i.test(metric)) return 'per second';
  if (/seconds$/i.test(metric) || metric.startsWith('seconds')) return 's';
  if (metric.startsWith('ratio')) return 'x';
  if (/Bytes(P\d+|Max)?$/.test(metric)) return 'bytes';
  if (metric.startsWith('times')) return 'x';
  if (metric.startsWith('gigabytes')) return 'GB';
  if (metric.startsWith('dollars')) return 'USD';
  const [, per] = /Per([A-Z]\w*)$/.exec(metric) ?? [];
  if (per) return `per ${per.toLowerCase()}`;
  return 'count';
}

/** Three decimals at most: more would be noise. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
