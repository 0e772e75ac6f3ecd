import { time } from "./dom.js";

const TEXTS = {
  pending: (it) => `Waiting for the answer from Infusionsoft, until ${time(it.expiresAt)}.`,
  settling: (it) =>
    `Infusionsoft has answered. We are finding out whether the account is connected. ${patience(it)} You do not need to do anything.`,
  needs_operator: () => "An operator has to check this connection and has been notified. You do not need to do anything.",
  connected: () => "The account is connected.",
  denied: (it) => `${it.problem.detail} Connect again if that was a mistake.`,
  failed: (it) => `${it.problem.detail} Nothing was connected.`,
  expired: () => "The time to sign in is over. Nothing was connected. Please connect again.",
};

/** What an attempt's status means to its person. */
export function explanation(attempt) {
  return TEXTS[attempt.status](attempt);
}

/** The API estimates the end, and says nothing of it once the estimate has passed. */
function patience({ settlesBy }) {
  const minutes = Math.ceil((Date.parse(settlesBy ?? "") - Date.now()) / 60_000);
  if (!(minutes > 0)) {
    return "You may close this window.";
  }
  return `This can take up to ${minutes} ${minutes === 1 ? "minute" : "minutes"}. You may close this window.`;
}
