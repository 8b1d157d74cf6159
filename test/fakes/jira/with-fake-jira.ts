import { z } from 'zod'
import type { FakeJiraOptions } from '../../../fakes/jira/server/options.ts'
import { type FakeJira, startFakeJira } from '../../../fakes/jira/server/server.ts'
import { smallCompany, smallCompanyAsOfAt } from '../../builders/company.ts'

/** Runs `use` against a fake Jira of its own, and closes it whatever happens. */
export async function withFakeJira(
  options: Partial<FakeJiraOptions>,
  use: (jira: FakeJira) => Promise<void>,
): Promise<void> {
  const company = options.company ?? smallCompany()
  const jira = await startFakeJira({ now: () => smallCompanyAsOfAt, ...options, company })
  try {
    await use(jira)
  } finally {
    await jira.close()
  }
}

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: unknown
}

/** Asks the fake plainly: GET, or POST where a body is given. */
export async function ask(
  jira: FakeJira,
  path: string,
  body?: unknown,
  authorization?: string,
): Promise<Reply> {
  const { email, apiToken } = jira.credentials
  const basic = `Basic ${Buffer.from(`${email}:${apiToken}`).toString('base64')}`
  const response = await fetch(`${jira.url}${path}`, {
    headers: { Authorization: authorization ?? basic },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true
  return { status: response.status, headers: response.headers, text, body: isJson ? parsed(text) : null }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const pageSchema = z.object({
  isLast: z.boolean(),
  nextPageToken: z.string().optional(),
  issues: z.array(
    z.looseObject({
      id: z.string(),
      key: z.string().optional(),
      fields: z.record(z.string(), z.unknown()).nullish(),
      changelog: z
        .object({ total: z.number(), histories: z.array(z.object({ id: z.string(), created: z.string() })) })
        .optional(),
    }),
  ),
})

export type SearchPage = z.infer<typeof pageSchema>

/** One page of a search that must succeed. */
export async function searchPage(jira: FakeJira, body: object): Promise<SearchPage> {
  const reply = await ask(jira, '/rest/api/3/search/jql', body)
  if (reply.status !== 200) throw new Error(`Search answered ${reply.status}: ${reply.text}`)
  return pageSchema.parse(reply.body)
}

/** Keys of all pages of a search. */
export async function searchKeys(jira: FakeJira, jql: string, more: object = {}): Promise<readonly string[]> {
  const keys: string[] = []
  let nextPageToken: string | undefined
  do {
    const page: SearchPage = await searchPage(jira, { jql, fields: ['key'], ...more, nextPageToken })
    keys.push(...page.issues.map(({ key }) => key ?? ''))
    nextPageToken = page.nextPageToken
  } while (nextPageToken !== undefined)
  return keys
}

/** What Jira says to a request that it refuses. */
export function messagesOf(reply: Reply): readonly string[] {
  return z.object({ errorMessages: z.array(z.string()) }).parse(reply.body).errorMessages
}
