import { ByteReader, ByteWriter } from '../packing/bytes.ts';
import { packed, unpacked } from '../packing/deflated.ts';
import { readTexts, writeTexts } from '../packing/texts.ts';
import type { BurstTimes } from './bursts.ts';
import type { Coverage } from './coverage.ts';
import { DAY_MS, type DayNumber } from './day.ts';
import { type Month, monthStart } from './months.ts';
import type { MonthSummary, SubjectDays, Tally } from './summary.ts';

const FORMAT = 1;

/** The summaries of all months of a fan, by month. */
export type Summaries = ReadonlyMap<Month, MonthSummary>;

/** Equal summaries give equal bytes. What rules have asked for stands once, however many months it is equal in. */
export function encodeSummaries(summaries: Summaries): Uint8Array {
  const writer = new ByteWriter();
  const months = [...summaries.values()].sort((a, b) => (a.month < b.month ? -1 : 1));
  const coverageTexts = months.map(({ coverage }) => JSON.stringify(coverage));
  const coverages = [...new Set(coverageTexts)];
  const kinds = [...new Set(months.flatMap(({ coverage }) => coverage.kinds))].sort();
  const numberOf = new Map(kinds.map((kind, at) => [kind, at]));
  const writeKind = (kind: string) => writer.unsigned(numberOf.get(kind) ?? 0);
  writeTexts(writer, coverages);
  writeTexts(writer, kinds);
  writeTexts(
    writer,
    months.map(({ month }) => month),
  );
  for (const [at, { month, days, subjects, bursts, skipped, unknown }] of months.entries()) {
    const start = monthStart(month);
    const firstDay = start / DAY_MS;
    writer.unsigned(coverages.indexOf(coverageTexts[at] ?? ''));
    writer.unsigned(unknown);
    writeRising(writer, firstDay, skipped);
    writeRising(writer, firstDay, [...days.keys()]);
    for (const tallies of days.values()) {
      writer.unsigned(tallies.size);
      for (const [kind, { count, sum, max }] of tallies) {
        writeKind(kind);
        writer.unsigned(2 * count + (sum === 0 && max === 0 ? 0 : 1));
        if (sum !== 0 || max !== 0) for (const number of [sum, max]) writer.signed(number);
      }
    }
    writer.unsigned(subjects.size);
    for (const [kind, list] of subjects) {
      writeKind(kind);
      writer.unsigned(list.length);
      for (const { hash, days: on } of list) {
        writeHash(writer, hash);
        writeRising(writer, firstDay, on);
      }
    }
    for (const { reachedAt, head, tail } of bursts) {
      writeRising(writer, start, reachedAt === null ? [] : [reachedAt]);
      writeRising(writer, start, head);
      writeRising(writer, start, tail);
    }
  }
  return packed(FORMAT, writer.finish());
}

/** @throws NewerFormatError */
export function decodeSummaries(bytes: Uint8Array): Map<Month, MonthSummary> {
  const reader = new ByteReader(unpacked('summaries of months', FORMAT, bytes));
  const coverages = readTexts(reader).map((text) => JSON.parse(text) as Coverage);
  const kinds = readTexts(reader);
  const readKind = () => kinds[reader.unsigned()] ?? '';
  const months = readTexts(reader);
  return new Map(
    months.map((month): [Month, MonthSummary] => {
      const start = monthStart(month);
      const firstDay = start / DAY_MS;
      const coverage = coverages[reader.unsigned()] ?? { kinds: [], subjects: [], bursts: [] };
      const unknown = reader.unsigned();
      const skipped = readRising(reader, firstDay);
      const days = new Map(readRising(reader, firstDay).map((day) => [day, new Map<string, Tally>()]));
      for (const tallies of days.values())
        for (let left = reader.unsigned(); left > 0; left--) {
          const kind = readKind();
          const count = reader.unsigned();
          const [sum, max] = count % 2 === 1 ? [reader.signed(), reader.signed()] : [0, 0];
          tallies.set(kind, { count: Math.floor(count / 2), sum, max });
        }
      const subjects = new Map(
        reader.list(() => [readKind(), reader.list(() => readSubject(reader, firstDay))] as const),
      );
      const bursts = coverage.bursts.map((): BurstTimes => {
        const [reachedAt = null] = readRising(reader, start);
        return { reachedAt, head: readRising(reader, start), tail: readRising(reader, start) };
      });
      return [month, { month, coverage, days, subjects, bursts, skipped, unknown }];
    }),
  );
}

function readSubject(reader: ByteReader, firstDay: DayNumber): SubjectDays {
  return { hash: readHash(reader), days: readRising(reader, firstDay) };
}

/** 48 bits. */
function writeHash(writer: ByteWriter, hash: number): void {
  for (const half of [Math.floor(hash / HALF_HASH), hash % HALF_HASH])
    for (const shift of [16, 8, 0]) writer.byte((half >>> shift) & 0xff);
}

function readHash(reader: ByteReader): number {
  let hash = 0;
  for (let part = 0; part < 6; part++) hash = hash * 0x100 + reader.byte();
  return hash;
}

const HALF_HASH = 0x1000000;

/** Each as the difference to the one before it. */
function writeRising(writer: ByteWriter, from: number, numbers: readonly number[]): void {
  writer.unsigned(numbers.length);
  let before = from;
  for (const number of numbers) {
    writer.signed(number - before);
    before = number;
  }
}

function readRising(reader: ByteReader, from: number): number[] {
  let number = from;
  return reader.list(() => (number += reader.signed()));
}
