import { ByteReader, ByteWriter } from '../packing/bytes.ts';
import { packed, unpacked } from '../packing/deflated.ts';
import { readTexts, writeTexts } from '../packing/texts.ts';
import type { Activity } from './activity.ts';
import type { ActivityRow, FanMonth } from './apply-to-month.ts';
import { type Month, monthStart } from './months.ts';

const FORMAT = 1;

/** Column by column, in the order of time, tombstones last: alike stands beside alike. Equal months give equal bytes. */
export function encodeMonth({ month, rows }: FanMonth): Uint8Array {
  const writer = new ByteWriter();
  const entries = [...rows].sort(byTime);
  const live = entries.flatMap(([, { activity }]) => (activity ? [activity] : []));
  const kinds = [...new Set(live.map(({ kind }) => kind))];
  const subjects = [...new Set(live.flatMap(({ subject }) => subject ?? []))];
  writeTexts(
    writer,
    entries.map(([id]) => id),
  );
  writeTexts(
    writer,
    entries.map(([, { version }]) => version),
  );
  writeTexts(writer, kinds);
  writeTexts(writer, subjects);
  writer.unsigned(live.length);
  let before = monthStart(month);
  for (const { at } of live) {
    writer.unsigned(at - before);
    before = at;
  }
  const kindNumbers = numbered(kinds);
  for (const { kind } of live) writer.unsigned(kindNumbers.get(kind) ?? 0);
  for (const { amount = 0 } of live) writer.signed(amount);
  const subjectNumbers = numbered(subjects);
  for (const { subject } of live) writer.unsigned(subject === undefined ? 0 : (subjectNumbers.get(subject) ?? 0) + 1);
  return packed(FORMAT, writer.finish());
}

/** @throws NewerFormatError */
export function decodeMonth(month: Month, bytes: Uint8Array): FanMonth {
  const reader = new ByteReader(unpacked('month of a fan', FORMAT, bytes));
  const ids = readTexts(reader);
  const versions = readTexts(reader);
  const kinds = readTexts(reader);
  const subjects = readTexts(reader);
  let at = monthStart(month);
  const times = reader.list(() => (at += reader.unsigned()));
  const kindNumbers = times.map(() => reader.unsigned());
  const amounts = times.map(() => reader.signed());
  const subjectNumbers = times.map(() => reader.unsigned());
  const rows = new Map<string, ActivityRow>();
  for (const [n, id] of ids.entries()) {
    const time = times[n];
    let activity: Activity | null = null;
    if (time !== undefined) {
      activity = { id, kind: kinds[kindNumbers[n] ?? 0] ?? '', at: time };
      const amount = amounts[n];
      if (amount) activity.amount = amount;
      const subject = subjects[(subjectNumbers[n] ?? 0) - 1];
      if (subject !== undefined) activity.subject = subject;
    }
    rows.set(id, { version: versions[n] ?? '', activity });
  }
  return { month, rows, bytes: bytes.length };
}

/** Bytes that one more row takes at most: its texts may be like no others, and each number is as long as it can be. */
export function packedBound(id: string, { version, activity }: ActivityRow): number {
  const texts = [id, version, ...(activity ? [activity.kind, activity.subject ?? ''] : [])];
  return texts.reduce((sum, text) => sum + mostBytes(text) + TEXT_NUMBERS, ROW_NUMBERS);
}

/** A digit is a part of a number and of a shape. */
function mostBytes(text: string): number {
  return /^[\0-\x7f]*$/.test(text) ? 2 * text.length : 4 * text.length;
}

/** Its length and the number of its shape. */
const TEXT_NUMBERS = 6;
/** Time, kind, amount and subject. */
const ROW_NUMBERS = 16;

function byTime([a, { activity: x }]: [string, ActivityRow], [b, { activity: y }]: [string, ActivityRow]): number {
  return (x?.at ?? Infinity) - (y?.at ?? Infinity) || (a < b ? -1 : 1);
}

function numbered(texts: readonly string[]): Map<string, number> {
  return new Map(texts.map((text, at) => [text, at]));
}
