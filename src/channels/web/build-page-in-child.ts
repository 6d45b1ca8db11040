import { buildPage } from './page-build.ts';

// Run by page-assets.ts in a process of its own; writes what was built to stdout.
process.stdout.write(JSON.stringify(await buildPage()));
