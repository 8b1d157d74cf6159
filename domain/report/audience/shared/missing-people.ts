import type { ReportView } from '../../content/view.ts'
import { dayFigure, personDays } from '../../words/figures.ts'
import { subjectOf } from '../../words/scope.ts'
import { type Sentence, say, strong } from '../../words/sentence.ts'
import type { CalledHeadline, News } from './parts.ts'

/** Missing people before a manager's or PM's own news, where they are the headline. */
export function withMissingPeople(view: ReportView, headline: CalledHeadline, own: News): News {
  if (headline.kind !== 'people_missing') return own
  return { ...own, subject: subjectOf(view, peopleMissingNews(view)), answer: peopleMissingAnswer(view) }
}

/** "390 of 1,560 planned person-days had nobody to do them". */
export function peopleMissingNews(view: ReportView): string {
  return `${dayFigure(missingMilliDays(view))} of ${personDaysPlanned(view)} had nobody to do them`
}

/** "390 of the 1,560 planned person-days had nobody to do them." */
export function peopleMissingAnswer(view: ReportView): Sentence {
  return say`${strong(dayFigure(missingMilliDays(view)))} of the ${personDaysPlanned(view)} had nobody to do them.`
}

function missingMilliDays({ scope: { capacityGap } }: ReportView): number {
  return capacityGap?.kind === 'missing' ? capacityGap.milliDays : 0
}

function personDaysPlanned({ scope }: ReportView): string {
  return personDays(scope.capacity.plannedMilliDays).replace(' ', ' planned ')
}
