type Entry = Readonly<Record<string, unknown>>;

/** The entries that a service logs while it works, as objects; whether the work fails is the caller's. */
export async function logged(work: () => Promise<unknown>): Promise<Entry[]> {
  const lines: string[] = [];
  const streams = [process.stdout, process.stderr];
  const writes = streams.map((stream) => stream.write.bind(stream));
  const take = (text: string | Uint8Array): boolean => lines.push(String(text)) > 0;
  for (const stream of streams) stream.write = take;
  try {
    await work();
  } finally {
    for (const [index, stream] of streams.entries()) Object.assign(stream, { write: writes[index] });
  }
  return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Entry);
}
