/** Access and refresh token that are longer than usual, and work. */
import { digestOf } from '../../../secrets/digest.ts';
import type { Context } from '../../context.ts';
import { changeAnswer } from '../change-answer.ts';
import { type FaultKind, wholeNumber } from '../fault-kind.ts';

export const longToken: FaultKind = {
  name: 'long-token',
  endpoints: ['token'],
  parameters: { length: wholeNumber(3_000, 100, 100_000) },
  apply(faultContext) {
    const { fault, context, next } = faultContext;
    const length = Number(fault.parameters.length);
    changeAnswer(faultContext, async (answer) => {
      const { access_token: access, refresh_token: refresh } = answer;
      if (typeof access !== 'string' && typeof refresh !== 'string') return undefined;
      return {
        ...answer,
        ...(typeof access === 'string' && {
          access_token: await lengthenAccess(context, access, length),
        }),
        ...(typeof refresh === 'string' && {
          refresh_token: await lengthenRefresh(context, refresh, length),
        }),
      };
    });
    next();
  },
};

/** The random part stays last: a token that was cut to fit a column is invalid. */
function lengthen(token: string, length: number): string {
  return token.padStart(length, 'A');
}

async function lengthenAccess(context: Context, short: string, length: number): Promise<string> {
  const { stores, era } = context;
  const long = lengthen(short, length);
  const token = await stores.accessTokens.take(digestOf(short));
  if (token) await stores.accessTokens.put(digestOf(long), token, era.accessTokenSeconds);
  return long;
}

async function lengthenRefresh(context: Context, short: string, length: number): Promise<string> {
  const { stores, era } = context;
  const long = lengthen(short, length);
  if (long === short) return short;
  const token = await stores.refreshTokens.take(digestOf(short));
  if (token) await stores.refreshTokens.put(digestOf(long), token, era.refreshTokenSeconds);
  return long;
}
