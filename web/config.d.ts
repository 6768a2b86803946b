import type { ConnectOptions } from '@fanfold/client';
/** `import.meta.env`: variables that Vite reads when it builds or serves the page. */
export type PageEnv = Readonly<Record<string, unknown>>;
export type ConfigResult = {
    config: ConnectOptions;
} | {
    problems: string[];
};
/** Which project the page shows: a real one, or emulators when the hosts of Firestore and Auth are given. Names everything that is wrong. */
export declare function readConfig(env: PageEnv): ConfigResult;
