/** An endpoint's response; the body is written as JSON unless it is text, or bytes that are compressed already. */
export interface FakeResponse {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** An error response with the status and the messages that Jira would send. */
export class JiraErrorResponse extends Error {
  override readonly name = 'JiraErrorResponse'
  readonly status: number
  readonly messages: readonly string[]

  constructor(status: number, messages: readonly string[]) {
    super(messages.join(' '))
    this.status = status
    this.messages = messages
  }
}

/** Jira's error body. */
export function errorBody(messages: readonly string[]): object {
  return { errorMessages: messages, errors: {} }
}

export function badRequest(...messages: string[]): JiraErrorResponse {
  return new JiraErrorResponse(400, messages)
}

/** A missing and a hidden record get the same message. */
export function issueNotFound(): JiraErrorResponse {
  return new JiraErrorResponse(404, ['Issue does not exist or you do not have permission to see it.'])
}

export function ok(body: unknown): FakeResponse {
  return { status: 200, body }
}
