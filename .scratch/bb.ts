import { measureBoards } from '../bench/fans/boards-small.ts';
console.log(JSON.stringify(await measureBoards(), null, 1));
process.exit(0);
