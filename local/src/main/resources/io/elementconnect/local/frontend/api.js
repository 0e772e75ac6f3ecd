import { recall, remember } from "./memory.js";
import { session } from "./session.js";

const MOST_CALLS = 12;

/** The API of Element Connect, called by the user who is signed in. */
export class Api {
  #base;
  #onCall;

  /** onCall is called after each call with the latest calls: [{call, status, times}]. */
  constructor(base, onCall) {
    this.#base = base;
    this.#onCall = onCall;
    onCall(recall("calls") ?? []);
  }

  /** One call: {status, body, retryAfter}. Status 0 when there was no answer; retryAfter in seconds, where the answer states it. */
  async call(method, path, body) {
    const answer = await this.#send(method, path, body);
    this.#note(method, path, answer.status);
    return answer;
  }

  async #send(method, path, body) {
    try {
      const response = await fetch(this.#base + path, {
        method,
        // Without it the browser would not keep the browser key that a start sets.
        credentials: "include",
        headers: {
          Authorization: `Bearer ${session().token}`,
          ...(body && { "Content-Type": "application/json" }),
        },
        body: body && JSON.stringify(body),
      });
      const seconds = Number.parseInt(response.headers.get("Retry-After"), 10);
      return { status: response.status, body: await response.json(), ...(seconds > 0 && { retryAfter: seconds }) };
    } catch {
      const detail = "The API could not be reached.";
      return { status: 0, body: { detail } };
    }
  }

  #note(method, path, status) {
    const calls = recall("calls") ?? [];
    const call = `${method} ${path.replace(/([\w-]{6})[\w-]{37}/, "$1…")}`;
    if (calls[0]?.call === call && calls[0].status === status) {
      calls[0].times++;
    } else {
      calls.unshift({ call, status, times: 1 });
    }
    remember("calls", calls.slice(0, MOST_CALLS));
    this.#onCall(calls.slice(0, MOST_CALLS));
  }
}
