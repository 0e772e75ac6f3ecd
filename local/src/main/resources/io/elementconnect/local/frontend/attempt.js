import { recall, remember } from "./memory.js";
import { session } from "./session.js";

const MOVING = ["pending", "settling"];
const LONGEST_PAUSE = 15;

/** The attempt that this tab is at, or null: {id, steps, status, expiresAt, settlesBy, retryAfter, instanceId, problem}, and the completion until it was posted. */
export function attempt() {
  return recall("attempt");
}

/** A start was answered. */
export function begun({ attemptId, expiresAt }) {
  const steps = ["Begun by this page: the API answered the provider's address."];
  remember("attempt", { id: attemptId, steps, status: "pending", expiresAt });
}

/** Takes what the callback put into the address of this page, and cleans the address: the completion must not stay in the browser's history. */
export function takeReturn() {
  const query = new URLSearchParams(location.search);
  const id = query.get("attempt");
  if (!id) {
    return;
  }
  const completion = new URLSearchParams(location.hash.slice(1)).get("completion");
  history.replaceState(null, "", location.pathname);
  const known = attempt()?.id === id ? attempt() : { id, steps: [] };
  const step = `Back from Infusionsoft: the address said outcome=${query.get("outcome")}, which is a hint only.`;
  remember("attempt", { ...known, completion, steps: [...known.steps, step] });
}

/**
 * Brings the attempt to its end: posts the completion, if there is one, and asks until nothing moves any more, as often as the API says. onChange
 * is called after each round, with the answer that refused it, if one did.
 */
export async function follow(api, onChange) {
  for (let pause = 1; attempt() && session(); pause = Math.min(pause * 1.5, LONGEST_PAUSE)) {
    const refusal = (attempt().completion && (await complete(api))) || (await ask(api));
    onChange(refusal);
    if (refusal ? !mayTryAgain(refusal) : !MOVING.includes(attempt().status)) {
      return;
    }
    const { retryAfter = pause } = refusal ?? attempt();
    await new Promise((wake) => setTimeout(wake, retryAfter * 1000));
  }
}

/** Answers the refusal, or nothing. */
async function complete(api) {
  const { completion, ...rest } = attempt();
  const answer = await api.call("POST", `/attempts/${rest.id}/complete`, { completion });
  if (mayTryAgain(answer) || answer.status === 401) {
    return answer; // the completion is as good as before
  }
  const step = `Posted the sealed completion with your token: status ${answer.status}.`;
  remember("attempt", { ...rest, steps: [...rest.steps, step] });
  // A 409 is the end of the attempt, which the attempt itself describes better.
  return answer.status < 300 || answer.status === 409 ? undefined : answer;
}

/** Answers the refusal, or nothing. */
async function ask(api) {
  const answer = await api.call("GET", `/attempts/${attempt().id}`);
  if (answer.status === 404) {
    remember("attempt", null);
  }
  if (answer.status !== 200) {
    return answer;
  }
  const { status, expiresAt, settlesBy, instanceId, problem } = answer.body;
  const { retryAfter } = answer;
  remember("attempt", { ...attempt(), status, expiresAt, settlesBy, retryAfter, instanceId, problem });
  return undefined;
}

/** Nothing is spent: no answer, too many calls, or the API's own word that the same may be tried again. */
function mayTryAgain({ status }) {
  return [0, 429, 503].includes(status);
}
