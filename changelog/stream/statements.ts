/** A table as a statement names it; `database` null: the session's. */
export interface NamedTable {
  database: string | null;
  table: string;
}

/**
 * What a statement in the binlog means for captured rows. `definition`: a table may have another definition or other rows from here on, of
 * which the binlog says nothing. `rows`: it changes rows itself, which a row-based binlog never says with a statement.
 */
export type Statement =
  | { kind: 'begin' | 'commit' | 'other' }
  /** Of the whole transaction, or back to a savepoint. */
  | { kind: 'rollback'; isWhole: boolean }
  | { kind: 'definition'; verb: string; named: NamedTable[]; droppedDatabase: string | null }
  | { kind: 'rows'; named: NamedTable[] };

const BEGIN = /^(?:BEGIN|XA\s+START|XA\s+BEGIN|START\s+TRANSACTION)\b/i;
const ROLLBACK = /^ROLLBACK\b(\s+(?:WORK\s+)?TO\b)?/i;
const INSIDE = /^(?:SAVEPOINT|RELEASE|XA|SET)\b/i;
const ROWS = /^(?:INSERT|UPDATE|DELETE|REPLACE|LOAD|WITH|CALL|DO)$/;
const DEFINITION = /^(?:ALTER|CREATE|DROP|RENAME|TRUNCATE)$/;
/** MariaDB logs the variables that are set for one statement with it: SET STATEMENT a = 1 FOR ALTER TABLE … */
const SET_STATEMENT = /^SET\s+STATEMENT\b/i;
/** Quoted names and texts, comments, words, and single other characters. What stands in a comment with an exclamation mark is SQL to its server. */
const TOKEN =
  /`((?:[^`]|``)*)`|"((?:[^"\\]|\\.|"")*)"|'((?:[^'\\]|\\.|'')*)'|\/\*M?!\d*|\/\*[^]*?\*\/|\*\/|--[ \t][^\n]*|#[^\n]*|([\p{L}\p{N}_$]+)|(\S)/gu;

/** Reads a statement as far as it matters here. Names are found by their form only, so a table may be named that is not concerned. */
export function readStatement(sql: string): Statement {
  const text = sql.trim();
  if (BEGIN.test(text)) return { kind: 'begin' };
  if (/^COMMIT\b/i.test(text)) return { kind: 'commit' };
  const rollback = ROLLBACK.exec(text);
  if (rollback) return { kind: 'rollback', isWhole: rollback[1] === undefined };
  if (INSIDE.test(text) && !SET_STATEMENT.test(text)) return { kind: 'other' };
  const tokens = withoutSettings(tokenise(text));
  const verb = wordAt(tokens, 0);
  if (ROWS.test(verb)) return { kind: 'rows', named: namesIn(tokens) };
  if (!DEFINITION.test(verb)) return { kind: 'other' };
  return readDefinition(verb, tokens);
}

function readDefinition(verb: string, tokens: readonly Token[]): Statement {
  if (verb === 'TRUNCATE') {
    const rest = tokens.slice(wordAt(tokens, 1) === 'TABLE' ? 2 : 1);
    return { kind: 'definition', verb, named: firstName(rest), droppedDatabase: null };
  }
  const words = tokens.slice(0, 8).map((token) => (token.kind === 'word' ? token.text.toUpperCase() : ''));
  const object = words.slice(1).find((word) => OBJECTS.has(word)) ?? '';
  if (object === 'DATABASE' || object === 'SCHEMA') {
    const name = tokens.slice(words.indexOf(object) + 1).filter((token) => !['IF', 'EXISTS'].includes(upper(token)))[0];
    return verb === 'DROP' && name
      ? { kind: 'definition', verb, named: [], droppedDatabase: name.text }
      : { kind: 'other' };
  }
  if (object !== 'TABLE' && object !== 'TABLES') return { kind: 'other' };
  if (words.slice(1, words.indexOf(object)).includes('TEMPORARY')) return { kind: 'other' };
  const rest = tokens.slice(Math.max(1, words.indexOf(object) + 1));
  // CREATE may name others (LIKE, SELECT, REFERENCES) that stay as they are.
  const named = namesIn(rest);
  const created = firstName(rest);
  return { kind: 'definition', verb, named: verb === 'CREATE' ? created : named, droppedDatabase: null };
}

/** What may follow the verb; the first of these words tells what it is about. */
const OBJECTS = new Set(
  'TABLE TABLES DATABASE SCHEMA INDEX KEY VIEW PROCEDURE FUNCTION TRIGGER EVENT USER ROLE SERVER SEQUENCE TABLESPACE LOGFILE PACKAGE INSTANCE'.split(
    ' ',
  ),
);

function withoutSettings(tokens: readonly Token[]): readonly Token[] {
  if (wordAt(tokens, 0) !== 'SET') return tokens;
  return tokens.slice(tokens.findIndex((token) => upper(token) === 'FOR') + 1);
}

interface Token {
  kind: 'word' | 'quoted' | 'sign';
  text: string;
}

function tokenise(sql: string): Token[] {
  const tokens: Token[] = [];
  for (const [, backticked, doubleQuoted, , word, sign] of sql.matchAll(TOKEN)) {
    if (backticked !== undefined) tokens.push({ kind: 'quoted', text: backticked.replaceAll('``', '`') });
    else if (doubleQuoted !== undefined) tokens.push({ kind: 'quoted', text: doubleQuoted.replaceAll('""', '"') });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
  }
  return tokens;
}

/** Every name or pair of names with a dot between; words of the language come along and match no table. */
function namesIn(tokens: readonly Token[]): NamedTable[] {
  const named: NamedTable[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token || token.kind === 'sign') continue;
    const next = tokens[i + 2];
    if (tokens[i + 1]?.text === '.' && next && next.kind !== 'sign') {
      named.push({ database: token.text, table: next.text });
      i += 2;
    } else named.push({ database: null, table: token.text });
  }
  return named;
}

function firstName(tokens: readonly Token[]): NamedTable[] {
  const start = tokens.findIndex((token) => !['IF', 'NOT', 'EXISTS'].includes(upper(token)));
  return namesIn(tokens.slice(Math.max(0, start), start + 3)).slice(0, 1);
}

function upper(token: Token): string {
  return token.kind === 'word' ? token.text.toUpperCase() : '';
}

function wordAt(tokens: readonly Token[], index: number): string {
  const token = tokens[index];
  return token ? upper(token) : '';
}
