/** HAR 1.2 as its specification has it: http://www.softwareishard.com/blog/har-12-spec/. What it has no name for is refused. */
const string = { type: 'string' };
const integer = { type: 'integer', minimum: -1 };
const time = { type: 'number', minimum: -1 };
const moment = { type: 'string', format: 'date-time' };

function object(required: Record<string, object>, optional: Record<string, object> = {}) {
  return {
    type: 'object',
    required: Object.keys(required),
    properties: { ...required, ...optional, comment: string },
    additionalProperties: false,
  };
}

function listOf(items: object) {
  return { type: 'array', items };
}

const pair = object({ name: string, value: string });
const cookie = object(
  { name: string, value: string },
  {
    path: string,
    domain: string,
    expires: moment,
    httpOnly: { type: 'boolean' },
    secure: { type: 'boolean' },
  },
);
const postData = object({ mimeType: string, params: listOf(pair), text: string });
const sizes = { headersSize: integer, bodySize: integer };

const request = object(
  {
    method: string,
    url: { type: 'string', format: 'uri' },
    httpVersion: string,
    cookies: listOf(cookie),
    headers: listOf(pair),
    queryString: listOf(pair),
    ...sizes,
  },
  { postData },
);
const content = object(
  { size: integer, mimeType: string },
  { compression: integer, text: string, encoding: string },
);
const response = object({
  status: { type: 'integer', minimum: 0 },
  statusText: string,
  httpVersion: string,
  cookies: listOf(cookie),
  headers: listOf(pair),
  content,
  redirectURL: string,
  ...sizes,
});
const entry = object(
  {
    startedDateTime: moment,
    time,
    request,
    response,
    cache: object({}, { beforeRequest: {}, afterRequest: {} }),
    timings: object(
      { send: time, wait: time, receive: time },
      { blocked: time, dns: time, connect: time, ssl: time },
    ),
  },
  { pageref: string, serverIPAddress: string, connection: string },
);
const page = object({
  startedDateTime: moment,
  id: string,
  title: string,
  pageTimings: object({}, { onContentLoad: time, onLoad: time }),
});
const program = object({ name: string, version: string });

export const HAR_SCHEMA = object({
  log: object(
    { version: { const: '1.2' }, creator: program, entries: listOf(entry) },
    { browser: program, pages: listOf(page) },
  ),
});
