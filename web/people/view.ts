import type { Accounts, MatchedAccount } from '../../queries/people/accounts.ts'
import { accountLine, accountReason } from '../../wording/account-text.ts'
import { counted } from '../../wording/counted.ts'
import { type Html, html, outside } from '../page/html.ts'
import { empty, table } from '../page/parts.ts'

const columns = ['Account', 'Whose', 'Because'].map((head) => ({ head }))

/** Every account with recent work: those that are nobody's first, with the line to add to the plan. */
export function peopleView({ accounts, hasPlan }: Accounts): Html {
  const unmatched = accounts.filter(({ match }) => match.kind === 'nobody')
  const matched = accounts.filter(({ match }) => match.kind !== 'nobody')
  return html`<header><h1>People and accounts</h1>
<p class="quiet">Accounts with work in the last 90 days. Nobody’s own effort is shown.</p></header>
${accounts.length === 0 ? empty('No accounts yet', html`They come with the first sync of a <a href="/connections">connection</a>.`) : null}
${accounts.length > 0 && !hasPlan ? empty('No plan yet', html`The plan says who the people are. <a href="/plan/draft">Start from a draft</a> of what was synced.`) : null}
${unmatched.length === 0 || !hasPlan ? null : unmatchedView(unmatched)}
${matched.length === 0 ? null : table('Matched', columns, matched.map(row), { stacks: true })}`
}

function unmatchedView(accounts: readonly MatchedAccount[]): Html {
  return html`<section class="group" aria-labelledby="nobody"><h2 id="nobody">${counted(accounts.length, 'account')} ${accounts.length === 1 ? 'matches' : 'match'} nobody of the plan</h2>
<p class="quiet">Their work is counted for no team. Where one is a person’s, add the line to them in the plan file; where it is automation, name it under <code>machine_accounts</code>.</p>
<ul class="rows">${accounts.map((account) => html`<li><strong>${outside(account.displayName)}</strong>${namesake(account)}<code>${accountLine(account)}</code></li>`)}</ul></section>`
}

function namesake({ match }: MatchedAccount): Html | null {
  if (match.kind !== 'nobody' || match.sameNameAs === null) return null
  const { name, email } = match.sameNameAs
  return html`<span>The plan has one person of this name: ${outside(name)} (${email})</span>`
}

function row(account: MatchedAccount): Html[] {
  const { displayName, connection, match } = account
  const whose =
    match.kind === 'person'
      ? html`${outside(match.person.name)}<br><span class="quiet small">${match.person.email}</span>`
      : html`a machine`
  return [
    html`${outside(displayName)}<br><span class="quiet small">${outside(connection)}</span>`,
    whose,
    html`${accountReason(account)}`,
  ]
}
