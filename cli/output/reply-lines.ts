import { plainText } from '../../domain/plain-text.ts'
import { type Edition, scopeKeyOf } from '../../domain/report/content/edition.ts'

/**
 * Where replies go: one line where it is one address, else one for each with the reports that it is for.
 * @param from of the mails, for those without an address of their own
 */
export function replyLines(
  editions: readonly Pick<Edition, 'scope'>[],
  replies: readonly (string | null)[],
  from: string,
): string[] {
  const scopesOf = Map.groupBy(editions.entries(), ([index]) => replies[index] ?? from)
  return [...scopesOf].map(([address, those]) => {
    if (scopesOf.size === 1) return `Replies go to ${plainText(address)}.`
    const scopes = new Set(those.map(([, { scope }]) => scopeKeyOf(scope).replace(/^team:/, '')))
    return `Replies about ${[...scopes].join(', ')} go to ${plainText(address)}.`
  })
}
