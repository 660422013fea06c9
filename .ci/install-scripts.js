/**
 * Fails on a dependency that would run a script at install and that nobody has denied: a package that
 * was taken over runs its first command there.
 *
 *   node .ci/install-scripts.js [folder with package.json and package-lock.json]
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';

const [folder = '.'] = process.argv.slice(2);
const read = (file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
const { allowScripts = {} } = read('package.json');
const { packages } = read('package-lock.json');

const names = Object.entries(packages)
  .filter(([, { hasInstallScript }]) => hasInstallScript)
  .map(([at, { name }]) => name ?? at.replace(/^.*node_modules\//, ''));
// `false` is a refusal; left out, or `true`, is not.
const undenied = [...new Set(names)].filter((name) => allowScripts[name] !== false);

if (undenied.length > 0) {
  console.error(
    `These packages run a script at install: ${undenied.join(', ')}. Read what it does, see whether ` +
      'everything works without it, and deny it: npm install-scripts deny <name>',
  );
  process.exitCode = 1;
} else {
  console.log(`${names.length} packages have an install script, and all are denied.`);
}
