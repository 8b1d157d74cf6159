import { Readable } from 'node:stream'
import { z } from 'zod'
import { OvertakenError } from '../../domain/overtaken.ts'
import { checkRulesText, type RulesTextCheck } from '../../queries/rules/check-rules-text.ts'
import { importRules } from '../../queries/rules/import-rules.ts'
import { beginPreview, cancelPreview, keptPreview, makePreview } from '../../queries/rules/kept-previews.ts'
import { changesFromForce, rulesChangesSince, rulesVersions } from '../../queries/rules/rule-versions.ts'
import { rulesInForce } from '../../queries/rules/rules-in-force.ts'
import { causeText } from '../../wording/health/failure-text.ts'
import { missing, page, redirect } from '../http/answer.ts'
import { definePage, type Page, type PageRequest } from '../http/page.ts'
import { editView } from './form.ts'
import { endedView, previewPath, previewView, underWayView } from './preview-view.ts'
import { rulesView } from './view.ts'

const mostVersions = 10
/** How long a check waits for its preview before it shows how far that is. */
const usualWaitMs = 1_000
const fileName = 'rules.yaml'

const inForce = definePage('GET /rules', async ({ parts, query, formToken }) => {
  const found = await rulesInForce(parts.store)
  const check = checkRulesText([{ fileName, text: found.yaml }])
  const versions = await rulesVersions(parts.store, mostVersions)
  const isJustSaved = query('saved') === found.rulesVersion
  return page('Rules', rulesView({ inForce: found, check, versions, isJustSaved, formToken }))
})

const download = definePage('GET /rules/file', async ({ parts }) => {
  const { yaml } = await rulesInForce(parts.store)
  return {
    kind: 'download',
    fileName,
    contentType: 'application/yaml; charset=utf-8',
    body: Readable.from([yaml]),
  }
})

const rulesForm = z.object({
  yaml: z.string().max(900_000).default(''),
  file: z.instanceof(File).optional(),
  /** The version in force when somebody began to change the file; empty where that isn't known. */
  madeFrom: z.string().max(64).default(''),
})

const check = definePage('POST /rules/check', async (request) => {
  const { yaml, file, madeFrom } = request.form(rulesForm)
  const text = tidy(file === undefined || file.size === 0 ? yaml : await file.text())
  const found = checkRulesText([{ fileName, text }])
  if (!isUsable(found))
    return page('Rules', editView({ text, madeFrom, formToken: request.formToken }, found), { status: 400 })
  return redirect(sincePath(await preview(request, text, found), madeFrom))
})

/** Begins a preview, and waits a moment for it. @returns its id */
async function preview(
  { parts, visitor, nowAt }: PageRequest,
  yaml: string,
  { ruleSet }: Extract<RulesTextCheck, { readonly kind: 'readable' }>,
): Promise<string> {
  const { store, now } = parts
  const previewId = await beginPreview(store, { yaml, askedBy: visitor.email, nowAt })
  const { promise: ended, resolve: end } = Promise.withResolvers<void>()
  const timer = setTimeout(end, usualWaitMs)
  parts.inBackground('preview rules', async (signal) => {
    try {
      await makePreview(store, previewId, { ruleSet, now, signal, causeOf: causeText })
    } finally {
      end()
    }
  })
  await ended
  clearTimeout(timer)
  return previewId
}

const shown = definePage('GET /rules/preview/:previewId', async (request) => {
  const { parts, param, query, nowAt, formToken } = request
  const previewId = param('previewId')
  const found = await keptPreview(parts.store, previewId, nowAt)
  if (found === null) return missing
  if (found.kind === 'under way')
    return page('Rules being tried', underWayView({ ...found, previewId, formToken }))
  const check = checkRulesText([{ fileName, text: found.yaml }])
  if (found.kind !== 'done' || !isUsable(check)) return page('Rules not tried', endedView(found, formToken))
  const changes = await changesFromForce(parts.store, check.ruleSet)
  const since = query('since') ?? found.against
  const { rulesVersion } = await rulesInForce(parts.store)
  const overtakenBy = since === rulesVersion ? null : { changes: await rulesChangesSince(parts.store, since) }
  return page(
    'Save these rules?',
    previewView({ ...found, check, changes, overtakenBy, previewId, formToken }),
  )
})

const cancel = definePage('POST /rules/preview/:previewId/cancel', async ({ parts, param }) => {
  await cancelPreview(parts.store, param('previewId'))
  return redirect(previewPath(param('previewId')))
})

const save = definePage('POST /rules/preview/:previewId/save', async (request) => {
  const { parts, param, visitor, nowAt } = request
  const found = await keptPreview(parts.store, param('previewId'), nowAt)
  if (found === null) return missing
  const check = checkRulesText([{ fileName, text: found.yaml }])
  if (found.kind !== 'done' || !isUsable(check)) return redirect(previewPath(param('previewId')))
  const { yaml, against } = found
  try {
    const saved = await importRules(parts.store, { yaml, nowAt, actor: visitor.email, against })
    return redirect(savedPath(saved.rulesVersion))
  } catch (error) {
    if (!(error instanceof OvertakenError)) throw error
    // What it would move is not what was shown.
    return redirect(sincePath(await preview(request, yaml, check), against))
  }
})

/** A preview, beside what others changed since a version; empty where that isn't known. */
function sincePath(previewId: string, since: string): string {
  return `${previewPath(previewId)}${since === '' ? '' : `?since=${encodeURIComponent(since)}`}`
}

function savedPath(rulesVersion: string): string {
  return `/rules?saved=${encodeURIComponent(rulesVersion)}`
}

/** As `rules import` takes it: it can be read, and no case fails. */
function isUsable(found: RulesTextCheck): found is Extract<RulesTextCheck, { readonly kind: 'readable' }> {
  return found.kind === 'readable' && found.failedCases.length === 0
}

/** Browsers send line ends of their own: the same file is the same version wherever it came from. */
function tidy(text: string): string {
  return text.replaceAll('\r\n', '\n')
}

/** The rules in force, and the way to others. */
export const rulePages: readonly Page[] = [inForce, download, check, shown, cancel, save]
