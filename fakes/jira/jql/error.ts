/** A query that Jira refuses with 400; `messages` is what it says in `errorMessages`. */
export class JqlError extends Error {
  override readonly name = 'JqlError'
  readonly messages: readonly string[]

  constructor(messages: readonly string[]) {
    super(messages.join(' '))
    this.messages = messages
  }
}

/** A refusal by the parser, worded with Jira's prefix and, where it gives one, the place. */
export function syntaxError(
  text: string,
  place?: { readonly line: number; readonly character: number },
): JqlError {
  const where = place === undefined ? '' : ` (line ${place.line}, character ${place.character})`
  return new JqlError([`Error in the JQL Query: ${text}${where}`])
}
