import { describe, expect, it } from '@jest/globals';
import { parseHost } from '../../src/http/host-header.ts';

describe('The host that a request was sent to, RFC 9110 §7.2', () => {
  it.each([
    ['LocalHost:3000', 'http', 'localhost:3000'],
    ['app.example:443', 'https', 'app.example'],
    ['[0:0::1]:8080', 'http', '[::1]:8080'],
    ['2130706433', 'http', '127.0.0.1'],
  ] as const)('has one spelling: %s by %s is %s', (host, scheme, expected) => {
    expect(parseHost(host, scheme)?.host).toBe(expected);
  });

  it.each([
    '',
    'a@localhost',
    'localhost/path',
    'localhost?q',
    'localhost:',
    'localhost:123456',
    '[::g]',
  ])('is none where something else stands in the header: %j', (host) => {
    expect(parseHost(host, 'http')).toBeUndefined();
  });
});
