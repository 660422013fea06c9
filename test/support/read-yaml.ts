/** Reads YAML by the library of `test/package`, which comes with `npm run test:package` and `test:container`: there is none at the top. */
import { createRequire } from 'node:module';
import path from 'node:path';

const TOOLS = path.resolve(import.meta.dirname, '../package/package.json');

export function readYaml(text: string): unknown {
  const yaml = createRequire(TOOLS)('yaml') as { parse(text: string): unknown };
  return yaml.parse(text);
}
