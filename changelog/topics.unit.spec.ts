import assert from 'node:assert/strict';
import { statsTables } from '@fanfold/kit/contract';
import { parseConfig } from './config.ts';
import { topicNames, topicsOf } from './topics.ts';

const GIVEN = { mysqlUrl: 'mysql://root@127.0.0.1:3306', projectId: 'demo-a', database: 'stats' };
const MATCH_TABLES = statsTables.map(({ table }) => table);

describe('topicsOf', () => {
  it('takes the tables of a match to one topic, and others to their own, without configuration', () => {
    const config = parseConfig({ ...GIVEN, tables: [...MATCH_TABLES, 'venues'] });
    const topicOf = topicsOf(config);
    assert.deepEqual([...MATCH_TABLES, 'venues'].map(topicOf), [
      'changes.match',
      'changes.match',
      'changes.match',
      'changes.venues',
    ]);
    assert.deepEqual(topicNames(config), ['changes.match', 'changes.venues']);
  });

  it('takes a table where the configuration says, and leaves the others', () => {
    const topics = { 'changes.people': ['players', 'squads'], archive: ['old'] };
    const config = parseConfig({ ...GIVEN, tables: ['players', 'squads', 'matches', 'old', 'venues'], topics });
    assert.deepEqual(topicNames(config), ['changes.people', 'changes.match', 'archive', 'changes.venues']);
  });
});
