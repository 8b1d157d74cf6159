/** Sends a query to a fake Linear as any client would; returns the status, the headers and the parsed body. */
export async function ask(
  url: string,
  query: string,
  variables: Record<string, unknown> = {},
  authorization = 'key',
): Promise<{ status: number; headers: Headers; body: { data?: unknown; errors?: unknown } }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...(authorization === '' ? {} : { Authorization: authorization }),
    },
    body: JSON.stringify({ query, variables }),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    body: text.startsWith('{') ? JSON.parse(text) : {},
  }
}
