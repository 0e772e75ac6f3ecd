// What this tab remembers while its person is away at the provider. Another tab has its own, and it ends with the tab.

export function recall(key) {
  return JSON.parse(sessionStorage.getItem(key) ?? "null");
}

export function remember(key, value) {
  sessionStorage.setItem(key, JSON.stringify(value));
}

export function forgetAll() {
  sessionStorage.clear();
}
