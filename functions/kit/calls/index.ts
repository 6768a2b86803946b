export { AUDITED, auditRecordSchema, audited, logDirective, reason } from './audit.ts';
export { CallError, type KitCallCode } from './call-error.ts';
export { bodyHash } from './canonical-json.ts';
export { type CallNeeds, type Caller, assertOps, callable } from './callable.ts';
export { erasedFanPath } from './erased-fans.ts';
export { avatar, documentId, idempotencyKey, moment, shownName, shownTitle } from './input.ts';
export { type Effected, type OnceOptions, type OnceOutcome, answerOf, conflictsOf, once } from './once.ts';
export { type CallPace, countCall, keepPace, nextInPace } from './rate-limit.ts';
export { transact } from './transact.ts';
