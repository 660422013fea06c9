/** What the package that holds this code says of itself. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../http/package-root.ts';

export interface OwnPackage {
  version: string;
  /** What its command is called: the package has another name in the repository than by itself. */
  command: string;
}

export function readOwnPackage(): OwnPackage {
  const text = readFileSync(path.join(packageRoot, 'package.json'), 'utf8');
  const { version, bin } = JSON.parse(text) as { version: string; bin: object };
  const [command = ''] = Object.keys(bin);
  return { version, command };
}
