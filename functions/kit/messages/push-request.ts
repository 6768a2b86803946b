import { z } from 'zod';
import { documentId } from '../calls/input.ts';
import { headerSchema, shortCode } from './header.ts';

/** Topic of what fans are to be told, wherever they are. */
export const PUSH_REQUESTS_TOPIC = 'push.requests';

/** What one fan is to be told, once; its id is `{service}:…` and names the fact. The words are made where it is sent, of kind and body. */
export const pushRequestSchema = headerSchema.extend({
  uid: documentId,
  /** `{service}.{what}`, e.g. `fans.streakAtRisk`. */
  kind: shortCode,
  /** From then on nobody wants to know any more. */
  until: z.iso.datetime().optional(),
});

export type PushRequest = z.infer<typeof pushRequestSchema>;
