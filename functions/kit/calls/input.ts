import { z } from 'zod';

/** What one segment of a path may be: https://firebase.google.com/docs/firestore/quotas#collections_documents_and_fields */
export const DOCUMENT_ID = /^(?!\.{1,2}$)(?!__.*__$)[^/]+$/s;

export const documentId = z.string().min(1).max(200).regex(DOCUMENT_ID, 'is no id');

/** What others read: one line, printable. */
export const shownName = z
  .string()
  .trim()
  .min(1)
  .max(30)
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u, 'has characters that cannot be shown');

/** Name of one of the app's pictures. */
export const avatar = z.string().regex(/^[a-z0-9-]{1,24}$/);
