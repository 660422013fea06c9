/** One store of images for all files; and what is skipped: Jest itself leaves the titles out where nothing of a file is run. */
import { SHARED, createFolder } from './engine.ts';
import { canRunContainers, note } from './tools.ts';

export default function setup(): void {
  if (note) process.stderr.write(`The image${note}\n`);
  if (canRunContainers) process.env[SHARED] ??= createFolder();
}
