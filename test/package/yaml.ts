/** YAML, read by the library of `test/package`: there is none at the top. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { run } from '../support/start-process.ts';
import { TOP } from './empty-project.ts';

const TOOLS = path.join(TOP, 'test/package');
export const hasTools = existsSync(path.join(TOOLS, 'node_modules/.bin'));

export async function parseYaml(text: string): Promise<unknown> {
  const code = `import { parse } from 'yaml'; import { text } from 'node:stream/consumers';
    console.log(JSON.stringify(parse(await text(process.stdin))));`;
  const command = [process.execPath, '--input-type=module', '--eval', code];
  const { stdout } = await run(command, { cwd: TOOLS }, text);
  return JSON.parse(stdout);
}
