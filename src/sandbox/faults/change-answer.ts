/** Changes a good answer on its way out: its JSON, or how it is sent. */
import type { Response } from 'express';
import type { FaultContext } from './fault-kind.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * An error, a page or a list is left alone, and the fault waits for the next request.
 *
 * @param change Gives the other answer, or undefined where there is nothing to change.
 */
export function changeAnswer(
  faultContext: FaultContext,
  change: (answer: JsonObject) => Promise<JsonObject | undefined>,
): void {
  const { res } = faultContext;
  const send = res.json.bind(res);
  faultContext.isApplied = false;
  const sendChanged = async (body: object) => {
    const changed = await change({ ...body });
    faultContext.isApplied = changed !== undefined;
    send(changed ?? body);
  };
  res.json = (body: unknown) => {
    res.json = send;
    if (!isSuccess(res) || !isObject(body)) return send(body);
    sendChanged(body).catch((error: unknown) => res.destroy(toError(error)));
    return res;
  };
}

/** The request is carried out; what becomes of the answer is up to `act`. */
export function catchAnswer(res: Response, act: (body: Buffer) => void): void {
  res.end = (...parts: unknown[]) => {
    const [body] = parts;
    act(typeof body === 'string' || Buffer.isBuffer(body) ? Buffer.from(body) : Buffer.alloc(0));
    return res;
  };
}

function isSuccess({ statusCode }: Response): boolean {
  return statusCode >= 200 && statusCode < 300;
}

function isObject(body: unknown): body is object {
  return typeof body === 'object' && body !== null && !Array.isArray(body);
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
