import { z } from 'zod';

/** https://firebase.google.com/docs/firestore/quotas#collections_documents_and_fields */
export const documentId = z
  .string()
  .min(1)
  .max(200)
  .regex(/^(?!\.{1,2}$)(?!__.*__$)[^/]+$/s, 'is no id');

/** What others read: one line, printable. */
export const shownName = z
  .string()
  .trim()
  .min(1)
  .max(30)
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u, 'has characters that cannot be shown');

/** Name of one of the app's pictures. */
export const avatar = z.string().regex(/^[a-z0-9-]{1,24}$/);
