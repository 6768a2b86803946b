import { createRequire } from 'node:module';

/**
 * Loaded into firebase-tools, whose auth emulator compiles the schemas of Google's whole identity API before it answers: more than half of the time that the
 * suite takes to start. With this a schema is compiled by the first request that needs it.
 */
const require = createRequire(createRequire(import.meta.url).resolve('firebase-tools/package.json'));
const exegesis = require('exegesis-express');
const { middleware } = exegesis;

exegesis.middleware = (document, options) => middleware(document, { ...options, lazyCompileValidationSchemas: true });
