import type {
  BiggerThanFinished,
  PromiseWarning,
  TooMuchPromised,
} from '../../domain/reconcile/forecast/promises.ts'
import { earlierQuarter, longQuarter } from '../../domain/report/words/dates.ts'
import { dayFigure, plannedInWords } from '../../domain/report/words/figures.ts'
import { plainText } from '../../domain/text/plain-text.ts'

/** Says what of a plan's promises is more than can be expected. */
export function promiseText(warning: PromiseWarning): string {
  const words = warning.kind === 'too_much_promised' ? tooMuchText(warning) : biggerText(warning)
  return `${longQuarter(warning.quarter)}: ${plainText(warning.teamName)} ${words}`
}

function tooMuchText({
  quarter,
  promisedMilliDays,
  availableMilliDays,
  leavesMilliDays: { low, high },
  before,
}: TooMuchPromised): string {
  const promises = `promises ${dayFigure(promisedMilliDays)} of ${dayFigure(availableMilliDays)} days to the roadmap`
  const leaves = `the forecast leaves ${dayFigure(low)} to ${dayFigure(high)}`
  const list = (words: readonly string[]) => words.join(' and ')
  const kept =
    before.length === 0
      ? ''
      : ` (in ${list(before.map((each) => earlierQuarter(each.quarter, quarter)))} it kept ${list(
          before.map((each) => dayFigure(each.keptMilliDays)),
        )} of ${list(before.map((each) => dayFigure(each.promisedMilliDays)))} promised)`
  return `${promises}; ${leaves}${kept}`
}

function biggerText({ commitment, plannedMilliDays, finished }: BiggerThanFinished): string {
  return (
    `plans ${plannedInWords(plannedMilliDays)} for ${plainText(commitment)}; ` +
    `the biggest commitment that it has finished took ${dayFigure(finished.milliDays)} (${plainText(finished.name)})`
  )
}
