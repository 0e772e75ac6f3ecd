import { forgetAll, recall, remember } from "./memory.js";

/** Who is signed in: {tenant, user, token}, or null. */
export function session() {
  return recall("session");
}

/** Signs in at the demo's issuer; answers what was wrong, or null. */
export async function signIn(tenant, user) {
  const answer = await fetch("/token", {
    method: "POST",
    headers: { "X-Local": "1" },
    body: new URLSearchParams({ tenant, user }),
  });
  const body = await answer.json();
  if (!answer.ok) {
    return body.error_description;
  }
  remember("session", { tenant, user, token: body.access_token });
  return null;
}

/** The token is no longer taken. What this tab was at goes on after the next sign-in. */
export function endSession() {
  remember("session", null);
}

/** Leaves nothing of the user behind. */
export function signOut() {
  forgetAll();
}
