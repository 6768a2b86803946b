import { ConnectorError, type ConnectorErrorCode } from '../errors.ts';

/** Something about the server that must be mended before the connector can follow it. */
export interface Complaint {
  code: ConnectorErrorCode;
  /** One sentence. */
  message: string;
  /** SQL and actions, a line each; lines that begin with `--` are remarks. */
  fix: readonly string[];
}

/** All complaints as one error, so that one start shows them all: the code is the first's, the others follow theirs in the message. */
export function errorOf(complaints: readonly [Complaint, ...Complaint[]]): ConnectorError {
  const [first, ...others] = complaints;
  const also = others.map(({ code, message }) => `${code}: ${message}`);
  return new ConnectorError(first.code, [first.message, ...also].join(' '), fixOf(complaints).join('\n'));
}

/** Each line once, remarks last. */
function fixOf(complaints: readonly Complaint[]): string[] {
  const lines = [...new Set(complaints.flatMap(({ fix }) => fix))];
  const isRemark = (line: string): boolean => line.startsWith('--');
  return [...lines.filter((line) => !isRemark(line)), ...lines.filter(isRemark)];
}
