import { z } from 'zod';
import { type TextProblem, nameProblem, textProblem, tidied } from '@fanfold/game/names';

/** What one segment of a path may be; with at most 400 letters it has no more than the 1,500 bytes that it may have: https://firebase.google.com/docs/firestore/quotas#collections_documents_and_fields */
export const DOCUMENT_ID = /^(?!\.{1,2}$)(?!__.*__$)(?!.*\p{Surrogate})[^/]+$/su;

export const documentId = z.string().min(1).max(200).regex(DOCUMENT_ID, 'is no id');

/** Names what must be done once: see `once`. */
export const idempotencyKey = z.string().min(1).max(400).regex(DOCUMENT_ID, 'is no id');

/** A moment, with any offset; made text of one form (ISO 8601, UTC), which sorts by time up to the end of 9999. */
export const moment = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text).toISOString())
  .pipe(z.iso.datetime());

const MESSAGES: Readonly<Record<TextProblem, string>> = {
  empty: 'is empty',
  tooLong: 'is too long',
  invisibleCharacter: 'has characters that cannot be shown',
  tooManyMarks: 'has more marks on a letter than any language writes',
  looksLikeStaff: 'may be taken for the name of one who runs the app',
  link: 'has a link or a handle',
};

/** What a fan calls themselves, or what is theirs, and others read. Of a refusal, `problems[].code` is a TextProblem. */
export const shownName = shown(nameProblem);

/** What an operator calls something, and fans read: one line, printable. */
export const shownTitle = shown(textProblem);

/** Name of one of the app's pictures. */
export const avatar = z.string().regex(/^[a-z0-9-]{1,24}$/);

function shown(problemOf: (text: string) => TextProblem | null) {
  return z
    .string()
    .max(1000)
    .transform(tidied)
    .superRefine((text, context) => {
      const code = problemOf(text);
      if (code) context.addIssue({ code: 'custom', message: MESSAGES[code], params: { code } });
    });
}
