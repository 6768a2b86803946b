/** @returns what to tell the fan */
export async function copyText(text: string, copied: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return copied;
  } catch {
    return 'This browser does not copy: write the code down.';
  }
}
