import { findEmulators } from '../emulators/setup/emulator-binaries.mjs';
import { findJava } from '../emulators/setup/java.mjs';
import { findMariaDb } from '../emulators/setup/programs.mjs';
import { delimiter, join } from 'node:path';
import { spawnSync } from 'node:child_process';
const home = await findJava();
Object.assign(process.env, { JAVA_HOME: home, PATH: `${join(home,'bin')}${delimiter}${process.env.PATH}`, ...findEmulators(home) }, await findMariaDb());
const r = spawnSync(process.execPath, ['--import','tsx', ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(r.status ?? 1);
