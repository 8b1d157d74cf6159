/** What an endpoint answers; the body is written as JSON unless it is text already. */
export interface Answer {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** A refusal with the status and the messages that Jira would send. */
export class JiraRefusal extends Error {
  override readonly name = 'JiraRefusal'
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

export function badRequest(...messages: string[]): JiraRefusal {
  return new JiraRefusal(400, messages)
}

/** What is not there and what may not be seen get the same words. */
export function issueNotFound(): JiraRefusal {
  return new JiraRefusal(404, ['Issue does not exist or you do not have permission to see it.'])
}

export function ok(body: unknown): Answer {
  return { status: 200, body }
}
