/**
 * What tries to sign in are counted by, of an address that a connection or a proxy tells: without the port that some proxies add. Of
 * IPv6 the first 64 bits, which are one customer's: a limit for each of their addresses would be none.
 */
export function clientOfAddress(told: string): string {
  const text = told.trim()
  const [, inBrackets, ipv4] = /^\[([^\]]+)\](?::\d+)?$|^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(text) ?? []
  const address = (inBrackets ?? ipv4 ?? text).replace(/%.*$/, '').toLowerCase()
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address) ?? []
  if (mapped !== undefined) return mapped
  return address.includes(':') ? `${networkOf(address)}::/64` : address
}

/** "2001:db8:0:1", of any way to write an address of it. */
function networkOf(address: string): string {
  const [head = '', tail] = address.split('::')
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'))
  const [before, after] = [groups(head), groups(tail ?? '')]
  const gap = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length)
  const all = [...before, ...Array.from({ length: gap }, () => '0'), ...after]
  return all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}
