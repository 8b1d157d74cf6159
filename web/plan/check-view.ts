import type { PlanChange } from '../../domain/plan/plan-change.ts'
import type { FileProblem } from '../../domain/yaml/yaml-file.ts'
import type { PlanTextCheck } from '../../queries/plan/check-plan-text.ts'
import { counted } from '../../wording/counted.ts'
import { planChangeText } from '../../wording/plan/change-text.ts'
import { fileProblemList } from '../page/form/file-problems.ts'
import { formStart } from '../page/form/form.ts'
import { problemSummary } from '../page/form/problems.ts'
import { meanwhile } from '../page/frame/meanwhile.ts'
import { type Html, html, outside } from '../page/html.ts'
import { type PlanText, planForm } from './form.ts'
import { findingsList, lines } from './view.ts'

/** What a usable plan file would change, and the way to save it or to go on correcting it. */
export function checkView({
  change,
  found: { plan, against, changes, findings },
  overtakenBy,
}: {
  readonly change: PlanText
  readonly found: Extract<PlanTextCheck, { readonly kind: 'usable' }>
  /** What others changed since this was begun, null in it where it can't be told; null where nobody did. */
  readonly overtakenBy: { readonly changes: readonly PlanChange[] | null } | null
}): Html {
  // Whoever goes on from here has seen what others changed.
  const seen = { ...change, madeFrom: against ?? '' }
  return html`<header><h1>Save this plan for ${outside(plan.company)}?</h1>
<p class="quiet">Nothing is saved yet.</p></header>
${overtakenBy === null ? null : meanwhile('Somebody else saved a plan in the meantime. Below is what yours would change now: saving it takes back what it doesn’t hold.', overtakenBy.changes?.map(planChangeText) ?? null)}
<section class="group" aria-labelledby="changes"><h2 id="changes">What would change</h2>
${changedText(against, changes.map(planChangeText))}</section>
${findingsList(findings)}
<div class="ending answers">${formStart('/plan', seen.formToken)}<input type="hidden" name="madeFrom" value="${seen.madeFrom}">
<input type="hidden" name="yaml" value="${seen.text}">
<button>Put it in force</button></form>
${asTables(seen)}</div>
<details><summary class="opens">Correct the file first</summary><div class="card">${planForm(seen)}</div></details>`
}

function changedText(against: string | null, changes: readonly string[]): Html {
  if (against === null) return html`<p>It would be the first plan.</p>`
  return changes.length === 0 ? html`<p>Nothing that counts.</p>` : lines(changes)
}

/** A file that can't be used, with each problem at its line. */
export function editView(change: PlanText, problems: readonly FileProblem[]): Html {
  const wrong = [{ field: 'yaml', words: `${counted(problems.length, 'problem')} in the plan file.` }]
  return html`<header><h1>Plan</h1></header>
${problemSummary('Nothing was saved', wrong)}
${fileProblemList(problems, change.text, 'yaml')}
${asTables(change)}
<div class="card">${planForm(change, wrong)}</div>`
}

/** The way from a file's text to its tables. */
function asTables({ text, madeFrom, formToken, place }: PlanText): Html {
  const fields = Object.entries({ ...place, madeFrom, yaml: text })
  return html`${formStart('/plan/table', formToken)}${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button class="plain" name="do" value="open">Edit as tables</button></form>`
}
