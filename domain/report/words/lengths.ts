// Maximum lengths of lists in a mail: the rest is counted or left to the tables. No verdict depends on them.

/** Findings of a report; a leader reads three. */
export const mostFindings = 3
/** Teams of a company that get a finding of their own. */
export const mostTeamsAtLength = 2
/** Other teams off plan that still get a sentence each. */
export const mostTeamsInShort = 2
/** Teams named in a sentence; more are counted. */
export const mostTeamsNamed = 4
/** Teams in doubt that are named; the rest is counted. */
export const mostDoubtfulTeamsNamed = 6
/** Points of a team in short, of a team's evidence, of a company's. */
export const mostPointsInShort = 2
export const mostEvidenceOfTeam = 3
export const mostEvidence = 2
/** Commitments that a finding lists; the table has all. */
export const mostCommitmentsListed = 4
/** Commitments that an answer names as behind. */
export const mostCommitmentsNamed = 2
/** Planned reliability items that a finding lists. */
export const mostReliabilityItems = 5
/** Sources of reactive work that a finding lists. */
export const mostSources = 5
/** Planned items, or sources of urgent work, proposed as small steps. */
export const mostSteps = 3
/** Initiatives that one choice names. */
export const mostMovesNamed = 3
/** Commitments named as not found in the trackers. */
export const mostLostNamed = 3
/** Earlier quarters in tables and pictures, and in the trend's sentence. */
export const mostPastQuarters = 4
export const mostPastInTrend = 2
/** Characters of a commitment's or a team's name in a subject line; phones show about 40 characters of it. */
export const longestSubjectName = 40
/** Characters of a version that tell it from others. */
export const versionLength = 12

/** Characters of what a reviewer says: four or five sentences. */
export const longestStatement = 600
/** Reviewers quoted in the company's report, and characters of each quote there; a team's own report has all of them whole. */
export const mostStatementsOfCompany = 3
export const longestCompanyQuote = 240

/** Tickets named of what changed since a report was mailed. */
export const mostTicketsOfChange = 2
