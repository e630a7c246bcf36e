/** Asking the server: JSON in both directions, every refusal with its code, sentence and next step. */

import type { Problem } from "@/api/types";
import { words } from "@/words";

const TOKEN = "holdfast.token";

/** The server said no, or what it said makes no sense. */
export class Refused extends Error {
  readonly status: number;
  readonly problem: Problem;
  /** Of a search: the character at which it has no meaning. */
  readonly position: number | null;
  /** Of a form: the field that is wrong. */
  readonly field: string | null;

  constructor(status: number, problem: Problem, position: number | null = null, field: string | null = null) {
    super(problem.message);
    this.position = position;
    this.field = field;
    this.status = status;
    this.problem = problem;
  }
}

/** Nobody answered at all. */
export class Unreachable extends Error {}

/** The token that a change must carry. It lives as long as this tab, and only for this address and port. */
export function keepToken(token: string): void {
  sessionStorage.setItem(TOKEN, token);
}

export function get<T>(path: string, signal: AbortSignal | null = null): Promise<T> {
  return ask<T>(path, { method: "GET", signal });
}

export function post<T>(path: string, body: object = {}): Promise<T> {
  return ask<T>(path, { method: "POST", body: JSON.stringify(body) });
}

export function patch<T>(path: string, body: object): Promise<T> {
  return ask<T>(path, { method: "PATCH", body: JSON.stringify(body) });
}

export function put<T>(path: string, body: object): Promise<T> {
  return ask<T>(path, { method: "PUT", body: JSON.stringify(body) });
}

/** Takes something away, never a photo. */
export function remove<T>(path: string, body: object = {}): Promise<T> {
  return ask<T>(path, { method: "DELETE", body: JSON.stringify(body) });
}

/** What is no JSON: numbers and pictures. `null`: it is still what the page has, known by `tag`. */
export async function getBytes(path: string, tag: string | null, signal: AbortSignal | null = null): Promise<{ bytes: ArrayBuffer; tag: string | null } | null> {
  const answer = await reach(path, { method: "GET", signal }, tag === null ? {} : { "If-None-Match": tag });
  if (answer.status === 304) return null;
  return { bytes: await wholeOf(answer), tag: answer.headers.get("ETag") };
}

/** Asks for bytes with a question that fits in no address. */
export async function postBytes(path: string, body: object, signal: AbortSignal): Promise<ArrayBuffer> {
  return wholeOf(await reach(path, { method: "POST", body: JSON.stringify(body), signal }));
}

async function wholeOf(answer: Response): Promise<ArrayBuffer> {
  if (!answer.ok) throw new Refused(answer.status, problemIn(await answer.json().catch(() => null)));
  return answer.arrayBuffer().catch(() => {
    throw new Unreachable();
  });
}

async function reach(path: string, request: RequestInit, more: Record<string, string> = {}): Promise<Response> {
  const headers = new Headers({ Accept: "application/json", "Content-Type": "application/json", ...more });
  const token = sessionStorage.getItem(TOKEN);
  if (token !== null) headers.set("X-Holdfast-Token", token);
  return fetch(path, { ...request, headers, credentials: "same-origin", cache: "no-store" }).catch(() => {
    throw new Unreachable();
  });
}

async function ask<T>(path: string, request: RequestInit): Promise<T> {
  const answer = await reach(path, request);
  const body: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw new Refused(answer.status, problemIn(body), positionIn(body), fieldIn(body));
  if (body === null) throw new Refused(answer.status, unexpected());
  return body as T;
}

function problemIn(body: unknown): Problem {
  const said = body as Partial<Problem> | null;
  if (typeof said?.code !== "string" || typeof said.message !== "string") return unexpected();
  return { code: said.code, message: said.message, action: said.action ?? "" };
}

function positionIn(body: unknown): number | null {
  const position = (body as { position?: unknown } | null)?.position;
  return typeof position === "number" ? position : null;
}

function fieldIn(body: unknown): string | null {
  const field = (body as { field?: unknown } | null)?.field;
  return typeof field === "string" ? field : null;
}

function unexpected(): Problem {
  return { code: "UNEXPECTED", message: words.notice.unexpected, action: words.signIn.reload };
}
