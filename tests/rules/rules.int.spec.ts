import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  type RulesTestEnvironment,
  assertFails,
  assertSucceeds,
  initializeTestEnvironment,
} from '@firebase/rules-unit-testing';
import {
  type Firestore,
  collection,
  deleteDoc,
  doc,
  documentId,
  endBefore,
  getDoc,
  getDocs,
  limit,
  orderBy,
  query,
  setDoc,
  setLogLevel,
  startAt,
  updateDoc,
  where,
} from 'firebase/firestore';
import { type MatrixRow, OWNER, type Operation, type Role, collectionsWithoutRow, matrix } from './matrix.ts';

const ROLES: readonly Role[] = ['visitor', 'fan', 'owner', 'ops'];

const ANY_OWN: NonNullable<MatrixRow['own']> = { field: 'uid', operator: '==' };

/** What else allows an operation. */
const WIDER: Partial<Record<Operation, Operation>> = { listOwn: 'list', listOwnUnbounded: 'listUnbounded' };

type Attempt = (db: Firestore, row: MatrixRow, path: string, uid: string) => Promise<unknown>;

const attempts: Record<Operation, Attempt> = {
  get: (db, _row, path) => getDoc(doc(db, path)),
  list: (db, _row, path) => getDocs(query(collection(db, parentOf(path)), limit(10))),
  listOwn: (db, { own = ANY_OWN }, path, uid) =>
    getDocs(query(collection(db, parentOf(path)), where(own.field, own.operator, own.value ?? uid), limit(10))),
  listUnbounded: (db, _row, path) => getDocs(collection(db, parentOf(path))),
  listOwnUnbounded: (db, { own = ANY_OWN }, path, uid) =>
    getDocs(query(collection(db, parentOf(path)), where(own.field, own.operator, own.value ?? uid))),
  create: (db, _row, path) => setDoc(doc(db, `${parentOf(path)}/new`), { field: 1 }),
  update: (db, _row, path) => updateDoc(doc(db, path), { field: 2 }),
  delete: (db, _row, path) => deleteDoc(doc(db, path)),
};

describe('security rules', () => {
  let environment: RulesTestEnvironment;

  before(async () => {
    // Refusals are what is tested.
    setLogLevel('silent');
    const [host = '', port = ''] = (process.env['FIRESTORE_EMULATOR_HOST'] ?? '').split(':');
    const rules = readFileSync(new URL('../../firestore.rules', import.meta.url), 'utf8');
    environment = await initializeTestEnvironment({
      projectId: 'demo-rules',
      firestore: { host, port: Number(port), rules },
    });
    await environment.withSecurityRulesDisabled(async (context) => {
      for (const { path, fields } of matrix)
        await setDoc(doc(context.firestore() as unknown as Firestore, idsFilled(path)), { field: 1, ...fields });
    });
  });
  after(() => environment.cleanup());

  function databaseOf(role: Role): Firestore {
    const context =
      role === 'visitor'
        ? environment.unauthenticatedContext()
        : environment.authenticatedContext(uidOf(role), role === 'ops' ? { ops: true } : {});
    return context.firestore() as unknown as Firestore;
  }

  for (const row of matrix) {
    const { path, allowed } = row;
    for (const role of ROLES) {
      it(`${path}: ${role}`, async () => {
        const db = databaseOf(role);
        for (const [operation, attempt] of Object.entries(attempts) as [Operation, (typeof attempts)[Operation]][]) {
          const may = (allowed[operation] ?? allowed[WIDER[operation] ?? operation])?.includes(role) ?? false;
          const outcome = attempt(db, row, idsFilled(path), uidOf(role));
          await (may ? assertSucceeds(outcome) : assertFails(outcome));
        }
      });
    }
  }

  it('lets ops list the dead letters of one service by their ids, for which no field needs an index', async () => {
    const service = (limited: number) => [orderBy(documentId()), startAt('fans:'), endBefore('fans;'), limit(limited)];
    await environment.withSecurityRulesDisabled(async (context) => {
      for (const id of ['fans:1', 'fans:2', 'fantasy:1', 'rewards:1'])
        await setDoc(doc(context.firestore() as unknown as Firestore, `deadLetters/${id}`), { code: 'badItem' });
    });
    const letters = (role: Role) => collection(databaseOf(role), 'deadLetters');
    const { docs } = await getDocs(query(letters('ops'), ...service(200)));
    assert.deepEqual(
      docs.map(({ id }) => id),
      ['fans:1', 'fans:2'],
    );
    await assertFails(getDocs(query(letters('ops'), ...service(201))));
    await assertFails(getDocs(query(letters('fan'), ...service(10))));
  });

  it('lets a fan look for a team he has not got, and not for whether another has one', async () => {
    const db = databaseOf('fan');
    await assertSucceeds(getDoc(doc(db, 'contests/open/entries/fan-1_1')));
    await assertFails(getDoc(doc(db, 'contests/open/entries/nobody_1')));
    await assertFails(getDoc(doc(db, 'contests/open/entries/fan-10_1')));
    await assertFails(getDoc(doc(db, 'contests/open/entries/fan-1')));
  });

  it('lets a fan watch a redemption that they are about to ask for, and not whether another has one', async () => {
    const db = databaseOf('fan');
    await assertSucceeds(getDoc(doc(db, 'redemptions/fan-1_key')));
    await assertFails(getDoc(doc(db, 'redemptions/fan-10_key')));
    await assertFails(getDoc(doc(db, 'redemptions/key')));
  });

  it('has a row for every collection the rules name', () => {
    const named = pathsOf(readFileSync(new URL('../../firestore.rules', import.meta.url), 'utf8'));
    assert.ok(named.length > 0);
    assert.deepEqual(collectionsWithoutRow(named), []);
  });

  it('finds a collection without a row', () => {
    assert.deepEqual(collectionsWithoutRow(['matches/m1', 'matches/m1/secrets/s1']), ['matches/{}/secrets']);
  });
});

function uidOf(role: Role): string {
  return role === 'owner' ? OWNER : 'fan-1';
}

function parentOf(path: string): string {
  return path.split('/').slice(0, -1).join('/');
}

function idsFilled(path: string): string {
  return path.replace(/\{(\w+)\}/g, '$1');
}

/** Document paths of nested `match` statements. */
function pathsOf(rules: string): string[] {
  const paths: string[] = [];
  const open: string[] = [];
  for (const line of rules.split('\n')) {
    const match = /^\s*match (\/\S+) \{/.exec(line)?.[1];
    if (match !== undefined) {
      open.push(match);
      if (!match.startsWith('/databases'))
        paths.push(
          open
            .filter((part) => !part.startsWith('/databases'))
            .join('')
            .slice(1),
        );
    } else if (/\{\s*$/.test(line)) open.push('');
    else if (/^\s*\}/.test(line)) open.pop();
  }
  return paths;
}
