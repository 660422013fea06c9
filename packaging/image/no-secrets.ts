/**
 * The image holds config.json, and whoever has the image reads it: with a secret in that file, none is built.
 *
 *   node packaging/image/no-secrets.ts <config.json>
 */
import { readFileSync } from 'node:fs';

/** Each with the variable that says the same where the image is run. */
const SECRETS = {
  consumerSecret: 'BITBUCKET_CONSUMER_SECRET',
  sessionSecret: 'SESSION_SECRET',
  redisUrl: 'REDIS_URL', // may hold a password
};

const [, , file = 'config.json'] = process.argv;
const settings = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>;
for (const [name, variable] of Object.entries(SECRETS)) {
  if (!settings[name]) continue;
  process.stderr.write(
    `config.json: ${name} would stand in the image, for everybody who has it. Leave it out, and set ${variable} where the image is run.\n`,
  );
  process.exitCode = 1;
}
