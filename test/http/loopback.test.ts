import { describe, expect, it } from '@jest/globals';
import { isLoopbackAddress, isLoopbackHost, isLoopbackUrl } from '../../src/http/loopback.ts';

describe('This machine', () => {
  it('is known by its addresses, as sockets have them', () => {
    const here = ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'];
    const elsewhere = [
      '10.0.0.1',
      '0.0.0.0',
      '::',
      '::ffff:10.0.0.1',
      '::2',
      '128.0.0.1',
      '',
      'localhost',
    ];

    expect(here.filter(isLoopbackAddress)).toEqual(here);
    expect(elsewhere.filter(isLoopbackAddress)).toEqual([]);
  });

  it('is known by its names, and by no other', () => {
    const here = ['localhost', '127.0.0.1', '[::1]', '::1'];
    const elsewhere = ['localhost.evil.example', '127.0.0.1.evil.example', 'my-machine', '0', ''];

    expect(here.filter(isLoopbackHost)).toEqual(here);
    expect(elsewhere.filter(isLoopbackHost)).toEqual([]);
  });

  it('is known in a URL', () => {
    const here = ['http://localhost:1', 'http://127.0.0.1', 'http://127.9.9.9', 'http://[::1]:3'];
    const elsewhere = ['http://localhost.evil', 'http://10.0.0.1', 'http://127.0.0.1.evil'];

    expect(here.filter(isLoopbackUrl)).toEqual(here);
    expect(elsewhere.filter(isLoopbackUrl)).toEqual([]);
  });
});
