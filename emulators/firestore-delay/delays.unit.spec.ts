import assert from 'node:assert/strict';
import { delayOf, grpcMethod, httpMethod } from './delays.ts';

describe('delays of Firestore', () => {
  const ofGrpc = (method: string) => delayOf(grpcMethod(`/google.firestore.v1.Firestore/${method}`));
  const documents = '/v1/projects/demo/databases/(default)/documents';
  const ofHttp = (verb: string, path: string) => delayOf(httpMethod(verb, path));

  it('are those of a read or a commit, by gRPC', () => {
    assert.equal(ofGrpc('BatchGetDocuments'), 25);
    assert.equal(ofGrpc('RunQuery'), 25);
    assert.equal(ofGrpc('Commit'), 80);
    assert.equal(ofGrpc('BatchWrite'), 80);
  });

  it('are the same by HTTP', () => {
    assert.equal(ofHttp('POST', `${documents}:batchGet`), 25);
    assert.equal(ofHttp('POST', `${documents}:runAggregationQuery`), 25);
    assert.equal(ofHttp('GET', `${documents}/matches/m?mask.fieldPaths=seq`), 25);
    assert.equal(ofHttp('GET', `${documents}/matches`), 25);
    assert.equal(ofHttp('POST', `${documents}:commit`), 80);
    assert.equal(ofHttp('PATCH', `${documents}/matches/m`), 80);
    assert.equal(ofHttp('DELETE', `${documents}/matches/m`), 80);
  });

  it('are none of listeners, roll-backs and the emulator itself', () => {
    for (const method of ['Listen', 'Rollback']) assert.equal(ofGrpc(method), 0, method);
    assert.equal(ofHttp('DELETE', '/emulator/v1/projects/demo/databases/(default)/documents'), 0);
    assert.equal(ofHttp('POST', '/google.firestore.v1.Firestore/Listen/channel?VER=8'), 0);
  });
});
