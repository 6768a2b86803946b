import { grown } from './grow.ts';

/** Many short texts as bytes, by number: a million JavaScript strings would take several times the memory. A text that is replaced stays as waste. */
export class Texts {
  #bytes = new Uint8Array(0);
  #used = 0;
  #starts = new Uint32Array(0);
  #lengths = new Uint16Array(0);

  set(index: number, text: Uint8Array): void {
    this.#starts = grown(this.#starts, index + 1);
    this.#lengths = grown(this.#lengths, index + 1);
    this.#bytes = grown(this.#bytes, this.#used + text.length);
    this.#bytes.set(text, this.#used);
    this.#starts[index] = this.#used;
    this.#lengths[index] = text.length;
    this.#used += text.length;
  }

  /** A view, valid until the next `set`. */
  bytes(index: number): Uint8Array {
    const start = this.#starts[index] ?? 0;
    return this.#bytes.subarray(start, start + (this.#lengths[index] ?? 0));
  }

  text(index: number): string {
    return decoder.decode(this.bytes(index));
  }
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();

export function toBytes(text: string): Uint8Array {
  return encoder.encode(text);
}

export function toText(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
