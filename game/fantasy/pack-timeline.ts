import { ByteReader, ByteWriter } from '../packing/bytes.ts';
import { packed, unpacked } from '../packing/deflated.ts';
import type { Award, PointsTimeline, TimelineRow } from './timeline.ts';

const FORMAT = 1;

/** Column by column, texts by number, the most frequent first: alike stands beside alike. Equal timelines give equal bytes. */
export function encodeTimeline({ sport, seq, periods, rows }: PointsTimeline): Uint8Array {
  const writer = new ByteWriter();
  const awards = rows.flatMap((row) => row.awards);
  const players = byFrequency(awards.map(({ playerId }) => playerId));
  const rules = byFrequency(awards.map(({ rule }) => rule));
  const usual = rules.map((rule) => usualPoints(awards, rule));
  writer.byte(sport === 'cricket' ? 0 : 1);
  writer.unsigned(seq);
  writer.unsigned(periods.length);
  for (const { period, first, last } of periods) for (const number of [period, first, last]) writer.signed(number);
  writeTexts(writer, players);
  writeTexts(writer, rules);
  for (const points of usual) writer.signed(points);
  writer.unsigned(rows.length);
  for (const column of ['period', 'unit', 'ball'] as const) {
    let before = 0;
    for (const row of rows) {
      writer.signed(row[column] - before);
      before = row[column];
    }
  }
  for (const row of rows) writer.unsigned(row.awards.length);
  const number = (texts: readonly string[]) => new Map(texts.map((text, at) => [text, at]));
  const [playerNumbers, ruleNumbers] = [number(players), number(rules)];
  for (const { rule } of awards) writer.unsigned(ruleNumbers.get(rule) ?? 0);
  for (const { playerId } of awards) writer.unsigned(playerNumbers.get(playerId) ?? 0);
  for (const { rule, points } of awards) writer.signed(points - (usual[ruleNumbers.get(rule) ?? 0] ?? 0));
  return packed(FORMAT, writer.finish());
}

/** @throws NewerFormatError */
export function decodeTimeline(bytes: Uint8Array): PointsTimeline {
  const reader = new ByteReader(unpacked('timeline of points', FORMAT, bytes));
  const sport = reader.byte() === 0 ? 'cricket' : 'football';
  const seq = reader.unsigned();
  const periods = reader.list(() => ({ period: reader.signed(), first: reader.signed(), last: reader.signed() }));
  const players = reader.list(() => reader.text());
  const rules = reader.list(() => reader.text());
  const usual = rules.map(() => reader.signed());
  const rows = reader.list((): TimelineRow => ({ period: 0, unit: 0, ball: 0, awards: [] }));
  for (const column of ['period', 'unit', 'ball'] as const) {
    let value = 0;
    for (const row of rows) row[column] = value += reader.signed();
  }
  const awards: Award[] = [];
  for (const row of rows) {
    row.awards = Array.from({ length: reader.unsigned() }, () => ({ playerId: '', rule: '', points: 0 }));
    awards.push(...row.awards);
  }
  const numbers = awards.map(() => reader.unsigned());
  for (const award of awards) award.playerId = players[reader.unsigned()] ?? '';
  for (const [at, award] of awards.entries()) {
    const rule = numbers[at] ?? 0;
    award.rule = rules[rule] ?? '';
    award.points = (usual[rule] ?? 0) + reader.signed();
  }
  return { sport, seq, periods, rows };
}

function writeTexts(writer: ByteWriter, texts: readonly string[]): void {
  writer.unsigned(texts.length);
  for (const text of texts) writer.text(text);
}

function byFrequency(texts: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([text]) => text);
}

/** What a rule gives most of the time. */
function usualPoints(awards: readonly Award[], rule: string): number {
  const counts = new Map<number, number>();
  for (const award of awards) if (award.rule === rule) counts.set(award.points, (counts.get(award.points) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || a - b)[0]?.[0] ?? 0;
}
