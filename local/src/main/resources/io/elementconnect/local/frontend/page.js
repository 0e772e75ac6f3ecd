import { Api } from "./api.js";
import { attempt, begun, follow, takeReturn } from "./attempt.js";
import { byId, element, show } from "./dom.js";
import { clearErrors, showErrors } from "./errors.js";
import { endSession, session, signIn, signOut } from "./session.js";
import { explanation } from "./texts.js";

takeReturn();
const { api: base } = await (await fetch("/settings.json")).json();
const api = new Api(base, showCalls);
let cursor = null;

showProof();
byId("sign-in-form").addEventListener("submit", submit(enter));
byId("connect-form").addEventListener("submit", submit(connect));
byId("sign-out").addEventListener("click", leave);
byId("more").addEventListener("click", () => list(true));
showSession();

/** Who is signed in, and what that person may see. */
function showSession() {
  const who = session();
  show("account", who);
  show("sign-in", !who);
  show("signed-in", who);
  if (!who) {
    if (attempt()) {
      notice("Sign in as the user who began this connection, and it goes on.");
    }
    return;
  }
  byId("user").textContent = who.user;
  byId("tenant").textContent = who.tenant;
  list();
  if (attempt()) {
    showAttempt();
    follow(api, moved);
  }
}

async function enter(form) {
  const problem = await signIn(form.get("tenant"), form.get("user"));
  if (problem) {
    notice(problem);
    byId("notice").focus();
    return;
  }
  notice(null);
  showSession();
}

function leave() {
  signOut();
  location.reload();
}

async function connect(form) {
  const answer = await api.call("POST", "/elements/infusionsofterp/oauth/url", {
    name: form.get("name"),
    configuration: {
      "infusionsoft.server": form.get("server"),
      ...(form.get("key") && { "infusionsoft.private.key": form.get("key") }),
    },
    tags: form.get("tags").split(",").map((tag) => tag.trim()).filter(Boolean),
    returnUrl: location.origin + "/",
  });
  refusal(answer.status === 201 ? null : answer);
  if (answer.status === 201) {
    begun(answer.body);
    location.assign(answer.body.oauthUrl);
  } else {
    byId("notice").focus();
  }
}

/** The attempt was asked for; refused says why it was not answered. */
function moved(refused) {
  const before = byId("attempt-status").dataset.status;
  refusal(refused);
  showAttempt();
  if (attempt()?.status === "connected" && before !== "connected") {
    list();
    open(attempt().instanceId);
  }
}

function showAttempt() {
  const it = attempt();
  show("attempt", it?.status);
  if (it?.status) {
    byId("attempt-status").textContent = it.status.replace("_", " ");
    byId("attempt-status").dataset.status = it.status;
    byId("attempt-text").textContent = explanation(it);
    byId("attempt-steps").replaceChildren(...it.steps.map((step) => element("li", step)));
    byId("attempt-id").textContent = it.id;
  }
}

async function list(more = false) {
  const from = more ? `&cursor=${encodeURIComponent(cursor)}` : "";
  const answer = await api.call("GET", `/instances?limit=20${from}`);
  if (answer.status !== 200) {
    refusal(answer);
    return;
  }
  cursor = answer.body.nextCursor;
  const shown = more ? [...byId("instances").children] : [];
  byId("instances").replaceChildren(...shown, ...answer.body.items.map(row));
  show("no-instances", !byId("instances").hasChildNodes());
  show("more", cursor);
}

function row(instance) {
  const button = element("button", "Open");
  button.type = "button";
  button.className = "quiet";
  button.setAttribute("aria-label", `Open ${instance.name}`);
  button.addEventListener("click", async () => {
    await open(instance.id);
    byId("instance-name").focus();
  });
  const name = element("span", instance.name, element("small", instance.site ?? instance.element.name));
  return element("li", name, button);
}

async function open(id) {
  const answer = await api.call("GET", `/instances/${id}`);
  if (answer.status !== 200) {
    refusal(answer);
    return;
  }
  const it = answer.body;
  const facts = {
    Id: it.id,
    Element: `${it.element.name} (${it.element.key}, ${it.element.hub})`,
    Site: it.site ?? "not stated",
    Tags: it.tags.join(", ") || "none",
    Status: it.status,
    Connected: new Date(it.createdAt).toLocaleString(),
    By: it.createdBy,
    Attempt: it.attemptId,
  };
  byId("instance-name").textContent = it.name;
  byId("metadata").replaceChildren(
    ...Object.entries(facts).flatMap(([name, value]) => [element("dt", name), element("dd", String(value))]),
  );
  byId("next-steps").replaceChildren(
    ...it.nextSteps.map((step) => element("li", step.title, element("br"), element("code", step.url))),
  );
  show("instance", true);
}

/** Says which proof counts for this page, and why. */
function showProof() {
  const here = location.hostname;
  const there = new URL(base).hostname;
  const other = `http://${here === "localhost" ? "127.0.0.1" : "localhost"}:${location.port}/`;
  if (here === there) {
    byId("proof-name").textContent = "Proof 1: the same browser";
    byId("proof-why").textContent = `This page is open as ${here}, where the API is too: one site to a browser. So your browser keeps the browser key, a cookie that the API sets when an attempt begins.`;
    byId("proof-how").textContent = "When Infusionsoft sends you back, the API sees that key and connects the account at once.";
    byId("other-proof").textContent = "See proof 2: open this page as another site";
  } else {
    byId("proof-name").textContent = "Proof 2: the same user";
    byId("proof-why").textContent = `This page is open as ${here} and the API as ${there}: two sites to a browser. So your browser drops the browser key, the cookie that the API sets when an attempt begins.`;
    byId("proof-how").textContent = "When Infusionsoft sends you back, the API does not know who you are. It changes nothing and hands this page a sealed completion. The page posts it with your token, and the account is connected if you are the user who started.";
    byId("other-proof").textContent = "See proof 1: open this page as the API's own site";
  }
  byId("other-proof").href = other;
}

function showCalls(calls) {
  byId("calls").replaceChildren(
    ...calls.map(({ call, status, times }) => {
      const answered = element("b", (status || "no answer") + (times > 1 ? ` ×${times}` : ""));
      answered.className = status >= 200 && status < 300 ? "" : "refused";
      return element("li", element("span", call), answered);
    }),
  );
}

/** Says why a call was refused, and at each field what is wrong with it; nothing when it was not refused. */
function refusal(answer) {
  clearErrors(byId("connect-form"));
  if (answer?.status === 401) {
    endSession();
    showSession();
    notice("Your sign-in has ended. Please sign in again.");
    return;
  }
  const errors = answer?.body.errors ?? [];
  if (errors.length) {
    notice("Please correct this:", element("ul", ...showErrors(byId("connect-form"), errors)));
  } else {
    notice(answer && (answer.body.detail ?? answer.body.message));
  }
}

function notice(text, ...more) {
  show("notice", text);
  byId("notice").replaceChildren(text ?? "", ...more);
}

/** A form that is sent once at a time. */
function submit(send) {
  return async (event) => {
    event.preventDefault();
    const button = event.target.querySelector("button");
    button.disabled = true;
    try {
      await send(new FormData(event.target));
    } finally {
      button.disabled = false;
    }
  };
}
