import { calendarYear } from '../../../domain/quarter.ts'
import { type CompanySketch, closed, leftOut, pushedAside, usualTeam } from './sketch.ts'

const fourQuarters = [{ spent: pushedAside }, { spent: pushedAside }, {}, {}]

const asPlanned = { spent: usualTeam.spent }
const leftOutThen = { spent: leftOut }
const firefighting = { spent: { roadmap: 0.3, ktlo: 0.5, reliability: 0.14 } }

/** Days on which a report is unusual, and pasts that are. */
export const times: Readonly<Record<string, CompanySketch>> = {
  'before-the-first-day': { teams: [{ past: fourQuarters }], asOf: '2026-04-01T05:00' },
  'first-day': { teams: [{}], asOf: '2026-04-01T12:00' },
  'fifth-day': { teams: [{ spent: pushedAside }], asOf: '2026-04-07T18:00' },
  'last-day': { teams: [{ spent: pushedAside }], asOf: '2026-06-30T18:00' },
  'day-after-the-end': { teams: [{ spent: pushedAside }], asOf: '2026-07-01T00:30' },
  'planning-date-passed': { teams: [{ spent: leftOut }], planningStartsOn: '2026-06-01' },
  'no-planning-date': { teams: [{ spent: leftOut }], planningStartsOn: null },
  'quarter-of-thirteen-weeks': {
    teams: [{ spent: pushedAside, past: [{}, {}] }],
    fiscal: {
      ...calendarYear,
      fiscalStartMonth: 2,
      fiscalYearNamedAfter: 'end',
      fiscalWeeks: { firstWeekday: 7, rule: 'nearest' },
    },
    quarter: '2027-Q2',
    asOf: '2026-07-24T16:00',
    planningStartsOn: null,
  },
  'past-in-another-year': {
    teams: [{ past: [{}], requests: 40 }],
    quarter: '2026-Q1',
    asOf: '2026-04-02T06:00',
  },
  'one-quarter-known': { teams: [{ past: [{}] }] },
  'eight-quarters-known': { teams: [{ past: [...fourQuarters, ...fourQuarters], requests: 30 }], ...closed },
  'ten-times-the-interruptions': {
    teams: [{ past: [{ requests: 8 }], requests: 120, incidents: 8 }],
    ...closed,
  },
  'half-the-interruptions': { teams: [{ past: [{ requests: 80 }], requests: 36 }], ...closed },
  'cost-of-leaving-out-known': {
    teams: [
      {
        spent: leftOut,
        past: [leftOutThen, firefighting, asPlanned, leftOutThen, firefighting, asPlanned, asPlanned],
      },
    ],
    ...closed,
  },
  'carried-over': { teams: [{ past: [{}] }], isCarriedOver: true, ...closed },
}
