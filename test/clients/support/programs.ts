/** Programs of the machine as clients. */
import { type Ended, isInstalled, run } from '../../support/start-process.ts';

/** @returns Why it cannot be used, or nothing. */
export function reasonToSkip(program: string): string | undefined {
  return isInstalled(program) ? undefined : `${program} is not installed here`;
}

/** Without the proxies of the environment: the sandbox is on loopback. */
export function runClient(program: string, parts: readonly string[], input = ''): Promise<Ended> {
  return run([program, ...parts], { env: { no_proxy: '*', PYTHONDONTWRITEBYTECODE: '1' } }, input);
}
