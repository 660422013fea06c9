/** The sources that more than one statement rests on. */
import type { Source } from './statement.ts';

const DEVELOPER = 'https://developer.atlassian.com/cloud/bitbucket';
const DEVELOPER_COMMUNITY = 'https://community.developer.atlassian.com/t';
const SUPPORT = 'https://support.atlassian.com/bitbucket-cloud/docs';

export const OAUTH_2_PAGE: Source = {
  label: 'Atlassian, “OAuth 2.0”, read 2026-02-24',
  url: `${DEVELOPER}/oauth-2/`,
};
export const OAUTH_2_PAGE_OF_2019: Source = {
  label: 'Atlassian, “OAuth 2.0”, copy of 2019-10-22',
  url: `${DEVELOPER}/oauth-2/`,
};
export const REST_INTRO: Source = {
  label: 'Atlassian, REST introduction, about 2025',
  url: `${DEVELOPER}/rest/intro/`,
};
export const SUPPORT_PAGE: Source = {
  label: 'Atlassian support, “Use OAuth on Bitbucket Cloud”',
  url: `${SUPPORT}/use-oauth-on-bitbucket-cloud/`,
};
export const PERMISSIONS_PAGE: Source = {
  label: 'Atlassian support, “App password permissions”',
  url: `${SUPPORT}/app-password-permissions/`,
};
export const LIMITS_PAGE: Source = {
  label: 'Atlassian support, “API request limits”',
  url: `${SUPPORT}/api-request-limits/`,
};
export const PASSWORD_BLOG: Source = {
  label:
    'Bitbucket blog, “Deprecating Atlassian account password for Bitbucket API and Git activity”',
  url: 'https://bitbucket.org/blog/deprecating-atlassian-account-password-for-bitbucket-api-and-git-activity',
};
export const CHANGE_2770: Source = {
  label: 'Atlassian changelog, CHANGE-2770',
  url: `${DEVELOPER}/changelog#CHANGE-2770`,
};
export const CHANGE_3052: Source = {
  label: 'CHANGE-3052, Atlassian developer community, thread 99003',
  url: `${DEVELOPER_COMMUNITY}/oauth-2-0-and-api-authentication-changes-for-bitbucket-cloud/99003`,
};
export const IMPLICIT_NOTICE: Source = {
  label: 'Atlassian developer community, thread 97520 (its title; its text has not been seen)',
  url: `${DEVELOPER_COMMUNITY}/deprecation-notice-oauth-1-0-and-implicit-grant-flows-for-bitbucket-cloud/97520`,
};
export const STAFF_ON_CALLBACKS: Source = {
  label: 'Atlassian staff, developer community, thread 28610, about 2019',
  url: `${DEVELOPER_COMMUNITY}/28610`,
};
export const PKCE_REQUEST: Source = {
  label: 'BCLOUD-23469, the open request for PKCE',
  url: 'https://jira.atlassian.com/browse/BCLOUD-23469',
};
export const OPENAPI_EXPORT: Source = {
  label: 'Atlassian’s OpenAPI export of 2024, as kept by DrFaust92/bitbucket-go-client',
  repository: 'DrFaust92/bitbucket-go-client',
  path: 'api/swagger.yaml',
};
export const DEPLOYMENT_MODES: Source = {
  label: 'lawp09/bitbucket-mcp, deployment modes, tried 2026-10-07',
  repository: 'lawp09/bitbucket-mcp',
  path: 'docs/deployment-modes.md',
};
export const SETTINGS_WALK: Source = {
  label: 'sectapunterx/heap, settings pages walked through on 2026-09-20',
  repository: 'sectapunterx/heap',
  path: 'docs/OAUTH-SETUP.md',
};
export const GCM_ROTATION: Source = {
  label: 'Git Credential Manager #2433, by an Atlassian engineer, 2026-09-02',
  repository: 'git-ecosystem/git-credential-manager',
  number: 2433,
};
export const GCM_LIFE: Source = {
  label: 'Git Credential Manager #518, 2021',
  repository: 'git-ecosystem/git-credential-manager',
  number: 518,
};
export const REFRESH_PROBE: Source = {
  label: 'gocov/gocov, probe of 2026-08-09',
  repository: 'gocov/gocov',
  path: 'internal/forge/bitbucket/grant.go',
};
export const BROWSER_PROBES: Source = {
  label: 'MahmoudNasserGouda/cairn, browser probes, 2026-09-15',
  repository: 'MahmoudNasserGouda/cairn',
  path: 'docs/adr/0037-declined-sources.md',
};
export const CODE_PROBE: Source = {
  label: 'Aimino-Tech/solving_tickets_as_a_service, probe with an invented code, 2026-08',
  repository: 'Aimino-Tech/solving_tickets_as_a_service',
  path: 'docs/platforms/bitbucket-setup.md',
};
export const LOCAL_CALLBACKS: Source = {
  label: 'peakflames/BitbucketMcpServers, 2026-08',
  repository: 'peakflames/BitbucketMcpServers',
  path: 'CONTRIBUTING.md',
};
export const CLIENT_CREDENTIALS_TRY: Source = {
  label: 'lucabro81/CLI-monorepo, tried live 2026-06-12',
  repository: 'lucabro81/CLI-monorepo',
  commit: '4f8e614b2c91842a041b8c82110e80612c58d19c',
};
export const SCOPE_SWITCH: Source = {
  label: 'lucabro81/CLI-monorepo, 2026-07-22',
  repository: 'lucabro81/CLI-monorepo',
  commit: '16ea131',
};
export const RECORDED_REPLIES: Source = {
  label: 'SonarSource/sonarqube, recorded replies',
  repository: 'SonarSource/sonarqube',
  path: 'server/sonar-alm-client/src/test/java/org/sonar/alm/client/bitbucket/bitbucketcloud/BitbucketCloudRestClientTest.java',
};
export const TOKEN_REPLY: Source = {
  label: 'terrakube-io/terrakube #47, 2021',
  repository: 'terrakube-io/terrakube',
  number: 47,
};
export const LOOPBACK_PORTS: Source = {
  label: 'avivsinai/bitbucket-cli #136, 2026-04',
  repository: 'avivsinai/bitbucket-cli',
  number: 136,
};
export const COMPOSER: Source = {
  label: 'composer/composer #5335, 2016',
  repository: 'composer/composer',
  number: 5335,
};
export const NEW_SETTINGS_PAGE: Source = {
  label: 'eclipse-che/che-docs #3171, 2026-07-27',
  repository: 'eclipse-che/che-docs',
  number: 3171,
};
export const CREDENTIAL_LENGTHS: Source = {
  label: 'jenkinsci/bitbucket-branch-source-plugin #1215, 2026-06-25',
  repository: 'jenkinsci/bitbucket-branch-source-plugin',
  number: 1215,
};
export const QUERY_TOKENS: Source = {
  label: 'jenkinsci/jenkins #26693, 2026-04-23',
  repository: 'jenkinsci/jenkins',
  number: 26693,
};
export const CORS_OF_TOKENS: Source = {
  label: 'leonhartX/gas-github #144, 2021',
  repository: 'leonhartX/gas-github',
  number: 144,
};
export const REMOVED_LISTS: Source = {
  label: 'ktrysmt/go-bitbucket #357, 2026',
  repository: 'ktrysmt/go-bitbucket',
  number: 357,
};
export const REDIRECT_REPEATED: Source = {
  label: 'micronaut-projects/micronaut-security #93, 2019',
  repository: 'micronaut-projects/micronaut-security',
  number: 93,
};
export const IMPLICIT_IN_DECAP: Source = {
  label: 'decaporg/decap-cms #7749, 2026-03-10',
  repository: 'decaporg/decap-cms',
  number: 7749,
};
export const END_OF_CONNECT: Source = {
  label: 'openziti-test-kitchen/docpreview, 2026-08-02',
  repository: 'openziti-test-kitchen/docpreview',
  path: 'docs/design/15-bitbucket.md',
};
