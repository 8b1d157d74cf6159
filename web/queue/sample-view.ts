import { type Category, categories } from '../../domain/category.ts'
import { shortBucketLabels } from '../../domain/report/words/categories.ts'
import { percent, points } from '../../domain/report/words/figures.ts'
import { drawsPerRound } from '../../domain/sample/draws.ts'
import { grouped } from '../../domain/text/numbers.ts'
import type { SampledSummary, SampleQueue } from '../../queries/queue/sample.ts'
import { counted } from '../../wording/counted.ts'
import { type Html, html } from '../page/html.ts'
import { table } from '../page/parts.ts'

type SampledShare = SampledSummary[Category]

/** What the answers to drawn tickets estimate so far, and how much they narrowed it since the first round. */
export function sampleView({ draws, missing, shares, firstShares }: SampleQueue, isOfAll: boolean): Html {
  const whose = isOfAll ? 'uncategorised work' : 'your teams’ uncategorised work'
  const more =
    missing === 0
      ? 'The sample is as large as it gets.'
      : `Answers count in rounds of ${drawsPerRound} draws; ${grouped(missing)} to go until the next${isOfAll ? '' : ', of all teams together'}.`
  if (draws === 0) return html`<p class="quiet">No draws count yet. ${more}</p>`
  const columns = [
    { head: 'Category' },
    { head: 'Estimate', isFigure: true },
    { head: '95 % interval', isFigure: true },
    { head: 'From 0 to 100 %' },
    ...(firstShares === null ? [] : [{ head: `After ${drawsPerRound} draws`, isFigure: true }]),
  ]
  return html`${table(
    `What ${whose} is, by ${counted(draws, 'draw')}`,
    columns,
    categories.map((category) => [
      html`${shortBucketLabels[category]}`,
      html`${percent(shares[category].share)}`,
      range(shares[category]),
      bar(category, shares[category]),
      ...(firstShares === null ? [] : [range(firstShares[category])]),
    ]),
  )}<p class="quiet">${more} Reports narrow their bands accordingly.</p>`
}

function range({ lowShare, highShare }: SampledShare): Html {
  return html`${points(lowShare)} to ${percent(highShare)}`
}

/** The interval on a line from 0 to 100 %; the figures beside say the same. */
function bar(category: Category, { share, lowShare, highShare }: SampledShare): Html {
  const width = Math.max(0.5, (highShare - lowShare) * 100)
  return html`<svg class="interval" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="track" y="4" width="100" height="2"/><rect class="reach ${category}" x="${(lowShare * 100).toFixed(1)}" y="1" width="${width.toFixed(1)}" height="8"/><rect class="${category}" x="${Math.max(0, share * 100 - 0.5).toFixed(1)}" width="1" height="10"/></svg>`
}
