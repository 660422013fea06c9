/**
 * What an image needs to run Node.js and nothing else: Node, the libraries that it has loaded, and a word
 * on where names are looked up. No shell, no package manager, nothing to be kept up to date beside them.
 *
 *   node packaging/image/runtime.ts <folder>
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const [, , folder = 'runtime'] = process.argv;
const { sharedObjects } = process.report.getReport() as { sharedObjects: string[] };

keep(process.execPath, '/usr/local/bin/node');
// The kernel's own object has no file.
for (const library of sharedObjects.filter((one) => path.isAbsolute(one))) keep(library, library);
mkdirSync(path.join(folder, 'etc'));
writeFileSync(path.join(folder, 'etc/nsswitch.conf'), 'hosts: files dns\n');

function keep(file: string, at: string): void {
  const to = path.join(folder, at);
  mkdirSync(path.dirname(to), { recursive: true });
  copyFileSync(file, to);
}
