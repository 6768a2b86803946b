/** Posts an event to a function. @returns whether the function has taken it: answered 2xx; false also when its process is down or the signal aborts */
export async function postEvent(
  url: string,
  { headers, body, signal }: { headers: Record<string, string>; body: Uint8Array | string; signal: AbortSignal },
): Promise<boolean> {
  try {
    const answer = await fetch(url, { method: 'POST', headers, body, signal });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
