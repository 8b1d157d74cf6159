import type { RequestContext } from '../resources/request-context.ts'
import type { JiraIssue } from '../state/records.ts'

/** How a field is compared: `set` by ids, `order` by ids and rank, `date`, `number`, `text` by words. */
export type FieldKind = 'set' | 'key' | 'date' | 'number' | 'text'

/** How JQL searches and sorts by a field. */
export interface JqlField {
  readonly kind: FieldKind
  /** What the ticket holds: ids, numbers as text, instants as text, or words; none is "empty". */
  values(issue: JiraIssue, context: RequestContext): readonly string[]
  /** The ids that a value of the query stands for; null where the site knows none: a refusal. */
  resolve(text: string, context: RequestContext): readonly string[] | null
  /** What ORDER BY compares; null sorts last going up. */
  sortKey(issue: JiraIssue, context: RequestContext): string | number | null
}

/** A field whose values stand for themselves. */
export const asGiven = (text: string): readonly string[] => [text]

/** A custom field's name in a query: `cf[10020]`. */
export function cf(fieldId: string): string {
  return `cf[${fieldId.slice('customfield_'.length)}]`
}

/** A field compared by ids. */
export function set(
  values: JqlField['values'],
  resolve: JqlField['resolve'],
  sortKey: JqlField['sortKey'] = (issue, context) => values(issue, context)[0] ?? null,
): JqlField {
  return { kind: 'set', values, resolve, sortKey }
}

/** A field compared by instants. */
export function date(at: (issue: JiraIssue) => number | null): JqlField {
  return {
    kind: 'date',
    values: (issue) => {
      const instant = at(issue)
      return instant === null ? [] : [String(instant)]
    },
    resolve: asGiven,
    sortKey: at,
  }
}

/** A field searched by words. */
export function words(texts: (issue: JiraIssue) => readonly string[]): JqlField {
  return {
    kind: 'text',
    values: (issue) => texts(issue).filter((each) => each !== ''),
    resolve: asGiven,
    sortKey: (issue) => texts(issue)[0]?.toLowerCase() ?? null,
  }
}

/** A field of accounts: by account id, display name or address. */
export function user(accountId: (issue: JiraIssue) => string | null): JqlField {
  const values = (issue: JiraIssue): readonly string[] => {
    const id = accountId(issue)
    return id === null ? [] : [id]
  }
  const resolve: JqlField['resolve'] = (asked, context) =>
    idsOf(
      context.state.site.users,
      asked,
      (each) => each.accountId,
      (each) => [each.displayName, each.email],
    )
  return set(values, resolve, (issue, context) => {
    const id = accountId(issue)
    return nameOf(
      context.state.site.users,
      id ?? '',
      (each) => each.accountId,
      (each) => each.displayName,
    )
  })
}

/** Ids of all records with that id or, in any case, that name: Jira's names repeat, and then mean all of them. */
export function idsOf<T>(
  records: readonly T[],
  asked: string,
  id: (record: T) => string,
  names: (record: T) => readonly string[],
): readonly string[] | null {
  const wanted = asked.toLowerCase()
  const found = records.filter(
    (record) => id(record) === asked || names(record).some((name) => name.toLowerCase() === wanted),
  )
  return found.length === 0 ? null : found.map(id)
}

/** The name to sort by of the record with an id. */
export function nameOf<T>(
  records: readonly T[],
  wanted: string,
  id: (record: T) => string,
  name: (record: T) => string,
): string | null {
  const found = records.find((record) => id(record) === wanted)
  return found === undefined ? null : name(found).toLowerCase()
}
