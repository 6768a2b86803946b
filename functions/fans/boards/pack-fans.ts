import { ByteReader, ByteWriter, packed, unpacked } from '@fanfold/game/packing';
import type { BoardEntry, BoardFan } from './board-fan.ts';

const FORMAT = 1;

/** Fans of a block or of a commit; some 45 bytes each, most of them the uid. */
export function packFans(fans: readonly BoardFan[]): Uint8Array {
  const writer = new ByteWriter();
  const texts = new Texts(writer);
  writer.unsigned(fans.length);
  for (const { uid, version, entry } of fans) {
    writer.text(uid);
    writer.byte(entry ? 1 : 0);
    if (!entry) continue;
    writer.unsigned(version);
    texts.write(entry.country ?? '');
    texts.write(entry.team ?? '');
    writer.unsigned(entry.scores.size);
    for (const [period, score] of entry.scores) {
      texts.write(period);
      writer.unsigned(score);
    }
  }
  return packed(FORMAT, writer.finish());
}

/** @throws NewerFormatError */
export function unpackFans(bytes: Uint8Array): BoardFan[] {
  const reader = new ByteReader(unpacked('fans of boards', FORMAT, bytes));
  const texts: string[] = [];
  const text = (): string => {
    const number = reader.unsigned();
    if (number === texts.length) texts.push(reader.text());
    return texts[number] as string;
  };
  const entry = (): BoardEntry => {
    const [country, team] = [text(), text()];
    const scores = new Map(reader.list((): [string, number] => [text(), reader.unsigned()]));
    return { country: country || null, team: team || null, scores };
  };
  return reader.list((): BoardFan => {
    const uid = reader.text();
    if (reader.byte() === 0) return { uid, version: 0, entry: null };
    return { uid, version: reader.unsigned(), entry: entry() };
  });
}

/** A text that comes again is written as its number. */
class Texts {
  readonly #writer: ByteWriter;
  readonly #numbers = new Map<string, number>();

  constructor(writer: ByteWriter) {
    this.#writer = writer;
  }

  write(text: string): void {
    const known = this.#numbers.get(text);
    this.#writer.unsigned(known ?? this.#numbers.size);
    if (known !== undefined) return;
    this.#numbers.set(text, this.#numbers.size);
    this.#writer.text(text);
  }
}
