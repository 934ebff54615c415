/** What `@actions/artifact` 6 says of a refusal that uploads and downloads share. It gives no codes. */
export interface ArtifactFault {
  readonly pattern: RegExp;
  readonly cause: string;
}

export const NO_SERVICE: ArtifactFault = {
  pattern: /GHES|GitHub Enterprise Server/i,
  cause: 'this GitHub Enterprise Server has no artifact service of this version',
};

export const TOKEN_REFUSED: ArtifactFault = {
  pattern: /\(40[13]\)/,
  cause: 'GitHub refused the token of this job',
};

export const RENEW_TOKEN = 'Run the job again. A token is valid for 6 hours, or as long as its job runs.';
export const TRY_AGAIN = 'Run the job again. If it goes on, look at https://www.githubstatus.com.';
