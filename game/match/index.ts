export * from './rows.ts';
export * from './view.ts';
export { eventRow } from './event-row.ts';
export { momentId, momentOrder } from './moment.ts';
export { foldMatch } from './fold.ts';
export { pulseOf } from './pulse.ts';
