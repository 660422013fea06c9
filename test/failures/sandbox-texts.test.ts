import { describe, expect, it } from '@jest/globals';
import { failures } from '../../src/failures/index.ts';
import { compileText } from '../../src/failures/pattern.ts';
import { eras } from '../../src/sandbox/eras.ts';
import { readRefusals } from './support/read-refusals.ts';

const patterns = failures.flatMap(({ slug, texts }) =>
  texts.map(({ text }) => ({ slug, pattern: compileText(text) })),
);

/** What varies may be a field's name that the words are known with. A text that ends in a colon goes on. */
function entriesOf(text: string): string[] {
  const filled = ['abc1', 'page'].map((x) => text.replaceAll('{x}', x).replace(/: $/, ': abc1'));
  return patterns
    .filter(({ pattern }) => filled.some((one) => pattern.test(one)))
    .map(({ slug }) => slug);
}

const refusals = readRefusals();
const withText = refusals.filter(({ passesOn }) => passesOn === undefined);

describe('The words of the sandbox', () => {
  it('are found in its source: as constants, as templates, in two parts and by a condition', () => {
    const texts = withText.flatMap((one) => one.texts);

    expect(withText.length).toBeGreaterThan(60);
    for (const text of [
      'Client credentials missing; this request needs to be authenticated with the OAuth client id and secret',
      'The sandbox holds no objects: it can be listed, not cloned or pushed to.',
      'Unknown scope: {x}',
      "These requested scopes are beyond the OAuth client's own scopes: {x}",
      'This integration is misconfigured. Contact the vendor for assistance.',
      'Invalid query.',
      'No preflight here',
      'Parameter given as a list: {x}',
    ]) {
      expect(texts).toContain(text);
    }
  });

  it('belong to an entry of the catalogue each: whoever adds a text adds what it means', () => {
    const strangers = withText
      .filter(({ texts }) => !texts.some((text) => entriesOf(text).length > 0))
      .map(({ file, texts }) => `${file}: ${texts.join(' / ')}`);

    expect(strangers).toEqual([]);
  });

  it('are looked through where they stand in the eras, too', () => {
    const { legacy, current } = eras;
    const texts = [legacy, current].flatMap(
      ({ invalidRefreshToken, basicRefusal, apiMessages }) => [
        invalidRefreshToken.error_description,
        basicRefusal.message,
        ...Object.values(apiMessages),
      ],
    );

    expect(texts.filter((text) => entriesOf(text).length === 0)).toEqual([]);
  });

  it('stand in the source, but where one refusal is handed on as another', () => {
    const handedOn = refusals
      .filter(({ passesOn = '' }) => /[a-z]{3}/.test(passesOn))
      .map(({ file, passesOn }) => `${file}: ${passesOn}`);

    expect(handedOn).toEqual([
      'authorization-server/token-errors.ts: error.message',
      'control/index.ts: error.message',
      'git/index.ts: repositoryNotFound().message + hint',
      'http/pages.ts: error.code,  error.message',
      'http/parameters.ts: `${reason}: ${printable(name)}`',
      'resource-server/api-errors.ts: message',
      'resource-server/api-errors.ts: error.message',
      'resource-server/api-errors.ts: error.message',
      'resource-server/bearer.ts: message',
      'resource-server/bearer.ts: message',
      'authorization-server/grant-types/refresh-token.ts: description',
      'resource-server/routes/repository-writes.ts: describe(parsed.error)',
    ]);
  });
});
