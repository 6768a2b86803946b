import assert from 'node:assert/strict';
import { CallError } from '@fanfold/kit/calls';

/** Fails unless the decision is refused with this code. @returns what else the refusal says */
export function assertRefusal(decide: () => unknown, code: string): Record<string, unknown> {
  try {
    decide();
  } catch (error) {
    assert.ok(error instanceof CallError, String(error));
    assert.equal(error.code, code);
    return error.details as Record<string, unknown>;
  }
  return assert.fail(`decided where ${code} was to be expected`);
}
