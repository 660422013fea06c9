/** Says what is skipped: Jest itself leaves the titles out where nothing of a file is run. */
import { note } from './tools.ts';

export default function setup(): void {
  if (note) process.stderr.write(`The image${note}\n`);
}
