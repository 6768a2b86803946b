export { maskedName } from './masked-name.ts';
