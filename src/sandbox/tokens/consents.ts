/**
 * What a person agreed to, remembered until it is taken back. Contract §1.1, §1.4.
 * Where strangers share the sandbox, several may play one person: then per browser as well.
 */
import { digestOf } from '../../secrets/digest.ts';
import type { Context } from '../context.ts';
import { withImplied } from '../scopes.ts';
import type { Client } from '../seed/clients.ts';
import type { Authorization, Consent } from '../stores.ts';

/** Longer than any session, and of no use after it. */
const CONSENT_SECONDS = 90 * 86_400;

/** Who agrees, in which browser, and to whom. */
export interface Agreement {
  /** The mark of the browser: its session's `csrfToken`. Counts where the sandbox is shared. */
  browser: string;
  username: string;
  clientId: string;
}

/** The same scopes, or fewer, need no second question; wider ones do. */
export async function isAgreed(
  context: Context,
  agreement: Agreement,
  scopes: readonly string[],
): Promise<boolean> {
  if (!context.settings.rememberConsent) return false;
  const consent = await findConsent(context, agreement);
  const reached = withImplied(consent?.scopes ?? []);
  return consent !== undefined && scopes.every((scope) => reached.has(scope));
}

type ConsentTie = NonNullable<Authorization['consent']>;

/**
 * The consent as it will be: to the scopes of before, unless it was taken back since, and to these.
 *
 * @returns What ties an authorization to it, too: what was taken back since carries nothing.
 */
export async function widenConsent(
  context: Context,
  agreement: Agreement,
  scopes: readonly string[],
  visitor: string | undefined,
): Promise<{ tie: ConsentTie; consent: Consent }> {
  const key = keyOf(context, agreement);
  const [earlier, withdrawals, givenAt] = await Promise.all([
    context.stores.consents.get(key),
    countWithdrawals(context, key),
    context.timeOf(visitor),
  ]);
  const kept = earlier?.withdrawals === withdrawals ? earlier.scopes : [];
  const consent = { scopes: [...new Set([...kept, ...scopes])], givenAt, withdrawals, visitor };
  return { tie: { key, withdrawals }, consent };
}

export async function storeConsent(
  { stores }: Context,
  { key }: ConsentTie,
  consent: Consent,
): Promise<void> {
  await stores.consents.put(key, consent, CONSENT_SECONDS);
}

/**
 * All tokens that came of it die at once: what was granted before counts no more. Of what was never granted
 * nothing is kept: a flood of it would push out what others took back, and their tokens would live again.
 */
export async function withdrawConsent(context: Context, agreement: Agreement): Promise<void> {
  const { stores, era } = context;
  const key = keyOf(context, agreement);
  const consent = await stores.consents.get(key);
  if (consent === undefined) return;
  const count = (await countWithdrawals(context, key)) + 1;
  await stores.withdrawals.put(key, { count, visitor: consent.visitor }, era.authorizationSeconds);
  await stores.consents.take(key, consent); // one that was given since stays, and what came of it can be taken back
}

export interface GivenConsent extends Consent {
  client: Client;
}

/** The applications that this person lets in; where the sandbox is shared, in this browser. */
export async function listConsents(
  context: Context,
  browser: string,
  username: string,
): Promise<GivenConsent[]> {
  const all = await Promise.all(
    context.directory.clients.map(async (client) => {
      const { clientId } = client;
      const consent = await findConsent(context, { browser, username, clientId });
      return consent === undefined ? [] : [{ ...consent, client }];
    }),
  );
  return all.flat();
}

/** Does an authorization still stand on the consent that it came from? */
export async function isStanding(context: Context, { consent }: Authorization): Promise<boolean> {
  if (consent === undefined) return true;
  return consent.withdrawals === (await countWithdrawals(context, consent.key));
}

async function findConsent(context: Context, agreement: Agreement): Promise<Consent | undefined> {
  const key = keyOf(context, agreement);
  const [consent, withdrawals] = await Promise.all([
    context.stores.consents.get(key),
    countWithdrawals(context, key),
  ]);
  return consent?.withdrawals === withdrawals ? consent : undefined;
}

async function countWithdrawals({ stores }: Context, key: string): Promise<number> {
  return (await stores.withdrawals.get(key))?.count ?? 0;
}

function keyOf({ settings }: Context, { browser, username, clientId }: Agreement): string {
  return digestOf(JSON.stringify([settings.isShared ? browser : '', username, clientId]));
}
