export { CallError, type Caller, callable } from './callable.ts';
export { avatar, documentId, shownName } from './input.ts';
export { type CallPace, countCall, keepPace } from './rate-limit.ts';
export { transact } from './transact.ts';
