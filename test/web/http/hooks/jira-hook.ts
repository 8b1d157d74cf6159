import { createHmac, randomUUID } from 'node:crypto'

/** A webhook as Jira sends it: of an admin's, with a secret. */
export interface JiraHook {
  /** Such as `jira:issue_updated`. */
  readonly webhookEvent: string
  readonly issue: { readonly id: string; readonly key: string }
  /** Milliseconds. */
  readonly timestamp: number
  readonly [field: string]: unknown
}

/** Signs and sends a webhook as Jira does; the identifier is the same when Jira sends one again. */
export function sendJiraHook(
  url: string,
  hook: JiraHook,
  { secret, identifier = randomUUID() }: { readonly secret: string; readonly identifier?: string },
): Promise<Response> {
  const body = JSON.stringify(hook)
  return fetch(url, {
    method: 'POST',
    body,
    headers: {
      'Content-Type': 'application/json; charset=UTF-8',
      'User-Agent': 'Atlassian Webhook HTTP Client',
      'X-Atlassian-Webhook-Identifier': identifier,
      'X-Atlassian-Webhook-Flow': 'Primary',
      'X-Hub-Signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    },
  })
}
