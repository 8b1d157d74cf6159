import type { Interruptions } from '../../reconcile/dataset/scope.ts'
import { counted } from '../words/figures.ts'
import { outOfHoursInWords } from '../words/pace.ts'
import { type Sentence, say } from '../words/sentence.ts'

/** "48 interruptions, 12 of them incidents outside working hours."; none where no incident was. */
export function outOfHoursSentence({ tickets, incidentsOutOfHours }: Interruptions): Sentence[] {
  return incidentsOutOfHours === 0
    ? []
    : [say`${counted(tickets, 'interruption')}${outOfHoursInWords(tickets, incidentsOutOfHours)}.`]
}
