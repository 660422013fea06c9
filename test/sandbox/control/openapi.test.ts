import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { controlRoutes } from '../../../src/sandbox/control/routes/index.ts';
import { type Running, runSandbox, valuesOf } from '../support/running.ts';

interface Operation {
  operationId: string;
  requestBody?: { content: Record<string, { schema: { $ref: string } }> };
  responses: Record<string, { $ref?: string; content?: Record<string, { schema: object }> }>;
}

const text = readFileSync(`${import.meta.dirname}/../../../docs/sandbox-openapi.json`, 'utf8');
const description = JSON.parse(text) as {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { examples?: unknown[] }>; responses: object };
};
const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
);

const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
formats.default(ajv);
ajv.addKeyword('components').addSchema({ $id: 'doc', components: description.components });

/** What a schema of the file says about a value: nothing, or its faults. */
function faultsOf(schema: object, value: unknown): unknown {
  const located = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"doc#/')) as object;
  const validate = ajv.compile(located);
  return validate(value) ? [] : validate.errors;
}

interface Scenario {
  id: string;
  body?: unknown;
  status: number;
  /** Puts there what the call is about; gives the id in the path. */
  prepare?: (running: Running) => Promise<string | undefined>;
}

const token = async ({ askToken }: Running) => {
  await askToken({ grant_type: 'client_credentials' });
  return undefined;
};
const decision = { decision: 'approve', username: 'ada' };
const fault = { fault: 'html', endpoint: 'api' };

const scenarios: readonly Scenario[] = [
  { id: 'about', status: 200 },
  { id: 'describe', status: 200 },
  { id: 'reset', body: {}, status: 204 },
  { id: 'reset', body: null, status: 400 },
  { id: 'listClients', status: 200 },
  { id: 'addClient', body: { name: 'Mine' }, status: 201 },
  { id: 'addClient', body: { name: 'Mine', scopes: ['!'], isPrivate: 1 }, status: 400 },
  { id: 'listPeople', status: 200 },
  { id: 'addPerson', body: { username: 'grace', emails: ['g@mail.example'] }, status: 201 },
  { id: 'addPerson', body: {}, status: 400 },
  { id: 'readClock', status: 200 },
  { id: 'moveClock', body: { advance: '2h', isFrozen: true }, status: 200 },
  { id: 'moveClock', body: { advance: 'a while' }, status: 400 },
  { id: 'moveClock', body: { advance: 1e17 }, status: 400 },
  { id: 'listRequests', status: 200, prepare: token },
  { id: 'clearRequests', status: 204 },
  { id: 'listGrants', status: 200, prepare: token },
  { id: 'revokeGrant', status: 204, prepare: (running) => idOfFirst(running, 'grants') },
  { id: 'revokeGrant', status: 404, prepare: async () => 'nonsense' },
  { id: 'listTokens', status: 200, prepare: token },
  { id: 'revokeToken', status: 204, prepare: (running) => idOfFirst(running, 'tokens') },
  { id: 'revokeToken', status: 404, prepare: async () => 'nonsense' },
  { id: 'decide', body: decision, status: 201 },
  { id: 'decide', body: { decision: 'perhaps' }, status: 400 },
  { id: 'decide', body: { ...decision, username: 'nobody' }, status: 400 },
  { id: 'decide', body: { ...decision, clientId: 'nobody' }, status: 400 },
  { id: 'listDecisions', status: 200, prepare: setFirst('decisions', decision) },
  { id: 'clearDecisions', status: 204 },
  { id: 'setFault', body: { fault: 'slow', endpoint: 'token', ms: 5, times: 1 }, status: 201 },
  { id: 'setFault', body: { fault: 'slow', endpoint: 'token', bytes: 5 }, status: 400 },
  { id: 'listFaults', status: 200, prepare: setFirst('faults', fault) },
  { id: 'clearFaults', status: 204 },
  { id: 'clearFault', status: 204, prepare: setFirst('faults', fault) },
  { id: 'clearFault', status: 404, prepare: async () => 'nonsense' },
];

function setFirst(what: string, body: object) {
  return async ({ control }: Running) => {
    const response = await control('POST', `/_sandbox/${what}`, body);
    return ((await response.json()) as { id?: string }).id;
  };
}

async function idOfFirst(running: Running, what: string): Promise<string> {
  await token(running);
  const [first] = await valuesOf(await running.control('GET', `/_sandbox/${what}`));
  return String(first?.['id']);
}

/** The answer is one of those that the operation may give, body and all. */
async function expectDocumented({ responses }: Operation, response: Response): Promise<void> {
  const documented = responses[String(response.status)];
  expect(documented).toBeDefined();
  const answer = documented?.$ref
    ? { $ref: `${documented.$ref}/content/application~1json/schema` }
    : documented?.content?.['application/json']?.schema;
  const body = await response.text();
  const faults = answer === undefined ? body : faultsOf(answer, JSON.parse(body));
  expect(faults).toEqual(answer === undefined ? '' : []);
}

const inOrder = (one: string, other: string) => one.localeCompare(other);

describe('The description of the control API', () => {
  let running: Running;
  beforeAll(async () => {
    running = await runSandbox();
  });
  afterAll(() => running.sandbox.close());

  it('names every route that exists, and no other', () => {
    const described = operations.map(({ method, path }) => `${method} ${path}`);
    const existing = controlRoutes.map(
      ({ method, path }) =>
        `${method} ${`/_sandbox${path}`.replaceAll(/:(\w+)/g, '{$1}').replace(/\/$/, '')}`,
    );

    expect(described.toSorted(inOrder)).toEqual(existing.toSorted(inOrder));
    expect(description.openapi).toBe('3.1.0');
  });

  it('has each operation tried below', () => {
    const tried = new Set(scenarios.map(({ id }) => id));

    expect(operations.map(({ operationId }) => operationId).filter((id) => !tried.has(id))).toEqual(
      [],
    );
  });

  it.each(scenarios)('holds for $id, answered with $status', async (scenario) => {
    const operation = operations.find(({ operationId }) => operationId === scenario.id);
    if (!operation) throw new Error('No such operation');
    const id = (await scenario.prepare?.(running)) ?? '';

    const path = operation.path.replace('{id}', id);
    const response = await running.control(operation.method.toUpperCase(), path, scenario.body);

    expect(response.status).toBe(scenario.status);
    await expectDocumented(operation, response);
  });

  const refusals: readonly (readonly [number, Readonly<Record<string, string>>, string])[] = [
    [400, {}, '{"name'],
    [413, {}, JSON.stringify({ name: 'x'.repeat(1_100_000) })],
    [415, { 'Content-Type': 'text/plain' }, '{}'],
    [403, { Origin: 'https://evil.example' }, '{}'],
  ];
  it.each(refusals)(
    'holds for every write that is refused with %i',
    async (status, headers, body) => {
      const writes = operations.filter(({ method }) => method === 'post');
      expect(writes.length).toBeGreaterThan(5);
      for (const operation of writes) {
        const response = await fetch(running.sandbox.baseUrl + operation.path, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', ...headers },
          body,
        });

        expect([operation.path, response.status]).toEqual([operation.path, status]);
        await expectDocumented(operation, response);
      }
    },
  );

  it('holds for every operation that is asked without the control token', async () => {
    const { sandbox } = await runSandbox({ controlToken: 'kJ8v2Qx7Zp4Tn6Wb1Rc9Yd3Gf5Hs0Lm8' });
    for (const operation of operations) {
      const url = sandbox.baseUrl + operation.path.replace('{id}', 'x');
      const response = await fetch(url, { method: operation.method.toUpperCase() });

      expect([operation.path, response.status]).toEqual([operation.path, 401]);
      await expectDocumented(operation, response);
    }
    await sandbox.close();
  });

  it('holds for every method that an address does not have', async () => {
    for (const [path, methods] of Object.entries(description.paths)) {
      const described = Object.keys(methods).map((method) => method.toUpperCase());
      const others = ['GET', 'POST', 'DELETE', 'PUT', 'PATCH'].filter(
        (method) => !described.includes(method),
      );
      for (const method of others) {
        const body = method === 'GET' || method === 'DELETE' ? undefined : {};
        const response = await running.control(method, path.replace('{id}', 'x'), body);

        expect([method, path, response.status]).toEqual([method, path, 405]);
        expect(response.headers.get('allow')?.split(', ').toSorted()).toEqual(described.toSorted());
        for (const operation of Object.values(methods)) {
          await expectDocumented(operation, response.clone());
        }
      }
    }
  });

  it('describes the bodies that are taken, and its examples are taken', async () => {
    for (const { method, path, requestBody } of operations) {
      const reference = requestBody?.content['application/json']?.schema.$ref;
      if (reference === undefined) continue;
      const { examples = [] } =
        description.components.schemas[reference.split('/').at(-1) ?? ''] ?? {};
      expect(examples).not.toEqual([]);
      for (const example of examples) {
        expect(faultsOf({ $ref: reference }, example)).toEqual([]);
        const response = await running.control(method.toUpperCase(), path, example);
        expect([path, response.ok]).toEqual([path, true]);
      }
    }
  });

  it('is what the sandbox itself hands out', async () => {
    const response = await running.control('GET', '/_sandbox/openapi.json');

    expect(await response.json()).toEqual(description);
  });
});
