import type { ByteReader, ByteWriter } from './bytes.ts';

/**
 * A column of texts. One is packed as its shape, `m#:goal:#`, and its numbers, each as the difference to the same number of the text before it of
 * that shape: ids that count up and versions take a few bytes. A UUID is its 16 bytes. Any text comes back as it was.
 */
export function writeTexts(writer: ByteWriter, texts: readonly string[]): void {
  const shapes = new Map<string, number>();
  const parts = texts.map(split);
  for (const { shape } of parts) if (!shapes.has(shape)) shapes.set(shape, shapes.size);
  writer.unsigned(shapes.size);
  for (const shape of shapes.keys()) writer.text(shape);
  writer.unsigned(texts.length);
  let before = 0;
  for (const { shape } of parts) {
    const number = shapes.get(shape) ?? 0;
    writer.signed(number - before);
    before = number;
  }
  const latest = new Map<string, readonly number[]>();
  for (const { shape, numbers } of parts) {
    const last = shape === UUID_SHAPE ? undefined : latest.get(shape);
    for (const [at, number] of numbers.entries())
      if (shape === UUID_SHAPE) writer.byte(number);
      else writer.signed(number - (last?.[at] ?? 0));
    latest.set(shape, numbers);
  }
}

export function readTexts(reader: ByteReader): string[] {
  const shapes = reader.list(() => reader.text());
  let number = 0;
  const shapeOf = reader.list(() => shapes[(number += reader.signed())] ?? '');
  const latest = new Map<string, readonly number[]>();
  return shapeOf.map((shape) => {
    if (shape === UUID_SHAPE) return uuidOf(Array.from({ length: 16 }, () => reader.byte()));
    if (shape.startsWith(AS_IT_IS)) return shape.slice(1);
    const last = latest.get(shape);
    const numbers: number[] = [];
    const text = shape.replace(WIDTHS, (width) => {
      const value = (last?.[numbers.length] ?? 0) + reader.signed();
      numbers.push(value);
      return String(value).padStart(width.charCodeAt(0), '0');
    });
    latest.set(shape, numbers);
    return text;
  });
}

/** In a shape, a run of so many digits is the character of that code. More digits are no exact number. */
const MOST_DIGITS = 15;
const RUNS = /\d{1,15}/g;
// eslint-disable-next-line no-control-regex -- they stand for digits
const WIDTHS = /[\x01-\x0f]/g;
/** Begins a shape that is the text itself, since it has such characters of its own. */
const AS_IT_IS = '\0';
const UUID_SHAPE = String.fromCharCode(MOST_DIGITS + 1);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function split(text: string): { shape: string; numbers: readonly number[] } {
  if (UUID.test(text)) {
    const hex = text.replaceAll('-', '');
    return {
      shape: UUID_SHAPE,
      numbers: Array.from({ length: 16 }, (_, at) => parseInt(hex.slice(2 * at, 2 * at + 2), 16)),
    };
  }
  // eslint-disable-next-line no-control-regex -- as above
  if (/[\0-\x10]/.test(text)) return { shape: AS_IT_IS + text, numbers: [] };
  const numbers: number[] = [];
  const shape = text.replace(RUNS, (run) => {
    numbers.push(Number(run));
    return String.fromCharCode(run.length);
  });
  return { shape, numbers };
}

function uuidOf(bytes: readonly number[]): string {
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
