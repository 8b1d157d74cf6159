import { type Edition, scopeKeyOf } from '../../domain/report/content/edition.ts'
import { plainText } from '../../domain/text/plain-text.ts'
import type { Replies } from '../../queries/deliveries/reply-to.ts'

/**
 * Where replies go: one line where it is one address, else one for each with the reports that it is for; then the readers whose
 * replies go elsewhere.
 * @param from of the mails, for those without an address of their own
 */
export function replyLines(
  editions: readonly Pick<Edition, 'scope'>[],
  replies: readonly Replies[],
  from: string,
): string[] {
  const scopesOf = Map.groupBy(editions.entries(), ([index]) => replies[index]?.replyTo ?? from)
  const ofReports = [...scopesOf].map(([address, those]) => {
    if (scopesOf.size === 1) return `Replies go to ${plainText(address)}.`
    const scopes = new Set(those.map(([, edition]) => scopeName(edition)))
    return `Replies about ${[...scopes].join(', ')} go to ${plainText(address)}.`
  })
  const ofReaders = editions.flatMap((edition, index) =>
    (replies[index]?.ofReaders ?? []).map(
      ({ email, replyTo }) =>
        `Replies of ${plainText(email)} about ${scopeName(edition)} go to ${plainText(replyTo ?? from)}.`,
    ),
  )
  return [...ofReports, ...new Set(ofReaders)]
}

function scopeName({ scope }: Pick<Edition, 'scope'>): string {
  return scopeKeyOf(scope).replace(/^team:/, '')
}
