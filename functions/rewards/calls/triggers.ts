import { callable } from '@fanfold/kit/calls';
import { projectFirestore } from '@fanfold/kit/ops';
import { reversePosting as reverse, reversePostingSchema } from './reverse-posting.ts';

/** For those with the claim `ops`; the function beside this file says what it does and how it is refused. */
export const reversePosting = callable(reversePostingSchema, (input, caller) =>
  reverse(projectFirestore(), caller, input, () => new Date()),
);
