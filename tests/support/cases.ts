/**
 * Runs numbered cases, each lane one after the other. After a failure no lane begins another case, and the failure is thrown only when all
 * lanes have ended: a block of cases that fails leaves nothing running behind for the next one to fail on.
 */
export async function runCases<Lane>(
  lanes: readonly Lane[],
  { first, last }: { first: number; last: number },
  run: (lane: Lane, number: number) => Promise<void>,
): Promise<void> {
  let next = first;
  const failures: unknown[] = [];
  await Promise.all(
    lanes.map(async (lane) => {
      while (next <= last && failures.length === 0) {
        try {
          await run(lane, next++);
        } catch (error) {
          failures.push(error);
        }
      }
    }),
  );
  if (failures.length > 0) throw failures[0];
}
