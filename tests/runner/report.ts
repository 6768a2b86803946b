import type { SpecFile } from './spec-files.ts';
import type { FileResult } from './worker-main.ts';

/** Files of the table; the others of a run take less each. */
const SLOWEST = 15;

/** Prints what ends as it ends; at the end of the run what has failed, and where the time went. */
export class Report {
  readonly #startedAt = performance.now();
  readonly #kinds = new Map<string, number>();
  readonly #files: [name: string, ms: number][] = [];
  readonly #failures: string[] = [];
  readonly #briefly: string[] = [];
  #passed = 0;
  #failed = 0;

  /** Of the whole run. */
  get exitCode(): 0 | 1 {
    return this.#failed > 0 || this.#passed === 0 ? 1 : 0;
  }

  /** Of formatter, linter or compiler. */
  addCheck(name: string, { isOk, ms, printed }: { isOk: boolean; ms: number; printed: string }): void {
    process.stdout.write(`${printed}\n${name}: ${isOk ? 'ok' : 'FAILED'}\n`);
    this.#kinds.set(name, ms);
    if (isOk) this.#passed++;
    else this.#failed++;
    if (isOk) return;
    this.#failures.push(`${name}\n\n${printed}`);
    this.#briefly.push(`${name}\n`);
  }

  addFile({ kind, path }: SpecFile, { passed, failed, ms, printed, failures, brief }: FileResult): void {
    process.stdout.write(`\n${path}\n${printed.replace(/^\n+/, '').trimEnd()}\n`);
    this.#kinds.set(kind, (this.#kinds.get(kind) ?? 0) + ms);
    this.#files.push([path, ms]);
    this.#passed += passed;
    this.#failed += failed;
    if (failures === '') return;
    this.#failures.push(`${path}\n${failures}`);
    this.#briefly.push(`${path}: ${brief}`);
  }

  end(): void {
    for (const text of this.#failures) process.stdout.write(`\nFAILED: ${text}`);
    const slowest = this.#files.sort(([, a], [, b]) => b - a).slice(0, SLOWEST);
    process.stdout.write(`\nSeconds by kind, side by side, and of the slowest files\n`);
    for (const [name, ms] of [...this.#kinds, ...slowest])
      process.stdout.write(`${seconds(ms).padStart(8)}  ${name}\n`);
    for (const text of this.#briefly) process.stdout.write(`\nFAILED ${text}`);
    const all = seconds(performance.now() - this.#startedAt);
    process.stdout.write(`\n${this.#passed} passed, ${this.#failed} failed, in ${all} s\n`);
  }
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}
