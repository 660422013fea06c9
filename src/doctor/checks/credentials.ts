/** Key and secret, as they stand in the settings: whether they are some, and how long they are. Nothing of them is told. */
import { isPlaceholder } from '../../config/settings.ts';
import { cannotTell, fault, fine, note } from '../finding.ts';
import type { Finding } from '../finding.ts';

/** Of consumers, and of OAuth clients since mid-2026. */
const LENGTHS = [
  { of: 'a consumer', key: 18, secret: 32 },
  { of: 'an OAuth client, the newer kind', key: 32, secret: 76 },
] as const;

const ABOUT = 'Key and secret';

export function checkCredentials(key: string, secret: string): Finding[] {
  const left = [
    ['consumerKey (BITBUCKET_CONSUMER_KEY)', key] as const,
    ['consumerSecret (BITBUCKET_CONSUMER_SECRET)', secret] as const,
  ].filter(([, value]) => value.trim() !== '' && isPlaceholder(value));
  if (left.length > 0) {
    const names = left.map(([name]) => name).join(' and ');
    return [
      fault(
        ABOUT,
        `A placeholder of a template stands in ${names}: everything runs on the sandbox.`,
        {
          whatToDo: 'Put in what your consumer has, or empty both.',
        },
      ),
    ];
  }
  if (key.trim() === '' && secret.trim() === '') {
    return [note(ABOUT, 'There are none: everything runs on the sandbox, which needs none.')];
  }
  // Of half a pair, the settings themselves say what is wrong.
  if (key.trim() === '' || secret.trim() === '') return [];
  return [checkSpaces(key, secret) ?? checkLengths(key.length, secret.length)];
}

function checkSpaces(key: string, secret: string): Finding | undefined {
  const [name] =
    [['The key', key] as const, ['The secret', secret] as const].find(([, value]) =>
      /\s/.test(value),
    ) ?? [];
  if (name === undefined) return undefined;
  return fault(ABOUT, `${name} has a space or a line break in it, which is no part of it.`, {
    whatToDo: 'Copy it again, without what stands around it.',
  });
}

function checkLengths(key: number, secret: number): Finding {
  const pair = LENGTHS.find((one) => one.key === key && one.secret === secret);
  const statement = 'oauth-clients-page';
  if (pair)
    return fine(ABOUT, `${key} and ${secret} characters: those of ${pair.of}.`, {
      statement,
    });
  const says = `The key has ${key} characters, the secret ${secret}`;
  const expected = LENGTHS.map((one) => `${one.key} and ${one.secret} for ${one.of}`).join(', ');
  const isMixed =
    LENGTHS.some((one) => one.key === key) && LENGTHS.some((one) => one.secret === secret);
  if (isMixed) {
    return fault(ABOUT, `${says}: they are of two kinds of clients. Seen are ${expected}.`, {
      whatToDo: 'Copy both from the same client.',
      statement,
    });
  }
  return cannotTell(
    ABOUT,
    `${says}; seen are ${expected}. They may have been cut off while copying, or lengths may have changed.`,
    {
      whatToDo: 'Copy both again, or ask the server: npm run doctor -- --live',
      statement,
    },
  );
}
