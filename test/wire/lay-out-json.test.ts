import { describe, expect, it } from '@jest/globals';
import { layOutJson } from '../../src/wire/lay-out-json.ts';

/** The script of the browser, which has no declarations. */
const SCRIPT = '../../public/implicit/lay-out-json.js';
const inBrowser = (await import(SCRIPT)) as { layOutJson: typeof layOutJson };

const KB = 1024;
const LONGEST = 256 * KB;

const LARGE: readonly [what: string, text: string][] = [
  [
    '3,500 brackets round 60,000 ones',
    `${'['.repeat(3_500)}1${',1'.repeat(59_999)}${']'.repeat(3_500)}`,
  ],
  ['64 Ki brackets in each other', '['.repeat(64 * KB) + ']'.repeat(64 * KB)],
  ['objects in each other', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
  ['128 Ki of opening brackets', '['.repeat(128 * KB)],
  ['a wide array', `[${'1,'.repeat(60_000)}1]`],
  ['a wide array, deep inside', `${'['.repeat(500)}${'1,'.repeat(60_000)}1${']'.repeat(500)}`],
  ['a long name', `{"${'n'.repeat(128 * KB)}":1}`],
  ['a long text', `["${'t'.repeat(128 * KB)}"]`],
  ['a text of backslashes', `["${'\\\\'.repeat(64 * KB)}"]`],
  ['quotes that do not end', '"'.repeat(128 * KB + 1)],
];

describe.each([
  ['on the server', layOutJson],
  ['in the browser', inBrowser.layOutJson],
])('JSON laid out for the eye, %s', (_where, layOut) => {
  it.each([
    '{"a":1,"b":[true,null,-1.5,"x, y: {z}"],"c":{},"d":[],"e":[[]],"":{"f":[{}]}}',
    '[]',
    '"text"',
    '17',
    ' { "a" : [ 1 , 2 ] } ',
    '{"quote":"\\"","slash":"\\\\","a\\nb":"é"}',
  ])('looks as JSON.stringify has it: %s', (text) => {
    expect(layOut(text, LONGEST)).toBe(JSON.stringify(JSON.parse(text), undefined, 2));
  });

  it('leaves numbers and repeated names as they came', () => {
    expect(layOut('{"n":12345678901234567890,"n":1.0}', LONGEST)).toBe(
      '{\n  "n": 12345678901234567890,\n  "n": 1.0\n}',
    );
  });

  it('has one spelling for a text, however it was escaped', () => {
    expect(layOut(String.raw`["a\/b\u00e9"]`, LONGEST)).toBe('[\n  "a/bé"\n]');
  });

  it.each(['<html>', '{"a":', '[1,]', "{'a':1}", ''])('leaves what is no JSON: %j', (text) => {
    expect(layOut(text, LONGEST)).toBe(text);
  });

  it.each(LARGE)('R06 takes little room and time for %s', (_what, text) => {
    const before = process.memoryUsage();
    const { user } = process.cpuUsage();

    const laidOut = layOut(text, LONGEST);

    expect(laidOut.length).toBeLessThan(LONGEST + 2 * 128 * KB);
    expect(process.cpuUsage().user - user).toBeLessThan(500_000);
    expect(process.memoryUsage().rss - before.rss).toBeLessThan(40 * KB * KB);
  });

  it('stops where nobody looks any more', () => {
    expect(layOut(`[${'"some text",'.repeat(1_000)}1]`, 100).length).toBeLessThan(130);
  });
});
