import type { Instant } from '../../../domain/instant.ts'
import type { TrackerKind } from '../../../domain/ticket.ts'
import { addAuditEntry } from '../sign-in/audit.ts'
import type { Queryable } from '../sql/session.ts'

/** What a connection reads, and as whom. */
interface Place {
  readonly tracker: TrackerKind
  readonly baseUrl: string
  readonly accountEmail: string | null
  readonly scopeKeys: readonly string[]
}

/** "jira https://company.example as ada@company.example, projects or teams WEB, APP". No secret. */
export function placeText({ tracker, baseUrl, accountEmail, scopeKeys }: Place): string {
  const account = accountEmail === null ? '' : ` as ${accountEmail}`
  const scopes = scopeKeys.length === 0 ? 'all that it sees' : `projects or teams ${scopeKeys.join(', ')}`
  return `${tracker} ${baseUrl}${account}, ${scopes}`
}

/** Notes that somebody made or changed a connection. @param change.before null where it is new */
export async function auditConnection(
  on: Queryable,
  {
    before,
    input,
    actor,
  }: {
    readonly before: Place | null
    readonly input: Place & { readonly name: string; readonly nowAt: Instant }
    readonly actor: string
  },
): Promise<void> {
  const [was, is] = [before && placeText(before), placeText(input)]
  const action = was === null ? 'connect' : was === is ? 'replace secret' : 'change connection'
  const entry = { changedAt: input.nowAt, actor, subject: `connection ${input.name}` }
  await addAuditEntry(on, { ...entry, action, before: was, after: is })
}
