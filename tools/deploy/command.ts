/** A word of a command: a text, or what another command prints, between two texts. */
export type Word = string | { before?: string; outputOf: Command; after?: string };

export type Command = readonly Word[];

/** The command as one would type it in a shell. */
export function shellText(command: Command): string {
  return command
    .map((word) => {
      if (typeof word === 'string') return quoted(word);
      const { before = '', outputOf, after = '' } = word;
      return `"${before}$(${shellText(outputOf)})${after}"`;
    })
    .join(' ');
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
