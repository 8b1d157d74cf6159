import { Readable } from 'node:stream'
import { z } from 'zod'
import { letOthersRun } from '../../adapters/slices.ts'
import { OvertakenError } from '../../domain/overtaken.ts'
import { firstRunUnderWay } from '../../queries/first-run/first-run.ts'
import { checkPlanText } from '../../queries/plan/check-plan-text.ts'
import { type DraftedPlan, draftStoredPlan } from '../../queries/plan/draft-plan.ts'
import { importPlan } from '../../queries/plan/import-plan.ts'
import { planFindings } from '../../queries/plan/plan-findings.ts'
import { planFileOf, planVersions } from '../../queries/plan/plan-versions.ts'
import { alignAfterChange } from '../../worker/schedules/align-after-change.ts'
import { missing, page, redirect } from '../http/answer.ts'
import { KeptLooks } from '../http/kept-look.ts'
import { definePage, type Page } from '../http/page.ts'
import { nextStep } from '../page/frame/next-step.ts'
import { checked, madeFromField, tidy } from './check.ts'
import { draftView } from './draft-view.ts'
import { readerPages } from './readers.ts'
import { tablePages } from './table/page.ts'
import { firstRunView, planView } from './view.ts'

const mostVersions = 10
/** Where nobody's tracker tells where people work. */
const usualTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
const drafts = new KeptLooks<DraftedPlan | null>()

const inForce = definePage('GET /plan', async ({ parts, nowAt, query, formToken }) => {
  const { store } = parts
  const file = await planFileOf(store, null)
  if (file === null) return page('Plan', firstRunView(formToken))
  const findings = await planFindings(store, file.plan, { nowAt })
  const versions = await planVersions(store, mostVersions)
  const justSaved =
    query('saved') !== file.planVersion ? null : query('schedules') === 'later' ? 'later' : 'aligned'
  const next = nextStep(await firstRunUnderWay(store, nowAt))
  return page('Plan', planView({ file, findings, versions, justSaved, next, formToken }))
})

const download = definePage('GET /plan/file', async ({ parts }) => {
  const file = await planFileOf(parts.store, null)
  if (file === null) return missing
  return {
    kind: 'download',
    fileName: 'plan.yaml',
    contentType: 'application/yaml; charset=utf-8',
    body: Readable.from([file.yaml]),
  }
})

const draft = definePage('GET /plan/draft', async ({ parts, nowAt, visitor: { email }, formToken }) => {
  const { store, inBackground } = parts
  const reader = { email, name: email.slice(0, email.indexOf('@')) }
  const looked = await drafts.last(
    {
      ...{ store, inBackground, name: 'draft a plan', of: email },
      look: (of, at, stopping) =>
        draftStoredPlan(of, { company: null, timeZone: null, usualTimeZone, nowAt: at, reader }, () =>
          letOthersRun(stopping),
        ),
    },
    nowAt,
  )
  const madeFrom = (await planFileOf(store, null))?.planVersion ?? ''
  const isUnderWay = looked.look === null && looked.failure === null
  return page(
    'A draft plan',
    draftView(looked, { madeFrom, formToken }),
    isUnderWay ? { refreshAfterSeconds: 3 } : {},
  )
})

const draftAgain = definePage('POST /plan/draft', async ({ parts }) => {
  drafts.tryAgain(parts.store)
  return redirect('/plan/draft')
})

const planForm = z.object({
  yaml: z.string().max(900_000).default(''),
  file: z.instanceof(File).optional(),
  ...madeFromField,
})

const check = definePage('POST /plan/check', async (request) => {
  const { yaml, file, madeFrom } = request.form(planForm)
  return checked(request, tidy(file === undefined || file.size === 0 ? yaml : await file.text()), madeFrom)
})

const save = definePage('POST /plan', async (request) => {
  const { parts, visitor, nowAt } = request
  const { yaml, madeFrom } = request.form(planForm)
  const text = tidy(yaml)
  const found = await checkPlanText(parts.store, text, nowAt)
  if (found.kind === 'unusable') return checked(request, text, madeFrom)
  try {
    const { planVersion } = await importPlan(parts.store, {
      ...{ yaml: text, plan: found.plan, nowAt, actor: visitor.email },
      against: madeFrom === '' ? null : madeFrom,
    })
    const isAligned = await alignAfterChange(parts, nowAt)
    return redirect(`/plan?saved=${planVersion}${isAligned ? '' : '&schedules=later'}`)
  } catch (error) {
    if (!(error instanceof OvertakenError)) throw error
    return checked(request, text, madeFrom)
  }
})

/** The plan in force, and the way to another one. */
export const planPages: readonly Page[] = [
  inForce,
  download,
  draft,
  draftAgain,
  check,
  save,
  ...readerPages,
  ...tablePages,
]
