import { describe, expect, it } from '@jest/globals';
import type { Server } from '../../src/bitbucket/servers.ts';
import { armPlanned, offerMistakes, setMistake } from '../../src/mistakes/set-mistake.ts';
import { withoutMistake } from '../../src/mistakes/edits.ts';
import { mistakes } from '../../src/mistakes/index.ts';
import type { MistakeSandboxes } from '../../src/mistakes/where-possible.ts';
import {
  apiRequests,
  authorizationRequest,
  refreshRequest,
  secret,
  tokenRequest,
} from '../../src/runs/draft.ts';
import type { Draft } from '../../src/runs/draft.ts';
import { createRunStore } from '../../src/runs/run-store.ts';
import type { Run } from '../../src/runs/run.ts';
import { createMemoryStorage } from '../../src/storage/storage.ts';
import { WireLog } from '../../src/wire/wire-log.ts';

const SERVER: Server = {
  id: 'sandbox-current',
  name: 'the sandbox',
  authorizationEndpoint: 'https://as.example/authorize',
  tokenEndpoint: 'https://as.example/token',
  apiBaseUrl: 'https://api.example/2.0',
  client: { clientId: 'c', clientSecret: 's' },
  consumers: { public: { clientId: 'p', clientSecret: 's' } },
  resourceOwners: [],
};

const CONTROLS = {
  clocks: { advance: async () => {} },
  faults: { set: async () => ({ id: 'f' }), clear: async () => {} },
  withdrawGrant: async () => true,
};
const SANDBOXES: MistakeSandboxes = new Map([['sandbox-current', CONTROLS]]);

function runThatWaits(waiting: Draft, server = SERVER): Run {
  const run = { id: 'r', number: 1, pace: 'step', grantSlug: 'g', startedAt: 0 } as const;
  const rest = { secrets: {}, sent: [], wire: new WireLog(), revision: 0, lostRefreshes: 0 };
  return { ...run, ...rest, server, waiting };
}

const DRAFTS: readonly Draft[] = [
  authorizationRequest('A', {
    response_type: 'code',
    client_id: 'c',
    redirect_uri: 'https://app.example/cb',
    scope: 'account email',
    state: secret('state'),
  }),
  tokenRequest('D', {
    grant_type: 'authorization_code',
    code: secret('code'),
    redirect_uri: 'https://app.example/cb',
    code_verifier: secret('code-verifier'),
  }),
  apiRequests(),
  refreshRequest(),
];

describe('A mistake that is set', () => {
  it.each(DRAFTS)('leaves nothing behind when it is undone: $step', (draft) => {
    const made = mistakes.flatMap(
      (mistake) => setMistake(runThatWaits(draft), draft, mistake) ?? [],
    );

    expect(made.length).toBeGreaterThan(5);
    expect(made.map(withoutMistake)).toEqual(made.map(() => draft));
  });

  it('is stored with its run, and found as it was', async () => {
    const { createStore } = createMemoryStorage();
    const runs = createRunStore(createStore, Date.now, new Map([[SERVER.id, SERVER]]));
    const [, d] = DRAFTS;
    const wrong = mistakes.find(({ id }) => id === 'json-body');
    const run = runThatWaits(apiRequests());
    const waiting = d && wrong && setMistake(run, d, wrong);

    await runs.publish({ ...run, ...(waiting && { waiting }) });

    expect((await runs.find('r'))?.waiting).toEqual({ ...d, body: 'json', mistake: 'json-body' });
  });

  it.each(DRAFTS)('is offered on the sandbox alone: $step', (draft) => {
    const elsewhere = runThatWaits(draft, { ...SERVER, id: 'bitbucket' });

    expect(offerMistakes(runThatWaits(draft), draft.step, SANDBOXES)).not.toEqual([]);
    expect(offerMistakes(elsewhere, draft.step, SANDBOXES)).toEqual([]);
    expect(offerMistakes(runThatWaits(draft), draft.step, new Map())).toEqual([]);
  });

  it('waits for its own step where it was planned, and then is planned no more', () => {
    const [a, d] = DRAFTS;
    const run = { ...runThatWaits(apiRequests()), planned: 'no-code' };

    expect(a && armPlanned(run, a)).toBeUndefined();
    expect(run.planned).toBe('no-code');
    expect(d && armPlanned(run, d)?.mistake).toBe('no-code');
    expect(run.planned).toBeUndefined();
  });
});
