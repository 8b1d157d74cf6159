/** A history's JSON with what its payloads say in the clear beside it, as anybody would read it in Temporal's pages. */
export function readableHistory(json: string): string {
  const payloads = [...json.matchAll(/"data": ?"([A-Za-z0-9+/=]+)"/g)]
  return [json, ...payloads.map(([, data = '']) => Buffer.from(data, 'base64').toString('utf8'))].join('\n')
}
