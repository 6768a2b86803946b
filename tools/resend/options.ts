import { parseArgs } from 'node:util';

export interface ResendOptions {
  by: string;
  /** One letter; or all of a service. */
  letter?: string;
  service?: string;
  code?: string;
}

export function readOptions(args: string[]): ResendOptions | 'help' | { wrong: string } {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      args,
      options: { by: text, letter: text, service: text, code: text, help: { type: 'boolean' } },
    });
    const { by, letter, service, code, help } = values;
    if (help) return 'help';
    if (!by) return { wrong: 'Say who sends them: --by NAME.' };
    if ((letter === undefined) === (service === undefined))
      return { wrong: 'Give --letter or --service, and not both.' };
    if (letter !== undefined && code !== undefined) return { wrong: '--code is for letters of a --service.' };
    return {
      by,
      ...(letter !== undefined && { letter }),
      ...(service !== undefined && { service }),
      ...(code !== undefined && { code }),
    };
  } catch (error) {
    return { wrong: (error as Error).message };
  }
}
