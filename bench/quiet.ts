/** Runs work whose services would log a line for each commit or call. Progress goes to stderr, and is seen. */
export async function withoutLogs<T>(work: () => Promise<T>): Promise<T> {
  const { write } = process.stdout;
  process.stdout.write = () => true;
  try {
    return await work();
  } finally {
    process.stdout.write = write;
  }
}
