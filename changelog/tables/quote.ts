/** A name as SQL has it. */
export function quote(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}
