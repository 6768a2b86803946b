import { type BenchOptions, DELAY_NOTE } from '../live/options.ts';
import { withoutLogs } from '../quiet.ts';
import type { Report, Result } from '../report.ts';
import { BOARDS_NOTES, measureBoards } from './boards.ts';
import { HANDLES_NOTES, measureHandles } from './handles.ts';
import { PROFILE_NOTES, measureProfile } from './profile.ts';

/** What is measured, one after the other. Each starts what it needs, and says what its figures mean. */
const CASES: { measure: (options: BenchOptions) => Promise<Result[]>; notes: readonly string[] }[] = [
  { measure: measureProfile, notes: PROFILE_NOTES },
  { measure: measureHandles, notes: HANDLES_NOTES },
  { measure: measureBoards, notes: BOARDS_NOTES },
];

/** What the service of fans costs, and how fast it is. */
export function benchFans(options: BenchOptions): Promise<Report> {
  return withoutLogs(async () => {
    const results: Result[] = [];
    for (const { measure } of CASES) results.push(...(await measure(options)));
    const notes = CASES.flatMap((each) => each.notes);
    return { bench: 'fans', results, notes: options.firestoreDelay ? [...notes, DELAY_NOTE] : notes };
  });
}
