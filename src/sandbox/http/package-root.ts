/** Where the package begins: its views, its public files and its docs stand beside this code. */
import { existsSync } from 'node:fs';
import path from 'node:path';

/** From `src/` and from what is built of it, however deep that puts this file. */
export const packageRoot = findPackageRoot(import.meta.dirname);

function findPackageRoot(folder: string): string {
  const above = path.dirname(folder);
  if (existsSync(path.join(folder, 'package.json')) || above === folder) return folder;
  return findPackageRoot(above);
}
