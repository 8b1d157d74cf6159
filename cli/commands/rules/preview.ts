import { letOthersRun } from '../../../adapters/slices.ts'
import type { ScopeEffect } from '../../../domain/classify/rules/effect.ts'
import { isoOf } from '../../../domain/instant.ts'
import { plainText } from '../../../domain/report/words/sentence.ts'
import { tenths } from '../../../domain/text/numbers.ts'
import { acceptRules } from '../../../queries/rules/import-rules.ts'
import { type MeasuredEffect, previewRules, type RulesPreview } from '../../../queries/rules/preview-rules.ts'
import { counted } from '../../../wording/counted.ts'
import { leftOutOfEffect, movesSentence, personDays } from '../../../wording/tickets/rules-effect-text.ts'
import { textIn } from '../../../wording/times.ts'
import { defineAction } from '../../frame/action.ts'
import { columns } from '../../output/columns.ts'
import { filesInput, problemJson, problemText, readRuleFiles } from './files.ts'

/** `plumbline rules preview`. */
export const previewRuleFiles = defineAction(filesInput, async (session, { files }) => {
  const { ruleSet, unreached } = acceptRules(await readRuleFiles(files))
  const preview = await previewRules(await session.store(), ruleSet, ({ decided, of }) => {
    if (of !== null)
      session.progress(
        `decided ${Math.floor((100 * decided) / of)} % of the tickets, by the old rules and the new`,
      )
    return letOthersRun(session.signal)
  })
  return {
    json: { ...previewJson(preview), warnings: unreached.map(problemJson) },
    lines: [
      ...movesText(preview, session.terminal.timeZone),
      ...(preview.days === null || preview.tickets.moved === 0 ? [] : daysText(preview.days)),
      ...unreached.map((each) => `warning: ${problemText(each)}`),
    ],
  }
})

/** What moves in the whole company, in a few lines. */
export function movesText({ tickets, days }: RulesPreview, timeZone: string): string[] {
  const rows = tickets.moves.map(({ from, to, tickets: moved }) => {
    const spent = days?.company?.moves.find((each) => each.from === from && each.to === to)
    return [
      `  ${from} > ${to}`,
      counted(moved, 'ticket'),
      days?.company ? personDays(spent?.milliDays ?? 0) : '',
    ]
  })
  return [textIn(timeZone, movesSentence({ tickets, days })), ...columns(rows)]
}

function daysText(days: MeasuredEffect): string[] {
  const { company, teams } = days
  const leftOut = leftOutOfEffect(days)
  return [
    ...(company === null
      ? ['', 'The company has too few people for figures of its own.']
      : scopeText('Company', company)),
    ...teams.flatMap(({ name, effect }) => scopeText(name, effect)),
    ...(leftOut.length === 0 ? [] : ['']),
    ...leftOut.map(plainText),
  ]
}

function scopeText(name: string, { movedTickets, movedMilliDays, buckets, moves }: ScopeEffect): string[] {
  if (moves.length === 0) return ['', `${name}: nothing moves`]
  return [
    '',
    `${name}: ${personDays(movedMilliDays)} on ${counted(movedTickets, 'ticket')}`,
    ...columns([
      ...moves.map(({ from, to, tickets, milliDays }) => [
        `  ${from} > ${to}`,
        personDays(milliDays),
        counted(tickets, 'ticket'),
      ]),
      ...buckets.map(({ bucket, beforeMilliDays, afterMilliDays }) => [
        `  ${bucket}`,
        `${tenths(beforeMilliDays)} before`,
        `${tenths(afterMilliDays)} after`,
      ]),
    ]),
  ]
}

/** Days as person-days. */
export function previewJson({ tickets, days }: RulesPreview) {
  return {
    tickets,
    days: days && {
      quarter: days.quarter,
      asOfAt: isoOf(days.asOfAt),
      company: days.company && scopeJson(days.company),
      teams: days.teams.map(({ teamId, name, effect }) => ({ teamId, name, ...scopeJson(effect) })),
      leftOut: days.leftOut,
    },
  }
}

function scopeJson({ movedTickets, movedMilliDays, buckets, moves }: ScopeEffect) {
  return {
    movedTickets,
    movedPersonDays: movedMilliDays / 1000,
    buckets: buckets.map(({ bucket, beforeMilliDays, afterMilliDays }) => ({
      bucket,
      beforePersonDays: beforeMilliDays / 1000,
      afterPersonDays: afterMilliDays / 1000,
    })),
    moves: moves.map(({ from, to, tickets, milliDays }) => ({
      from,
      to,
      tickets,
      personDays: milliDays / 1000,
    })),
  }
}
