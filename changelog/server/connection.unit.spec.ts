import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import type { SslOptions } from 'mysql2';
import { connectionOptions } from './connection.ts';

function options(rest: string) {
  return connectionOptions({ mysqlUrl: `mysql://a%40b:p%25w@${rest}` });
}

describe('connectionOptions', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(resolve(tmpdir(), 'connection-'));
    for (const name of ['ca', 'cert', 'key']) writeFileSync(resolve(folder, `${name}.pem`), `the ${name}`);
  });
  after(() => rmSync(folder, { recursive: true }));

  it('takes account and address apart', () => {
    const { host, port, user, password, ssl, socketPath } = options('db.example:3307');
    assert.deepEqual({ host, port, user, password }, { host: 'db.example', port: 3307, user: 'a@b', password: 'p%w' });
    assert.deepEqual([ssl, socketPath], [undefined, undefined]);
    assert.equal(options('[::1]').host, '::1');
  });

  it('takes the socket of a Cloud SQL proxy', () => {
    assert.equal(options('localhost/?socketPath=/cloudsql/p:region:i').socketPath, '/cloudsql/p:region:i');
  });

  it('takes TLS with the files of a private CA', () => {
    const files = `ssl-ca=${folder}/ca.pem&ssl-cert=${folder}/cert.pem&ssl-key=${folder}/key.pem`;
    assert.deepEqual(options(`10.0.0.1?${files}`).ssl, {
      ca: 'the ca',
      cert: 'the cert',
      key: 'the key',
      minVersion: 'TLSv1.2',
      verifyIdentity: false,
    });
  });

  it('checks the name in the certificate where the host is a name, or as told', () => {
    const verifies = (rest: string) => (options(rest).ssl as SslOptions).verifyIdentity;
    assert.equal(verifies('db.example?ssl=true'), true);
    assert.equal(verifies('10.0.0.1?ssl=true'), false);
    assert.equal(verifies('db.example?ssl-mode=VERIFY_CA'), false);
    assert.equal(options('db.example?ssl=false').ssl, undefined);
  });

  for (const [query, message] of [
    ['sslmode=x', /unknown parameter sslmode/],
    ['ssl=yes', /ssl that is not true or false/],
    ['ssl-mode=PREFERRED', /not VERIFY_CA or VERIFY_IDENTITY/],
    ['ssl-ca=/no/such/file', /ssl-ca that cannot be read/],
    ['ssl-cert=package.json', /only one of ssl-cert and ssl-key/],
  ] as const) {
    it(`refuses ${query}, without showing the password`, () => {
      assert.throws(() => options(`host?${query}`), { code: 'BAD_CONFIG', message });
      assert.throws(
        () => options(`host?${query}`),
        (error: Error) => !/p%25w|p%w/.test(String(error)),
      );
    });
  }

  it('refuses a password that is not encoded, without showing it', () => {
    assert.throws(
      () => connectionOptions({ mysqlUrl: 'mysql://a:100%secret@host' }),
      (error: Error) => {
        assert.equal((error as { code?: string }).code, 'BAD_CONFIG');
        return !error.message.includes('secret') && !String(error.cause).includes('secret');
      },
    );
  });
});
