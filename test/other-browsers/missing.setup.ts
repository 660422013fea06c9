/** Says which engines are skipped: Jest itself leaves the titles out where nothing of a file is run. */
import { ENGINES } from './engines.ts';

export default function setup(): void {
  for (const { name, note } of ENGINES) if (note) process.stderr.write(`${name}${note}\n`);
}
