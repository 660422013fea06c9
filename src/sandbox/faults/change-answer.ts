/** Changes the JSON of a good answer on its way out. */
import type { Response } from 'express';

export type JsonObject = Readonly<Record<string, unknown>>;

export function changeAnswer(
  res: Response,
  change: (answer: JsonObject) => Promise<JsonObject>,
): void {
  const send = res.json.bind(res);
  res.json = (body: unknown) => {
    res.json = send;
    if (res.statusCode !== 200 || typeof body !== 'object' || body === null) return send(body);
    change({ ...body }).then(send, (error: unknown) => res.destroy(toError(error)));
    return res;
  };
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
