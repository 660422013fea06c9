/** After the last file: the images are gone. */
import { SHARED, removeStore } from './engine.ts';

export default async function teardown(): Promise<void> {
  const folder = process.env[SHARED];
  if (folder !== undefined) await removeStore(folder);
}
