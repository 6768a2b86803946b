import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { HostedService } from '@fanfold/emulators/host/host';
import { exportsOf } from '@fanfold/tools/build/bundle';
import { SERVICES } from '@fanfold/tools/build/services';
import { root } from '@fanfold/tools/root';

/** A service of ours under another name: all of its code, in processes of its own. */
export interface ServiceCopy extends HostedService {
  /** Of its Firestore and what it publishes: it must not take the fence from the original, whose events it gets. */
  projectId: string;
  /** What is put to the names of its functions, for names of functions are one space. */
  suffix: string;
  /** The service it is a copy of. */
  of: string;
}

export interface Copies {
  services: readonly ServiceCopy[];
  remove: () => void;
}

/** Copies so many services, ours in turn, the last of the list first: it has the most functions. */
export async function copyServices(count: number, projectId: string): Promise<Copies> {
  // In the repository, where the hoisted packages resolve.
  const folder = resolve(root, '.build/copies', String(process.pid));
  const services: ServiceCopy[] = [];
  for (let number = 1; number <= count; number++) {
    const of = SERVICES.at(-1 - ((number - 1) % SERVICES.length)) ?? '';
    services.push(await copyService(resolve(folder, String(number)), of, `Copy${number}`, `${projectId}-${number}`));
  }
  return { services, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

async function copyService(folder: string, of: string, suffix: string, projectId: string): Promise<ServiceCopy> {
  const original = resolve(root, 'functions', of, 'index.ts');
  const names = (await exportsOf(original)).map((name) => `${name} as ${name}${suffix}`);
  const entry = resolve(folder, 'index.ts');
  mkdirSync(folder, { recursive: true });
  // Modules are loaded in this order: the project is set before anything can ask for it.
  const variables = ['GCLOUD_PROJECT', 'GOOGLE_CLOUD_PROJECT'].map(
    (name) => `process.env[${JSON.stringify(name)}] = ${JSON.stringify(projectId)};\n`,
  );
  writeFileSync(resolve(folder, 'project.ts'), variables.join(''));
  writeFileSync(entry, `import './project.ts';\nexport { ${names.join(', ')} } from ${JSON.stringify(original)};\n`);
  return { name: `${of}${suffix}`, entry, projectId, suffix, of };
}
