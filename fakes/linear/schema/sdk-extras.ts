/**
 * What @linear/sdk's own typed calls (viewer, organization, teams, users, issues, projects, initiatives, labels, comments) ask
 * for beyond the made-up company's data: it exists and is empty, so that those calls work against the fake.
 */
export const sdkExtrasText = `
scalar JSONObject
scalar TimelessDate
union ExternalEntityInfoMetadata =
  ExternalEntityInfoGithubMetadata | ExternalEntityInfoJiraMetadata | ExternalEntitySlackMetadata

type ProjectStatus {
  description: String type: ProjectStatusType! color: String! updatedAt: DateTime! name: String!
  position: Float! archivedAt: DateTime createdAt: DateTime! id: ID! indefinite: Boolean!
}
extend type Organization {
  allowedAuthServices: [String!]! allowedFileUploadContentTypes: [String!] createdIssueCount: Int!
  authSettings: JSONObject! customersConfiguration: JSONObject!
  defaultFeedSummarySchedule: FeedSummarySchedule pullRequestIssueMode: String! previousUrlKeys: [String!]!
  periodUploadVolume: Float! securitySettings: JSONObject! slackProjectChannelIntegration: Integration
  logoUrl: String initiativeUpdateRemindersDay: Day! projectUpdateRemindersDay: Day! defaultHomeView: String
  releaseChannel: ReleaseChannel! initiativeUpdateReminderFrequencyInWeeks: Float
  projectUpdateReminderFrequencyInWeeks: Float initiativeUpdateRemindersHour: Float!
  projectUpdateRemindersHour: Float! defaultHomeViewTargetId: String customerCount: Int! userCount: Int!
  slackProjectChannelPrefix: String! gitBranchFormat: String deletionRequestedAt: DateTime
  trialStartsAt: DateTime trialEndsAt: DateTime projectStatuses: [ProjectStatus!]!
  subscription: PaidSubscription fiscalYearStartMonth: Float! hipaaComplianceEnabled: Boolean!
  samlEnabled: Boolean! scimEnabled: Boolean! gitLinkbackDescriptionsEnabled: Boolean!
  releasesEnabled: Boolean! customersEnabled: Boolean! gitLinkbackMessagesEnabled: Boolean!
  gitPublicLinkbackMessagesEnabled: Boolean! feedEnabled: Boolean! suggestedBranchNameEnabled: Boolean!
  roadmapEnabled: Boolean! pullRequestTourEnabled: Boolean! aiDiscussionSummariesEnabled: Boolean!
  aiThreadSummariesEnabled: Boolean! hideNonPrimaryOrganizations: Boolean!
  projectUpdatesReminderFrequency: ProjectUpdateReminderFrequency! allowMembersToInvite: Boolean
  restrictTeamCreationToAdmins: Boolean restrictLabelManagementToAdmins: Boolean
  slaDayCount: SLADayCountType!
}
type Integration { id: ID! }
type PaidSubscription {
  collectionMethod: String! cancelAt: DateTime canceledAt: DateTime nextBillingAt: DateTime
  updatedAt: DateTime! seatsMaximum: Float seatsMinimum: Float seats: Float! type: String!
  pendingChangeType: String archivedAt: DateTime createdAt: DateTime! id: ID! creator: User
}
extend type Team {
  cycleIssueAutoAssignCompleted: Boolean! cycleLockToActive: Boolean! cycleIssueAutoAssignStarted: Boolean!
  cycleCalenderUrl: String! upcomingCycleCount: Float! autoArchivePeriod: Float! autoClosePeriod: Float
  securitySettings: JSONObject! integrationsSettings: IntegrationsSettings activeCycle: Cycle
  triageResponsibility: TriageResponsibility scimGroupName: String autoCloseStateId: String
  cycleCooldownTime: Float! cycleStartDay: Float! defaultTemplateForMembers: Template
  defaultTemplateForNonMembers: Template defaultProjectTemplate: Template defaultIssueState: WorkflowState
  cycleDuration: Float! icon: String defaultTemplateForMembersId: String
  defaultTemplateForNonMembersId: String issueEstimationType: String! ledInitiativeCount: Int! color: String
  parent: Team viewerMembership: TeamMembership visibility: TeamVisibility!
  mergeWorkflowState: WorkflowState draftWorkflowState: WorkflowState startWorkflowState: WorkflowState
  mergeableWorkflowState: WorkflowState reviewWorkflowState: WorkflowState triageIssueState: WorkflowState
  defaultIssueEstimate: Float! setIssueSortOrderOnStateChange: String! allMembersCanJoin: Boolean
  requirePriorityToLeaveTriage: Boolean! autoCloseChildIssues: Boolean autoCloseParentIssues: Boolean
  initiativesEnabled: Boolean! scimManaged: Boolean! private: Boolean! inheritIssueEstimation: Boolean!
  inheritWorkflowStatuses: Boolean! cyclesEnabled: Boolean! viewerCanJoin: Boolean! viewerCanLeave: Boolean!
  issueEstimationExtended: Boolean! issueEstimationAllowZero: Boolean!
  aiDiscussionSummariesEnabled: Boolean! aiThreadSummariesEnabled: Boolean! groupIssueHistory: Boolean!
  slackIssueComments: Boolean! slackNewIssue: Boolean! slackIssueStatuses: Boolean! triageEnabled: Boolean!
  markedAsDuplicateWorkflowState: WorkflowState inviteHash: String! issueOrderingNoPriorityFirst: Boolean!
  issueSortOrderDefaultToBottom: Boolean!
}
type IntegrationsSettings { id: ID! }
type Cycle { id: ID! }
type TriageResponsibility { id: ID! }
type Template { id: ID! }
type TeamMembership { id: ID! }
type Reaction {
  comment: Comment externalUser: ExternalUser initiativeUpdate: InitiativeUpdate issue: Issue
  updatedAt: DateTime! emoji: String! projectUpdate: ProjectUpdate archivedAt: DateTime createdAt: DateTime!
  id: ID! user: User
}
extend type Comment {
  agentSession: AgentSession reactionData: JSONObject! reactions: [Reaction!]! resolvingCommentId: String
  documentContentId: String initiativeId: String initiativeUpdateId: String parentId: String
  projectId: String projectUpdateId: String resolvingComment: Comment documentContent: DocumentContent
  syncedWith: [ExternalEntityInfo!] externalThread: SyncedExternalThread externalUser: ExternalUser
  initiative: Initiative initiativeUpdate: InitiativeUpdate parent: Comment project: Project
  projectUpdate: ProjectUpdate quotedText: String resolvedAt: DateTime resolvingUser: User
}
type ExternalUser { id: ID! }
type InitiativeUpdate { id: ID! }
extend type Issue {
  reactionData: JSONObject! integrationSourceType: IntegrationService reactions: [Reaction!]!
  customerTicketCount: Int! sharedAccess: IssueSharedAccess! delegate: User botActor: ActorBot
  sourceComment: Comment cycle: Cycle dueDate: TimelessDate syncedWith: [ExternalEntityInfo!]
  externalUserCreator: ExternalUser asksExternalUserRequester: ExternalUser asksRequester: User
  lastAppliedTemplate: Template boardOrder: Float! sortOrder: Float! prioritySortOrder: Float!
  subIssueSortOrder: Float projectMilestone: ProjectMilestone recurringIssueTemplate: Template
  startedTriageAt: DateTime triagedAt: DateTime addedToCycleAt: DateTime addedToProjectAt: DateTime
  autoArchivedAt: DateTime autoClosedAt: DateTime slaStartedAt: DateTime slaBreachesAt: DateTime
  slaHighRiskAt: DateTime slaMediumRiskAt: DateTime snoozedUntilAt: DateTime slaType: String snoozedBy: User
  favorite: Favorite inheritsSharedAccess: Boolean!
}
type ProjectUpdate { id: ID! }
type ProjectMilestone { id: ID! }
extend type Project {
  integrationsSettings: IntegrationsSettings microsoftTeamsChannelId: String slackChannelId: String
  documentContent: DocumentContent status: ProjectStatus! updateRemindersDay: Day targetDate: TimelessDate
  startDate: TimelessDate syncedWith: [ExternalEntityInfo!] updateReminderFrequency: Float
  updateRemindersHour: Float icon: String convertedFromIssue: Issue lastAppliedTemplate: Template
  lastUpdate: ProjectUpdate updateReminderFrequencyInWeeks: Float completedScopeHistory: [Float!]!
  completedIssueCountHistory: [Float!]! inProgressScopeHistory: [Float!]! resourceCount: Int!
  health: ProjectUpdateHealthType progress: Float! scope: Float! priorityLabel: String! priority: Int!
  color: String! content: String targetDateResolution: DateResolutionType
  startDateResolution: DateResolutionType frequencyResolution: FrequencyResolutionType!
  prioritySortOrder: Float! sortOrder: Float! healthUpdatedAt: DateTime autoArchivedAt: DateTime
  canceledAt: DateTime completedAt: DateTime startedAt: DateTime
  projectUpdateRemindersPausedUntilAt: DateTime issueCountHistory: [Float!]! scopeHistory: [Float!]!
  creator: User lead: User favorite: Favorite slackIssueComments: Boolean! slackNewIssue: Boolean!
  slackIssueStatuses: Boolean! state: String!
}
type Favorite { id: ID! }
type ExternalEntityInfo { metadata: ExternalEntityInfoMetadata service: ExternalSyncService! id: String! }
type IssueSharedAccess {
  disallowedIssueFields: [IssueSharedAccessDisallowedField!]! sharedWithCount: Int!
  sharedWithUsers: [User!]! viewerHasOnlySharedAccess: Boolean! isShared: Boolean!
}
type ExternalEntityInfoGithubMetadata { number: Float owner: String repo: String }
type ExternalEntityInfoJiraMetadata { issueTypeId: String projectId: String issueKey: String }
type ExternalEntitySlackMetadata {
  messageUrl: String channelId: String channelName: String isFromSlack: Boolean!
}
type WelcomeMessage {
  updatedAt: DateTime! archivedAt: DateTime createdAt: DateTime! title: String id: ID! updatedBy: User
  enabled: Boolean!
}
type AiPromptRules {
  updatedAt: DateTime! archivedAt: DateTime createdAt: DateTime! id: ID! updatedBy: User
}
type DocumentContent {
  aiPromptRules: AiPromptRules content: String contentState: String document: Document
  initiative: Initiative issue: Issue updatedAt: DateTime! projectMilestone: ProjectMilestone
  project: Project restoredAt: DateTime archivedAt: DateTime createdAt: DateTime! id: ID!
  welcomeMessage: WelcomeMessage
}
type Document { id: ID! }
extend type Initiative {
  integrationsSettings: IntegrationsSettings documentContent: DocumentContent updateRemindersDay: Day
  targetDate: TimelessDate updateReminderFrequency: Float updateRemindersHour: Float icon: String
  color: String content: String status: InitiativeStatus! lastUpdate: InitiativeUpdate
  updateReminderFrequencyInWeeks: Float health: InitiativeUpdateHealthType priority: Int!
  targetDateResolution: DateResolutionType frequencyResolution: FrequencyResolutionType!
  prioritySortOrder: Float! sortOrder: Float! leadTeam: Team healthUpdatedAt: DateTime startedAt: DateTime
  completedAt: DateTime canceledAt: DateTime creator: User owner: User visibility: InitiativeVisibility!
}
type AgentSession { id: ID! }
type SyncedExternalThread {
  url: String name: String displayName: String type: String! subType: String id: ID
  isPersonalIntegrationRequired: Boolean! isPersonalIntegrationConnected: Boolean! isConnected: Boolean!
}
enum ProjectStatusType { backlog canceled completed paused planned started }
enum FeedSummarySchedule { daily never weekly }
enum Day { Friday Monday Saturday Sunday Thursday Tuesday Wednesday }
enum ReleaseChannel { beta development internal preRelease privateBeta public }
enum ProjectUpdateReminderFrequency { month never twoWeeks week }
enum SLADayCountType { all onlyBusinessDays }
enum TeamVisibility { private public restricted }
enum IntegrationService {
  asksWeb discord email figma front github gitlab intercom jira notion sentry slack zendesk
}
enum ProjectUpdateHealthType { atRisk offTrack onTrack }
enum DateResolutionType { halfYear month quarter year }
enum FrequencyResolutionType { daily weekly }
enum ExternalSyncService { github jira slack }
enum IssueSharedAccessDisallowedField { cycleId projectId projectMilestoneId teamId }
enum InitiativeStatus { Active Canceled Completed Planned Proposed }
enum InitiativeUpdateHealthType { atRisk offTrack onTrack }
enum InitiativeVisibility { private public restricted }

input IssueSortInput { createdAt: CreatedAtSort }
input ProjectSortInput { createdAt: ProjectCreatedAtSort }
input InitiativeSortInput { createdAt: InitiativeCreatedAtSort }
input CreatedAtSort { order: PaginationSortOrder nulls: PaginationNulls }
input ProjectCreatedAtSort { order: PaginationSortOrder nulls: PaginationNulls }
input InitiativeCreatedAtSort { order: PaginationSortOrder nulls: PaginationNulls }
`
