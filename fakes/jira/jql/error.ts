/** A query that Jira rejects with 400; `messages` become its `errorMessages`. */
export class JqlError extends Error {
  override readonly name = 'JqlError'
  readonly messages: readonly string[]

  constructor(messages: readonly string[]) {
    super(messages.join(' '))
    this.messages = messages
  }
}

/** A parser error with Jira's prefix and, where Jira gives one, the position. */
export function syntaxError(
  text: string,
  place?: { readonly line: number; readonly character: number },
): JqlError {
  const where = place === undefined ? '' : ` (line ${place.line}, character ${place.character})`
  return new JqlError([`Error in the JQL Query: ${text}${where}`])
}
