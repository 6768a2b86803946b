import assert from 'node:assert/strict';
import { connectionOf } from './watched.ts';

describe('connectionOf', () => {
  it('is live whenever the server has answered', () => {
    assert.equal(connectionOf(false, false, false), 'live');
    assert.equal(connectionOf(false, true, true), 'live');
  });
  it('is connecting while a value from memory is confirmed', () =>
    assert.equal(connectionOf(true, true, false), 'connecting'));
  it('is offline when the server was lost, or never answered', () => {
    assert.equal(connectionOf(true, true, true), 'offline');
    assert.equal(connectionOf(true, false, false), 'offline');
  });
});
