import { resolve } from 'node:path';
import { root } from '../root.ts';
import { bundleFunctions } from './bundle.ts';

/** The changelog connector as `changelog/Containerfile` takes it: one file, npm packages outside. */
export async function buildConnector(): Promise<void> {
  await bundleFunctions(resolve(root, 'changelog/main.ts'), resolve(root, 'changelog/dist/main.js'));
}
