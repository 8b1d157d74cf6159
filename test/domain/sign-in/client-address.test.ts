import { expect, test } from 'vitest'
import { clientOfAddress } from '../../../domain/sign-in/client-address.ts'

test.each([
  ['203.0.113.9', '203.0.113.9'],
  [' 203.0.113.9:51234 ', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['[2001:db8:0:1::9]:51234', '2001:db8:0:1::/64'],
  ['2001:DB8:0:1:2:3:4:5', '2001:db8:0:1::/64'],
  ['2001:0db8:0000:0001::', '2001:db8:0:1::/64'],
  // One bit further, another customer.
  ['2001:db8:0:2::9', '2001:db8:0:2::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  // What is no address is counted as it stands.
  ['unknown', 'unknown'],
])('a client that is told as %j is counted as %s', (told, client) => {
  expect(clientOfAddress(told)).toBe(client)
})
