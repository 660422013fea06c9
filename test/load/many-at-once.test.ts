import { describe, expect, it } from '@jest/globals';
import { jsonOf, tokenOf } from '../sandbox/support/answers.ts';
import { type Room, openRoom } from '../sandbox/support/room.ts';
import { slowStores } from '../sandbox/support/slow-stores.ts';

const PASSWORDS = { ada: 'lovelace', bruno: 'lanterns', nora: 'quietly' } as const;
const PEOPLE = ['ada', 'bruno', 'nora'] as const;
type Name = (typeof PEOPLE)[number];

/** Each gives an access token that acts for the person. */
const ways: readonly ((room: Room, person: Name) => Promise<string>)[] = [
  async (room, person) => {
    const code = await room.visitor().obtainCode({}, person);
    return tokenOf(await room.askToken({ grant_type: 'authorization_code', code })).access_token;
  },
  async (room, person) => {
    const { hash } = await room.visitor().grant({ response_type: 'token' }, person);
    return new URLSearchParams(hash.slice(1)).get('access_token') ?? '';
  },
  async (room, person) => {
    const form = { grant_type: 'password', username: person, password: PASSWORDS[person] };
    return tokenOf(await room.askToken(form)).access_token;
  },
];

describe('R22 many at once', () => {
  it('R22 gives each of a hundred flows over the grants its own person, and no error', async () => {
    const room = openRoom('legacy', { stores: slowStores() });
    const flows = Array.from({ length: 100 }, async (_, index) => {
      const person = PEOPLE[index % PEOPLE.length] ?? 'ada';
      const token = (await ways[(index % 7) % ways.length]?.(room, person)) ?? '';
      const user = jsonOf(await room.askApi('/2.0/user', token).expect(200));
      return { person, seen: user['username'], token };
    });

    const results = await Promise.all(flows);

    expect(results.filter(({ person, seen }) => person !== seen)).toEqual([]);
    expect(new Set(results.map(({ token }) => token)).size).toBe(100);
  });

  it('R22 counts no refusal when a hundred clients ask for themselves', async () => {
    const room = openRoom();

    const answers = await Promise.all(
      Array.from({ length: 100 }, () => room.askToken({ grant_type: 'client_credentials' })),
    );

    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  });
});
