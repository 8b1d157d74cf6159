import type { ImportedPlanFile } from '../../../adapters/store/reconcile/plans.ts'
import type { Accounts, MatchedAccount } from '../../../queries/people/accounts.ts'
import { counted } from '../../../wording/counted.ts'
import { accountReason } from '../../../wording/plan/account-text.ts'
import { field, option } from '../../page/form/field.ts'
import { formStart } from '../../page/form/form.ts'
import { type FormProblem, problemSummary } from '../../page/form/problems.ts'
import { type Html, html, outside } from '../../page/html.ts'
import { empty, steps, table } from '../../page/parts.ts'
import { personField } from './assign.ts'

const columns = ['Account', 'Person', 'Why'].map((head) => ({ head }))

/** So many matched accounts are on a page. */
const pageSize = 100

interface People extends Accounts {
  /** Null before the first plan. */
  readonly file: ImportedPlanFile | null
  /** What was typed and not taken, by the account's number among those that are nobody's. */
  readonly people: ReadonlyMap<number, string>
  readonly machines: ReadonlySet<number>
  readonly problems: readonly FormProblem[]
  /** What matched accounts are looked for by; empty for all. */
  readonly find: string
  /** The first matched account that is shown, from 0. */
  readonly from: number
  readonly formToken: string
}

/** Every account with recent work: those that are nobody's first, with the way to say whose they are. */
export function peopleView(shown: People): Html {
  const { accounts, file, problems } = shown
  const unmatched = accounts.filter(({ match }) => match.kind === 'nobody')
  const matched = accounts.filter(({ match }) => match.kind !== 'nobody')
  return html`<header><h1>People and accounts</h1>
<p class="quiet">Accounts with work in the last 90 days. No person’s effort is shown.</p></header>
${problemSummary('Nothing was changed', problems)}
${accounts.length === 0 ? empty('No accounts yet', html`They come with the first sync of a <a href="/connections">connection</a>.`) : null}
${accounts.length > 0 && file === null ? empty('No plan yet', html`The plan says who the people are. <a href="/plan/draft">Start from a draft</a> of what was synced.`) : null}
${unmatched.length === 0 || file === null ? null : unmatchedView(unmatched, file, shown)}
${matched.length === 0 ? null : matchedView(matched, shown)}
${file === null ? null : html`<p class="no-print"><a href="/plan/table?part=accounts">Accounts of the plan as tables</a></p>`}`
}

function unmatchedView(
  accounts: readonly MatchedAccount[],
  { plan, planVersion }: ImportedPlanFile,
  { people, machines, problems, formToken }: People,
): Html {
  const item = (account: MatchedAccount, number: number) => {
    const { displayName, connection, accountId } = account
    return html`<li><strong>${outside(displayName)}</strong><span class="quiet small">${outside(connection)}, account <code>${accountId}</code></span>${namesake(account)}
<input type="hidden" name="connection" value="${connection}"><input type="hidden" name="account" value="${accountId}">
<div class="answers">${field({ name: 'person', id: personField(number), label: html`Whose it is<span class="unseen">: ${outside(displayName)}</span>`, problems }, (attributes) => html`<input${attributes} list="people-of-plan" value="${people.get(number) ?? ''}" maxlength="2000" autocomplete="off" spellcheck="false">`)}
${option({ kind: 'checkbox', name: 'machine', value: String(number), isChecked: machines.has(number), label: html`It is automation<span class="unseen">: ${outside(displayName)}</span>` })}</div></li>`
  }
  return html`<section class="group" aria-labelledby="nobody"><h2 id="nobody">${counted(accounts.length, 'account')} ${accounts.length === 1 ? 'matches' : 'match'} nobody in the plan</h2>
<p class="quiet">Their work counts for no team. Say whose they are, by address or name, or that they are automation. To add somebody who isn’t in the plan yet, use <a href="/plan/table">its tables</a>.</p>
${formStart('/people', formToken)}<input type="hidden" name="madeFrom" value="${planVersion}">
<ul class="rows">${accounts.map(item)}</ul>
<datalist id="people-of-plan">${plan.people.map(({ email, name }) => html`<option value="${email}">${name}</option>`)}</datalist>
<div class="answers"><button>See what would change</button></div></form></section>`
}

function matchedView(
  accounts: readonly MatchedAccount[],
  { find, from }: Pick<People, 'find' | 'from'>,
): Html {
  const found = accounts.filter((each) => isFound(each, find))
  const path = `/people?${find === '' ? '' : `find=${encodeURIComponent(find)}&`}`
  const rows = found.slice(from, from + pageSize).map(row)
  return html`${
    accounts.length <= pageSize
      ? null
      : html`<form class="find no-print" method="get" action="/people" role="search"><label>Name or address<input name="find" value="${find}" maxlength="200" autocomplete="off"></label>
<button class="plain">Find</button></form>`
  }
${rows.length === 0 ? html`<p role="status">No matched account here.</p>` : table('Matched', columns, rows, { stacks: true })}
${steps({ path, what: 'accounts', all: found.length, from, size: pageSize })}`
}

function isFound({ displayName, match }: MatchedAccount, find: string): boolean {
  const texts = match.kind === 'person' ? [displayName, match.person.name, match.person.email] : [displayName]
  return texts.some((text) => text.toLowerCase().includes(find.toLowerCase()))
}

function namesake({ match }: MatchedAccount): Html | null {
  if (match.kind !== 'nobody' || match.sameNameAs === null) return null
  const { name, email } = match.sameNameAs
  return html`<span>The plan has one person with this name: ${outside(name)} (${email})</span>`
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
