/** Whether this machine can build and run containers: Debian's `podman buildah runc`, as root. */
import { spawnSync } from 'node:child_process';
import { isInstalled } from '../support/start-process.ts';

const TOOLS = ['podman', 'buildah', 'runc'] as const;

function findMissing(): string {
  const missing = TOOLS.filter((tool) => !isInstalled(tool));
  if (missing.length > 0) return `${missing.join(' and ')} not installed`;
  if (process.getuid?.() !== 0) return 'not root';
  // A job that runs in a container itself may not be allowed to have others.
  const mayMount = spawnSync('unshare', ['--mount', 'true']).status === 0;
  return mayMount ? '' : 'no containers may be run here';
}

const missing = findMissing();
export const canRunContainers = missing === '';
/** For the title of what is skipped. */
export const note = canRunContainers ? '' : ` (skipped: ${missing})`;
