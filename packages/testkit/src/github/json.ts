import { type Answer, jsonAnswer } from './http.ts';
import { isObject } from './schema.ts';

/** The JSON in an answer, or undefined when it carries none. */
export function jsonOf(answer: Answer): unknown {
  const json = answer.headers['content-type']?.startsWith('application/json') === true;
  return json && answer.body !== undefined ? (JSON.parse(answer.body.toString()) as unknown) : undefined;
}

/** `answer` with another JSON body. */
export function withJson(answer: Answer, value: unknown): Answer {
  return { ...jsonAnswer(answer.status, value), headers: answer.headers };
}

/** A property of what may be an object. */
export function field(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}
