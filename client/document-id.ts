import { FanfoldError } from './errors.ts';

/** An id that can be part of a path. */
export function documentId(id: string): string {
  if (id === '' || id.includes('/')) throw new FanfoldError('invalidArgument', `"${id}" is no id`);
  return id;
}
