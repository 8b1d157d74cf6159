import type { FirstRunStep } from '../../../domain/first-run/steps.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import type { FirstRun } from '../../../queries/first-run/first-run.ts'
import { type Html, html } from '../html.ts'
import { quarterPath } from '../paths.ts'

export const stepTitles: Readonly<Record<FirstRunStep, string>> = {
  connect: 'Connect a tracker',
  choose: 'Choose projects and teams',
  read: 'Sync the tickets',
  plan: 'Correct the draft plan',
  readers: 'Choose who reads the reports',
  preview: 'Look at the mails',
  mail: 'Send one to yourself',
}

/** The way on from a page on which a step of the first run ends, to what is done next; null once something was mailed, and while the step isn't done. */
export function nextStep(found: FirstRun | null): Html | null {
  const next = found?.steps.find(({ state }) => state === 'next')?.step
  if (found === null || next === undefined) return null
  const path = pathOf(next, found)
  return path === null
    ? null
    : html`<a class="button" href="${path}">Next: ${lowerFirst(stepTitles[next])}</a>`
}

/** Null for steps that each connection has pages of its own for. */
function pathOf(step: FirstRunStep, { quarter }: FirstRun): string | null {
  switch (step) {
    case 'connect':
    case 'choose':
    case 'read':
      return null
    case 'plan':
      return '/plan/draft'
    case 'readers':
      return '/plan/readers'
    case 'preview':
    case 'mail':
      return reportsPath(quarter)
  }
}

/** @param quarter null without a plan */
export function reportsPath(quarter: QuarterId | null): string {
  return quarter === null ? '/reports' : quarterPath(quarter)
}

function lowerFirst(text: string): string {
  return `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`
}
