import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { checkNode } from '../../../src/doctor/checks/surroundings.ts';

const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  engines: { node: string };
};

describe('The doctor', () => {
  it('asks for the Node.js that `engines` names, and for no older and no newer one', () => {
    const oldest = engines.node.replace('>=', '');
    const [major = 0, minor = 0] = oldest.split('.').map(Number);

    expect(checkNode(oldest).verdict).toBe('fine');
    expect(checkNode(`${major + 1}.0.0`).verdict).toBe('fine');
    expect(checkNode(`${major}.${minor - 1}.9`)).toMatchObject({
      verdict: 'fault',
      says: expect.stringContaining(`Node.js ${major}.${minor} or newer`),
    });
  });
});
