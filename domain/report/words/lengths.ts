import type { ReportScope } from '../../plan/plan.ts'

// Maximum lengths of lists in a mail: the rest is counted or left to the tables. No verdict depends on them.

/** Lines of what moved a quarter; a leader reads three. */
export const mostFindings = 3
/** What a team's line in the company's report tells. */
export const mostClausesOfTeam = 2
/** Teams named in a sentence; more are counted. */
export const mostTeamsNamed = 4
/** Teams in doubt that are named; the rest is counted. */
export const mostDoubtfulTeamsNamed = 6
/** Reasons for doubt that a line tells; teams with others are counted. */
export const mostReasonsTold = 2
/** Links of a finding, and of a line. */
export const mostEvidenceOfTeam = 3
export const mostEvidence = 2
/** Commitments that a finding lists; the table has all. */
export const mostCommitmentsListed = 4
/** Commitments in the table of a company's page. */
export const mostCommitmentsInTable = 20
/** Commitments that an answer names as behind. */
export const mostCommitmentsNamed = 2
/** Planned reliability items that a finding lists. */
export const mostReliabilityItems = 5
/** Sources of what keeps things running: that the page lists, and that a line names; the days of each are summed. */
export const mostSources = 5
export const mostSourcesNamed = 3
/** What a line proposes to fix in the data; the page has all. */
export const mostDataItemsInLine = 2
/** Planned items proposed as small steps. */
export const mostSteps = 3
/** Initiatives that one choice names, and interruptions whose recurrence would tell what leaving reliability out costs. */
export const mostMovesNamed = 3
export const mostRecurringNamed = 2
/** Commitments named as not found in the trackers. */
export const mostLostNamed = 3
/** Earlier quarters in tables and pictures, and in the trend's sentence. */
export const mostPastQuarters = 4
export const mostPastInTrend = 2
/** Characters of a subject, and those that a team's name keeps in it. */
export const longestSubject = 70
/** Characters of a line that a preheader repeats; mail programs show about a hundred beside the subject. */
export const longestPreheaderLine = 100
export const leastSubjectName = 11
export const leastNoticeName = 7
/** Characters of a commitment's or a team's name in a subject line; phones show about 40 characters of it. */
export const longestSubjectName = 40
export const longestCommitmentInSubject = 24
export const leastCommitmentInSubject = 7
/** Characters of a version that tell it from others. */
export const versionLength = 12

/** Characters of what a reviewer says: four or five sentences. */
export const longestStatement = 600
/** Reviewers quoted in the mail of a company or a team, characters of each quote, and of all; the page has all of them whole. */
export const mostStatements: Readonly<Record<ReportScope['kind'], number>> = { company: 2, team: 3 }
export const longestQuote: Readonly<Record<ReportScope['kind'], number>> = { company: 120, team: 150 }
export const longestQuotes = 240
/** Characters of whole sentences that are enough for a quote that is cut. */
export const leastQuotedSentences = 60

/** Tickets named of what changed since a report was mailed. */
export const mostTicketsOfChange = 2
