import { describe, expect, it } from '@jest/globals';
import { failures, findFailure } from '../../src/failures/index.ts';
import { compileText } from '../../src/failures/pattern.ts';
import { findStatement } from '../../src/statements/index.ts';
import { processorTime } from '../support/processor-time.ts';

const fill = (text: string) => text.replaceAll(/\{[^{}]+\}/g, 'abc1');

const texts = failures.flatMap((failure) =>
  failure.texts.map(({ text }) => ({ failure, text, pattern: compileText(text) })),
);

describe('The catalogue of failures', () => {
  it('has at least 45 entries, each under a slug of its own', () => {
    const slugs = failures.map(({ slug }) => slug);

    expect(failures.length).toBeGreaterThanOrEqual(45);
    expect(new Set(slugs).size).toBe(slugs.length);
    expect(slugs.filter((slug) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug))).toEqual([]);
    expect(findFailure('wrong-client-credentials')?.title).toBe('Invalid OAuth client credentials');
    expect(findFailure('of-an-older-release')).toBeUndefined();
  });

  it('finds each text by the pattern of its own entry, and nothing in the empty text', () => {
    expect(texts.length).toBeGreaterThan(200);
    expect(texts.filter(({ text, pattern }) => !pattern.test(fill(text)))).toEqual([]);
    expect(texts.filter(({ pattern }) => pattern.test('') || pattern.test(' '))).toEqual([]);
  });

  it('looks through eight thousand characters that nearly fit within a moment', () => {
    const search = () => {
      for (const { text, pattern } of texts) {
        const nearly = `${fill(text).slice(0, -3)} `;
        pattern.exec(nearly.repeat(Math.ceil(8000 / nearly.length)));
      }
    };

    expect(processorTime(search)).toBeLessThan(3000);
  });

  it('lets no pattern find the text of an entry that is not related to its own', () => {
    const strays = texts.flatMap(({ failure, text }) =>
      texts
        .filter((other) => other.failure !== failure && other.pattern.test(fill(text)))
        .filter((other) => !failure.related.includes(other.failure.slug))
        .map((other) => `${other.failure.slug} finds “${text}” of ${failure.slug}`),
    );

    expect(strays).toEqual([]);
  });

  it('relates two entries to each other, never one to the other alone, and none to itself', () => {
    const oneSided = failures.flatMap(({ slug, related }) =>
      related
        .filter((other) => other === slug || !findFailure(other)?.related.includes(slug))
        .map((other) => `${slug} → ${other}`),
    );

    expect(oneSided).toEqual([]);
  });

  it('rests each on statements that have a date and a source', () => {
    expect(failures.filter(({ statements }) => statements.length === 0)).toEqual([]);
    const said = failures.flatMap(({ statements }) => statements.map(findStatement));
    expect(said.filter(({ asOf, sources }) => asOf === '' || sources.length === 0)).toEqual([]);
  });

  it('speaks plainly: a cause of two sentences, a fix of steps, each with its full stop', () => {
    const sentences = (text: string) =>
      text.replaceAll(/`[^`]*`/g, 'X').split(/(?<=[.!?])\s+(?=[A-Z“`])/).length;

    expect(failures.filter(({ cause }) => sentences(cause) !== 2).map(({ slug }) => slug)).toEqual(
      [],
    );
    expect(failures.filter(({ fix }) => fix.length === 0)).toEqual([]);
    const prose = failures.flatMap(({ cause, fix }) => [cause, ...fix]);
    expect(prose.filter((text) => !text.endsWith('.'))).toEqual([]);
    expect(prose.filter((text) => text.split('`').length % 2 === 0)).toEqual([]);
    expect(prose.filter((text) => /"|'/.test(text.replaceAll(/`[^`]*`/g, '')))).toEqual([]);
  });
});
