/** What the browser's script knows of secrets. It has no build, and so imports nothing of ours. */

interface BrowserSecrets {
  readonly SECRET_NAMES: readonly string[];
  readonly mask: (secret: string) => string;
}

const SCRIPT = '../../../public/implicit/secrets.js';

export async function readBrowserSecrets(): Promise<BrowserSecrets> {
  return (await import(SCRIPT)) as BrowserSecrets;
}
