import { describe, expect, it } from '@jest/globals';
import { networkOf } from '../../src/http/address-network.ts';

describe('The network of an address', () => {
  it.each([
    ['of IPv4', '192.0.2.1'],
    ['of IPv4 in IPv6', '::ffff:192.0.2.1'],
    ['of IPv4 with a port', '192.0.2.1:50123'],
    ['of IPv4 in IPv6 with a port', '[::ffff:192.0.2.1]:50123'],
  ])('is the address itself: %s', (_what, address) => {
    expect(networkOf(address)).toBe('192.0.2.1');
  });

  it.each([
    '2001:db8:0:100::1',
    '2001:db8:0:1ff:ffff:ffff:ffff:ffff',
    '2001:0db8:0000:0100:0000:0000:0000:0001',
    '2001:DB8::1A0:0:0:0:9',
    '2001:db8:0:1ab::%eth0',
    '[2001:db8:0:1ab::1]',
    '[2001:db8:0:1ab::1]:50123',
  ])('S40 is the first 56 bits of IPv6, however it is written: %s', (address) => {
    expect(networkOf(address)).toBe('20010db8000001');
  });

  it.each(['2001:db8:0:200::1', '2001:db8:0:ff::1', '2001:db8::1', '::1', '::', 'fe80::1%lo'])(
    'S40 is another beyond them: %s',
    (address) => {
      expect(networkOf(address)).toMatch(/^[\da-f]{14}$/);
      expect(networkOf(address)).not.toBe('20010db8000001');
    },
  );

  it('is what was told, where that is no address', () => {
    expect(['', 'unknown', '_hidden'].map(networkOf)).toEqual(['', 'unknown', '_hidden']);
  });
});
