import { describe, expect, it } from '@jest/globals';
import { tokenRequest } from '../../src/runs/draft.ts';
import { latestSent, remember } from '../../src/runs/sent.ts';
import type { SentDraft } from '../../src/runs/sent.ts';

function send(...steps: readonly string[]): readonly SentDraft[] {
  return steps.reduce<readonly SentDraft[]>(
    (sent, step, at) => remember(sent, { ...tokenRequest(step, {}), sentAt: at }),
    [],
  );
}

describe('What a run has sent', () => {
  it('has the latest of each step, and those before it, in their order', () => {
    const sent = send('A', 'D', 'D', 'API');

    expect(sent.map(({ step, sentAt }) => `${step}${sentAt}`)).toEqual(['A0', 'D1', 'D2', 'API3']);
    expect(latestSent(sent, 'D')?.sentAt).toBe(2);
    expect(latestSent(sent, 'Refresh')).toBeUndefined();
  });

  it('has a bound, and never loses the latest of a step to it', () => {
    const sent = send('A', ...Array.from({ length: 30 }, () => 'Refresh'));

    expect(sent).toHaveLength(10);
    expect(sent[0]?.step).toBe('A');
    expect(sent.at(-1)?.sentAt).toBe(30);
  });
});
