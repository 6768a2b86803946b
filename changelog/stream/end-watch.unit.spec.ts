import assert from 'node:assert/strict';
import { EndWatch } from './end-watch.ts';

describe('EndWatch', () => {
  const end = (pos: number, file = 'binlog.000001'): { file: string; pos: number } => ({ file, pos });

  it('is content with a dump that stands where the log ends', () => {
    const watch = new EndWatch(end(400));
    for (let i = 0; i < 5; i++) assert.ok(!watch.isAstray(end(400)));
    watch.saw('binlog.000001', 900);
    for (let i = 0; i < 5; i++) assert.ok(!watch.isAstray(end(900 + 2 ** 32)));
  });

  it('gives what is on its way the time to come', () => {
    const watch = new EndWatch(end(400));
    assert.ok(!watch.isAstray(end(500)));
    assert.ok(!watch.isAstray(end(500)));
    watch.stir();
    watch.saw('binlog.000001', 500);
    assert.ok(!watch.isAstray(end(600)));
    assert.ok(!watch.isAstray(end(500)));
  });

  it('waits for what comes of tables that nobody captures', () => {
    const watch = new EndWatch(end(400));
    for (let i = 0; i < 5; i++) {
      watch.stir();
      assert.ok(!watch.isAstray(end(9_000)));
    }
  });

  it('finds one astray to which nothing comes though the log ends elsewhere', () => {
    for (const other of [end(300), end(500), end(400, 'binlog.000002')]) {
      const watch = new EndWatch(end(400));
      assert.deepEqual(
        [1, 2, 3].map(() => watch.isAstray(other)),
        [false, false, true],
      );
    }
  });
});
