import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { firstExisting, outputOf, root, which } from './tools.mjs';

/**
 * Variables that point firebase-tools at emulators that are already on this machine: those set by the user, firebase-tools' own cache, then
 * the Google Cloud SDK's. Where there are none, firebase-tools downloads them.
 */
export function findEmulators(javaHome) {
  const sdk = sdkPlatform();
  const firestoreJar = firstExisting([sdk && join(sdk, 'cloud-firestore-emulator/cloud-firestore-emulator.jar')]);
  const pubsub = firstExisting([sdk && join(sdk, 'pubsub-emulator/bin/cloud-pubsub-emulator')]);
  const env = {};
  if (!process.env.FIRESTORE_EMULATOR_BINARY_PATH && !isCached('cloud-firestore-emulator') && firestoreJar) {
    env.FIRESTORE_EMULATOR_BINARY_PATH = runnableJar(firestoreJar, javaHome);
  }
  if (!process.env.PUBSUB_EMULATOR_BINARY_PATH && !isCached('pubsub-emulator') && pubsub) {
    env.PUBSUB_EMULATOR_BINARY_PATH = pubsub;
  }
  return env;
}

function isCached(prefix) {
  try {
    return readdirSync(join(homedir(), '.cache/firebase/emulators')).some((name) => name.startsWith(prefix));
  } catch {
    return false;
  }
}

function sdkPlatform() {
  const told = which('gcloud') ? outputOf('gcloud', ['info', '--format=value(installation.sdk_root)']).trim() : '';
  return firstExisting(
    [
      told.split('\n').at(-1),
      '/usr/lib/google-cloud-sdk',
      '/usr/share/google-cloud-sdk',
      join(homedir(), 'google-cloud-sdk'),
    ]
      .filter(Boolean)
      .map((folder) => join(folder, 'platform')),
  );
}

/** firebase-tools runs `java -jar`, and the SDK's jar names no main class: a jar that holds a manifest only does it. */
function runnableJar(jar, javaHome) {
  const folder = join(root, '.fanfold/tools');
  const target = join(folder, 'firestore-emulator.jar');
  mkdirSync(folder, { recursive: true });
  const work = mkdtempSync(join(tmpdir(), 'fanfold-'));
  const manifest = join(work, 'META-INF/MANIFEST.MF');
  mkdirSync(join(work, 'META-INF'));
  const lines = [
    'Manifest-Version: 1.0',
    'Main-Class: com.google.cloud.datastore.emulator.firestore.CloudFirestore',
    `Class-Path: ${pathToFileURL(jar).href}`,
  ];
  writeFileSync(manifest, `${lines.flatMap(manifestLines).join('\r\n')}\r\n`);
  const python = ['-c', ZIP_BY_PYTHON, target, manifest];
  const jarTool = join(javaHome, 'bin/jar');
  const made = firstExisting([jarTool]) ? spawnSync(jarTool, ['cfm', target, manifest]) : spawnSync('python3', python);
  rmSync(work, { recursive: true });
  if (made.status !== 0) throw new Error(`cannot write ${target}: ${made.stderr}`);
  return target;
}

/** A JRE has no `jar` tool. */
const ZIP_BY_PYTHON =
  'import sys, zipfile; zipfile.ZipFile(sys.argv[1], "w").write(sys.argv[2], "META-INF/MANIFEST.MF")';

/** A manifest line holds 72 bytes; the rest goes on in lines that begin with a space. */
function manifestLines(line) {
  const rest = line.slice(70).match(/.{1,69}/g) ?? [];
  return [line.slice(0, 70), ...rest.map((part) => ` ${part}`)];
}
