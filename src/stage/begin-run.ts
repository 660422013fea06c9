/** A run begins: what it needs is made, and its first request prepared. */
import type { Request } from 'express';
import { chooseServer } from '../grants/choose-server.ts';
import type { Grant } from '../grants/grant.ts';
import { parseParameters } from '../oauth/parameters.ts';
import { createCodeVerifier } from '../oauth/pkce.ts';
import { createState } from '../oauth/state.ts';
import type { Draft } from '../runs/draft.ts';
import { changeField } from '../runs/edit-draft.ts';
import {
  expectAsChosen,
  expectPerson,
  expectedPerson,
  requirePerson,
} from '../runs/expected-person.ts';
import type { Proceed } from '../runs/proceed.ts';
import { startRun } from '../runs/run.ts';
import type { Pace, Run } from '../runs/run.ts';
import { startVisit } from '../runs/visitor.ts';
import { findScope } from '../scopes/scopes.ts';
import type { StageDependencies } from './dependencies.ts';
import { readMistake } from './read-mistake.ts';
import { readStep, readView } from './shared-link.ts';

/**
 * `/authorize?server=sandbox-current&person=ada&pace=step&scope=account&mistake=wrong-secret`: what is left out is
 * as it was last, or the default; a mistake is set where its request waits. `&step=D&view=wire`: what is looked at
 * once it has come through.
 *
 * @returns Where the browser goes.
 */
export async function beginRun(
  req: Request,
  grant: Grant,
  dependencies: StageDependencies,
  { proceed }: Proceed,
): Promise<string> {
  const { servers, redirectUri, scopes, clock, sandboxes, countRun } = dependencies;
  const parameters = parseParameters(req.query);
  const server = chooseServer(grant, servers, parameters.get('server'));
  const pace = readPace(parameters.get('pace')) ?? req.session.pace ?? 'through';
  const wanted = parameters.get('person');
  if (wanted !== undefined) requirePerson(server, wanted);
  const planned = readMistake(parameters.get('mistake'), grant, server, sandboxes);
  const [step, view] = [readStep(parameters, grant), readView(parameters)];
  const run = startRun(req, grant.slug, server, clock, pace);
  req.session.pace = pace;
  if (wanted === undefined) expectAsChosen(req);
  else expectPerson(req, wanted);
  if (planned !== undefined) run.planned = planned;
  if (step) run.lookAt = { step: step.letter, view };
  if (grant.onRedirect) {
    run.secrets.state = createState();
    run.secrets['code-verifier'] = createCodeVerifier();
  }
  const { clientId } = server.client;
  const username = expectedPerson(req, server)?.username;
  const draft = grant.start({ clientId, redirectUri, scopes, username });
  // At once: on Redis it is one way there and back.
  const [path] = await Promise.all([
    proceed(req, run, askForScopes(draft, parameters.get('scope'))),
    expectAnswer(req, run, dependencies),
  ]);
  countRun(grant.slug, server.id, 'begun');
  return path;
}

async function expectAnswer(
  req: Request,
  { id: runId, grantSlug, secrets: { state } }: Run,
  { transactions, clock }: StageDependencies,
): Promise<void> {
  if (state === undefined) return; // nothing comes back through the browser
  await transactions.begin(startVisit(req, clock), state, { grantSlug, runId });
}

/** As if the visitor had changed the line: it is marked, and can be undone. Only what is a scope is taken. */
function askForScopes(draft: Draft, asked: string | undefined): Draft {
  const scope = (asked ?? '').split(' ').filter((name) => findScope(name) !== undefined);
  if (scope.length === 0) return draft;
  return changeField(draft, 'scope', scope.join(' '));
}

export function readPace(text: string | undefined): Pace | undefined {
  return text === 'through' || text === 'step' ? text : undefined;
}
