import net from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { describeStartFault } from '../src/describe-start-fault.ts';
import { ConfigError } from '../src/errors/errors.ts';

/** The error of a `listen` that cannot be, as Node gives it. */
function failureAt(host: string): Promise<unknown> {
  return new Promise((resolve) => {
    net.createServer().once('error', resolve).listen({ host, port: 4281 });
  });
}

describe('Why the start failed', () => {
  it.each([
    ['999.1.1.1', /^host \(HOST\) leads nowhere \(E\w+\): leave it out, or name an address/],
    ['no such host', /^host \(HOST\) leads nowhere/],
    ['203.0.113.7', /^host \(HOST\) is no address of this machine \(EADDRNOTAVAIL\): leave it out/],
    ['fe80::1', /^host \(HOST\) is no address of this machine/],
  ])('is one line that names HOST, where that is %s', async (host, line) => {
    const text = describeStartFault(await failureAt(host));

    expect(text).toMatch(line);
    expect(text).not.toMatch(/\n| at /);
  });

  it.each(['EMFILE', 'ENOBUFS', 'EAFNOSUPPORT', 'EPERM'])(
    'is one line, no stack, for whatever else ends a listen: %s',
    (code) => {
      const text = describeStartFault(Object.assign(new Error('no'), { code, syscall: 'listen' }));

      expect(text).toBe(`Cannot listen (${code}): look at host (HOST) and port (PORT).`);
    },
  );

  it.each([
    [3000, 'PORT=3001'],
    [3001, 'PORT=3002'],
    [65_535, 'PORT=3000'],
  ])('names another port than the %i that is taken', (port, fix) => {
    const error = Object.assign(new Error('taken'), { code: 'EADDRINUSE', port });

    expect(describeStartFault(error)).toMatch(`Port ${port} is taken. Stop what listens there`);
    expect(describeStartFault(error)).toContain(fix);
  });

  it('is a list of every fault of the configuration', () => {
    expect(describeStartFault(new ConfigError(['a.', 'b.']))).toBe(
      'The configuration has 2 faults.\n  - a.\n  - b.',
    );
  });
});
