import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { grants } from '../../src/grants/index.ts';
import { openLiveDemo } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';

interface Health {
  status: string;
  serviceId: string;
  checks: Record<string, { componentId: string; status: string }[]>;
}

describe('The health of a grant', () => {
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo();
  });
  afterAll(() => demo.close());

  async function health(slug: string): Promise<[Health, Response]> {
    const answer = await fetch(`${demo.url}/${slug}/healthcheck`);
    return [(await answer.clone().json()) as Health, answer];
  }

  it.each(grants.map(({ slug }) => slug))(
    'R27 %s names the servers it can run on',
    async (slug) => {
      const [body, answer] = await health(slug);

      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toMatch(/^application\/health\+json/);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(body).toMatchObject({ status: 'pass', serviceId: slug });
      const reached = body.checks['authorization-server:reachability'] ?? [];
      const runsOn = grants.find((grant) => grant.slug === slug)?.runsOn;
      expect(reached.map(({ componentId }) => componentId)).toEqual(runsOn);
    },
  );

  it('R27 warns, and does not fail, when Bitbucket cannot be reached', async () => {
    const away = await openLiveDemo({ BITBUCKET_URL: 'http://127.0.0.1:9' });
    try {
      const answer = await fetch(`${away.url}/authorization-code/healthcheck`);
      const body = (await answer.json()) as Health;

      expect(answer.status).toBe(200);
      expect(body.status).toBe('warn');
      const statuses = body.checks['authorization-server:reachability']?.map(
        ({ status }) => status,
      );
      expect(statuses).toEqual(['warn', 'pass', 'pass']);
    } finally {
      await away.close();
    }
  });

  it('asks the other side once, however often it is asked itself', async () => {
    const looks = () => demo.bitbucket.received.filter(({ method }) => method === 'GET').length;
    const before = looks();

    await Promise.all(Array.from({ length: 20 }, () => health('authorization-code')));

    expect(looks() - before).toBeLessThanOrEqual(1);
  });
});
