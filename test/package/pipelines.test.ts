import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ciFile } from './ci-programs.ts';
import { TOP } from './empty-project.ts';
import { PIPELINES } from './pipelines-shape.ts';
import { hasTools, parseYaml } from './yaml.ts';

const FILES = [
  ['bitbucket-pipelines.yml', readFileSync(path.join(TOP, 'bitbucket-pipelines.yml'), 'utf8')],
  ['a step of docs/ci.md', ciFile('pipelines.yml')],
  ['a service of docs/ci.md', ciFile('pipelines-service.yml')],
] as const;
const note = hasTools ? '' : ' (skipped: no tools are installed)';

(hasTools ? describe : describe.skip)(`The files for Bitbucket Pipelines${note}`, () => {
  it.each(FILES)('hold keys that Bitbucket knows, and nothing else: %s', async (_which, text) => {
    expect(PIPELINES.safeParse(await parseYaml(text)).error?.issues ?? []).toEqual([]);
  });

  it.each([
    ['a misspelt key', 'script:', 'scripts:'],
    ['a service that is not defined', '- sandbox', '- sandbx'],
    ['variables at the step', 'services:\n          - sandbox', 'variables: {}'],
  ])('would be refused with %s', async (_which, right, wrong) => {
    const text = ciFile('pipelines-service.yml');
    const broken = await parseYaml(text.replace(right, wrong));

    expect(text).toContain(right);
    expect(PIPELINES.safeParse(broken).success).toBe(false);
  });
});
