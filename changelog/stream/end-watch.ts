/** Where a log ends. */
export interface LogEnd {
  file: string;
  pos: number;
}

const WRAP = 2 ** 32;

/**
 * Whether a dump still reads the log that the server writes. After a RESET, MySQL lets it wait at the end of the deleted file when the new one
 * has the same name, and its heartbeats look well.
 */
export class EndWatch {
  #seen: LogEnd;
  /** Nothing but heartbeats has come since the last look. */
  #isQuiet = false;
  #isSuspect = false;

  constructor(from: LogEnd) {
    this.#seen = from;
  }

  /** Something came that is no heartbeat. */
  stir(): void {
    this.#isQuiet = false;
  }

  /** The dump stands there now; of `pos` the low 32 bits, or 0 where the server does not say. */
  saw(file: string, pos: number): void {
    if (pos > 0 || file !== this.#seen.file) this.#seen = { file, pos };
  }

  /** Compares with where the server says that its log ends. True at the second look in a quiet time at which it ends elsewhere. */
  isAstray(end: LogEnd): boolean {
    const wasQuiet = this.#isQuiet;
    this.#isQuiet = true;
    const isElsewhere = wasQuiet && (end.file !== this.#seen.file || end.pos % WRAP !== this.#seen.pos % WRAP);
    const isAstray = isElsewhere && this.#isSuspect;
    this.#isSuspect = isElsewhere;
    return isAstray;
  }
}
