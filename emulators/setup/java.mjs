import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MissingError, aptInstall, isExecutable, outputOf, which } from './tools.mjs';

/** The Firestore and Pub/Sub emulators of firebase-tools 15 need it. */
const NEEDED = 21;

/** Home of the newest Java of at least version 21. */
export async function findJava() {
  const found = search();
  if (found) return found;
  // Debian 12 ends at 17; newer releases have 21.
  if (/openjdk-21-jre-headless/.test(outputOf('apt-cache', ['search', '--names-only', 'openjdk-21-jre-headless']))) {
    await aptInstall(['openjdk-21-jre-headless'], `Java ${NEEDED}`);
    const installed = search();
    if (installed) return installed;
  }
  throw new MissingError(
    `Java ${NEEDED} or newer is missing (the Firebase emulators need it). Install it, e.g. the package temurin-21-jre of adoptium.net, or point JAVA_HOME at one.`,
  );
}

function search() {
  return candidates()
    .filter((home) => isExecutable(join(home, 'bin/java')))
    .map((home) => ({ home, version: javaVersion(outputOf(join(home, 'bin/java'), ['-version'])) }))
    .filter(({ version }) => version >= NEEDED)
    .sort((a, b) => b.version - a.version)[0]?.home;
}

function candidates() {
  const onPath = which('java');
  const inPath = onPath ? [join(onPath, '../..')] : [];
  const debian = list('/usr/lib/jvm').map((name) => join('/usr/lib/jvm', name));
  const mac = list('/Library/Java/JavaVirtualMachines').map((name) =>
    join('/Library/Java/JavaVirtualMachines', name, 'Contents/Home'),
  );
  return [process.env.JAVA_HOME, ...inPath, ...debian, ...mac, '/opt/homebrew/opt/openjdk'].filter(Boolean);
}

function list(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Major version of what `java -version` prints: 8 of `1.8.0_392`, 25 of `25.0.1`; 0 when it is no Java. */
export function javaVersion(text) {
  const match = /version "(?:1\.)?(\d+)/.exec(text);
  return match ? Number(match[1]) : 0;
}
