import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * `npm run eval:outside`: asks about documents other than the seeds, each folder with an index and a suite of its
 * own; 1 where one of them is below `thresholds-outside.json`. Further arguments (`--failed`) go to each run.
 */
const FOLDERS = [
  'outside',
  'outside2',
  'outside3',
  'outside4',
  'outside5',
  'outside6',
  'outside7',
  'outside8',
  'outside9',
  'outside10',
  'outside11',
  'outside12',
  'outside13',
  'outside14',
  'outside15',
  'outside16',
  'outside17',
];

const inEval = (...names: string[]) => join(import.meta.dirname, ...names);

/** True where the folder's suite is above its thresholds; a process each, as `npm run eval` would. */
function evaluateFolder(folder: string): boolean {
  process.stdout.write(`\neval/${folder}\n`);
  const places = {
    docs: inEval(folder, 'documents'),
    suite: inEval(folder, 'cases.jsonl'),
    thresholds: inEval('thresholds-outside.json'),
  };
  const flags = Object.entries(places).flatMap(([name, path]) => [`--${name}`, path]);
  const command = ['--import', 'tsx', inEval('run.ts'), ...flags, ...process.argv.slice(2)];
  return spawnSync(process.execPath, command, { stdio: 'inherit' }).status === 0;
}

// Every folder is asked, also after one has failed.
const passed = FOLDERS.map(evaluateFolder);
process.exitCode = passed.every(Boolean) ? 0 : 1;
