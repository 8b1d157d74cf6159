import type { JiraUser } from '../state/records.ts'

/** The one account that the fake accepts. */
export interface JiraCredentials {
  readonly email: string
  readonly apiToken: string
}

/** The default of `startFakeJira`; valid for the fake only. */
export const demoCredentials: JiraCredentials = {
  email: 'plumbline@lumenworks.example',
  apiToken: 'made-up-jira-token',
}

/** The account behind the credentials: one of the company's people, or a service account of its own. */
export function callerOf(
  users: readonly JiraUser[],
  email: string,
  accountId: string,
  timeZone: string,
): JiraUser {
  return (
    users.find((user) => user.email === email) ?? {
      accountId,
      accountType: 'atlassian',
      displayName: 'Plumbline Reader',
      email,
      emailHidden: false,
      active: true,
      timeZone,
    }
  )
}

/** Whether an Authorization header is right: Basic with e-mail and token, or Bearer with the token. */
export function isAuthorized(header: string | undefined, credentials: JiraCredentials): boolean {
  const [scheme, value = ''] = (header ?? '').split(' ')
  if (scheme === 'Bearer') return value === credentials.apiToken
  if (scheme !== 'Basic') return false
  return Buffer.from(value, 'base64').toString() === `${credentials.email}:${credentials.apiToken}`
}
