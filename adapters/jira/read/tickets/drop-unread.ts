/** Texts of people's own, of comments and worklogs: they are never kept, and may be most of a ticket. */
const prose = ['body', 'renderedBody', 'comment']
/** Of every object that Jira describes, most of all of people: with the prose more than half of a page. */
const addresses = ['self', 'avatarUrls', 'iconUrl']

/** Takes out of a ticket, as Jira returned it, what nothing reads: it waits in memory until its page is complete. */
export function dropUnreadOfIssue(issue: unknown): void {
  const fields = propertyOf(issue, 'fields')
  if (typeof fields !== 'object' || fields === null) return
  for (const value of Object.values(fields)) drop(value, addresses)
  for (const record of listIn(fields, 'comment', 'comments')) dropUnreadOfEntry(record)
  for (const record of listIn(fields, 'worklog', 'worklogs')) dropUnreadOfEntry(record)
}

/** The same of a comment, a worklog or an entry of a history. */
export function dropUnreadOfEntry(record: unknown): void {
  drop(record, prose)
  drop(propertyOf(record, 'author'), addresses)
  drop(propertyOf(record, 'updateAuthor'), addresses)
}

/** Empties properties instead of deleting them, which is many times slower. */
function drop(value: unknown, names: readonly string[]): void {
  if (typeof value !== 'object' || value === null) return
  for (const name of names) if (Object.hasOwn(value, name)) Reflect.set(value, name, undefined)
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function listIn(fields: object, field: string, list: string): readonly unknown[] {
  const records = propertyOf(propertyOf(fields, field), list)
  return Array.isArray(records) ? records : []
}
