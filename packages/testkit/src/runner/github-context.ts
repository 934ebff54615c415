import type { Json, JsonObject } from './json.ts';

/** The event that a run is for. */
export interface Event {
  /** `push`, `workflow_dispatch`, … */
  readonly name: string;
  /** The full ref: `refs/tags/029`. */
  readonly ref: string;
  readonly sha: string;
  /** What the webhook says, for `github.event`. */
  readonly payload?: JsonObject;
}

/** The keys of the `github` context that the runner also sets as `GITHUB_<KEY>`. */
const EXPORTED = [
  'action',
  'action_path',
  'action_ref',
  'action_repository',
  'actor',
  'actor_id',
  'api_url',
  'base_ref',
  'event_name',
  'event_path',
  'graphql_url',
  'head_ref',
  'job',
  'ref',
  'ref_name',
  'ref_protected',
  'ref_type',
  'repository',
  'repository_id',
  'repository_owner',
  'repository_owner_id',
  'retention_days',
  'run_attempt',
  'run_id',
  'run_number',
  'server_url',
  'sha',
  'triggering_actor',
  'workflow',
  'workflow_ref',
  'workflow_sha',
  'workspace',
] as const;

/**
 * The `github` context of a run (https://docs.github.com/actions/reference/workflows-and-actions/contexts#github-context).
 *
 * @param repository `owner/name`
 * @param given keys that replace the ones made here
 */
export function githubContext(repository: string, event: Event, given: JsonObject = {}): JsonObject {
  const [owner = ''] = repository.split('/');
  const refType = event.ref.startsWith('refs/tags/') ? 'tag' : 'branch';
  return {
    repository,
    repository_owner: owner,
    repository_id: '1',
    repository_owner_id: '1',
    event_name: event.name,
    event: event.payload ?? {},
    ref: event.ref,
    ref_name: event.ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    ref_type: refType,
    ref_protected: false,
    sha: event.sha,
    head_ref: '',
    base_ref: '',
    actor: owner,
    actor_id: '1',
    triggering_actor: owner,
    run_id: '1',
    run_number: '1',
    run_attempt: '1',
    retention_days: '90',
    server_url: 'https://github.com',
    api_url: 'https://api.github.com',
    graphql_url: 'https://api.github.com/graphql',
    workflow: '',
    workflow_ref: '',
    workflow_sha: event.sha,
    token: '',
    ...given,
  };
}

/** The default variables of a step: `GITHUB_*` from the context, and `CI`, `GITHUB_ACTIONS`. */
export function githubVariables(github: JsonObject): Record<string, string> {
  const variables: Record<string, string> = { CI: 'true', GITHUB_ACTIONS: 'true' };
  for (const key of EXPORTED) {
    const value: Json | undefined = github[key];
    if (value !== undefined && value !== null) variables[`GITHUB_${key.toUpperCase()}`] = String(value);
  }
  return variables;
}
