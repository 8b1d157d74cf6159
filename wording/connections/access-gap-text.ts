import { type Remedies, signInName } from '../../adapters/trackers/definition.ts'
import { trackers } from '../../adapters/trackers/registry.ts'
import type { AccessGap } from '../../domain/sync/access-gaps.ts'
import type { TrackerKind } from '../../domain/ticket.ts'
import { counted } from '../counted.ts'

/** What a connection's account lacks, what follows from it and what to do: a clause for each. */
export function accessGapTexts(
  { tracker, authKind }: { readonly tracker: TrackerKind; readonly authKind: string },
  gaps: readonly AccessGap[],
): string[] {
  const { label } = trackers.definitionOf(tracker)
  const signIn = trackers.signInOf(tracker, authKind)
  const { remedies = null } = signIn
  return gaps.map((gap) => {
    const advice = adviceFor(gap.kind, remedies)
    return `${lackText(gap, label, signInName(signIn))}${advice === null ? '' : `: ${advice}`}`
  })
}

function lackText(gap: AccessGap, label: string, signInKind: string): string {
  switch (gap.kind) {
    case 'people right':
      return `missing permission: ${label} doesn’t list people to this account, so people who never touched a ticket are unknown, and fewer accounts match by e-mail`
    case 'people scope':
      return `missing scope: the ${signInKind} can’t read the list of people, so people who never touched a ticket are unknown, and fewer accounts match by e-mail`
    case 'own email':
      return `missing e-mail: ${label} hides the account’s own address, so it matches nobody in the plan`
    case 'people emails':
      return `missing e-mails: the account sees the addresses of ${gap.withEmail} of ${counted(gap.people, 'other account')}, and the others can’t be matched by e-mail`
  }
}

function adviceFor(kind: AccessGap['kind'], remedies: Remedies | null): string | null {
  if (remedies === null) return null
  switch (kind) {
    case 'people right':
      return remedies.peopleRight
    case 'people scope':
      return remedies.peopleScope
    case 'own email':
      return remedies.ownEmail
    case 'people emails':
      return remedies.peopleEmails
  }
}
