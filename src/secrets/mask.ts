/** What is shown of a secret: enough to tell it from another, and none of a short one. */

const SHORTEST_SHOWN = 16;
const SHOWN = 4;

/**
 * Four characters at either end. The browser's script does the same: a test holds them together.
 *
 * @returns `eyJh…Zk3w`
 */
export function mask(secret: string): string {
  return maskBeginning(secret, `…${secret.slice(-SHOWN)}`);
}

/** Four characters of its beginning. @param rest What stands for the others. */
export function maskBeginning(secret: string, rest = '…'): string {
  return secret.length < SHORTEST_SHOWN ? '••••' : secret.slice(0, SHOWN) + rest;
}
