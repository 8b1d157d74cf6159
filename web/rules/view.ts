import type { RulesTextCheck } from '../../queries/rules/check-rules-text.ts'
import type { RulesVersion } from '../../queries/rules/rule-versions.ts'
import type { RulesInForce } from '../../queries/rules/rules-in-force.ts'
import { counted } from '../../wording/counted.ts'
import { rulesChangeText } from '../../wording/tickets/rules-change-text.ts'
import { fileProblemList } from '../page/form/file-problems.ts'
import { type Html, html, outside, outsideSentence } from '../page/html.ts'
import { time } from '../page/times.ts'
import { rulesForm } from './form.ts'

interface Shown {
  readonly inForce: RulesInForce
  readonly check: RulesTextCheck
  readonly versions: readonly RulesVersion[]
  readonly isJustSaved: boolean
  readonly formToken: string
}

/** The rules in force: what of them never decides, the file to change, and the versions. */
export function rulesView({ inForce, check, versions, isJustSaved, formToken }: Shown): Html {
  const { rulesVersion, origin, yaml } = inForce
  return html`<header><h1>Rules</h1>
<div class="bar"><p class="quiet">${origin === 'default' ? html`The default rules, version <code>${rulesVersion}</code>: none of your own are saved yet.` : html`Version <code>${rulesVersion}</code>`}</p>
<p class="no-print"><a href="/statuses">What statuses count as</a> · <a href="/rules/file">Download the file</a></p></div></header>
${isJustSaved ? html`<p class="card" role="status">The rules are in force. The next report is sorted by them.</p>` : null}
${checkedText(check, yaml)}
<section class="group" aria-labelledby="change"><h2 id="change" class="no-print">Change the rules</h2>
<div class="card on-paper">${rulesForm({ text: yaml, madeFrom: rulesVersion, formToken })}</div></section>
${
  versions.length === 0
    ? null
    : html`<section class="group" aria-labelledby="versions"><h2 id="versions">Versions</h2>
<ul class="rows">${versions.map(versionRow)}</ul></section>`
}`
}

/** What a check of the file in force says. */
function checkedText(check: RulesTextCheck, yaml: string): Html {
  if (check.kind === 'unusable') {
    return html`<section class="group" aria-labelledby="unusable"><h2 id="unusable">This version of Plumbline can’t read the rules in force</h2>
<p>Nothing is sorted until you correct them here.</p>${fileProblemList(check.problems, yaml, 'yaml')}</section>`
  }
  const { ruleSet, cases, failedCases, unreached } = check
  return html`<p>${counted(ruleSet.rules.length, 'rule')}; ${casesText(cases, failedCases.length)}</p>
${failedCases.length === 0 ? null : fileProblemList(failedCases, yaml, 'yaml')}
${unreachedList(unreached, yaml)}`
}

/** What test cases say. */
export function casesText(cases: number, failed: number): string {
  return cases === 0
    ? 'no cases test them.'
    : `${cases - failed} of ${counted(cases, 'case')} decided as expected.`
}

/** Rules, and words of rules, that never decide. */
export function unreachedList(
  unreached: Extract<RulesTextCheck, { readonly kind: 'readable' }>['unreached'],
  yaml: string,
): Html | null {
  if (unreached.length === 0) return null
  return html`<section class="group" aria-labelledby="unreached"><h2 id="unreached">Rules that never decide</h2>
${fileProblemList(unreached, yaml, 'yaml')}</section>`
}

const mostChanges = 12

function versionRow({ rulesVersion, importedAt, importedBy, changes }: RulesVersion): Html {
  const by = importedBy === null ? '' : html` by ${outside(importedBy)}`
  return html`<li><span><code>${rulesVersion}</code> <span class="quiet small">saved ${time(importedAt)}${by}</span></span>
${changes === null ? html`<span class="quiet">This version of Plumbline can’t tell what changed</span>` : changeLines(changes.map(rulesChangeText))}</li>`
}

function changeLines(texts: readonly string[]): Html {
  if (texts.length === 0) return html`<span class="quiet">Nothing that counts changed</span>`
  const more = texts.length - mostChanges
  return html`${texts.slice(0, mostChanges).map((text) => html`<span>${outsideSentence(text)}</span>`)}${more > 0 ? html`<span class="quiet small">and ${more} more</span>` : null}`
}
